"""The list of what is otherwise than on another day: every part of the difference is told, in words that name both sides."""

from __future__ import annotations

import csv
import io

import pytest

from viewer.carto.events.change_list import ChangeRow, change_list, changes_csv, difference_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of


def words(key: str, **values: object) -> str:
    return f"<{key}{''.join(f' {value}' for value in values.values())}>"


def rows_of(atlas: Atlas, first: str, last: str, **more: object) -> dict[str, list[ChangeRow]]:
    view = View(instant=day_of(last), since=day_of(first), language="en").with_(**more)
    found: dict[str, list[ChangeRow]] = {}
    for row in change_list(atlas, view, words):
        found.setdefault(row.sort, []).append(row)
    return found


def test_nothing_is_told_where_no_day_is_compared(built_in: Atlas) -> None:
    assert change_list(built_in, View(), words) == ()
    assert difference_of(built_in, View()) is None


def test_1938_to_1941_is_told_by_land_first(built_in: Atlas) -> None:
    found = rows_of(built_in, "1938-01-01", "1941-01-01")
    assert list(found)[:2] == ["head", "land"]
    assert {head.title: head.count for head in found["head"]}["<changes.land>"] == len(found["land"])
    austria = next(row for row in found["land"] if row.title == "Austria → Germany")
    assert "13 Mar 1938" in austria.caption
    assert "<status.annexed>" in austria.caption
    assert {built_in.basemap.adm0[unit] for unit in austria.units} == {"AUT"}
    assert austria.select in (*built_in.events, "polity:germany")
    estonia = next(row for row in found["dependence"] if row.title.startswith("Estonia"))
    assert "<relation.self> → USSR" in estonia.caption
    assert all(row.select in built_in.events for row in found["event"])


def test_joining_and_leaving_a_bloc_is_told_with_its_day(built_in: Atlas) -> None:
    found = rows_of(built_in, "1954-01-01", "1956-01-01")
    germany = [row for row in found["bloc"] if row.title == "West Germany"]
    assert any("<changes.joined NATO>" in row.caption and "6 May 1955" in row.caption for row in germany)
    hungary = rows_of(built_in, "1991-01-01", "1992-01-01")["bloc"]
    assert any("<changes.left Warsaw Pact" in row.caption or "<changes.left" in row.caption for row in hungary)


def test_new_names_and_new_states_are_told(built_in: Atlas) -> None:
    found = rows_of(built_in, "1957-01-01", "1958-01-01")
    assert "Gold Coast → Ghana" in [row.title for row in found["name"]]
    assert any(row.title.startswith("Ghana") and "→ <relation.self>" in row.caption for row in found["dependence"])
    assert any("<changes.gone>" in row.caption for row in rows_of(built_in, "1991-01-01", "1992-06-01")["state"])


def test_the_order_of_the_days_does_not_matter(built_in: Atlas) -> None:
    assert rows_of(built_in, "1938-01-01", "1941-01-01") == rows_of(built_in, "1941-01-01", "1938-01-01")


def test_the_filters_hold_for_the_events_between(built_in: Atlas) -> None:
    everything = rows_of(built_in, "1961-01-01", "1963-01-01")["event"]
    some = rows_of(built_in, "1961-01-01", "1963-01-01", query="berlin")["event"]
    assert {row.select for row in some} < {row.select for row in everything}


@pytest.mark.parametrize(("first", "last"), [("1938-01-01", "1941-01-01"), ("1917-01-01", "2022-12-31")])
def test_the_table_has_a_row_for_every_single_change(built_in: Atlas, first: str, last: str) -> None:
    view = View(instant=day_of(last), since=day_of(first))
    table = list(csv.DictReader(io.StringIO(changes_csv(built_in, view))))
    found = difference_of(built_in, view)
    assert found is not None
    assert len(table) == len(found.changes)
    assert list(table[0]) == ["date", "what", "units", "from", "to", "km2", "event", "source"]
    assert not [cell for row in table for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]
    assert all(float(row["km2"]) >= 0 for row in table if row["what"] == "land")
