"""CSV: columns guessed by their names, shown, corrected by the reader, then read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice

import numpy as np

from viewer.model.extra import Columns, ExtraLayer, TablePreview
from viewer.store.imports.builder import LayerBuilder, UnusableError
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of, without_clock
from viewer.store.imports.meaning import guess_columns
from viewer.store.imports.places import Shape, degrees, place_columns, shape_of
from viewer.store.imports.refusal import ImportRefused, Progress, refused, silent

ENCODINGS = ("utf-8", "cp932", "utf-16", "euc_jp", "latin-1")
"""Encodings that a reader may choose, by the names of Python."""
NAMES = {"cp932": "Shift_JIS", "utf-16": "UTF-16", "euc_jp": "EUC-JP", "latin-1": "ISO 8859-1", "utf-8": "UTF-8"}
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_JAPANESE = re.compile(rb"[\x81-\x97][\x40-\xfc]")
"""Signs, kana and the commoner kanji in Shift_JIS: a text without any is rather European, whose accents seem rare kanji."""
_YEAR = re.compile(r"\d{3,4}", re.ASCII)
_ONE_OF_FEW = re.compile(r"0?[1-9]|[12]\d|3[01]", re.ASCII)
_DELIMITERS = ",;\t|"
_HEAD = 65_536
_SHOWN_ROWS = 8
_TRIED = 200
"""Rows that are looked at for dates with slashes before all are."""
_ABOVE = 10
"""Rows at the top among which that of the names of the columns is looked for."""
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
        return "latin-1" if encoding == "cp932" and not _JAPANESE.search(data) else encoding
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
        return preview_rows(_numbered(text, name), name, chosen)
    except ImportRefused as error:
        return TablePreview((), (), Columns(encoding=chosen), str(error))


def preview_rows(numbered: Iterator[tuple[int, list[str]]], name: str, encoding: str, called: str = "line") -> TablePreview:
    """Return the head of a table of which these are the rows with their numbers. ImportRefused where it has too many columns.

    `called`: what a number counts.
    """
    head = list(islice(from_header(numbered), _SHOWN_ROWS + 1))
    if not head:
        return TablePreview((), (), Columns(encoding=encoding), f"{name}: is empty")
    rows = [row for _, row in head]
    header = tuple(rows[0])
    _check_width(header, name, f"{called} {head[0][0]}")
    wholes = place_columns(header, rows[1:])
    return TablePreview(header, tuple(tuple(row) for row in rows[1:]), guess_columns(header, encoding, wholes, rows[1:]), wholes=wholes)


def _whole_lines(data: bytes) -> bytes:
    """The head of a file as far as its lines are whole."""
    if len(data) < _HEAD or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    return data[: data.rfind(b"\n", 0, _HEAD) + 1] or data[:_HEAD]


def read_table(data: bytes, name: str, columns: Columns | None = None, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read a table. `columns`: guessed where None, as is the encoding then, which the builder tells where it is not UTF-8.

    ImportRefused where it has no places, or none that can be used.
    """
    encoding = columns.encoding if columns else guess_encoding(data)
    text = decoded(data, encoding, name)
    layer, builder = read_rows(lambda: from_header(_numbered(text, name)), name, columns, progress, text.count("\n"))
    builder.encoding = NAMES[encoding] if columns is None and encoding != "utf-8" else ""
    return layer, builder


def read_rows(
    rows_of: Callable[[], Iterator[tuple[int, list[str]]]],
    name: str,
    columns: Columns | None = None,
    progress: Progress = silent,
    total: int = 0,
    called: str = "line",
) -> tuple[ExtraLayer, LayerBuilder]:
    """Read rows as `read_table` does, the first of which names the columns.

    Args: rows_of: gives them from the beginning, each with its number. total: about the last number. called: what a number counts.
    """
    rows = rows_of()
    first = next(rows, None)
    if first is None:
        raise refused(name, "is empty")
    header, where = first[1], f"{called} {first[0]}" if first[0] else ""
    _check_width(header, name, where)
    head = [row for _, row in islice(rows_of(), 1, _SHOWN_ROWS + 1)]
    chosen = columns if columns and columns.are_told else guess_columns(header, wholes=place_columns(header, head), rows=head)
    _check_columns(chosen, header, name, where)
    builder = LayerBuilder(name)
    times = _Times(header, chosen, lambda: (row for _, row in islice(rows_of(), 1, None)))
    for line, row in rows:
        if line % 500 == 0:
            progress(min(line / max(total, 1), 1.0))
        if not any(row):
            continue
        try:
            _add(builder, dict(zip(header, row, strict=False)), chosen, times)
        except UnusableError as problem:
            builder.tell(f"{called} {line}", problem)
    return builder.layer("", name), builder


def _check_width(header: Sequence[str], name: str, where: str = "line 1") -> None:
    if len(header) > _MAX_COLUMNS:
        raise refused(name, f"has {len(header):,} columns", f"at most {_MAX_COLUMNS} are read", where=where)


