"""The things an atlas tells of. Frozen values; a change makes a new value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from viewer.model.record import dataclass
from viewer.model.time import ALWAYS, Interval, When

Text = Mapping[str, str]
"""The same words in several languages: language code -> words."""


def say(text: Text, language: str) -> str:
    """Return the words in a language, else in the first language there is; empty where there are none. Of `ja+en` the first is meant."""
    return text.get(language) or text.get(language.partition("+")[0]) or next(iter(text.values()), "")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event. `family` names its colour, `icon` its glyph, `span` whether long ones are bars (war, talks, none)."""

    id: str
    family: str
    names: Text
    icon: str
    span: str = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """A document or work of reference, with CSL fields. `role` is `document` (cited by line) or `reference`."""

    id: str
    type: str
    title: Text
    role: str = "reference"
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement is known from: a source, its lines (first, last; both included), a note."""

    source: str
    lines: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Names that hold for a time; `short` is the abbreviation where a map has little room."""

    when: Interval
    names: Text
    short: Text = field(default_factory=dict)


def named_at(names: tuple[Named, ...], day: int) -> Named | None:
    """Return the names that hold on a day, else the nearest in time, else None where there are none."""
    if not names:
        return None
    return min(names, key=lambda named: max(named.when.start - day, day - named.when.end + 1, 0))


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on the earth. `lonlat` in degrees; `rank` 0 (world city) to 5 (hamlet, field, islet)."""

    id: str
    lonlat: tuple[float, float]
    names: tuple[Named, ...]
    country: str = ""
    rank: int = 3
    capital: bool = False

    def name(self, language: str, day: int) -> str:
        """Return the toponym of the day."""
        named = named_at(self.names, day)
        return say(named.names, language) if named else self.id


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an organisation. `sort` is `person` or `organisation`."""

    id: str
    sort: str
    names: Text
    short: Text = field(default_factory=dict)
    life: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class Dependency:
    """For a time a polity answers to another: `relation` is part, dependent or occupied; `status` a finer word."""

    when: Interval
    to: str
    relation: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Polity:
    """A state, colony, republic or zone that can hold land."""

    id: str
    names: tuple[Named, ...]
    life: tuple[Interval, ...]
    answers_to: tuple[Dependency, ...] = ()
    capitals: tuple[tuple[Interval, str], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    label: tuple[float, float] | None = None
    sources: tuple[Citation, ...] = ()
    power: tuple[Interval, ...] = ()
    """When its name is among the first on a world map."""
    earlier_codes: tuple[tuple[Interval, Mapping[str, str]], ...] = ()

    def codes_on(self, day: int) -> Mapping[str, str]:
        """Return the codes of the day: for a time `earlier_codes` stand in the place of `codes`."""
        return next((codes for when, codes in self.earlier_codes if day in when), self.codes)

    def name(self, language: str, day: int) -> str:
        """Return the name of the day."""
        named = named_at(self.names, day)
        return say(named.names, language) if named else self.id

    def short_name(self, language: str, day: int) -> str:
        """Return the abbreviation of the day, else its name."""
        named = named_at(self.names, day)
        return (named.short.get(language.partition("+")[0]) or say(named.names, language)) if named else self.id

    def is_power(self, day: int) -> bool:
        """Whether the name of the polity is among the first on a world map of a day."""
        return any(day in spell for spell in self.power)

    def lives(self, day: int) -> bool:
        """Whether the polity exists on a day."""
        return any(day in life for life in self.life)


@dataclass(frozen=True, slots=True)
class Link:
    """From a cause to its effect, with words where the link needs some."""

    event: str
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number told of an event."""

    of: Text
    value: str
    unit: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a source disagrees with the record or with another source. `kind`: error, imprecise, contested, naming."""

    source: str
    lines: tuple[int, int] | None
    kind: str
    head: Text
    says: Text
    record_head: Text
    record: Text
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `lonlat` is where (degrees): that of its place, or of a spot that is no place of the atlas."""

    id: str
    when: When
    kind: str
    title: Text
    text: Text
    sources: tuple[Citation, ...]
    place: str = ""
    lonlat: tuple[float, float] | None = None
    spot: Text = field(default_factory=dict)
    concerns: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    weight: int = 3
    actors: tuple[str, ...] = ()
    leads_to: tuple[Link, ...] = ()
    figures: tuple[Figure, ...] = ()
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class BlocGroup:
    """A row of the legend. Order in the file is rank. `style` names the colour, `level` is full, weak or loose (a pattern, no fill)."""

    id: str
    style: str
    level: str
    names: Text
    dependencies: Text = field(default_factory=dict)
    blocs: tuple[str, ...] = ()
    """Blocs that it gathers, in a scheme; the rows of the atlas itself are named by their blocs."""
    besides: str = "badge"
    """How it shows on land that another row colours: `pattern` over that colour, `badge` beside the name, or `none`."""


@dataclass(frozen=True, slots=True)
class BlocScheme:
    """A way to read the blocs of a day: which rows colour the map. Without `groups` it stands for the rows of the atlas itself."""

    id: str
    names: Text
    groups: tuple[BlocGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Bloc:
    """An alliance, union or movement. `group` is empty where it is known but not coloured."""

    id: str
    names: Text
    short: Text
    kind: str
    group: str = ""
    life: Interval = ALWAYS
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """A polity belongs to a bloc for a time. `tie`: member, associate, observer, suspended."""

    bloc: str
    polity: str
    when: Interval
    tie: str = "member"
    joined_by: str = ""
    left_by: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a named line: polities by group and by id."""

    groups: tuple[str, ...] = ()
    polities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line along borders that has a name, as the Iron Curtain. Teeth stand on the `east` side."""

    id: str
    names: Text
    when: Interval
    style: str
    west: Side
    east: Side


@dataclass(frozen=True, slots=True)
class Frontier:
    """A line that is told by name: a border as one side draws it, or a limit at sea. `points` lon/lat along it; `by` a polity or empty.

    `style`: border (the land draws it, it is named alone), claim or control (drawn too, dashed).
    """

    id: str
    names: Text
    when: Interval
    points: tuple[tuple[float, float], ...]
    style: str = "border"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Era:
    """A period of a periodisation. `start` and `end` are the days in which the edge may lie (half open)."""

    id: str
    names: Text
    start: Interval
    end: Interval


@dataclass(frozen=True, slots=True)
class EraScheme:
    """One way to divide time, as one source does."""

    id: str
    names: Text
    eras: tuple[Era, ...]
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A person in an office for a time."""

    person: str
    when: Interval
    label: Text


@dataclass(frozen=True, slots=True)
class Office:
    """A row of terms of office."""

    id: str
    names: Text
    terms: tuple[Term, ...]
    polity: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers over time; points are (when, value)."""

    id: str
    names: Text
    unit: Text
    points: tuple[tuple[When, float], ...]
    events: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Sea:
    """The name of a water: rank 0 ocean, 1 sea, 2 smaller sea, 3 gulf or strait; it runs at `angle` degrees clockwise from east, or 0.

    `also` are more points on it, at which it is named where the first is not seen or leaves its name no room.
    """

    id: str
    names: Text
    lonlat: tuple[float, float]
    rank: int = 2
    angle: float = 0.0
    also: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """A piece of a route: points lon/lat from start to end, arriving at `when`."""

    points: tuple[tuple[float, float], ...]
    when: When
    to: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A dated path, as a landing or a railway journey."""

    id: str
    names: Text
    when: Interval
    legs: tuple[Leg, ...]
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story: a View in its text form, a title, a text, the events it shows."""

    view: str
    title: Text
    text: Text
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that mean the same to somebody who searches, in any language and spelling."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An ordered walk through the atlas."""

    id: str
    names: Text
    steps: tuple[Step, ...]
