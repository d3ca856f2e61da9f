"""The View: how one looks at an atlas, as one immutable value with a short text form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, Self
from urllib.parse import quote, unquote

from viewer.carto.beside import MOST_CELLS, Beside, read_beside, read_days, write_beside, write_days
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, day_of, iso

PROJECTIONS = ("equal-earth", "natural-earth", "laea", "arctic", "globe")
"""Ids of the projections a View can name."""
_ON_MAP = ("graticule", "rivers", "lakes", "names", "places", "seas", "events", "blocs", "ribbons", "patterns", "lines", "routes", "ties")
LAYERS = (*_ON_MAP, "treaties", "inset")
"""Layers that a View can hide; treaties are lanes of the timeline."""
MIN_ZOOM, MAX_ZOOM = -2.5, 12.0
"""A small map of a sheet shows all the world at MIN_ZOOM, 180 px wide."""
FARTHEST = -1.0
"""As far as the hand zooms out: the world 512 px wide."""
_MAX_TEXT = 4000
_MAX_QUERY = 200
"""Longest query (characters), so that the text form of every View can be read back."""


class BadView(ValueError):
    """A View's text form that can't be read; the message says which part and why."""


@dataclass(frozen=True, slots=True)
class View:
    """How one looks. Angles in degrees, days as day numbers, zoom in steps of doubling (0 = world in 1024 px).

    Numbers are rounded to what the text form carries, so that `View.parse(view.text()) == view` always.
    """

    instant: int = FIRST_DAY
    """The day that is shown. FIRST_DAY where none is named: which one is then shown is for the atlas to say (see carto.link)."""
    before: int = 1096
    """Days of the time window before the instant."""
    after: int = 365
    """Days of the time window after the instant."""
    projection: str = "equal-earth"
    centre: tuple[float, float] = (11.0, 14.0)
    zoom: float = 0.35
    selected: str = ""
    """Id of the selected event, or `polity:ID`, or `place:ID`, or `land:ID` (land that is nobody's), or `bloc:ID` (a bloc or a row of
    the legend: other land is dimmed)."""
    fan: str = ""
    """Place (or event) whose stack is fanned out."""
    language: str = "ja"
    """Language of the interface and of the data."""
    names: str = ""
    """Language of names on the map where it differs: ja, en, local; two joined by + stand in two lines."""
    theme: str = "light"
    """light, dark, or either with `-high` behind it for more contrast."""
    viewpoint: str = "de-facto"
    """`de-facto`, or the polity whose claims are drawn as its own land."""
    since: int | None = None
    """Day with which the day shown is compared: the map marks what is otherwise. None = no comparison."""
    hidden_layers: frozenset[str] = frozenset()
    hidden_kinds: frozenset[str] = frozenset()
    """Families or kinds of events that are filtered out."""
    query: str = ""
    documents_only: bool = False
    """Whether only events that a document of the atlas tells of are let through, not those known from works of reference alone."""
    axis: tuple[int, int] | None = None
    """First and last day of the time axis; None = the span of the atlas."""
    eras: str = ""
    """Scheme of periods in the timeline; empty = the first of the atlas."""
    series: str = ""
    """Id of the series drawn over the histogram; empty = none."""
    place: str = ""
    """Place (or event without one) whose events alone are let through, wherever the window is."""
    offices: tuple[str, ...] = ()
    """Ids of the offices whose terms the timeline shows; empty = the first two of the atlas."""
    scheme: str = ""
    """Scheme by which the blocs are read; empty = the atlas's own rows."""
    story: str = ""
    """Step of a story that is read, as `id:step`, counted from 1; empty = none."""
    rotation: float = 0.0
    """Degrees by which the map is turned clockwise; 0 = north is up in the middle."""
    only: frozenset[str] = frozenset()
    """Filters that let only some events through, as `sort:value`; see carto.events.only."""
    range: tuple[int, int] | None = None
    """First and last day of a brushed range: it takes the place of the time window, and playing loops in it. None = none."""
    beside: Beside | None = None
    """The second map, side by side or behind a swiped line. None = none."""
    days: tuple[int, ...] = ()
    """Days that are shown on a sheet of small maps in place of the map; empty = the map."""

    def __post_init__(self) -> None:
        """Round to the precision of the text form and keep values within their ranges."""
        lon = (round(self.centre[0], 3) + 180.0) % 360.0 - 180.0
        lat = min(90.0, max(-90.0, round(self.centre[1], 3))) + 0.0  # never -0
        object.__setattr__(self, "centre", (round(lon, 3) + 0.0, lat))
        object.__setattr__(self, "rotation", round((round(self.rotation, 1) + 180.0) % 360.0 - 180.0, 1) or 0.0)
        object.__setattr__(self, "zoom", round(min(MAX_ZOOM, max(MIN_ZOOM, self.zoom)), 3))
        object.__setattr__(self, "instant", min(LAST_DAY - 1, max(FIRST_DAY, int(self.instant))))
        if self.since is not None:
            object.__setattr__(self, "since", min(LAST_DAY - 1, max(FIRST_DAY, int(self.since))))
        object.__setattr__(self, "before", min(LAST_DAY, max(0, int(self.before))))
        object.__setattr__(self, "after", min(LAST_DAY, max(0, int(self.after))))
        if self.range is not None:
            ends = sorted(min(LAST_DAY - 1, max(FIRST_DAY, int(day))) for day in self.range)
            object.__setattr__(self, "range", (ends[0], ends[1]))
        object.__setattr__(self, "days", tuple(min(LAST_DAY - 1, max(FIRST_DAY, int(day))) for day in self.days[:MOST_CELLS]))
        # A text field can hand over halves of characters, which no text form could carry.
        object.__setattr__(self, "query", self.query[:_MAX_QUERY].encode("utf-8", "replace").decode("utf-8"))

    def with_(self, **changes: object) -> View:
        """Return this View with some of its values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def at(self, instant: int) -> View:
        """Return this View on another day (many times faster than `replace`: a drag asks for it again and again)."""
        other = object.__new__(View)
        for name, value in zip(_NAMES, _VALUES(self), strict=True):
            object.__setattr__(other, name, value)
        object.__setattr__(other, "instant", min(LAST_DAY - 1, max(FIRST_DAY, int(instant))))
        return other

    def but_for_day(self, other: View) -> bool:
        """Whether another View differs from this by nothing but the day."""
        return bool(_ALL_BUT_DAY(self) == _ALL_BUT_DAY(other))

    def but_for_place(self, other: View) -> bool:
        """Whether another View differs from this by nothing but where the map is."""
        return bool(_ALL_BUT_PLACE(self) == _ALL_BUT_PLACE(other))

    def selecting(self, identifier: str) -> View:
        """Return this View with another selection; an open fan stays open."""
        return replace(self, selected=identifier)

    def layer(self, name: str) -> bool:
        """Whether a layer is shown."""
        return name not in self.hidden_layers

    @property
    def name_language(self) -> str:
        """Language of names on the map."""
        return self.names or self.language

    @property
    def window(self) -> tuple[int, int]:
        """First day of the time window and the day after its last; those of the brushed range where there is one."""
        if self.range is not None:
            return self.range[0], self.range[1] + 1
        first = FIRST_DAY if self.before >= LAST_DAY else max(FIRST_DAY, self.instant - self.before)
        return first, min(LAST_DAY, self.instant + self.after + 1)

    def text(self, base: View | None = None) -> str:
        """Return the text form: what differs from the defaults, and the day always. Read upon `base`, it gives this View as well."""
        plain = View()
        parts = []
        for key, (name, write, _) in _CODES.items():
            value = getattr(self, name)
            if key == "t" or value != getattr(plain, name) or (base is not None and value != getattr(base, name)):
                parts.append(f"{key}={write(value)}")
        return "&".join(parts)

    @classmethod
    def parse(cls, text: str, base: View | None = None) -> Self:
        """Read a text form; what it does not name is taken from `base` (else the defaults). BadView with the part that is wrong."""
        if len(text) > _MAX_TEXT:
            raise BadView(f"a view longer than {_MAX_TEXT} characters")
        start = base or cls()
        values = {field.name: getattr(start, field.name) for field in fields(cls)}
        for part in text.strip().lstrip("?#").split("&"):
            if not part:
                continue
            key, equals, raw = part.partition("=")
            if not equals or key not in _CODES:
                raise BadView(f"`{part[:40]}` is no part of a view; known: {', '.join(_CODES)}")
            name, _, read = _CODES[key]
            try:
                values[name] = read(raw)
            except (ValueError, OverflowError) as error:
                raise BadView(f"`{part[:60]}`: {error}") from None
        return cls(**values)


def _plain(value: object) -> str:
    return quote(str(value), safe=":/.,")


def _number(text: str) -> float:
    value = float(text)
    if not abs(value) < 1e6:  # also refuses NaN
        raise ValueError("not a sensible number")
    return value


def _days(text: str) -> int:
    value = int(text)
    if not 0 <= value <= LAST_DAY:
        raise ValueError("a number of days from 0 up is wanted")
    return value


def _write_pair(value: tuple[float, float]) -> str:
    return f"{value[0]:g},{value[1]:g}"


def _read_pair(text: str) -> tuple[float, float]:
    lon, comma, lat = text.partition(",")
    if not comma:
        raise ValueError("write lon,lat")
    point = (_number(lon), _number(lat))
    if not (-360 <= point[0] <= 360 and -90 <= point[1] <= 90):
        raise ValueError("longitude or latitude out of range; the order is lon,lat")
    return point


def _write_set(value: frozenset[str]) -> str:
    return ",".join(quote(name, safe="") for name in sorted(value))


def _read_set(text: str) -> frozenset[str]:
    return frozenset(unquote(name) for name in text.split(",") if name)


def _write_axis(value: tuple[int, int] | None) -> str:
    return f"{iso(value[0])}/{iso(value[1])}" if value else ""


def _read_axis(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("/")
    axis = (day_of(first), day_of(last))
    if axis[1] <= axis[0]:
        raise ValueError("the axis ends before it starts")
    return axis


def _read_range(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("/")
    days = (day_of(first), day_of(last or first))
    if days[1] < days[0]:
        raise ValueError("the range ends before it starts")
    return days


def _write_since(value: int | None) -> str:
    return iso(value) if value is not None else ""


def _read_since(text: str) -> int | None:
    return day_of(text) if text else None


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"one of {', '.join(allowed)} is wanted")
        return text

    return read


def _write_list(value: tuple[str, ...]) -> str:
    return ",".join(quote(name, safe="") for name in value)


def _read_list(text: str) -> tuple[str, ...]:
    return tuple(unquote(name) for name in text.split(",") if name)


_NAMES = tuple(field.name for field in fields(View))
_VALUES = attrgetter(*_NAMES)
_ALL_BUT_DAY = attrgetter(*(name for name in _NAMES if name != "instant"))
_ALL_BUT_PLACE = attrgetter(*(name for name in _NAMES if name not in {"projection", "centre", "zoom", "rotation"}))
_CODES: dict[str, tuple[str, Callable[[Any], str], Callable[[str], Any]]] = {
    "t": ("instant", iso, day_of),
    "b": ("before", str, _days),
    "a": ("after", str, _days),
    "p": ("projection", str, _one_of(*PROJECTIONS)),
    "c": ("centre", _write_pair, _read_pair),
    "z": ("zoom", lambda zoom: f"{zoom:g}", _number),
    "s": ("selected", _plain, unquote),
    "f": ("fan", _plain, unquote),
    "l": ("language", _plain, unquote),
    "n": ("names", _plain, unquote),
    "k": ("theme", str, _one_of("light", "dark", "light-high", "dark-high")),
    "v": ("viewpoint", _plain, unquote),
    "x": ("hidden_layers", _write_set, _read_set),
    "h": ("hidden_kinds", _write_set, _read_set),
    "q": ("query", _plain, unquote),
    "m": ("documents_only", lambda on: "1" if on else "0", lambda text: _one_of("0", "1")(text) == "1"),
    "y": ("axis", _write_axis, _read_axis),
    "e": ("eras", _plain, unquote),
    "r": ("series", _plain, unquote),
    "g": ("place", _plain, unquote),
    "i": ("offices", _write_list, _read_list),
    "o": ("story", _plain, unquote),
    "j": ("rotation", lambda turn: f"{turn:g}", _number),
    "w": ("scheme", _plain, unquote),
    "d": ("since", _write_since, _read_since),
    "bs": ("beside", write_beside, read_beside),
    "ds": ("days", write_days, read_days),
    "fo": ("only", _write_set, _read_set),
    "u": ("range", _write_axis, _read_range),
}
"""Part of the text form -> (field, writer, reader)."""
