"""Rows as CSV text, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""A record of plain values: text, numbers, lists and mappings of them."""

_EARLY = re.compile(r"-\d{4}(?:-[\dX]{2}){0,2}[?~%]?(?:/(?:\.\.|-?\d{4}(?:-[\dX]{2}){0,2}[?~%]?))?", re.ASCII)
"""A date before the year 1, which runs nothing: programs that read a table must know it for one."""


def to_csv(rows: Sequence[Row], columns: Sequence[str] | None = None) -> str:
    """Return CSV text; lists are joined by `; `. Cells that a spreadsheet would run as a formula are neutralised."""
    if columns is None:
        columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return "".join(lines)


class _Lines(list[str]):
    """What a CSV writer writes to."""

    write = list.append


def _cell(value: Any) -> str | float:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        value = "; ".join(item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in value)
    text = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).replace("\r\n", "\n").replace("\r", "\n")
    if text[:1] == "-" and _EARLY.fullmatch(text):
        return text
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\n") else text
