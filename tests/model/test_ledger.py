"""The ledger of land: its arrays answer every day as a dictionary that is replayed would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.ledger import NOBODY, STATUSES, build_territory
from viewer.model.time import FIRST_DAY

HOLDER = st.integers(NOBODY, 6)
STATUS = st.integers(0, len(STATUSES) - 1)
Record = tuple[int, int, int, int, int]
_LAST = FIRST_DAY + 30
"""The last day that anything changes: the first days of all are those that go wrong first."""


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[Record]]:
    """Draw an opening position and records in any order, some for the same unit and day."""
    opening = draw(st.lists(st.tuples(HOLDER, STATUS), min_size=1, max_size=6))
    unit = st.integers(0, len(opening) - 1)
    rows = draw(st.lists(st.tuples(unit, st.integers(FIRST_DAY + 1, _LAST), HOLDER, STATUS), max_size=25))
    return opening, [(*row, number) for number, row in enumerate(rows)]


def replayed(opening: list[tuple[int, int]], records: list[Record], day: int) -> dict[int, tuple[int, int, int]]:
    held = {unit: (holder, status, -1) for unit, (holder, status) in enumerate(opening)}
    for unit, when, holder, status, entry in sorted(records, key=lambda record: record[1]):
        if when <= day:
            held[unit] = (holder, status, entry)
    return held


@given(ledgers())
def test_any_day_is_as_a_replay_of_the_entries(ledger: tuple[list[tuple[int, int]], list[Record]]) -> None:
    opening, records = ledger
    territory = build_territory(len(opening), opening, records, ())
    assert territory.count == len(opening)
    for day in range(FIRST_DAY, _LAST + 3):
        held = replayed(opening, records, day)
        rows = territory.rows(day)
        found = zip(territory.holder[rows].tolist(), territory.status[rows].tolist(), territory.entry[rows].tolist(), strict=True)
        assert dict(enumerate(found)) == held
        assert territory.holders(day).tolist() == [held[unit][0] for unit in range(len(opening))]


@given(ledgers())
def test_the_history_of_a_unit_is_all_its_records_in_order(ledger: tuple[list[tuple[int, int]], list[Record]]) -> None:
    opening, records = ledger
    territory = build_territory(len(opening), opening, records, ())
    for unit, start in enumerate(opening):
        last = {day: (day, holder, status, entry) for at, day, holder, status, entry in records if at == unit}
        rows = slice(*territory.unit_start[unit : unit + 2])
        columns = (territory.day, territory.holder, territory.status, territory.entry)
        told = list(zip(*(column[rows].tolist() for column in columns), strict=True))
        assert told == [(FIRST_DAY, *start, -1), *(last[day] for day in sorted(last))]


@given(ledgers())
def test_nothing_changes_but_on_days_of_change(ledger: tuple[list[tuple[int, int]], list[Record]]) -> None:
    opening, records = ledger
    territory = build_territory(len(opening), opening, records, ())
    days = territory.change_days().tolist()
    assert days == sorted({record[1] for record in records})
    for day in range(FIRST_DAY + 1, _LAST + 3):
        if day not in days:
            assert np.array_equal(territory.rows(day), territory.rows(day - 1))


def test_an_atlas_without_land_answers_too() -> None:
    territory = build_territory(0, [], [], ())
    assert territory.holders(700_000).tolist() == []
    assert territory.change_days().tolist() == []
