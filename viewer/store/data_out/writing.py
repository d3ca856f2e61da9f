"""The tables that go out, by name and format."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.model.atlas import Atlas
from viewer.model.tabular import Row, to_csv
from viewer.store.data_out.tables import (
    changes_json,
    events_geojson,
    feature_rows,
    membership_rows,
    polities_geojson,
    polity_rows,
    source_rows,
    to_json,
    treaty_rows,
    unit_rows,
    units_geojson,
)

_COLUMNS = {
    "memberships": ("bloc", "polity", "start", "end", "source"),
    "changes": ("date", "what", "units", "from", "to", "event", "source"),
}

_OF_EMPTY = {
    "events": "id when start end kind title_* text_* place actors leads_to differs sources lon lat",
    "polities": "id name_* sovereign relation status blocs start end",
    "treaties": "id sort name_* signed in_force ended place parties from to archive_* event note_* source",
    "sources": "id type role title_*",
}
"""Columns of tables that have no row to tell them; `*` stands for each language."""


def table_text(atlas: Atlas, table: str, chosen: str, *, at: int = 0, first: int = 0, last: int = 0, all_ties: bool = False) -> str:
    """Return a table as text.

    Args: table: events, polities (`at` a day), memberships, changes (from `first` until `last`), treaties, sources or units.
        chosen: json or csv; geojson for events, polities and units.
    """
    if chosen == "geojson":
        made = {"events": events_geojson, "units": units_geojson}.get(table)
        return to_json(made(atlas) if made else polities_geojson(atlas, at))
    rows = _rows(atlas, table, at=at, first=first, last=last, all_ties=all_ties)
    if chosen == "json":
        return to_json(rows)
    columns = _COLUMNS.get(table) or (None if rows else _columns_of_empty(table, atlas.languages))
    return to_csv(rows, (*columns, "tie") if columns and all_ties and table == "memberships" else columns)


def _columns_of_empty(table: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Columns of a table without rows: a CSV has its header in any case."""
    names = (([word[:-1] + each for each in languages] if word.endswith("*") else [word]) for word in _OF_EMPTY[table].split())
    return tuple(name for group in names for name in group)


def _rows(atlas: Atlas, table: str, *, at: int, first: int, last: int, all_ties: bool) -> list[Row]:
    """A table as rows of plain values."""
    return {
        "events": lambda: feature_rows(events_geojson(atlas)),
        "polities": lambda: polity_rows(atlas, at),
        "memberships": lambda: membership_rows(atlas, all_ties=all_ties),
        "changes": lambda: changes_json(atlas, first, last),
        "treaties": lambda: treaty_rows(atlas),
        "sources": lambda: source_rows(atlas),
        "units": lambda: unit_rows(atlas),
    }[table]()
