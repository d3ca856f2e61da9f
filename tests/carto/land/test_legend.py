"""The legend: only what is in view, in the order of its size, with the states counted."""

from __future__ import annotations

import made_up
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend, land_figure
from viewer.carto.land.political import STYLES, AreaStyle, PoliticalMap
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Dependency, Membership, NamedLine, Polity, Side
from viewer.model.time import ALWAYS, day_of, iso, parse_period

WORDS = {"none": "In no bloc", "nodata": "No data"}
GROUPS = (
    BlocGroup("west", "west", "full", {"en": "West", "ja": "西側"}, {"en": "Dependencies"}),
    BlocGroup("east", "east", "full", {"en": "East"}, {"en": "Dependencies"}),
    BlocGroup("free", "nonaligned", "full", {"en": "Non-aligned"}),
)
STATES = 6


@st.composite
def atlases(draw: st.DrawFn) -> Atlas:
    """Draw states in blocs or none, some that answer to another, and who holds which unit."""
    polities = []
    members = []
    for number in range(STATES):
        ties: tuple[Dependency, ...] = ()
        if number and draw(st.booleans()):
            ties = (Dependency(ALWAYS, f"s{draw(st.integers(0, number - 1))}", draw(st.sampled_from(("part", "dependent", "occupied")))),)
        polities.append(Polity(f"s{number}", made_up.polity(f"s{number}").names, (ALWAYS,), ties))
        if group := draw(st.sampled_from(("", "west", "east", "free"))):
            members.append(Membership(group, f"s{number}", ALWAYS))
    holders = draw(st.lists(st.integers(-1, STATES - 1), min_size=1, max_size=12))
    return made_up.atlas(
        areas=[draw(st.integers(1, 1000)) for _ in holders],
        polities=polities,
        holders=holders,
        blocs={group.id: Bloc(group.id, {}, {}, "alliance", group=group.id) for group in GROUPS},
        groups=GROUPS,
        memberships=tuple(members),
    )


def counted(atlas: Atlas, weights: list[float]) -> tuple[dict[str, float], dict[str, set[int]], dict[str, float], float]:
    """Size and states by group, size of dependencies by group, size without data; unit by unit."""
    standing = atlas.standing(1000)
    size: dict[str, float] = {}
    states: dict[str, set[int]] = {}
    below: dict[str, float] = {}
    nodata = 0.0
    for unit, holder in enumerate(atlas.territory.holders(1000).tolist()):
        weight = weights[unit]
        if holder < 0:
            nodata += weight
            continue
        group, inherited = int(standing.group[holder]), int(standing.inherited[holder])
        if inherited >= 0:
            below[GROUPS[inherited].id] = below.get(GROUPS[inherited].id, 0) + weight
            continue
        key = GROUPS[group].id if group >= 0 else ""
        size[key] = size.get(key, 0) + weight
        if weight:
            states.setdefault(key, set()).add(int(standing.sovereign[holder]))
    return size, states, below, nodata


@given(atlases(), st.booleans(), st.data())
def test_the_rows_are_what_is_in_view_by_size(atlas: Atlas, by_area: bool, data: st.DataObject) -> None:
    count = atlas.basemap.count
    given_weights = np.array(data.draw(st.lists(st.sampled_from((0.0, 0.0, 1.0, 7.0)), min_size=count, max_size=count)))
    weights = atlas.basemap.area_km2.tolist() if by_area else given_weights.tolist()
    rows = compose_legend(atlas, View(instant=1000, language="en"), None if by_area else given_weights, WORDS)
    size, states, below, nodata = counted(atlas, weights)
    groups = [row for row in rows if row.sort == "group"]
    assert {row.key for row in groups} == {key for key, value in size.items() if key and value > 0}
    assert all(row.count == len(states[row.key]) for row in groups)
    sizes = [size[row.key] for row in groups]
    assert sizes == sorted(sizes, reverse=True)
    shown_below = {row.style for row in rows if row.sort == "dependency"}
    assert shown_below == {next(g.style for g in GROUPS if g.id == key) for key, value in below.items() if value > 0 and key != "free"}
    assert any(row.sort == "none" for row in rows) == (size.get("", 0) > 0)
    assert any(row.sort == "nodata" for row in rows) == (nodata > 0 and atlas.tells_land)
    none = [row for row in rows if row.sort == "none"]
    assert all(row.count == len(states[""]) for row in none)
    last = [row.sort for row in rows if row.sort in ("none", "nodata")]
    assert [row.sort for row in rows][len(rows) - len(last) :] == last
    assert last in ([], ["none"], ["nodata"], ["none", "nodata"])


