"""Tables of who held what and who stood with whom: polities, territory, blocs."""

from __future__ import annotations

from viewer.model.entities import Bloc, BlocGroup, BlocScheme, Dependency, Frontier, Membership, NamedLine, Polity, Side
from viewer.model.ledger import STATUSES
from viewer.model.politics import RELATIONS
from viewer.model.time import ALWAYS, Interval
from viewer.store.schema.desk import Desk, InvalidError
from viewer.store.schema.drafts import ClaimDraft, OpeningDraft, RegionDraft, StandingDraft, TransferDraft, UnheldDraft
from viewer.store.schema.fields import (
    Field,
    Record,
    choice,
    day,
    flag,
    identifier,
    listing,
    lonlat,
    one_or_more,
    period,
    reference,
    scalar,
)
from viewer.store.schema.shared import NAMES, REMARK, SHORT, SOME_SOURCES, SOURCES, TEXT, free_fields, named
from viewer.store.syntax.problems import shown
from viewer.store.syntax.strict_yaml import Listing, Node, Scalar

_DEPENDENCE = (
    "union-republic autonomous colony protectorate mandate-a mandate-b mandate-c trust condominium dominion lease concession "
    "free-city international-zone occupation-zone puppet"
)
DEPENDENCE = tuple(_DEPENDENCE.split())
"""Finer words for how a polity answers to another."""

_DEPENDENCY = Record(
    lambda to, relation, when=ALWAYS, status="", **_: Dependency(when, to, relation, status),
    {
        "when": Field(period),
        "to": Field(reference("polity"), required=True),
        "relation": Field(choice(*RELATIONS[1:]), required=True),
        "status": Field(choice(*DEPENDENCE)),
        "event": Field(reference("event")),
        "sources": Field(SOURCES),
        "note": Field(REMARK),
    },
)
_CAPITAL = Record(
    lambda place, when=ALWAYS: (when, place),
    {"place": Field(reference("place"), required=True), "when": Field(period)},
)
_EARLIER_CODES = Record(
    lambda when, codes: (when, codes),
    {"when": Field(period, required=True), "codes": Field(free_fields, required=True)},
)


def _spells(node: Node, path: str, desk: Desk) -> tuple[Interval, ...]:
    """Read one time, or several of a state that came back; sorted."""
    return tuple(sorted(one_or_more(period)(node, path, desk)))


def _power(node: Node, path: str, desk: Desk) -> tuple[Interval, ...]:
    """Read when a state is a power: true or false for all its life, or one time or several; sorted."""
    if isinstance(node, Scalar) and "/" not in node.text:
        return (ALWAYS,) if flag(node, path, desk) else ()
    return _spells(node, path, desk)


POLITY = Record(
    lambda note="", **values: Polity(**values),  # noqa: ARG005 - a note is for editors only
    {
        "id": Field(identifier, required=True),
        "names": Field(listing(named(sort="polity"), least=1), required=True),
        "life": Field(_spells, required=True),
        "capitals": Field(listing(_CAPITAL)),
        "answers_to": Field(listing(_DEPENDENCY)),
        "codes": Field(free_fields),
        "earlier_codes": Field(listing(_EARLIER_CODES)),
        "label": Field(lonlat),
        "power": Field(_power),
        "sources": Field(SOURCES),
        "note": Field(REMARK),
    },
)


def _selector(node: Node, path: str, _desk: Desk) -> str:
    """Read a selector of units; what it selects is looked up when all files have been read."""
    text = scalar(node, path)
    if len(text) > 120 or not text.isascii() or " " in text:
        hint = "as DEU-1578, cut:karafuto, adm0:POL, region:kresy, -cut:petsamo"
        raise InvalidError(node, path, f"`{shown(text)}` is not a selector", hint)
    return text


_UNITS = one_or_more(_selector)
REGION = Record(
    RegionDraft,
    {
        "id": Field(identifier, required=True),
        "units": Field(_UNITS, required=True),
        "names": Field(NAMES),
        "what": Field(REMARK),
        "note": Field(REMARK),
        "sources": Field(SOURCES),
    },
)


def _note(node: Node, path: str, desk: Desk) -> dict[str, str]:
    """Read a note in languages; plain text stands for all of them."""
    if isinstance(node, Scalar):
        return dict.fromkeys(desk.languages, REMARK(node, path, desk))
    return TEXT(node, path, desk)


