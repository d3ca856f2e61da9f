"""CSV: columns guessed by their names, shown, corrected by the reader, then read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

import numpy as np

from viewer.model.extra import Columns, ExtraLayer, TablePreview
from viewer.store.imports.builder import TITLES, LayerBuilder, UnusableError
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of
from viewer.store.imports.geojson import DATES, ENDS, STARTS
from viewer.store.imports.places import Shape, degrees, place_columns, shape_of
from viewer.store.imports.refusal import ImportRefused, Progress, refused, silent

LONS = ("lon", "lng", "long", "longitude", "x", "経度", "lon_dd", "decimallongitude", "point_x")
LATS = ("lat", "latitude", "y", "緯度", "lat_dd", "decimallatitude", "point_y")
ENCODINGS = ("utf-8", "cp932", "utf-16", "euc_jp", "latin-1")
"""Encodings that a reader may choose, by the names of Python."""
NAMES = {"cp932": "Shift_JIS", "utf-16": "UTF-16", "euc_jp": "EUC-JP", "latin-1": "ISO 8859-1", "utf-8": "UTF-8"}
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_HEAD = 65_536
_SHOWN_ROWS = 8
_MAX_COLUMNS = 200


def guess_encoding(data: bytes) -> str:
    """Return the encoding that bytes most likely have."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            # A head may end in the middle of a character.
            io.TextIOWrapper(io.BytesIO(data[: max(len(data) - 4, 0)] if len(data) >= _HEAD else data), encoding).read()
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def decoded(data: bytes, encoding: str, name: str) -> str:
    """Return the text of bytes; a byte order mark is left out. ImportRefused names the encoding that it more likely has."""
    if encoding not in ENCODINGS:
        raise refused(name, f"`{encoding}` is no encoding that can be read", ", ".join(ENCODINGS))
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        guess = guess_encoding(data)
        where = f"line {data.count(bytes([10]), 0, error.start) + 1}"
        hint = f"it looks like {NAMES[guess]}; save it as UTF-8" if guess != encoding else "save it as UTF-8"
        value = NAMES[guess]
        raise refused(name, f"is not written in {NAMES[encoding]}", hint, where=where, reason="encoding", value=value) from None
    if "\0" in text[:4096]:
        raise refused(name, "holds NUL characters: it is no text")
    return text


def preview_table(data: bytes, name: str, encoding: str = "") -> TablePreview:
    """Return the head of a table and what its columns are guessed to mean. `data`: its first bytes; `encoding`: guessed where empty."""
    chosen = encoding or guess_encoding(data[:_HEAD])
    try:
        text = decoded(_whole_lines(data), chosen, name)
        rows = []
        for row in _rows(text, name):
            rows.append(row)
            if len(rows) > _SHOWN_ROWS:
                break
    except ImportRefused as error:
        return TablePreview((), (), Columns(encoding=chosen), str(error))
    if not rows:
        return TablePreview((), (), Columns(encoding=chosen), f"{name}: is empty")
    header = tuple(rows[0])
    wholes = place_columns(header, rows[1:])
    return TablePreview(header, tuple(tuple(row) for row in rows[1:]), guess_columns(header, chosen, wholes), wholes=wholes)


def _whole_lines(data: bytes) -> bytes:
    """The head of a file as far as its lines are whole."""
    if len(data) < _HEAD or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    return data[: data.rfind(b"\n", 0, _HEAD) + 1] or data[:_HEAD]


def guess_columns(header: Sequence[str], encoding: str = "utf-8", wholes: Sequence[str] = ()) -> Columns:
    """Return what columns mean by their names; empty where none fits. `wholes`: those that hold longitude and latitude together."""
    found = Columns(
        lon=_guess(header, LONS),
        lat=_guess(header, LATS),
        date=_guess(header, DATES),
        start=_guess(header, STARTS),
        end=_guess(header, ENDS),
        title=_guess(header, TITLES),
        encoding=encoding,
    )
    if wholes and not (found.lon and found.lat and found.lon != found.lat):
        found = replace(found, lon=wholes[0], lat=wholes[0])
    return replace(found, date="") if found.start and found.end else found


def _guess(header: Sequence[str], known: Sequence[str]) -> str:
    folded = {name.casefold().strip(): name for name in reversed(header)}
    exact = next((folded[word] for word in known if word in folded), "")
    parts = ((word, name) for word in known if len(word) > 3 or not word.isascii() for short, name in folded.items() if word in short)
    return exact or next((name for _, name in parts), "")


