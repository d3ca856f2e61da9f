"""Whose view of disputed land is drawn: the map, the legend and the comparison with another day say the same."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest

from viewer.carto.land.comparison import Comparison, compare_units, compared_pieces
from viewer.carto.land.legend import compose_legend
from viewer.carto.land.political import HATCHES, LINES, AreaStyle, PoliticalMap
from viewer.carto.land.viewpoint import checked, disputes, parties, seen_holders, sides
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency
from viewer.model.ledger import Claim, build_territory
from viewer.model.time import ALWAYS, Interval, day_of

WORDS = {
    "none": "none",
    "held": "held",
    "nodata": "nodata",
    "occupied": "occupied",
    "claim": "claim",
    "taken": "taken",
    "viewpoint": "As seen by {who}",
}
COMPARED = {"none": "none", "held": "held", "nodata": "nodata", "moved": "Moved since {date}", "shifted": "Shifted since {date}"}


@pytest.fixture(scope="module")
def politics(built_in: Atlas) -> PoliticalMap:
    return PoliticalMap(built_in)


def shown(politics: PoliticalMap, code: str, day: str, viewpoint: str) -> tuple[str, str, bool]:
    """Who is drawn as the holder of a unit, its hatch, and whether another's claim is hatched on it."""
    atlas = politics.atlas
    unit = next(number for number, one in enumerate(atlas.basemap.codes) if one == code or one.startswith(f"{code}:"))
    zone = politics.zones.of_unit[unit]
    state = politics.state(day_of(day), viewpoint)
    area = AreaStyle.of(int(state.area[zone]))
    assert area.hatch in HATCHES
    return atlas.polity_list[state.holder[zone]].id, area.hatch, area.claim > 0


ITURUP, CRIMEA, TAIPEI, SRINAGAR = "RUS-2616:iturup", "RUS-283", "TWN-1156", "IND-20012"


@pytest.mark.parametrize(
    ("code", "day", "viewpoint", "told"),
    [
        (ITURUP, "1960-01-01", "de-facto", ("russia", "unrecognised", True)),
        (ITURUP, "1960-01-01", "japan", ("japan", "occupied", False)),
        (ITURUP, "1960-01-01", "ussr", ("russia", "", False)),
        (ITURUP, "1960-01-01", "russia", ("russia", "", False)),
        (ITURUP, "1944-01-01", "ussr", ("japan", "", False)),
        (CRIMEA, "2015-01-01", "de-facto", ("russia", "unrecognised", True)),
        (CRIMEA, "2015-01-01", "ukraine", ("ukraine", "occupied", False)),
        (CRIMEA, "2015-01-01", "russia", ("russia", "", False)),
        (TAIPEI, "1975-01-01", "de-facto", ("roc", "", False)),
        (TAIPEI, "1975-01-01", "prc", ("prc", "occupied", False)),
        (SRINAGAR, "1960-01-01", "de-facto", ("india", "", True)),
        (SRINAGAR, "1960-01-01", "india", ("india", "", False)),
        (SRINAGAR, "1960-01-01", "pakistan", ("pakistan", "occupied", False)),
    ],
)
def test_disputed_land_is_drawn_as_the_viewer_sees_it(
    politics: PoliticalMap, code: str, day: str, viewpoint: str, told: tuple[str, str, bool]
) -> None:
    assert shown(politics, code, day, viewpoint) == told


@pytest.mark.parametrize("viewpoint", ["de-facto", "japan", "ukraine", "prc", "roc", "india", "ussr"])
@pytest.mark.parametrize("day", ["1938-06-01", "1943-01-01", "1960-01-01", "2015-01-01"])
def test_the_map_and_the_legend_name_the_same_holders(politics: PoliticalMap, day: str, viewpoint: str) -> None:
    seen = seen_holders(politics.atlas, day_of(day), viewpoint)
    state = politics.state(day_of(day), viewpoint)
    assert np.array_equal(seen, state.holder[politics.zones.of_unit])


def test_the_legend_says_whose_view_it_is(built_in: Atlas) -> None:
    view = View(instant=day_of("2015-01-01"), language="en", viewpoint="ukraine")
    crimea = np.array([float(code.startswith("RUS-283")) for code in built_in.basemap.codes])
    rows = {row.sort: row for row in compose_legend(built_in, view, crimea, WORDS, "ja")}
    assert "Ukraine" in rows["viewpoint"].label
    assert "taken" in rows
    assert "group" not in rows, "Crimea is counted with Russia's alliance though it is drawn as Ukraine's"
    plain = {row.sort for row in compose_legend(built_in, view.with_(viewpoint="de-facto"), crimea, WORDS)}
    assert not plain & {"viewpoint", "taken"}