def test_rows_are_named_in_two_languages_where_asked() -> None:
    atlas = made_up.atlas(
        areas=[1.0],
        polities=[made_up.polity("usa")],
        holders=[0],
        blocs={"nato": Bloc("nato", {}, {}, "alliance", group="west")},
        groups=GROUPS,
        memberships=(Membership("nato", "usa", ALWAYS),),
    )
    (row,) = compose_legend(atlas, View(instant=1000, language="en"), None, WORDS, "ja")
    assert row == LegendRow("group", "West", "西側", "west", "full", 1, "west", 1, 1.0)


@given(atlases(), st.data())
def test_a_row_tells_states_and_land_of_all_the_world_whatever_is_in_view(atlas: Atlas, data: st.DataObject) -> None:
    count = atlas.basemap.count
    weights = np.array(data.draw(st.lists(st.sampled_from((1.0, 1.0, 0.0)), min_size=count, max_size=count)))
    size, states, below, _ = counted(atlas, atlas.basemap.area_km2.tolist())
    rows = compose_legend(atlas, View(instant=1000, language="en"), weights, WORDS)
    for row in rows:
        if row.sort in ("group", "none"):
            assert (row.states, row.km2) == (len(states[row.key]), size[row.key])
        if row.sort == "dependency":  # rows of the same words are one: only groups of which land is seen are added up
            assert 0 < row.km2 <= sum(below.values())


def test_a_named_line_has_a_row_while_it_stands_and_its_layer_is_shown() -> None:
    line = NamedLine("curtain", {"en": "Iron Curtain"}, parse_period("1949-10-07/1989-11-09"), "curtain", Side(), Side())
    atlas = made_up.atlas(lines=(line,))
    stands = View(instant=line.when.start, language="en")
    assert [row.label for row in compose_legend(atlas, stands, None, WORDS)] == ["Iron Curtain"]
    assert compose_legend(atlas, stands.at(line.when.start - 1), None, WORDS) == ()
    assert compose_legend(atlas, stands.at(line.when.end), None, WORDS) == ()
    assert compose_legend(atlas, stands.with_(hidden_layers=frozenset({"lines"})), None, WORDS) == ()


def test_a_line_is_told_where_land_of_both_its_sides_is_in_view() -> None:
    polities = [made_up.polity(name) for name in ("us", "ussr", "brazil", "ukraine")]
    polities[3] = Polity("ukraine", polities[3].names, (ALWAYS,), (Dependency(ALWAYS, "ussr", "part"),))
    line = NamedLine("curtain", {"en": "Iron Curtain"}, ALWAYS, "curtain", Side(groups=("west",)), Side(polities=("ussr",)))
    west = {group.id: Bloc(group.id, {}, {}, "alliance", group=group.id) for group in GROUPS}
    atlas = made_up.atlas(
        areas=[1.0] * 4,
        polities=polities,
        holders=range(4),
        blocs=west,
        groups=GROUPS,
        memberships=(Membership("west", "us", ALWAYS),),
        lines=(line,),
    )
    view = View(instant=day_of("1962-10-22"), language="en")

    def told(*weight: float) -> bool:
        return any(row.sort == "line" for row in compose_legend(atlas, view, np.array(weight), WORDS))

    assert told(1, 1, 0, 0)
    assert told(1, 0, 0, 1), "a part stands with its sovereign"
    assert not told(1, 0, 1, 0)
    assert not told(0, 1, 1, 1)


