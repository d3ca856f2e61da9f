"""Numbers in the cells of a workbook as they are read there: a day is a number with the form of a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from viewer.model.record import dataclass

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_FRACTION = re.compile(r"(?<=s)[.,]0+")
_EXPONENT = re.compile(r"e[+-]")
_MINUTES = re.compile(r"(?<=[h:])[^a-z]*m{1,2}(?!m)|m{1,2}(?=[^a-z]*s)")
"""The letters of months that stand for minutes: beside hours or seconds."""
_LAST = 2_958_465
"""The number of the last day of 9999."""
_LEAP = 60
"""The number of 29 February 1900, a day that there never was but that is counted."""


@dataclass(frozen=True, slots=True)
class DateForm:
    """What of a moment a cell shows."""

    day: bool = False
    """The day, or at least more than a month."""
    month: bool = False
    year: bool = False
    clock: bool = False


_DAY, _MONTH, _CLOCK = DateForm(day=True, month=True, year=True), DateForm(month=True, year=True), DateForm(clock=True)
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 31, 35, 36, 50, 51, 53, 54, 56, 57, 58), _DAY),
    **dict.fromkeys((17, 34, 52, 55), _MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), _CLOCK),
    22: DateForm(day=True, month=True, year=True, clock=True),
}
"""Forms that have a number alone, 27 to 58 as they are in Japanese."""


def form_of(number: int, code: str = "") -> DateForm | None:
    """Return what a form of numbers shows of a moment, by its number or its code (`yyyy"年"m"月"`); None where it is none of a date."""
    if not code:
        return _BUILT_IN.get(number)
    first = _QUOTED.sub("", code[:400]).partition(";")[0].casefold()
    if _ELAPSED.search(first):
        return None
    letters = _FRACTION.sub("", _EXPONENT.sub("", _BRACKETS.sub("", first)).replace("general", "").replace("g/標準", ""))
    letters = letters.replace("am/pm", "h").replace("a/p", "h")
    if re.search(r"[0#?@]", letters):
        return None
    without = _MINUTES.sub("", letters)
    day = "d" in without or "aaa" in without
    year, month, clock = any(letter in without for letter in "yeg"), "m" in without, any(letter in letters for letter in "hs")
    found = DateForm(day=day, month=month or day, year=year, clock=clock)
    return found if found != DateForm() else None


def text_of_number(raw: str, form: DateForm | None, *, from_1904: bool = False, counts_leap: bool = True) -> str:
    """Return what a cell that holds a number tells: a date as far as the cell shows it, else the number.

    Args: raw: the number as it stands in the file. form: of the cell. from_1904: days are counted from 1904, else from 1900.
    counts_leap: 29 February 1900 is counted.
    """
    try:
        value = float(raw)
    except ValueError:
        return raw
    if form is None or not 0 <= value < _LAST + 1:
        return f"{value:.15g}" if abs(value) < 1e15 else raw
    number, seconds = divmod(round(value * 86_400), 86_400)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" if form.clock and (seconds or form == _CLOCK) else ""
    if form == _CLOCK or (number == 0 and not from_1904):
        return clock or f"{value:.15g}"
    return _date_told(number, form, from_1904=from_1904, counts_leap=counts_leap) + (f" {clock}" if clock else "")


def _date_told(number: int, form: DateForm, *, from_1904: bool, counts_leap: bool) -> str:
    if from_1904:
        day = date(1904, 1, 1) + timedelta(min(number, _LAST - 1462))
    elif counts_leap and number == _LEAP:
        return "1900-02-29"
    else:
        day = date(1899, 12, 30) + timedelta(number + (counts_leap and number < _LEAP))
    if form.day or not (form.year or form.month):
        return day.isoformat()
    return f"{day:%Y-%m}" if form.month else f"{day:%Y}"


def forms_of(codes: dict[int, str], cells: Sequence[int]) -> list[DateForm | None]:
    """Return what each style of cells shows. Args: codes: of the workbook's own forms. cells: the number of the form of each style."""
    known: dict[int, DateForm | None] = {}
    for number in cells:
        if number not in known:
            known[number] = form_of(number, codes.get(number, ""))
    return [known[number] for number in cells]
