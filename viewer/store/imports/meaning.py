"""What the columns of a stranger's table, and the properties of its features, mean: told by their names and by what they hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from viewer.model.extra import Columns
from viewer.store.imports.builder import UnusableError
from viewer.store.imports.days import UnreadError, one_date
from viewer.store.imports.places import degrees

LONS = ("lon", "lng", "long", "longitude", "x", "経度", "東経", "lon_dd", "decimallongitude", "point_x", "länge", "laenge", "längengrad")
LATS = ("lat", "latitude", "y", "緯度", "北緯", "lat_dd", "decimallatitude", "point_y", "breite", "breitengrad")
_STARTS_EN = ("start_date:edtf", "start", "begin", "from", "start_date", "startdate", "valid_from", "inception")
_ENDS_EN = ("end_date:edtf", "end", "to", "until", "end_date", "enddate", "valid_to", "finish", "dissolved", "abolished")
STARTS = (*_STARTS_EN, "開始", "開始日", "開設", "設立", "就任", "始期")
ENDS = (*_ENDS_EN, "終了", "終了日", "廃止", "閉鎖", "解散", "退任", "終期")
DATES = ("when", "date", "day", "time", "timestamp", "datetime", "year", "日付", "年月日", "年", "日時")
"""Whole names that tell a time, the best first."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BORN = _words("birth born arrival arrived")
_WEAK = _words("from to min max earliest latest since von bis seit till until fin")
"""Words that tell an end of a time only where all other words of the name are about time: `from_year`, but not `from_node`."""
_START_WORDS = _BORN | _words("start started starts begin begins began beginning beginn begun début debut founded established")
_START_WORDS |= _words("opened opening erected inception gwsdate gwsyear from since min earliest von seit")
_START_JA = ("開始", "開設", "設立", "就任", "始期", "開業", "創業", "創立", "成立", "開館", "開校", "着工", "開戦", "生年", "誕生")
_BORN_JA = ("生年", "誕生")
_END_WORDS = _words("end ended ends ending ende finish finished dissolved abolished closed closing death died departure")
_END_WORDS |= _words("departed demolished gwedate gweyear to until till fin bis max latest")
_END_JA = ("終了", "廃止", "閉鎖", "解散", "退任", "終期", "閉館", "廃業", "閉校", "終戦", "没年", "死亡", "滅亡")
_DATE_WORDS = _words("when date dates dated datetime timestamp datum fecha")
_DATE_JA = ("日付", "年月日", "日時", "発生日", "指定日")
_YEAR_WORDS = _words("year jahr année annee año anno")
_YEARS = ("year", "年")
TITLES = (
    *("title", "name", "label", "名称", "名前", "題名", "タイトル", "件名", "地名", "event", "出来事", "名"),
    *("headline", "titel", "titles", "battle", "イベント"),
)
"""Names of properties that hold a title, the best first."""
_TITLE_WORDS = _words("title name label titel headline titre")
_TITLE_JA = ("名称", "名前", "題名", "タイトル", "件名", "地名", "出来事", "イベント", "名")
_PLACE_NAMES = ("place", "location", "city", "site", "ort", "lieu", "場所", "所在地")
_ASIDE = _words("id ids code count number no num lat latitude lon lng long longitude x y month day type kind url uri file")
"""Words of names that tell another thing than a time or a title, whatever else the name says."""
_BORDER = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_APART = re.compile(r"[\W_\d]+")
_OF_TIME = _DATE_WORDS | _YEAR_WORDS | _words("time valid de du of")
_TIME_ASIDE = _ASIDE | _words("name place city location country title")

_Test = Callable[[str], bool]


def guess_columns(
    header: Sequence[str], encoding: str = "utf-8", wholes: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
) -> Columns:
    """Return what columns mean; empty where none fits.

    Args: wholes: those that hold longitude and latitude together. rows: the first rows; a column whose cells can't be what its name
    says comes after all that can.
    """
    guess = _Guess(header, rows)
    lon, lat = guess.best(_named_so(LONS, LATS), _is_degrees), guess.best(_named_so(LATS, LONS), _is_degrees)
    if wholes and not (lon and lat and lon != lat):
        lon = lat = wholes[0]
    start = guess.best(lambda name: _of_time(name, STARTS, _START_WORDS, _START_JA), _is_date)
    end = guess.best(lambda name: _of_time(name, ENDS, _END_WORDS, _END_JA), _is_date)
    date = guess.best(_dated, _is_date)
    if start and end:
        date = ""
    elif start and _is_birth(start):
        date, start = start, ""  # without an end it is no life, but a day
    elif date and end:
        start = date
    found = Columns(lon=lon, lat=lat, date=date, start=start, end=end, encoding=encoding)
    return replace(found, title=guess.title({lon, lat, date, start, end}))


@lru_cache(maxsize=256)
def both_ends(names: tuple[str, ...]) -> tuple[str, str]:
    """Return the properties that tell by a part of their names (`from_year`, `beginDate`) when something starts and when it ends.

    Empty where there are not both: unlike the columns of a table, properties are not looked over by their reader.
    """
    start = _first(names, lambda name: _of_time(name, (), _START_WORDS, _START_JA))
    end = _first(names, lambda name: _of_time(name, (), _END_WORDS, _END_JA))
    return (start, end) if start and end else ("", "")


def _first(names: Sequence[str], level: Callable[[str], tuple[int, int] | None]) -> str:
    return min(((found, name) for name in names if (found := level(name))), default=((0, 0), ""), key=lambda one: one[0])[1]


