"""Workbooks of Excel (.xlsx, and .xlsm without its macros): what stands in the cells of their sheets, as text.

Read by this module and not by openpyxl: of a stranger's file nothing is wanted but values and the dates among them, every part counts
against a bound while it is unpacked, and a cell that shows a month tells no day, which that library does not say. Links, macros, pictures
and formulas are not looked at: of a formula the value that was saved with it counts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from typing_extensions import override

from viewer.model.record import dataclass
from viewer.store.imports.refusal import ImportRefused, Progress, refused, silent
from viewer.store.imports.xml.archive import Archive
from viewer.store.imports.xml.cell_forms import DateForm, forms_of, text_of_number
from viewer.store.imports.xml.parsing import Elements, EnoughError, parse

MAX_SHEETS = 60
"""Sheets of a workbook that are offered."""
MAX_CELLS = 5_000_000
"""Cells with something in them, and texts that cells share, that are read."""
COLUMNS = 256
"""Columns that are looked at; a table of more than that is not read anyway."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LETTERS = 2_000
"""Letters that are kept of a cell: no more would be of a value."""

Row = tuple[int, list[str]]
"""The number of a row, and what stands in its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, the part of the archive that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool


def _too_much(name: str) -> ImportRefused:
    return refused(name, f"holds more than {MAX_CELLS:,} cells", "take a part of it", reason="cells", value=f"{MAX_CELLS:,}")


class _Listing(Elements):
    """Collects the attributes of elements of one name or several."""

    def __init__(self, *wanted: str) -> None:
        super().__init__()
        self._wanted = wanted
        self.found: list[tuple[str, dict[str, str]]] = []

    @override
    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Keep what is wanted."""
        if name in self._wanted and len(self.found) < MAX_CELLS:
            self.found.append(("/".join(self.path[-2:]), {key.rpartition(":")[2]: value for key, value in attributes.items()}))


