"""Readers of single fields. Each is a function `(node, path, desk) -> value` that raises InvalidError where the node does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingLike
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Generic, TypeVar

from viewer.model.time import Interval, When, parse_period, parse_when
from viewer.store.schema.desk import Desk, InvalidError, Reader, ToldError
from viewer.store.syntax.problems import shown, suggestion
from viewer.store.syntax.strict_yaml import Listing, Mapping, Node, Scalar

T = TypeVar("T")

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INTEGER = re.compile(r"-?\d{1,9}")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,12})?")
_CODES = (
    "ar az be bg bn bs ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk km ko ky la lo lt lv mk mn ms my "
    "nb nl no pl ps pt ro ru si sk sl sq sr sv sw ta tg th tk tr tt uk ur uz vi yi zh local"
)
_LANGUAGES = frozenset(_CODES.split())
_FOLDED_SPACE = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
"""A space between two Japanese characters: left by YAML where it folds lines."""


def scalar(node: Node, path: str) -> str:
    """Return the text of a scalar that is not empty."""
    if not isinstance(node, Scalar):
        raise InvalidError(node, path, f"{_sort(node)} stands where a single value is expected")
    text = node.text.strip()
    if not text:
        raise InvalidError(node, path, "is empty", "write a value or delete the line")
    return text


def _sort(node: Node) -> str:
    return "a list" if isinstance(node, Listing) else "a mapping" if isinstance(node, Mapping) else "a single value"


def string(limit: int = 400, *, lines: bool = False) -> Reader[str]:
    """Read plain text of at most `limit` characters; line breaks only with `lines`."""

    def read(node: Node, path: str, _desk: Desk) -> str:
        text = scalar(node, path)
        if len(text) > limit:
            raise InvalidError(node, path, f"has {len(text)} characters", f"at most {limit}")
        if not lines and "\n" in text:
            raise InvalidError(node, path, "has a line break", "write it on one line, or use `>-`")
        return text

    return read


def identifier(node: Node, path: str, _desk: Desk) -> str:
    """Read an id: lower case words joined by hyphens."""
    text = scalar(node, path)
    if len(text) > 80 or not _IDENTIFIER.fullmatch(text):
        tidy = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
        raise InvalidError(node, path, f"`{shown(text)}` is not an id", f"write `a-z 0-9 -`, as `{tidy}`" if tidy else "write `a-z 0-9 -`")
    return text


def reference(*sorts: str) -> Reader[str]:
    """Read the id of something that is defined elsewhere; whether it is, is told when all files have been read."""

    def read(node: Node, path: str, desk: Desk) -> str:
        text = identifier(node, path, desk)
        desk.refer(sorts, text, node, path)
        return text

    return read


def choice(*words: str) -> Reader[str]:
    """Read one of some words."""

    def read(node: Node, path: str, _desk: Desk) -> str:
        text = scalar(node, path)
        if text not in words:
            raise InvalidError(node, path, f"`{shown(text)}` is none of {', '.join(words)}", suggestion(text, words))
        return text

    return read


def flag(node: Node, path: str, _desk: Desk) -> bool:
    """Read true or false."""
    text = scalar(node, path)
    if text not in ("true", "false"):
        raise InvalidError(node, path, f"`{shown(text)}` is neither true nor false")
    return text == "true"


def integer(low: int, high: int) -> Reader[int]:
    """Read a whole number from `low` to `high`, both included."""

    def read(node: Node, path: str, _desk: Desk) -> int:
        text = scalar(node, path)
        if not _INTEGER.fullmatch(text) or not text.isascii():
            raise InvalidError(node, path, f"`{shown(text)}` is not a whole number", f"from {low} to {high}")
        if not low <= int(text) <= high:
            raise InvalidError(node, path, f"{text} is out of range", f"from {low} to {high}")
        return int(text)

    return read


def number(node: Node, path: str, _desk: Desk) -> float:
    """Read a decimal number."""
    text = scalar(node, path)
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise InvalidError(node, path, f"`{shown(text)}` is not a number", "write digits with a decimal point, no thousands separators")
    return float(text)


def when(node: Node, path: str, _desk: Desk) -> When:
    """Read an EDTF date; both ends of an interval belong to it."""
    text = scalar(node, path)
    try:
        return parse_when(text)
    except ValueError as error:
        raise InvalidError(node, path, shown(str(error)) if len(text) > 40 else str(error)) from None


def extent(node: Node, path: str, desk: Desk) -> Interval:
    """Read an EDTF date as the days that it covers."""
    return when(node, path, desk).extent


def period(node: Node, path: str, _desk: Desk) -> Interval:
    """Read a lifetime `A/B`, whose second date is the day on which it no longer holds."""
    text = scalar(node, path)
    if len(text) > 40:
        raise InvalidError(node, path, "is a date longer than 40 characters")
    try:
        return parse_period(text)
    except ValueError as error:
        raise InvalidError(node, path, str(error)) from None


def lifetime(node: Node, path: str, desk: Desk) -> Interval:
    """Read when somebody lived: like a period, but who died in a year or month lived through all of it."""
    read = period(node, path, desk)
    last = scalar(node, path).partition("/")[2]
    return read if last in ("", "..") else Interval(read.start, max(read.end, parse_when(last).last))


def day(node: Node, path: str, desk: Desk) -> int:
    """Read a date known to the day."""
    read = when(node, path, desk)
    if read.span or read.extent.days != 1:
        raise InvalidError(node, path, f"`{read.text}` is not known to the day", "write YYYY-MM-DD: the first day on which it holds")
    return read.start


def lonlat(node: Node, path: str, desk: Desk) -> tuple[float, float]:
    """Read `[longitude, latitude]` in degrees."""
    if not isinstance(node, Listing) or len(node.items) != 2:
        raise InvalidError(node, path, "is not `[longitude, latitude]`", "write two numbers in degrees, as [37.62, 55.75]")
    lon, lat = (number(item, f"{path}[{index}]", desk) for index, item in enumerate(node.items))
    fault = lonlat_fault(lon, lat)
    if fault:
        raise InvalidError(node, path, *fault)
    return lon, lat


def lonlat_fault(lon: float, lat: float) -> tuple[str, str] | None:
    """Return message and hint where a position is not on the earth, else None."""
    if abs(lon) <= 180 and abs(lat) <= 90:
        return None
    if abs(lon) <= 90 and 90 < abs(lat) <= 180:
        return f"latitude {lat:g} is out of range", "longitude comes first; the two seem to be swapped"
    if max(abs(lon), abs(lat)) > 400:
        return f"[{lon:g}, {lat:g}] is not in degrees", "these look like metres; write longitude and latitude"
    if abs(lon) > 180:
        return f"longitude {lon:g} is out of range", "from -180 to 180"
    return f"latitude {lat:g} is out of range", "from -90 to 90"


def lines(node: Node, path: str, desk: Desk) -> tuple[int, int]:
    """Read `[first, last]` lines of a document."""
    if not isinstance(node, Listing) or len(node.items) != 2:
        raise InvalidError(node, path, "is not `[first, last]`", "write two line numbers, as [222, 223]")
    line_number = integer(1, 10_000_000)
    first, last = (line_number(item, f"{path}[{index}]", desk) for index, item in enumerate(node.items))
    if last < first:
        raise InvalidError(node, path, f"line {last} comes before line {first}", "write the first line first")
    return first, last


def listing(item: Reader[T], *, least: int = 0) -> Reader[tuple[T, ...]]:
    """Read a list; every item's problems are noted."""

    def read(node: Node, path: str, desk: Desk) -> tuple[T, ...]:
        if not isinstance(node, Listing):
            raise InvalidError(node, path, f"{_sort(node)} stands where a list is expected", "write `- ` before each item, or `[...]`")
        if len(node.items) < least:
            raise InvalidError(node, path, "is an empty list", f"at least {least} wanted")
        values, sound = [], True
        for index, child in enumerate(node.items):
            try:
                values.append(item(child, f"{path}[{index}]", desk))
            except InvalidError as error:
                desk.tell(error)
                sound = False
            except ToldError:
                sound = False
        if not sound:
            raise ToldError
        return tuple(values)

    return read


