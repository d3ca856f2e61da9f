"""Rows of a legend where room is short: named lines stay, hatches share a row, nothing is lost or told twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.land.legend import LegendRow
from viewer.carto.land.legend_room import HATCHED, PINNED, fitting, sharing

SORTS = ("group", "none", *PINNED, *HATCHED)
ROWS = st.lists(st.sampled_from(SORTS), max_size=14).map(lambda sorts: tuple(LegendRow(sort, f"{at}") for at, sort in enumerate(sorts)))


@given(ROWS, st.integers(0, 300), st.integers(0, 24))
def test_the_rows_that_are_shown_fit_and_lines_are_among_them(rows: tuple[LegendRow, ...], room: int, more: int) -> None:
    found, shown = fitting(rows, room, more, lambda _: 20)
    assert sorted(row.label for row in found) == sorted(row.label for row in rows)
    assert 0 <= shown <= len(rows)
    assert all(row.sort not in PINNED for row in found[shown:])
    assert len(rows) - shown != 1, "one row is not hidden alone"
    if shown < len(rows):
        pinned = sum(row.sort in PINNED for row in rows)
        assert shown * 20 <= room - more or shown <= max(4, pinned)
        assert [row for row in found if row.sort not in PINNED] == [row for row in rows if row.sort not in PINNED]
    else:
        assert found == rows


@given(ROWS)
def test_hatched_rows_share_one_that_has_all_of_them(rows: tuple[LegendRow, ...]) -> None:
    found = sharing(rows, "all")
    hatched = [row for row in rows if row.sort in HATCHED]
    assert [row for row in found if row.sort not in (*HATCHED, "hatches")] == [row for row in rows if row.sort not in HATCHED]
    assert [part for row in found for part in row.parts] == (hatched if len(hatched) > 1 else [])
    assert sharing(found, "all") == found