class _Texts(Elements):
    """Collects the texts that cells share; how Japanese words are read aloud is left out."""

    strips = False

    def __init__(self, name: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._name, self._parts = name, list[str]()

    @override
    def leave(self, name: str, parent: str, text: str) -> None:
        """Take a piece of a text, or end one."""
        if name == "t" and "rPh" not in self.path:
            self._parts.append(text)
        elif name == "si":
            self.texts.append("".join(self._parts)[: _LETTERS + 1])
            self._parts = []
            if len(self.texts) > MAX_CELLS:
                raise _too_much(self._name)


class _Cells(Elements):
    """Collects the rows of a sheet that have anything in them. `most`: rows after which it is enough."""

    strips = False

    def __init__(self, value_of: Callable[[str, str, str], str], name: str, most: int) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._value_of, self._name, self._most = value_of, name, most
        self._number = self._column = self._count = 0
        self._row: list[str] = []
        self._sort = self._style = self._value = ""
        self._parts: list[str] = []

    @override
    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Enter a row or a cell."""
        if name == "row":
            self._number = _whole(attributes.get("r", ""), self._number + 1)
            self._row, self._column = [], -1
        elif name == "c":
            self._column = column_of(attributes.get("r", ""), self._column + 1)
            self._sort, self._style, self._value = attributes.get("t", "n"), attributes.get("s", ""), ""
            self._parts = []

    @override
    def leave(self, name: str, parent: str, text: str) -> None:
        """Leave a value, a cell or a row."""
        if name == "v":
            self._value = text.strip() if self._sort != "str" else text
        elif name == "t" and "is" in self.path and "rPh" not in self.path:
            self._parts.append(text)
        elif name == "c":
            self._take(self._value_of(self._sort, self._style, self._value) if not self._parts else "".join(self._parts))
        elif name == "row" and any(self._row):
            self.rows.append((self._number, self._row))
            if len(self.rows) >= self._most:
                raise EnoughError

    def _take(self, text: str) -> None:
        if not text or self._column >= COLUMNS:
            return
        self._count += 1
        if self._count > MAX_CELLS:
            raise _too_much(self._name)
        self._row += [""] * (self._column + 1 - len(self._row))
        self._row[self._column] = text[: _LETTERS + 1]


def column_of(place: str, otherwise: int) -> int:
    """Return the number of the column of a cell, as 27 for AB12; `otherwise` where it tells none."""
    letters = place.rstrip("0123456789")
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return otherwise
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """Return the letters of a column by its number, as AB for 27."""
    letters = ""
    while column >= 0:
        column, one = column // 26 - 1, column % 26
        letters = chr(65 + one) + letters
    return letters


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


class Workbook:
    """A workbook that is open. ImportRefused where it is none, or not sound. Args: path: of the file; it stays open while this lives."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self._name = path.name
        if stream.read(8) == _OLE:
            hint = "save it as an Excel workbook (.xlsx) without a password"
            raise refused(path.name, "has a password, or is of an old kind", hint, reason="locked")
        stream.seek(0)
        self._archive = Archive(stream, path.stat().st_size, path.name)
        self._parts = {name.casefold(): name for name in self._archive.names}
        main = self._related("").get("officeDocument", [("", "xl/workbook.xml")])[0][1]
        found = self._listed(main, "sheet", "workbookPr")
        if found is None:
            raise refused(path.name, "is no workbook, whatever its name says", reason="damaged", value="xlsx")
        about = next((told for where, told in found if where.endswith("workbookPr")), {})
        self._from_1904 = about.get("date1904", "") in ("1", "true", "on")
        self._counts_leap = about.get("dateCompatibility", "1") not in ("0", "false", "off")
        related = self._related(main)
        self._sheets = tuple(_sheets(found, dict(related.get("worksheet", []))))
        self._of_texts, self._of_styles = (next(iter(related.get(sort, [])), ("", ""))[1] for sort in ("sharedStrings", "styles"))
        self._known: tuple[list[str], list[DateForm | None]] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets, without those that are hidden."""
        seen = [sheet.name for sheet in self._sheets if not sheet.hidden] or [sheet.name for sheet in self._sheets]
        return tuple(seen[:MAX_SHEETS])

    def rows(self, sheet: str, most: int = 1 << 30, progress: Progress = silent) -> list[Row]:
        """Return the rows of a sheet that have something in them, the first `most` of them. ImportRefused where there is no such sheet."""
        part = next((one.part for one in self._sheets if one.name == sheet), "")
        if part.casefold() not in self._parts:
            raise refused(self._name, f"there is no sheet `{sheet[:80]}`", f"sheets: {', '.join(self.sheets)[:200]}")
        cells = _Cells(self._value_of, self._name, most)
        parse(self._told(part, progress), self._name, cells, part=sheet)
        return cells.rows

    def _told(self, part: str, progress: Progress) -> Iterator[bytes]:
        name = self._parts[part.casefold()]
        done, whole = 0, max(self._archive.size(name), 1)
        for block in self._archive.blocks(name):
            yield block
            done += len(block)
            progress(min(done / whole, 1.0) / 2)  # the other half is what becomes of the rows

    def _listed(self, part: str, *wanted: str) -> list[tuple[str, dict[str, str]]] | None:
        """The elements of some names in a part; None where there is no such part."""
        name = self._parts.get(part.casefold())
        if name is None:
            return None
        listing = _Listing(*wanted)
        parse(self._archive.blocks(name), self._name, listing, part=part)
        return listing.found

    def _related(self, part: str) -> dict[str, list[tuple[str, str]]]:
        """What a part is told to belong with: the sort of it -> ids and parts. What lies outside of the archive is left out."""
        folder, name = posixpath.split(part)
        found: dict[str, list[tuple[str, str]]] = {}
        for _, told in self._listed(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship") or []:
            if told.get("TargetMode", "").casefold() != "external":
                target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")
                found.setdefault(told.get("Type", "").rpartition("/")[2], []).append((told.get("Id", ""), target))
        return found

    def _value_of(self, sort: str, style: str, value: str) -> str:
        """What a cell shows, as text. Args: sort: `s` shared text, `n` number ... style: number of its style."""
        texts, forms = self._known or self._learn()
        if sort == "s":
            at = _whole(value, len(texts))
            return texts[at] if at < len(texts) else ""
        if sort == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if sort != "n" or not value:
            return value
        at = _whole(style, len(forms))
        form = forms[at] if at < len(forms) else None
        return text_of_number(value, form, from_1904=self._from_1904, counts_leap=self._counts_leap)

    def _learn(self) -> tuple[list[str], list[DateForm | None]]:
        """Read what the sheets share: texts and forms."""
        texts = _Texts(self._name)
        if (name := self._parts.get(self._of_texts.casefold())) is not None:
            parse(self._archive.blocks(name), self._name, texts, part=self._of_texts)
        styles = self._listed(self._of_styles, "numFmt", "xf") or []
        codes = {_whole(told.get("numFmtId", ""), -1): told.get("formatCode", "") for where, told in styles if where == "numFmts/numFmt"}
        cells = [_whole(told.get("numFmtId", ""), 0) for where, told in styles if where == "cellXfs/xf"]
        self._known = texts.texts, forms_of(codes, cells)
        return self._known


def _sheets(found: list[tuple[str, dict[str, str]]], parts: dict[str, str]) -> Iterator[Sheet]:
    """The sheets of cells among all that a workbook lists, not those of charts."""
    for where, told in found:
        if where == "sheets/sheet" and told.get("id", "") in parts:
            yield Sheet(told.get("name", ""), parts[told["id"]], told.get("state", "visible") != "visible")
