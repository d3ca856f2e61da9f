"""One date as readers type it, read without its surroundings: a day, a month, a season, a year, a decade, or a part of these.

All take words that `tidy` made comparable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from viewer.model.civil import FIRST_YEAR, LAST_YEAR, civil, ordinal
from viewer.model.dates.names import ERAS, MONTHS, SEASONS
from viewer.model.record import dataclass
from viewer.model.time import Interval, iso, parse_when


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why words that look like a date are none; `forms`: dates that would be right.

    `reason`: `century`, `order` (of day and month), `calendar` (it has no such day), `era` (it has no such year) or `backwards`.
    """

    reason: str
    forms: tuple[str, ...]


Answer = Interval | Refusal | None
"""Days; or why there are none; or None where the words are of another form."""

_LETTERS = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"} | {name[0]: name for _, name in ERAS}
"""How eras are written for short: S37, 昭37."""
_ROMAN = {"reiwa": "令和", "heisei": "平成", "showa": "昭和", "shōwa": "昭和", "taisho": "大正", "taishō": "大正", "meiji": "明治"}
_ERA = "|".join([*(name for _, name in ERAS), *_ROMAN])
_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_NUMERALS = re.compile(r"[〇一二三四五六七八九十]+(?=[年月日世])")
_YEAR_JA = rf"(?:((?!0000)\d{{4}})年?|(?:({_ERA})\s?|([令平昭大明])\.?)(\d{{1,2}}|元)年?)"
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2})\.?)?)?")
_ISO_BEFORE = re.compile(r"(-(?!0000)\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)")
_JA = re.compile(_YEAR_JA + r"(?:(?<=年)(\d{1,2})月(?:(\d{1,2})日?)?|(?<=[\d元])[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_SHORT_ERA = re.compile(r"([rhstm])\.?(\d{1,2}|元)(?:[-./年](\d{1,2})(?:[-./月](?:(\d{1,2})日?)?)?)")
_EN = re.compile(r"(?:(\d{1,2})[\s./-]*)?([a-z]{3,9})\.?[\s,./-]*(?:(\d{1,2})(?:,\s*|[\s/-]+))?(\d{4}|'?\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[\s,./-]*([a-z]{3,9})\.?(?:[\s./-]*(\d{1,2}))?")
_BC_JA = re.compile(r"(?:紀元)?前(\d{1,4})年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?")
_BC_EN = re.compile(r"(?:(\d{1,2})\s+)?(?:([a-z]{3,9})\.?\s+)?(\d{1,4})\s*b\.?\s?c\.?(?:\s?e\.?)?")
_FIGURES = re.compile(r"(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4}|'?\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_EDTF = re.compile(r"(?!0000)\d{2,4}x{0,2}(?:-(?:\d\d|xx)(?:-(?:\d\d|xx))?)?[?~%]?")
_SEASON_JA = re.compile(_YEAR_JA + r"の?([春夏秋冬])")
_SEASON_EN = re.compile(r"(spring|summer|autumn|fall|winter),?\s*(\d{4})|(\d{4})[\s,]*(spring|summer|autumn|fall|winter)")
_WINTER = re.compile(r"winter\s*(\d{4})[-–/](\d\d|\d{4})")
_QUARTER = re.compile(r"q([1-4])[\s-]*(\d{4})|(\d{4})[\s-]*q([1-4])|(\d{4})年?の?第([1-4])四半期")
_DECADE = re.compile(r"(\d{3})0(?:年代|'?s)|'?(\d)0(?:年代|s)")
_CENTURY = re.compile(r"(\d{1,2})(?:世紀|(?:st|nd|rd|th)?\s*(?:century|c\.))")
_PART_EN = re.compile(r"(early|mid|middle|late|beginning|start|end|first half|second half)(?:\s*-\s*|\s+)(.+)")
_PART_JA = re.compile(r"(.+?)の?(初め|初頭|はじめ|前半|中頃|中ごろ|半ば|なかば|中期|後半|末|終わり|上旬|初旬|中旬|下旬)")
_PARTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("early", "beginning", "start", "初め", "初頭", "はじめ", "上旬", "初旬"), (0, 1)),
    **dict.fromkeys(("mid", "middle", "中頃", "中ごろ", "半ば", "なかば", "中期", "中旬"), (1, 2)),
    **dict.fromkeys(("late", "end", "末", "終わり", "下旬"), (2, 3)),
    **dict.fromkeys(("first half", "前半"), (0, 4)),
    **dict.fromkeys(("second half", "後半"), (4, 3)),
}
"""Words for a part of a month, a year or more -> from which third to which; 4 is the middle."""
_WEEKDAYS = re.compile(
    r"[(](?:[月火水木金土日]|mon|tue|wed|thu|fri|sat|sun)[)]|[月火水木金土日]曜日?|"
    r"^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)[.,]?\s+"
    r"(?=\d{1,2}\b|[a-z]{3,9}\.?\s+\d)"
)
_ROUND = re.compile(
    r"^(?:(?:in|on)\s+)?(?:the\s+)?|(?<=\d)(?:st|nd|rd|th)(?!\s*c)\b|\bof\s+|"
    r"\s*(?<![a-z.])(?:ad|a\.d\.)(?=\s|$)|^西暦|(?<=[a-z])\s+the(?=\s+\d)"
)
_LOOSE = re.compile(r"(?<=[年月日和成正治])\s+(?=[\d初前後半末上中下春夏秋冬元])|(?<=[\d元])\s+(?=[年月日世])")


