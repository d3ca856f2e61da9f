"""Workbooks of Excel made by hand, part by part, so that a test can say what stands in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Cell = str | float | tuple[float, int]
"""Text, a number, or a number with the style of its cell."""


def letters(column: int) -> str:
    """The letters of a column below 702 by its number."""
    high, low = divmod(column, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


def cell(place: str, value: Cell) -> str:
    """A cell as it stands in a sheet."""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c r="{place}" s="{style}"><v>{number!r}</v></c>'


def sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """A sheet that holds rows."""
    told = (
        f'<row r="{at}">{"".join(cell(f"{letters(column)}{at}", value) for column, value in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(told)}</sheetData></worksheet>'


def write_book(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]] | str],
    *,
    forms: Sequence[str | int] = (),
    hidden: Sequence[str] = (),
    about: str = "",
    texts: str = "",
    more: Mapping[str, str] | None = None,
) -> Path:
    """Write a workbook.

    Args: sheets: name -> rows, or the XML of the sheet. forms: of numbers, of the styles 1, 2 ...: a code, or the number of one that is
    built in. about: attributes of `workbookPr`. texts: the XML of the texts that cells share. more: part -> what is in it.
    """
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"{" state=" + quoteattr("hidden") if name in hidden else ""}/>'
        for at, name in enumerate(sheets, 1)
    )
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode={quoteattr(str(form))}/>' for at, form in enumerate(forms))
    used = "".join(f'<xf numFmtId="{form if isinstance(form, int) else 200 + at}"/>' for at, form in enumerate(forms))
    related = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    related += [("rId901", "styles", "styles.xml"), ("rId902", "sharedStrings", "sharedStrings.xml")]
    parts = {
        "_rels/.rels": _related([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {about}/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related(related),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        **{f"xl/worksheets/sheet{at}.xml": rows if isinstance(rows, str) else sheet(rows) for at, rows in enumerate(sheets.values(), 1)},
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            if content:
                packed.writestr(name, content)
    return path


def _related(listed: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{sort}" Target="{target}"/>' for key, sort, target in listed)
    return f'<Relationships xmlns="{PACKAGE}">{told}</Relationships>'
