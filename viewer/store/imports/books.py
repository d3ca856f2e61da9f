"""The sheets of a workbook as tables: each is read as a CSV file is, once its cells are texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from viewer.model.extra import Columns, ExtraLayer, TablePreview
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.refusal import ImportRefused, Progress, refused, silent
from viewer.store.imports.table import from_header, preview_rows, read_rows
from viewer.store.imports.xml.workbook import Row, Workbook, letters_of

_HEAD = 30
"""Rows of a sheet that are looked at to tell what it holds."""
_SHOWN = 80
"""Letters of a cell that are shown of it."""


def sheets_of(path: Path) -> dict[str, TablePreview]:
    """Return the sheets of a workbook that are not empty, with their heads. ImportRefused where it can't be used, or all are."""
    with path.open("rb") as stream:
        book = Workbook(stream, path)
        found = {name: _head(book, name) for name in book.sheets}
    full = {name: shown for name, shown in found.items() if shown is not None}
    if not full:
        raise refused(path.name, "is empty", reason="empty")
    return full


def _head(book: Workbook, sheet: str) -> TablePreview | None:
    """The head of a sheet; None where nothing stands in it."""
    rows = book.rows(sheet, _HEAD)
    if not rows:
        return None
    try:
        shown = preview_rows(_table(rows), sheet, "", "row")
    except ImportRefused as error:
        return TablePreview((), (), Columns(encoding=""), str(error))
    return replace(shown, rows=tuple(tuple(cell[:_SHOWN] for cell in row) for row in shown.rows))


def _table(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of a sheet from that on which names its columns. Empty columns are left out; those without a name get their letters."""
    full = sorted({at for _, row in rows for at, cell in enumerate(row) if cell})
    kept = ((number, [row[at] if at < len(row) else "" for at in full]) for number, row in rows)
    for at, (number, row) in enumerate(from_header(kept)):
        yield number, row if at else [name.strip() or letters_of(place) for name, place in zip(row, full, strict=True)]


def with_places(sheets: dict[str, TablePreview]) -> tuple[str, ...]:
    """Return the sheets in which places are found; the first of all where there are none."""
    return tuple(name for name, shown in sheets.items() if shown.columns.are_told) or tuple(sheets)[:1]


def read_book(path: Path, columns: Columns | None, progress: Progress = silent, sheet: str = "") -> tuple[ExtraLayer, LayerBuilder]:
    """Read a sheet of a workbook, the first that holds places where none is named. ImportRefused where it can't be used."""
    chosen = sheet or with_places(sheets_of(path))[0]
    with path.open("rb") as stream:
        rows = Workbook(stream, path).rows(chosen, progress=progress)
    name = f"{sheet} ({path.name})" if sheet else path.name
    last = rows[-1][0] if rows else 0
    return read_rows(lambda: _table(rows), name, columns, lambda done: progress(0.5 + done / 2), last, "row")