def tidy(text: str) -> str:
    """Return what was typed without the words and spaces round a date that say nothing of it: October the 22nd is october 22."""
    words = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip().casefold()
    words = _WEEKDAYS.sub(" ", words).strip()
    return _NUMERALS.sub(_figures, _LOOSE.sub("", _ROUND.sub("", words))).strip()


def read_point(words: str, within: Interval | None = None) -> Answer:
    """Read one date.

    Args: words: as `tidy` makes them. within: days among which a year of two digits lies; without them no such year is read.
    """
    why: Refusal | None = None
    for pattern, read in _READERS:
        if match := pattern.fullmatch(words):
            found = read(match, within)
            if isinstance(found, Interval):
                return found
            why = why or found
    return why


def days_of(year: int, month: str | int | None, day: str | int | None) -> Answer:
    """Return the days of a year, of a month or one day; a refusal where the calendar has none such."""
    number = int(month or 1)
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= 12:
        return None
    first = ordinal(year, number)
    after = ordinal(year + number // 12, number % 12 + 1) if month else ordinal(year + 1)
    if not day:
        return Interval(first, after)
    if 1 <= int(day) <= after - first:
        return Interval(first + int(day) - 1, first + int(day))
    return Refusal("calendar", (iso(after - 1),)) if 28 < int(day) < 32 else None


def month_of(word: str) -> int | None:
    """Return the number of an English month by its first letters, three at least; None where there is none such."""
    named = (number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word))
    return next(named, None) if len(word) > 2 else None


def years_of(digits: str, within: Interval | None) -> list[int]:
    """Return the years that two digits can mean among some days."""
    number = int(digits.lstrip("'"))
    if within is None:
        return []
    first, last = civil(within.start).year, civil(within.end - 1).year
    return [year for year in range(first + (number - first) % 100, last + 1, 100) if year > 0]


def _short_year(digits: str, month: int, day: str | None, within: Interval | None) -> Answer:
    years = years_of(digits, within)
    if len(years) == 1:
        return days_of(years[0], month, day)
    for year in years or [1900 + int(digits.lstrip("'"))]:
        if not isinstance(days_of(year, month, day), Interval):
            return None
    told = f"-{month:02}" + (f"-{int(day):02}" if day else "")
    return Refusal("century", tuple(f"{year}{told}" for year in years or [1900 + int(digits.lstrip("'"))]))


def _year_of(match: re.Match[str], first: int = 1) -> int | Refusal:
    """The year of a match of _YEAR_JA, whose groups begin at `first`."""
    western, era, letter, number = match.group(first, first + 1, first + 2, first + 3)
    return int(western) if western else _era_year(_ROMAN.get(era, era) if era else _LETTERS[letter], number)


def _era_year(era: str, number: str) -> int | Refusal:
    at = next(place for place, (_, name) in enumerate(ERAS) if name == era)
    year = ERAS[at][0].year - 1 + (1 if number == "元" else int(number))
    last = ERAS[at - 1][0].year if at else LAST_YEAR
    return year if ERAS[at][0].year <= year <= last else Refusal("era", (f"{era}{last - ERAS[at][0].year + 1}年", f"{year}年"))


def _japanese(match: re.Match[str], _within: Interval | None) -> Answer:
    year = _year_of(match)
    return year if isinstance(year, Refusal) else days_of(year, match[5] or match[7], match[6] or match[8])


def _short_era(match: re.Match[str], _within: Interval | None) -> Answer:
    year = _era_year(_LETTERS[match[1]], match[2])
    return year if isinstance(year, Refusal) else days_of(year, match[3], match[4])


def _english(match: re.Match[str], within: Interval | None) -> Answer:
    month, day, year = month_of(match[2]), match[1] or match[3], match[4]
    if not month or (match[1] and match[3]):
        return None
    if len(year) == 4:
        return days_of(int(year), month, day)
    whole = year.startswith("'") or bool(day) or int(year) > 31  # else it is a day: Oct 22
    return _short_year(year, month, day, within) if whole else None


def _year_first(match: re.Match[str], _within: Interval | None) -> Answer:
    month = month_of(match[2])
    return days_of(int(match[1]), month, match[3]) if month else None


def _english_before(match: re.Match[str], _within: Interval | None) -> Answer:
    month = month_of(match[2]) if match[2] else 0
    return None if month is None or (match[1] and not month) else days_of(1 - int(match[3]), month, match[1])