def title_of(properties: Mapping[str, str]) -> str:
    """Return what is most likely the title of a feature."""
    for name in _titles_in(tuple(properties)):
        if properties[name]:
            return properties[name]
    return ""


@lru_cache(maxsize=256)
def _titles_in(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a title may stand under, the best first."""
    found = [(level, at, name) for at, name in enumerate(names) if (level := _titled(name)) is not None and level[0] < 2]
    return tuple(name for _, _, name in sorted(found))


class _Guess:
    """Looks for the best column of a table for a meaning."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._header = header
        self._cells = {
            name: [cell for row in rows if at < len(row) and (cell := row[at].strip())] for at, name in reversed(list(enumerate(header)))
        }

    def best(self, level: Callable[[str], tuple[int, int] | None], test: _Test) -> str:
        """Return the column that a meaning fits best; empty where none does.

        `level` tells how well a name fits (None = not), `test` whether a cell does. What fits by a part of its name alone must hold
        such cells; a whole name is taken at its word where there is nothing better, so that its cells are told as faults.
        """
        found = []
        for at, name in enumerate(self._header):
            fits = level(name)
            if fits is None:
                continue
            doubt = self._doubt(name, test)
            if doubt < 2 or fits[0] == 0 or _folded(name) in _YEARS:
                found.append((doubt, *fits, at, name))
        return min(found)[-1] if found else ""

    def _doubt(self, name: str, test: _Test) -> int:
        """0 = most cells are such, 1 = there are none to tell by, 2 = most are not."""
        cells = self._cells[name]
        return 1 if not cells else 0 if 2 * sum(map(test, cells)) >= len(cells) else 2

    def title(self, taken: set[str]) -> str:
        """Return the column of the titles: the one that is named so, else one of places, else the first of words."""
        free = [name for name in self._header if name not in taken]
        if named := _first(free, _titled):
            return named
        places = [name for name in free if name.casefold().strip() in _PLACE_NAMES]
        return next((name for name in (*places, *free) if self._is_of_words(name)), "")

    def _is_of_words(self, name: str) -> bool:
        cells = self._cells[name]
        wordy = [sum(map(str.isalpha, cell)) > len(cell) / 2 and "://" not in cell for cell in cells]
        return bool(cells) and all(wordy) and not _ASIDE & set(words_in(name)) and sum(map(len, cells)) >= 2 * len(cells)


@lru_cache(maxsize=1024)
def words_in(name: str) -> tuple[str, ...]:
    """Return the words that a name is made of: `end_year`, `endYear` and `End year` are of two."""
    parted = _BORDER.sub(" ", unicodedata.normalize("NFKC", name[:200]))
    return tuple(word for word in _APART.split(parted.casefold()) if word)


def _folded(name: str) -> str:
    return name.casefold().strip().lstrip("?")


def _named_so(known: Sequence[str], other: Sequence[str]) -> Callable[[str], tuple[int, int] | None]:
    """How well a name fits a side of a place: by its whole, by a word of it, by a part; None where it names the other side too."""

    def level(name: str) -> tuple[int, int] | None:
        folded, words = _folded(name), set(words_in(name))
        if folded in known:
            return 0, known.index(folded)
        if words & set(other) - {"x", "y"}:
            return None
        if words & set(known) - {"x", "y"}:
            return 1, 0
        return (2, 0) if any(word in folded for word in known if len(word) > 3 or not word.isascii()) else None

    return level


def _of_time(name: str, known: Sequence[str], words: frozenset[str], parts: Sequence[str]) -> tuple[int, int] | None:
    """How well a name fits an end of a time."""
    folded, said = _folded(name), set(words_in(name))
    if folded in known:
        return 0, known.index(folded)
    if said & _TIME_ASIDE:
        return None
    found = said & words
    if found and found <= _WEAK and said - found - _OF_TIME:
        return None
    return (1, 0) if found or any(part in folded for part in parts) else None


def _dated(name: str) -> tuple[int, int] | None:
    """How well a name fits a date: years come last, what begins or ends something is none."""
    folded, said = _folded(name), set(words_in(name))
    year = bool(said & _YEAR_WORDS) or folded == "年"
    if folded in DATES and not year:
        return (0, DATES.index(folded)) if folded != "day" else (1, 1)
    if said & _TIME_ASIDE or _of_time(name, ENDS, _END_WORDS, _END_JA) or (said | {folded}) & {"update", "updated", "created", "modified"}:
        return None
    if said & _DATE_WORDS or any(part in folded for part in _DATE_JA):
        return 1, 0
    if year:
        return 1, 2 if folded in _YEARS else 3
    return (2, 0) if folded.endswith(("date", "time")) and not folded.endswith(("update", "candidate", "mandate")) else None


def _is_birth(name: str) -> bool:
    return bool(_BORN & set(words_in(name))) or any(part in name for part in _BORN_JA)


def _titled(name: str) -> tuple[int, int] | None:
    folded, said = _folded(name), set(words_in(name))
    if folded in TITLES:
        return 0, TITLES.index(folded)
    if said & _ASIDE or _dated(name):
        return None
    if said & _TITLE_WORDS or any(folded.endswith(part) for part in _TITLE_JA):
        return 1, 0
    return (2, 0) if any(word in folded for word in TITLES if len(word) > 3 or not word.isascii()) else None


def _is_degrees(cell: str) -> bool:
    try:
        degrees(cell, "")
    except UnusableError:
        return False
    return True


def _is_date(cell: str) -> bool:
    """Whether a cell is a date, or is told why it is none."""
    try:
        one_date(cell)
    except UnreadError:
        return True
    except ValueError:
        return False
    return True