def test_the_sides_of_what_is_in_view_are_offered(built_in: Atlas) -> None:
    kurils = np.array([float("RUS-2616" in code) * 1000 for code in built_in.basemap.codes])
    assert sides(built_in, day_of("1960-01-01"), kurils)[:2] == ("japan", "ussr")
    assert sides(built_in, day_of("1960-01-01"), np.zeros_like(kurils)) == ()


def claims_to(atlas: Atlas, day: int, unit: int) -> list[Claim]:
    """The claims of others to a unit on a day, as the map shows them."""
    return [one.claim for one in disputes(atlas, day, own=True) if unit in one.units]


def test_claims_to_a_piece_of_land_are_found(built_in: Atlas) -> None:
    unit = built_in.basemap.codes.index(ITURUP)
    (claim,) = claims_to(built_in, day_of("1960-01-01"), unit)
    assert (claim.by, claim.id) == ("japan", "northern-territories")
    assert claim.note["ja"]
    assert claim.note["en"]
    assert claims_to(built_in, day_of("1944-01-01"), unit) == []


def test_who_claims_most_of_a_state_claims_to_be_its_government(built_in: Atlas) -> None:
    rival = {one.claim.id: one.rival for one in disputes(built_in, day_of("1960-01-01"))}
    whole = {"china-taiwan", "china-mainland-roc", "korea-rok", "korea-dprk", "vietnam-south", "vietnam-north", "east-germany-frg"}
    assert all(rival[name] for name in whole)
    assert not rival["northern-territories"]


def test_an_annexed_republic_claims_not_to_answer_to_who_annexed_it(built_in: Atlas, politics: PoliticalMap) -> None:
    tallinn = next(number for number, code in enumerate(built_in.basemap.codes) if code.startswith("EST-"))
    for day, told in (("1940-06-01", []), ("1960-01-01", ["estonia-continuity"]), ("1992-01-01", [])):
        assert [claim.id for claim in claims_to(built_in, day_of(day), tallinn)] == told
        area = AreaStyle.of(int(politics.state(day_of(day)).area[politics.zones.of_unit[tallinn]]))
        assert area.hatch == ("unrecognised" if told else "")
    assert "estonia" not in sides(built_in, day_of("1960-01-01"), built_in.basemap.area_km2)
    weight = np.array([float(code.startswith("EST-")) for code in built_in.basemap.codes])
    words = WORDS | {"annexed": "annexed"}
    rows = compose_legend(built_in, View(instant=day_of("1960-01-01")), weight, words)
    assert "annexed" in [row.sort for row in rows]
    soviet = compose_legend(built_in, View(instant=day_of("1960-01-01"), viewpoint="ussr"), weight, words)
    assert "annexed" not in [row.sort for row in soviet]


@pytest.mark.parametrize("viewpoint", ["usa", "estonia"])
def test_who_does_not_recognise_an_annexation_sees_the_annexed_state(built_in: Atlas, politics: PoliticalMap, viewpoint: str) -> None:
    day = day_of("1960-01-01")
    tallinn = next(number for number, code in enumerate(built_in.basemap.codes) if code.startswith("EST-"))
    pskov = next(number for number, code in enumerate(built_in.basemap.codes) if code.startswith("RUS-2335"))
    zone, beside = (np.array([politics.zones.of_unit[unit]]) for unit in (tallinn, pskov))
    estonia = built_in.polity_index["estonia"]
    seen, de_facto = politics.state(day, viewpoint), politics.state(day)
    assert (seen.holder[zone[0]], seen.sovereign[zone[0]], seen.style[zone[0]]) == (estonia, estonia, 0)
    assert de_facto.sovereign[zone[0]] == built_in.polity_index["ussr"]
    area = AreaStyle.of(int(seen.area[zone[0]]))
    assert (area.style, area.hatch, area.hatch_style) == (0, "occupied", de_facto.style[zone[0]])
    assert [LINES[int(state.lines(zone, beside)[0][0])] for state in (de_facto, seen)] == ["inner", "bloc"]
    weight = np.array([float(code.startswith("EST-")) for code in built_in.basemap.codes])
    rows = compose_legend(built_in, View(instant=day, viewpoint=viewpoint), weight, WORDS | {"annexed": "annexed"})
    assert {"taken", "annexed"} & {row.sort for row in rows} == {"taken"}
    later = politics.state(day_of("1992-01-01"), viewpoint)
    assert AreaStyle.of(int(later.area[zone[0]])).hatch == ""


def test_who_shares_a_claim_sees_it_as_the_claimant_does(built_in: Atlas, politics: PoliticalMap) -> None:
    for viewpoint in ("ukraine", "usa", "japan"):
        assert shown(politics, CRIMEA, "2015-01-01", viewpoint) == ("ukraine", "occupied", False)
    assert shown(politics, ITURUP, "1960-01-01", "usa") == shown(politics, ITURUP, "1960-01-01", "de-facto")