def read_table(data: bytes, name: str, columns: Columns | None = None, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read a table. `columns`: guessed where None. ImportRefused where it has no places, or none that can be used."""
    text = decoded(data, columns.encoding if columns else "utf-8", name)
    rows = _numbered(text, name)
    first = next(rows, None)
    if first is None:
        raise refused(name, "is empty")
    header = first[1]
    if len(header) > _MAX_COLUMNS:
        raise refused(name, f"has {len(header):,} columns", f"at most {_MAX_COLUMNS} are read", where="line 1")
    chosen = columns or guess_columns(header, wholes=place_columns(header, islice(_rows(text, name), 1, _SHOWN_ROWS + 1)))
    _check_columns(chosen, header, name)
    builder = LayerBuilder(name)
    total = max(text.count("\n"), 1)
    order = _slashes(text, name, header, chosen)
    for line, row in rows:
        if line % 500 == 0:
            progress(min(line / total, 1.0))
        if not any(row):
            continue
        try:
            _add(builder, dict(zip(header, row, strict=False)), chosen, order)
        except UnusableError as problem:
            builder.tell(f"line {line}", problem)
    return builder.layer("", name), builder


def _check_columns(columns: Columns, header: Sequence[str], name: str) -> None:
    for column, means in ((columns.lon, "longitude"), (columns.lat, "latitude")):
        if column not in header or not column:
            hint = f"columns: {', '.join(header[:12])}; name one `lon` and one `lat`, or write both into one as POINT(139.69 35.68)"
            raise refused(name, f"no column holds the {means}", hint, where="line 1", field=means)


def _numbered(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their last line."""
    declared = _DECLARED.match(text)  # as Excel writes it
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(body)
    above = 1 if declared else 0
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=False)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise refused(name, f"is not sound CSV: {error}", where=f"line {reader.line_num + above}") from None
        if row is None:
            return
        if row:
            yield reader.line_num + above, row


def _rows(text: str, name: str) -> Iterator[list[str]]:
    return (row for _, row in _numbered(text, name))


def _delimiter(text: str) -> str:
    head = _QUOTED.sub("", text.partition("\n")[0])
    return max(",;\t", key=head.count)


def _slashes(text: str, name: str, header: Sequence[str], columns: Columns) -> str:
    """Return how dates with slashes are written in a table where its rows tell: `dmy` or `mdy`; empty where they don't."""
    places = [header.index(column) for column in (columns.date, columns.start, columns.end) if column in header]
    if not _SLASHED.search(text[:_HEAD]):
        return ""
    found = set()
    for row in islice(_rows(text, name), 1, None):
        for place in places:
            match = _SLASHED.fullmatch(row[place].strip()) if place < len(row) else None
            if match is not None and max(int(match[1]), int(match[2])) > 12:
                found.add("dmy" if int(match[1]) > 12 else "mdy")
    return found.pop() if len(found) == 1 else ""


def _turned(text: str, order: str) -> str:
    """A date with slashes as year, month and day, where their order is known; as it is where there is no such day."""
    match = _SLASHED.fullmatch(text.strip()) if order else None
    if match is None:
        return text
    day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
    try:
        return date(int(match[3]), int(month), int(day)).isoformat()
    except ValueError:
        return text


def _add(builder: LayerBuilder, row: dict[str, str], columns: Columns, order: str) -> None:
    lon, lat = row.get(columns.lon, "").strip(), row.get(columns.lat, "").strip()
    if not lon and not lat:
        builder.skipped += 1
        return
    if columns.lon == columns.lat:
        shape = shape_of(lon, columns.lon, builder)
    else:
        shape = Shape([np.array([[degrees(lon, columns.lon), degrees(lat, columns.lat)]], dtype=np.float64)], [], [])
    told = [(key, value) for key, value in row.items() if value and key not in (columns.lon, columns.lat)]
    span = _span(row, columns, order)
    builder.add(row.get(columns.title, ""), told, span, points=shape.points, lines=shape.lines, rings=shape.rings)


def _span(row: dict[str, str], columns: Columns, order: str) -> Span:
    named = (columns.start, columns.end, columns.date)
    start, end, when = (_turned(row.get(column, ""), order) if column else "" for column in named)
    field = columns.date
    try:
        if when.strip():
            return one_date(when)
        field = columns.start or columns.end
        return from_to(start, end) if start.strip() or end.strip() else TIMELESS
    except ValueError as error:
        raise UnusableError(field, str(error), reason=reason_of(error), value=quoted(error)) from None