def _check_columns(columns: Columns, header: Sequence[str], name: str, where: str) -> None:
    for column, means in ((columns.lon, "longitude"), (columns.lat, "latitude")):
        if column not in header or not column:
            hint = f"columns: {', '.join(header[:12])}; name one `lon` and one `lat`, or write both into one as POINT(139.69 35.68)"
            raise refused(name, f"no column holds the {means}", hint, where=where, field=means)


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


def from_header(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Return rows from that on which names the columns: the first that names places, or the first of all; titles may stand above."""
    head = list(islice(rows, _ABOVE))
    named = (at for at, (_, row) in enumerate(head) if 1 < len(row) <= _MAX_COLUMNS and (found := guess_columns(row)).lon and found.lat)
    return chain(head[next(named, 0) :], rows)


def _delimiter(text: str) -> str:
    """What parts the columns, told by the first line that has any such sign."""
    for line in islice(text.splitlines(), _ABOVE):
        head = _QUOTED.sub("", line)
        found = max(_DELIMITERS, key=head.count)
        if head.count(found) and not head.startswith("#"):
            return found
    return ","


class _Times:
    """How the dates of a table are written: with slashes, or their month and day in columns of their own beside that of the year."""

    def __init__(self, header: Sequence[str], columns: Columns, rows_of: Callable[[], Iterable[Sequence[str]]]) -> None:
        self._columns = columns
        named = [column for column in (columns.date, columns.start, columns.end) if column in header]
        self._order = _slashes([header.index(column) for column in named], rows_of)
        self._beside = {column: _beside(column, header) for column in named}

    def span(self, row: dict[str, str]) -> Span:
        """Return the time of a row. UnusableError where a date can't be read."""
        columns = self._columns
        start, end, when = (self._told(row, column) for column in (columns.start, columns.end, columns.date))
        field = columns.date
        try:
            if when.strip() and not (end.strip() and columns.start == columns.date):
                return one_date(when)
            field = columns.start or columns.end
            return from_to(start, end) if start.strip() or end.strip() else TIMELESS
        except ValueError as error:
            raise UnusableError(field, str(error), reason=reason_of(error), value=quoted(error)) from None

    def _told(self, row: dict[str, str], column: str) -> str:
        text = row.get(column, "") if column else ""
        beside = self._beside.get(column)
        if not beside or not _YEAR.fullmatch(text.strip()):
            return _turned(text, self._order)
        month, day = (row.get(name, "").strip() for name in beside)
        if not _ONE_OF_FEW.fullmatch(month):
            return text
        return f"{int(text):04}-{int(month):02}" + (f"-{int(day):02}" if _ONE_OF_FEW.fullmatch(day) else "")


def _beside(year: str, header: Sequence[str]) -> tuple[str, str] | None:
    """The columns of month and day that belong to one of years; None where there are none."""
    known = {name.casefold().strip(): name for name in header}
    folded = year.casefold().strip()
    for words in (("year", "month", "day"), ("年", "月", "日")):
        if words[0] in folded:
            month, day = (known.get(folded.replace(words[0], word)) for word in words[1:])
            return (month, day or "") if month else None
    return None


def _slashes(places: Sequence[int], rows_of: Callable[[], Iterable[Sequence[str]]]) -> str:
    """Return how dates with slashes are written in some columns where the rows tell: `dmy` or `mdy`; empty where they don't."""
    if not any("/" in row[place] or "-" in row[place] for row in islice(rows_of(), _TRIED) for place in places if place < len(row)):
        return ""
    found = set()
    for row in rows_of():
        for place in places:
            match = _SLASHED.fullmatch(without_clock(row[place].strip())) if place < len(row) else None
            if match is not None and max(int(match[1]), int(match[2])) > 12:
                found.add("dmy" if int(match[1]) > 12 else "mdy")
    return found.pop() if len(found) == 1 else ""


def _turned(text: str, order: str) -> str:
    """A date with slashes as year, month and day, where their order is known; as it is where there is no such day."""
    match = _SLASHED.fullmatch(without_clock(text.strip())) if order else None
    if match is None:
        return text
    day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
    try:
        return date(int(match[3]), int(month), int(day)).isoformat()
    except ValueError:
        return text


def _add(builder: LayerBuilder, row: dict[str, str], columns: Columns, times: _Times) -> None:
    lon, lat = row.get(columns.lon, "").strip(), row.get(columns.lat, "").strip()
    if not lon and not lat:
        builder.skipped += 1
        return
    if columns.lon == columns.lat:
        shape = shape_of(lon, columns.lon, builder)
    else:
        shape = Shape([np.array([[degrees(lon, columns.lon), degrees(lat, columns.lat)]], dtype=np.float64)], [], [])
    told = [(key, value) for key, value in row.items() if value and key not in (columns.lon, columns.lat)]
    builder.add(row.get(columns.title, ""), told, times.span(row), points=shape.points, lines=shape.lines, rings=shape.rings)