@pytest.mark.parametrize(
    ("km2", "english", "japanese"),
    [
        (0.3, "<0.01", "<0.01"),
        (4_000.0, "<0.01", "0.40"),
        (6_000.0, "0.01", "0.60"),
        (377_975.0, "0.38", "37.8"),
        (9_994_000.0, "9.99", "999"),
        (9_996_000.0, "10.0", "1,000"),
        (149_000_000.0, "149", "14,900"),
    ],
)
def test_land_is_told_in_three_digits_of_the_unit_of_the_language(km2: float, english: str, japanese: str) -> None:
    assert land_figure(km2, "en") == english
    assert land_figure(km2, "ja") == japanese


@pytest.mark.parametrize("day", ["1922-12-30", "1942-06-01", "1962-10-22", "2022-03-01"])
@pytest.mark.parametrize("scheme", ["", "alliances", "economy", "europe"])
def test_the_rows_of_blocs_share_all_land_among_them(built_in: Atlas, scheme: str, day: str) -> None:
    words = {name: name for name in LEGEND_WORDS}
    rows = compose_legend(built_in.in_scheme(scheme), View(instant=day_of(day), scheme=scheme), None, words)
    parts = [row for row in rows if row.sort in ("group", "dependency", "none", "nodata", "tied")]
    assert sum(row.km2 for row in parts) == pytest.approx(built_in.basemap.area_km2.sum())


@pytest.mark.parametrize("viewpoint", ["de-facto", "japan", "ussr", "china", "west-germany"])
def test_the_legend_tells_of_claims_where_the_map_hatches_them_and_nowhere_else(built_in: Atlas, viewpoint: str) -> None:
    politics = PoliticalMap(built_in)
    area, words = built_in.basemap.area_km2, {name: name for name in LEGEND_WORDS}
    days = [day for day in built_in.change_days.tolist() if day in built_in.span][::45]
    for day in [*days, *(day_of(text) for text in ("1942-02-01", "1948-08-20", "1949-10-07", "1950-11-01", "1975-12-07", "1982-05-01"))]:
        codes = politics.state(day, viewpoint).area[politics.zones.of_unit]
        styles = {code: AreaStyle.of(code) for code in set(codes.tolist())}
        hatched = np.array([styles[code].claim > 0 or styles[code].hatch == "disputed" for code in codes.tolist()])
        rows = compose_legend(built_in, View(instant=day, viewpoint=viewpoint), None, words)
        told = next((row.km2 for row in rows if row.sort == "claim"), 0.0)
        assert told == pytest.approx(float(area[hatched].sum())), iso(day)


@pytest.mark.parametrize("day", ["1942-02-01", "1945-09-05", "1949-10-07", "1962-10-22", "1975-12-07"])
def test_hatched_rows_have_the_ink_of_the_map_where_all_their_land_has_one(built_in: Atlas, day: str) -> None:
    politics = PoliticalMap(built_in)
    codes = politics.state(day_of(day), "de-facto").area[politics.zones.of_unit].tolist()
    looks = [AreaStyle.of(code) for code in codes]
    words = {name: name for name in LEGEND_WORDS}
    told = 0
    for sort, hatch in (("occupied", "occupied"), ("annexed", "unrecognised")):
        for unit in (unit for unit, look in enumerate(looks) if look.hatch == hatch):
            weight = np.zeros(len(codes))
            weight[unit] = 1.0
            rows = {row.sort: row for row in compose_legend(built_in, View(instant=day_of(day)), weight, words)}
            if sort in rows:
                assert rows[sort].style == STYLES[looks[unit].hatch_style]
                told += 1
    for unit in (unit for unit, look in enumerate(looks) if look.claim):
        weight = np.zeros(len(codes))
        weight[unit] = 1.0
        rows = {row.sort: row for row in compose_legend(built_in, View(instant=day_of(day)), weight, words)}
        assert rows["claim"].style == STYLES[looks[unit].claim - 1]
        told += 1
    assert told


def test_land_of_states_is_called_so_where_no_blocs_are_told() -> None:
    words = {name: name for name in LEGEND_WORDS}
    atlas = made_up.atlas(areas=[1.0, 2.0], polities=[made_up.polity("a")], holders=[0, -1])
    assert [row.label for row in compose_legend(atlas, View(instant=1000), None, words)] == ["held", "nodata"]
