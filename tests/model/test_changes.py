"""What changes between two days: the list of single changes and the difference say the same as the ledgers."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.atlas import Atlas
from viewer.model.changes import change_rows, difference, single_changes
from viewer.model.entities import Bloc, Citation, Dependency, Membership, Named
from viewer.model.ledger import NOBODY, STATUSES, Transfer, build_territory
from viewer.model.tabular import to_csv
from viewer.model.time import ALWAYS, LAST_DAY, Interval, day_of

NAMES = ("alpha", "beta", "gamma")
AREAS = (100.0, 200.0, 400.0, 800.0)


def ledger(entries: list[Entry], **more: object) -> Atlas:
    """Return an atlas of three states and four units, all alpha's at first; entries are (day, units, taker, status)."""
    entries = sorted(entries)
    records = [(unit, day, to, STATUSES.index(status), n) for n, (day, units, to, status) in enumerate(entries) for unit in units]
    transfers = tuple(Transfer(day, units, (), NAMES[to], status) for day, units, to, status in entries)
    made: Atlas = made_up.atlas(areas=AREAS, polities=[made_up.polity(name) for name in NAMES], holders=[0] * 4)
    told: Atlas = replace(made, territory=build_territory(4, [(0, 0)] * 4, records, transfers), **more)  # type: ignore[arg-type]
    return told


DAYS = st.integers(100, 140)
Entry = tuple[int, tuple[int, ...], int, str]
ENTRIES = st.lists(
    st.tuples(
        DAYS,
        st.sets(st.integers(0, 3), min_size=1).map(lambda units: tuple(sorted(units))),
        st.integers(0, 2),
        st.sampled_from(("full", "occupied")),
    ),
    max_size=8,
    unique_by=lambda entry: entry[0],
)


@given(ENTRIES, DAYS, DAYS)
def test_the_difference_is_that_of_the_holders_on_the_two_days(entries: list[Entry], one: int, two: int) -> None:
    atlas = ledger(entries)
    found = difference(atlas, one, two)
    territory, ids = atlas.territory, list(atlas.polities)
    then, now = territory.holders(min(one, two)), territory.holders(max(one, two))
    told = {unit: (land.before, land.after) for land in found.land for unit in land.units if land.before != land.after}
    assert told == {unit: (ids[then[unit]], ids[now[unit]]) for unit in range(4) if then[unit] != now[unit]}
    for land in found.land:
        assert land.km2 == sum(AREAS[unit] for unit in land.units)
        assert any(set(change.units) & set(land.units) for change in land.changes)


@given(ENTRIES, DAYS, DAYS)
def test_single_changes_played_one_after_another_lead_from_one_day_to_the_other(entries: list[Entry], one: int, two: int) -> None:
    atlas = ledger(entries)
    first, last = min(one, two), max(one, two)
    ids = list(atlas.polities)
    held = [ids[holder] for holder in atlas.territory.holders(first)]
    for change in single_changes(atlas, first, last):
        assert first < change.day <= last
        for unit in change.units:
            assert held[unit] == change.before
            held[unit] = change.after
    assert held == [ids[holder] for holder in atlas.territory.holders(last)]


def test_land_that_came_back_is_no_difference_but_its_changes_are_listed() -> None:
    atlas = ledger([(110, (1, 2), 1, "occupied"), (120, (1, 2), 0, "full")])
    assert difference(atlas, 100, 130).land == ()
    assert [change.day for change in difference(atlas, 100, 130).changes] == [110, 120]


def test_land_annexed_by_who_occupies_it_differs_by_its_terms() -> None:
    atlas = ledger([(110, (3,), 1, "occupied"), (120, (3,), 1, "annexed")])
    (land,) = difference(atlas, 115, 130).land
    assert (land.before, land.after, land.status, land.km2) == ("beta", "beta", "annexed", 800.0)
    assert [change.what for change in difference(atlas, 115, 130).changes] == ["status"]


def test_land_without_data_has_no_holder_before() -> None:
    made = ledger([])
    territory = build_territory(4, [(NOBODY, 0)] * 4, [(0, 110, 1, 0, 0)], (Transfer(110, (0,), (), "beta"),))
    (land,) = difference(replace(made, territory=territory), 100, 120).land
    assert (land.before, land.after) == ("", "beta")


@pytest.fixture
def politics() -> Atlas:
    """Alpha leaves a bloc and gamma joins one; beta answers to alpha for a time and then takes another name; gamma ends."""
    states = {state.id: state for state in (made_up.polity(name) for name in NAMES)}
    names = (Named(Interval(1, 125), {"en": "Beta"}), Named(Interval(125, LAST_DAY), {"en": "=Better"}))
    states["beta"] = replace(states["beta"], names=names, answers_to=(Dependency(Interval(1, 120), "alpha", "dependent"),))
    states["gamma"] = replace(states["gamma"], life=(Interval(1, 128),))
    members = (
        Membership("pact", "alpha", Interval(90, 110), left_by="quarrel", sources=(Citation("book"),)),
        Membership("pact", "gamma", Interval(115, 128), joined_by="feast"),
        Membership("pact", "beta", Interval(105, LAST_DAY), tie="observer"),
    )
    return ledger([], polities=states, memberships=members, blocs={"pact": Bloc("pact", {}, {}, "alliance", life=ALWAYS)})


def test_members_dependence_names_and_lives_are_told(politics: Atlas) -> None:
    found = difference(politics, 100, 127)
    assert found.joined == (("pact", "gamma"),)
    assert found.left == (("pact", "alpha"),)
    assert found.dependence == (("beta", "alpha", ""),)
    assert [(polity, old.names["en"], new.names["en"]) for polity, old, new in found.renamed] == [("beta", "Beta", "=Better")]
    assert (found.born, found.gone) == ((), ())
    assert [(change.day, change.what, change.polity) for change in found.changes] == [
        (110, "membership", "alpha"),
        (115, "membership", "gamma"),
        (120, "dependence", "beta"),
        (125, "name", "beta"),
    ]
    assert [change.event for change in found.changes[:2]] == ["quarrel", "feast"]
    assert difference(politics, 100, 130).gone == ("gamma",)


def test_days_in_the_wrong_order_are_turned_round(politics: Atlas) -> None:
    assert difference(politics, 127, 100) == difference(politics, 100, 127)


def test_rows_of_changes_are_safe_in_a_spreadsheet(politics: Atlas) -> None:
    rows = change_rows(politics, single_changes(politics, 100, 127))
    assert list(rows[0]) == ["date", "what", "units", "from", "to", "event", "source"]
    assert "'=Better" in to_csv(rows)


def test_the_built_in_atlas_tells_what_happened_between_1938_and_1941(built_in: Atlas) -> None:
    found = difference(built_in, day_of("1938-01-01"), day_of("1941-01-01"))
    land = {(one.before, one.after): one for one in found.land}
    assert {("austria", "germany"), ("poland", "belarus"), ("romania", "moldova")} <= land.keys()
    assert [change.day for change in land["austria", "germany"].changes] == [day_of("1938-03-13")]
    assert 80_000 < land["austria", "germany"].km2 < 88_000
    assert ("estonia", "", "ussr") in found.dependence