def _figures_of_date(match: re.Match[str], within: Interval | None) -> Answer:
    """Day and month in figures: the day first where dots part them or only one can be a day, else either could be."""
    one, other, year = int(match[1]), int(match[3]), match[4]
    if len(year) < 4 and one > 31:  # 62/10/22 may be of 昭和 too
        return Refusal("century", (f"{1900 + one}-{other:02}-{int(year):02}",)) if 1 <= other <= 12 and year.isdigit() else None
    if one <= 12 and other <= 12 and one != other and match[2] != ".":
        whole = year if len(year) == 4 else f"{1900 + int(year.lstrip(chr(39)))}"
        return Refusal("order", (f"{whole}-{other:02}-{one:02}", f"{whole}-{one:02}-{other:02}"))
    day, month = (other, one) if other > 12 else (one, other)
    if not 1 <= month <= 12:
        return None
    return days_of(int(year), month, day) if len(year) == 4 else _short_year(year, month, str(day), within)


def _edtf(match: re.Match[str], _within: Interval | None) -> Answer:
    try:
        return parse_when(match[0].upper()).extent
    except ValueError:
        return None


def _season(year: int | Refusal, name: str) -> Answer:
    if isinstance(year, Refusal):
        return year
    month = next(month for month, names in SEASONS.items() if ("autumn" if name == "fall" else name) in names)
    return _months(year, month, 3)


def _months(year: int, month: int, count: int) -> Answer:
    """Months from one on."""
    last = month - 1 + count
    return Interval(ordinal(year, month), ordinal(year + last // 12, last % 12 + 1)) if 0 < year < LAST_YEAR else None


def _winter(match: re.Match[str], _within: Interval | None) -> Answer:
    first = int(match[1])
    return _season(first, "winter") if f"{first + 1}".endswith(match[2]) else None


def _quarter(match: re.Match[str], _within: Interval | None) -> Answer:
    return _months(int(match[2] or match[3] or match[5]), 3 * int(match[1] or match[4] or match[6]) - 2, 3)


def _decade(match: re.Match[str], within: Interval | None) -> Answer:
    if match[1]:
        return _years(int(match[1]) * 10, 10)
    years = years_of(f"{match[2]}0", within)
    if len(years) == 1:
        return _years(years[0], 10)
    return Refusal("century", tuple(f"{year}s" for year in years or [1900 + int(match[2]) * 10]))


def _century(match: re.Match[str], _within: Interval | None) -> Answer:
    return _years((int(match[1]) - 1) * 100, 100)


def _years(first: int, count: int) -> Answer:
    return Interval(ordinal(max(first, 1)), ordinal(first + count)) if 0 <= first < LAST_YEAR - count else None


def _part(name: str, words: str, within: Interval | None) -> Answer:
    """A part of a month, a year or more: in whole days of a month, months of a year and years of what is longer."""
    whole = read_point(words, within)
    if not isinstance(whole, Interval) or whole.days < 28:
        return whole if isinstance(whole, Refusal) else None
    if whole.days < 32:
        stops = [0, 10, 20, whole.days, 15]
        days = [whole.start + stop for stop in stops]
    else:
        year, months = civil(whole.start).year, round(whole.days / 30.44)
        places = (0, 4, 7, 10, 5) if months > 36 else (0, 4, 8, 12, 6)
        days = [ordinal(year + (at := place * months // places[3]) // 12, at % 12 + 1) for place in places] if months % 12 == 0 else []
    first, last = _PARTS[name]
    return Interval(days[first], days[last]) if days else None


def _figures(match: re.Match[str]) -> str:
    """Japanese numerals in figures: 三十七 and 一九六二."""
    numeral = match[0]
    if "十" not in numeral:
        return "".join(str(_DIGITS[one]) for one in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Interval | None], Answer]], ...] = (
    (_ISO, lambda match, _: days_of(int(match[1]), match[2], match[3]) if int(match[1]) else None),
    (_ISO_BEFORE, lambda match, _: days_of(int(match[1]), match[2], match[3])),
    (_JA, _japanese),
    (_FIGURES, _figures_of_date),
    (_MONTH_YEAR, lambda match, _: days_of(int(match[2]), match[1], None)),
    (_COMPACT, lambda match, _: days_of(int(match[1]), match[2], match[3])),
    (_SHORT_ERA, _short_era),
    (_BC_JA, lambda match, _: days_of(1 - int(match[1]), match[2], match[3])),
    (_BC_EN, _english_before),
    (_EN, _english),
    (_YEAR_FIRST, _year_first),
    (_SEASON_EN, lambda match, _: _season(int(match[2] or match[3]), match[1] or match[4])),
    (_SEASON_JA, lambda match, _: _season(_year_of(match), match[5])),
    (_WINTER, _winter),
    (_QUARTER, _quarter),
    (_DECADE, _decade),
    (_CENTURY, _century),
    (_EDTF, _edtf),
    (_PART_EN, lambda match, within: _part(match[1], match[2], within)),
    (_PART_JA, lambda match, within: _part(match[2], match[1], within)),
)
"""How dates are written, and what reads each of them."""
