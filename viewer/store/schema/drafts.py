"""Values that can't be finished while a file is read, because they name units or places that other files define."""

from __future__ import annotations

from dataclasses import dataclass, field

from viewer.model.entities import Citation, Text
from viewer.model.time import ALWAYS, Interval, When


@dataclass(frozen=True, slots=True)
class Head:
    """What `atlas.yaml` says of the whole."""

    atlas: str
    title: Text
    span: Interval
    languages: tuple[str, ...] = ("ja", "en")
    opening_view: str = ""
    licence: str = ""
    base: str = "built-in"
    complete: bool = False
    heading: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegionDraft:
    """A named region: selectors of its units."""

    id: str
    units: tuple[str, ...]
    names: Text = field(default_factory=dict)
    what: str = ""
    note: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """What a polity held on the first day."""

    polity: str
    units: tuple[str, ...]
    status: str = "full"
    sources: tuple[Citation, ...] = ()
    claims: tuple[ClaimDraft, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim; one inside a transfer or opening entry is on the units of that entry."""

    by: str
    when: Interval = ALWAYS
    units: tuple[str, ...] = ()
    id: str = ""
    names: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
    shared_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """An entry of the ledger before its units are looked up. No `givers` = land without data until then."""

    day: int
    units: tuple[str, ...]
    to: str
    givers: tuple[str, ...] = ()
    status: str = "full"
    event: str = ""
    claims: tuple[ClaimDraft, ...] = ()
    sources: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnheldDraft:
    """Land that is nobody's for a time."""

    id: str
    units: tuple[str, ...]
    sources: tuple[Citation, ...]
    when: Interval = ALWAYS
    names: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandingDraft:
    """When a polity must stand: alive, independent, with land."""

    polity: str
    when: tuple[Interval, ...]
    sources: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpotDraft:
    """Where an event happened: a place, or a position with its own names."""

    place: str = ""
    lonlat: tuple[float, float] | None = None
    names: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegDraft:
    """A piece of a route between two places, through points."""

    to: str
    when: When
    start: str = ""
    via: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """A route before its places are looked up."""

    id: str
    names: Text
    when: Interval
    legs: tuple[LegDraft, ...]
    sources: tuple[Citation, ...] = ()
