"""Each state of the system against two lists of reference: the days on which it stands in the ledger, and why where they are others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from atlas_places import the_atlas

from viewer.model.time import Interval, day_of, iso

Row = dict[str, Any]
Spells = list[str]

ROWS: list[Row] = yaml.load((Path(__file__).parent / "data" / "state_system.yaml").read_bytes(), yaml.CBaseLoader)
LISTS = ("gw", "cow")
COLUMNS = {"gw", "cow", "polities", "days", "gw_days", "cow_days", "ours", "note", "within"}


@cache
def standing() -> dict[str, list[Interval]]:
    """The times in which each polity answers to nobody and holds land, itself or by those who answer to it."""
    atlas = the_atlas()
    lives = [time for polity in atlas.polities.values() for time in (*polity.life, *(tie.when for tie in polity.answers_to))]
    edges = {atlas.span.start, *atlas.territory.change_days().tolist()}
    edges.update(day for life in lives for day in (life.start, life.end))
    days = [*sorted(day for day in edges if day in atlas.span), atlas.span.end]
    found: dict[str, list[Interval]] = defaultdict(list)
    for day, until in pairwise(days):
        held = np.unique(atlas.territory.holders(day))
        for sovereign in np.unique(atlas.standing(day).sovereign[held[held >= 0]]).tolist():
            found[atlas.polity_list[sovereign].id].append(Interval(day, until))
    return {polity: joined(times) for polity, times in found.items()}


def joined(times: list[Interval]) -> list[Interval]:
    """Times in order, those that touch or overlap made one."""
    whole: list[Interval] = []
    for time in sorted(times):
        if whole and time.start <= whole[-1].end:
            whole[-1] = Interval(whole[-1].start, max(whole[-1].end, time.end))
        else:
            whole.append(time)
    return whole


def spells(row: Row) -> Spells:
    """When the polities of a row stand, written as the table writes it: first and last day, `..` at the ends of the span."""
    first = day_of(row["within"].split("/")[0]) if "within" in row else the_atlas().span.start
    times = joined([time for polity in row["polities"] for time in standing().get(polity, [])])
    starts = [max(time.start, first) for time in times if time.end > first]
    ends = [time.end for time in times if time.end > first]
    return [written(start, end) for start, end in zip(starts, ends, strict=True)]


def written(start: int, end: int) -> str:
    """A spell from a day until another as the table writes it."""
    span = the_atlas().span
    return f"{iso(start) if start > span.start else '..'}/{iso(end - 1) if end < span.end else '..'}"


def told(row: Row, column: str) -> Spells | None:
    """The spells in a column of the table; None where it has none."""
    value = row.get(column)
    return [value] if isinstance(value, str) else value


def by_the_lists(row: Row) -> list[Spells]:
    """The spells of each list that the row tells."""
    return [found for column in ("days", "gw_days", "cow_days") if (found := told(row, column)) is not None]


def name_of(row: Row) -> str:
    return "-".join([*(f"{name}{row[name]}" for name in LISTS if name in row), row["polities"][0]])


def difference(row: Row) -> str:
    """What the ledger has otherwise than a row of the table, or the row leaves unexplained; empty where all is well."""
    ours, lists = spells(row), by_the_lists(row)
    if not lists and "ours" not in row:
        return "neither a list nor our own days are told"
    expected = told(row, "ours")
    if expected is None:
        expected = lists[0]
    if ours != expected:
        return f"the ledger has {ours}, the table {expected}"
    unlike = not lists or any(found != ours for found in lists)
    return f"the lists have {lists}, the ledger {ours}, and the table does not say why" if unlike and not row.get("note") else ""


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_state_stands_on_the_days_of_the_lists_or_the_table_says_why_not(row: Row) -> None:
    assert not difference(row)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"polities": ["finland"], "days": "1917-12-05/.."}, "the ledger has"),
        ({"polities": ["finland"], "gw_days": "1917-12-06/..", "cow_days": "1918/.."}, "does not say why"),
        ({"polities": ["finland"], "gw_days": "1917/..", "ours": "1917-12-06/.."}, "does not say why"),
        ({"polities": ["hejaz"], "ours": "../1925-12-22"}, "does not say why"),
        ({"polities": ["finland"]}, "neither a list"),
        ({"polities": ["finland"], "days": "1917-12-06/.."}, ""),
    ],
)
def test_a_day_that_differs_or_is_not_explained_is_found(row: Row, message: str) -> None:
    assert message in difference(row)
    assert bool(message) == bool(difference(row))


@pytest.mark.parametrize("row", [row for row in ROWS if "note" in row], ids=name_of)
def test_a_note_is_told_only_where_there_is_something_to_explain(row: Row) -> None:
    assert "ours" in row
    assert not by_the_lists(row) or any(found != told(row, "ours") for found in by_the_lists(row))


@pytest.mark.parametrize("row", [row for row in ROWS if {*LISTS} & {*row}], ids=name_of)
def test_the_polities_carry_the_number_of_their_row(row: Row) -> None:
    for polity in map(the_atlas().polities.__getitem__, row["polities"]):
        carried = [polity.codes, *(codes for _, codes in polity.earlier_codes)]
        for name in LISTS:
            if name in row:
                assert row[name] in {codes.get(name) for codes in carried}, f"{polity.id}: {name} {carried}"


def test_every_polity_that_stands_is_in_the_table() -> None:
    rows = {polity for row in ROWS for polity in row["polities"]}
    assert {*standing()} <= rows, {*standing()} - rows
    assert rows <= {*the_atlas().polities}


@pytest.mark.parametrize("name", LISTS)
def test_the_table_has_each_number_once_and_all_that_polities_carry(name: str) -> None:
    rows = Counter(row[name] for row in ROWS if name in row)
    assert not [number for number, times in rows.items() if times > 1]
    assert {polity.codes[name] for polity in the_atlas().polities.values() if name in polity.codes} <= {*rows}
    assert len(rows) >= 195


def test_the_table_is_written_as_it_says() -> None:
    assert all({*row} <= COLUMNS for row in ROWS)
    assert all(("days" in row) <= ({"gw", "cow"} <= {*row}) for row in ROWS), "`days` means both lists"
    assert all((f"{name}_days" in row) <= (name in row) for row in ROWS for name in LISTS)
    for row in ROWS:
        for found in (*by_the_lists(row), told(row, "ours") or []):
            ends = [end for spell in found for end in spell.split("/")]
            assert all(len(spell.split("/")) == 2 for spell in found), row
            assert ends[1:-1] == sorted(ends[1:-1]), row
            assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\.\.", end) for end in ends), row
            assert all(iso(day_of(end)) == end for end in ends if len(end) == 10), row