_CLAIM_FIELDS = {
    "by": Field(reference("polity"), required=True),
    "when": Field(period),
    "names": Field(NAMES),
    "sources": Field(SOURCES),
    "note": Field(_note),
}
_CLAIMS = listing(Record(ClaimDraft, _CLAIM_FIELDS))
CLAIM = Record(
    ClaimDraft,
    {
        "id": Field(identifier),
        "units": Field(_UNITS, required=True),
        "shared_by": Field(one_or_more(reference("polity"))),
        **_CLAIM_FIELDS,
    },
)
OPENING = Record(
    OpeningDraft,
    {
        "polity": Field(reference("polity"), required=True),
        "units": Field(_UNITS, required=True),
        "status": Field(choice(*STATUSES)),
        "sources": Field(SOME_SOURCES, required=True),
        "claims": Field(_CLAIMS),
        "note": Field(REMARK),
    },
)


def _givers(node: Node, path: str, desk: Desk) -> tuple[str, ...]:
    """Read the holders that land is taken from; `nobody` where there was no data before."""
    several = isinstance(node, Listing)
    if isinstance(node, Scalar) and node.text == "nobody":
        return ()
    givers = one_or_more(reference("polity"))(node, path, desk)
    return tuple(dict.fromkeys(givers)) if several else givers


TRANSFER = Record(
    TransferDraft,
    {
        "when": Field(day, required=True, into="day"),
        "units": Field(_UNITS, required=True),
        "from": Field(_givers, required=True, into="givers"),
        "to": Field(reference("polity"), required=True),
        "status": Field(choice(*STATUSES)),
        "event": Field(reference("event")),
        "claims": Field(_CLAIMS),
        "sources": Field(SOME_SOURCES, required=True),
        "note": Field(REMARK),
    },
    aside={"take": "write `units`", "date": "write `when`"},
)

UNHELD = Record(
    UnheldDraft,
    {
        "id": Field(identifier, required=True),
        "units": Field(_UNITS, required=True),
        "when": Field(period),
        "names": Field(NAMES),
        "sources": Field(SOME_SOURCES, required=True),
        "note": Field(_note),
    },
)
STANDING = Record(
    StandingDraft,
    {
        "polity": Field(reference("polity"), required=True),
        "when": Field(_spells, required=True),
        "sources": Field(SOURCES),
        "note": Field(REMARK),
    },
)

_GROUP_FIELDS = {
    "id": Field(identifier, required=True),
    "style": Field(choice("west", "east", "china", "nonaligned", "axis", "allies"), required=True),
    "level": Field(choice("full", "weak", "loose"), required=True),
    "names": Field(NAMES, required=True),
    "dependencies": Field(NAMES),
    "besides": Field(choice("badge", "pattern", "none")),
}
GROUP = Record(BlocGroup, _GROUP_FIELDS)
_GATHERING = Record(BlocGroup, {**_GROUP_FIELDS, "blocs": Field(listing(reference("bloc"), least=1), required=True)})
BLOC_SCHEME = Record(
    lambda note="", **values: BlocScheme(**values),  # noqa: ARG005
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "groups": Field(listing(_GATHERING, least=1)),
        "note": Field(REMARK),
    },
)
BLOC = Record(
    lambda short=None, sources=(), note="", **values: Bloc(short=short or {}, **values),  # noqa: ARG005
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "short": Field(SHORT),
        "kind": Field(choice("alliance", "union", "economic", "partnership", "non-alignment", "occupation"), required=True),
        "group": Field(reference("group")),
        "life": Field(period),
        "exclusive": Field(flag),
        "sources": Field(SOURCES),
        "note": Field(REMARK),
    },
)
MEMBERSHIP = Record(
    lambda note="", **values: Membership(**values),  # noqa: ARG005
    {
        "bloc": Field(reference("bloc"), required=True),
        "polity": Field(reference("polity"), required=True),
        "when": Field(period, required=True),
        "tie": Field(choice("member", "associate", "observer", "suspended")),
        "joined_by": Field(reference("event")),
        "left_by": Field(reference("event")),
        "sources": Field(SOME_SOURCES, required=True),
        "note": Field(REMARK),
    },
)
_SIDE = Record(
    Side,
    {"groups": Field(one_or_more(reference("group"))), "polities": Field(one_or_more(reference("polity")))},
)
LINE = Record(
    lambda sources=(), note="", **values: NamedLine(**values),  # noqa: ARG005
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "when": Field(period, required=True),
        "style": Field(choice("curtain"), required=True),
        "west": Field(_SIDE, required=True),
        "east": Field(_SIDE, required=True),
        "sources": Field(SOURCES),
        "note": Field(REMARK),
    },
)
FRONTIER = Record(
    lambda sources=(), note="", **values: Frontier(**values),  # noqa: ARG005
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "when": Field(period, required=True),
        "points": Field(listing(lonlat, least=2), required=True),
        "style": Field(choice("border", "claim", "control")),
        "by": Field(reference("polity")),
        "sources": Field(SOME_SOURCES, required=True),
        "note": Field(REMARK),
    },
)