def one_or_more(item: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list, or a single value in place of a list of one."""
    several = listing(item, least=1)

    def read(node: Node, path: str, desk: Desk) -> tuple[T, ...]:
        return several(node, path, desk) if isinstance(node, Listing) else (item(node, path, desk),)

    return read


def text(limits: MappingLike[str, int] | None = None, *, default_limit: int = 200, lines: bool = False) -> Reader[dict[str, str]]:
    """Read the same words in several languages; each of the atlas's languages must be there.

    Args: limits: language -> greatest number of characters. default_limit: for other languages. lines: whether it is long text.
    """

    def read(node: Node, path: str, desk: Desk) -> dict[str, str]:
        if not isinstance(node, Mapping):
            wanted = ", ".join(f"{language}: …" for language in desk.languages)
            raise InvalidError(node, path, f"{_sort(node)} stands where text in languages is expected", f"write {{{wanted}}}")
        words: dict[str, str] = {}
        sound = True
        for language, child in node.entries.items():
            try:
                words[language] = _words(language, child, f"{path}.{shown(language)}", desk, (limits or {}).get(language, default_limit))
            except InvalidError as error:
                desk.tell(error)
                sound = False
        require_languages(node, words, path, desk, sound=sound)
        return words

    def _words(language: str, child: Node, path: str, desk: Desk, limit: int) -> str:
        if language not in _LANGUAGES and language not in desk.languages:
            near = f"the atlas is in {', '.join(desk.languages)}; others by their code of two letters, or `local`"
            raise InvalidError(child, path, f"unknown language `{shown(language)}`", near)
        said = string(limit, lines=lines)(child, path, desk)
        return _FOLDED_SPACE.sub("", said) if lines and language == "ja" else said

    return read


def require_languages(node: Mapping, words: MappingLike[str, str], path: str, desk: Desk, *, sound: bool) -> None:
    """Raise where one of the atlas's languages is missing, or ToldError where problems were noted already."""
    if not sound:
        raise ToldError
    missing = [language for language in desk.languages if language not in words]
    if missing:
        raise InvalidError(node, path, f"has no text in `{'`, `'.join(missing)}`", f"every text is given in {', '.join(desk.languages)}")


@dataclass(frozen=True)
class Field:
    """A field of a record: how it is read, whether it must be there, and the name of the value's attribute."""

    read: Reader[Any]
    required: bool = False
    into: str = ""


@dataclass(frozen=True)
class Record(Generic[T]):
    """A mapping with known fields that makes a value. Unknown and missing fields are problems."""

    make: Callable[..., T]
    fields: MappingLike[str, Field]
    aside: MappingLike[str, str] = dataclass_field(default_factory=dict)
    """Names that readers write by mistake -> hint."""

    def __call__(self, node: Node, path: str, desk: Desk) -> T:
        """Read a mapping."""
        if not isinstance(node, Mapping):
            raise InvalidError(node, path or "-", f"{_sort(node)} stands where a mapping is expected", f"with {', '.join(self.fields)}")
        values: dict[str, Any] = {}
        sound = True
        prefix = f"{path}." if path else ""
        for name, child in node.entries.items():
            known = self.fields.get(name)
            try:
                if known is None:
                    raise self._unknown(name, node, prefix)
                values[known.into or name] = known.read(child, prefix + name, desk)
            except InvalidError as error:
                desk.tell(error)
                sound = False
            except ToldError:
                sound = False
        for name, known in self.fields.items():
            if known.required and name not in node.entries:
                desk.tell(InvalidError(node, prefix + name, "is missing"))
                sound = False
        if not sound:
            raise ToldError
        return self.make(**values)

    def _unknown(self, name: str, node: Mapping, prefix: str) -> InvalidError:
        hint = self.aside.get(name) or suggestion(name, self.fields) or f"known: {', '.join(self.fields)}"
        at = Scalar(name, node.key_lines[name], 1)
        return InvalidError(at, prefix + shown(name), "unknown field", hint)