def test_the_claims_that_readers_look_for_are_there_with_both_sides(built_in: Atlas) -> None:
    claims = {claim.id: claim for claim in built_in.territory.claims if claim.id}
    wanted = (
        "northern-territories estonia-continuity latvia-continuity lithuania-continuity crimea-ukraine china-taiwan kashmir-india "
        "kashmir-pakistan golan-syria western-sahara-sadr western-sahara-morocco northern-cyprus-cyprus abkhazia-georgia "
        "south-ossetia-georgia kosovo-serbia transnistria-moldova west-bank"
    )
    for name in wanted.split():
        claim = claims[name]
        assert claim.sources, name
        assert min(len(claim.note["ja"]), len(claim.note["en"]) // 2) > 25, name
        assert set(claim.names) == {"ja", "en"}, name


def small(**more: object) -> Atlas:
    """Three units of alpha, beta and its republic; gamma claims the first, the republic the second."""
    states = {state.id: state for state in (made_up.polity(name) for name in ("alpha", "beta", "gamma", "republic"))}
    states["republic"] = replace(states["republic"], answers_to=(Dependency(ALWAYS, "beta", "part"),))
    claims = (Claim("gamma", Interval(100, 200), (0,), "east"), Claim("republic", ALWAYS, (1,), "west"))
    territory = build_territory(4, [(0, 0), (0, 0), (1, 0), (0, 0)], [(2, 150, 0, 0, 0)], (), claims)
    made: Atlas = made_up.atlas(areas=[10.0, 10.0, 10.0, 100.0], polities=list(states.values()))
    return replace(made, polities=states, territory=territory, **more)  # type: ignore[arg-type]


def test_a_state_speaks_for_the_claims_of_its_parts() -> None:
    atlas = small()
    assert seen_holders(atlas, 120, "beta").tolist() == [0, 3, 1, 0]
    assert seen_holders(atlas, 120, "gamma").tolist() == [2, 0, 1, 0]
    assert seen_holders(atlas, 250, "gamma").tolist() == [0, 0, 0, 0]
    assert [one.claim.id for one in disputes(atlas, 250)] == ["west"]


def test_who_shares_a_claim_is_a_viewpoint() -> None:
    atlas = small()
    shared = Claim("gamma", ALWAYS, (0,), "east", shared_by=("beta",))
    atlas = replace(atlas, territory=replace(atlas.territory, claims=(shared,)))
    assert set(parties(atlas)) == {"alpha", "beta", "gamma"}
    assert seen_holders(atlas, 120, "beta").tolist() == [2, 0, 1, 0]
    assert seen_holders(atlas, 120, "alpha").tolist() == [0, 0, 1, 0]


def test_only_parties_to_a_dispute_are_viewpoints() -> None:
    atlas = small()
    assert set(parties(atlas)) == {"alpha", "gamma", "republic"}
    assert checked(atlas, View(viewpoint="gamma")).viewpoint == "gamma"
    assert checked(atlas, View()).viewpoint == "de-facto"
    with pytest.raises(BadView, match=r"`gama` is no viewpoint; did you mean `gamma`\? Choose de-facto, gamma, republic"):
        checked(atlas, View(viewpoint="gama"))
    with pytest.raises(BadView, match=r"is no viewpoint\. Choose"):
        checked(atlas, View(viewpoint="x" * 500))


def test_land_is_compared_with_another_day() -> None:
    freed = Interval(1, 140)
    atlas = small()
    states = dict(atlas.polities)
    states["beta"] = replace(states["beta"], answers_to=(Dependency(freed, "gamma", "dependent"),))
    atlas = replace(atlas, polities=states)
    view = View(instant=145, since=120, language="en")
    assert compare_units(atlas, view).tolist() == [Comparison.SAME, Comparison.SAME, Comparison.SHIFTED, Comparison.SAME]
    later = view.at(160)
    assert compare_units(atlas, later).tolist() == [Comparison.SAME, Comparison.SAME, Comparison.MOVED, Comparison.SAME]
    assert compare_units(atlas, later.with_(since=None)).tolist() == [0, 0, 0, 0]
    assert compared_pieces(atlas, later).tolist()[:2] == [0, 0]
    assert compared_pieces(atlas, later)[2] > 0
    assert [row.sort for row in compose_legend(atlas, view, None, COMPARED)][-1] == "shifted"
    moved = compose_legend(atlas, later, None, COMPARED)[-1]
    assert (moved.sort, moved.label) == ("moved", "Moved since 30 Apr 1")
