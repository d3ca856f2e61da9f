"""Tables of what runs through time or decorates the map: head, eras, offices, series, seas, routes, stories."""

from __future__ import annotations

from viewer.model.entities import Era, EraScheme, Office, Sea, Series, Step, Story, Term
from viewer.store.schema.desk import Desk, InvalidError
from viewer.store.schema.drafts import Head, LegDraft, RouteDraft
from viewer.store.schema.fields import (
    Field,
    Record,
    choice,
    extent,
    flag,
    identifier,
    integer,
    listing,
    lonlat,
    number,
    one_or_more,
    period,
    reference,
    string,
    text,
    when,
)
from viewer.store.schema.shared import CITATION, NAMES, SHORT, SOURCES, TEXT
from viewer.store.syntax.strict_yaml import Node


def _base(node: Node, path: str, desk: Desk) -> str:
    """Read the name of the base geometry: `built-in`, or a folder directly inside the atlas."""
    name = string(80)(node, path, desk)
    if name in (".", "..") or any(sign in name for sign in '/\\:*?"<>|') or not name.isprintable():
        raise InvalidError(node, path, "is not the name of a folder inside the atlas", "write `built-in`, or a name without slashes")
    return name


HEAD = Record(
    Head,
    {
        "atlas": Field(choice("1"), required=True),
        "title": Field(text({"ja": 40, "en": 70}), required=True),
        "span": Field(extent, required=True),
        "languages": Field(listing(identifier, least=1)),
        "opening_view": Field(string(400)),
        "licence": Field(string(80)),
        "base": Field(_base),
        "complete": Field(flag),
        "heading": Field(text({"ja": 40, "en": 70})),
    },
)

_ERA = Record(
    Era,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "start": Field(extent, required=True),
        "end": Field(extent, required=True),
    },
)
SCHEME = Record(
    EraScheme,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "source": Field(CITATION),
        "eras": Field(listing(_ERA, least=1), required=True),
    },
)

_TERM = Record(
    lambda person, when, label=None: Term(person, when, label or {}),
    {"person": Field(reference("actor"), required=True), "when": Field(period, required=True), "label": Field(SHORT)},
)
OFFICE = Record(
    Office,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "polity": Field(reference("polity")),
        "terms": Field(listing(_TERM, least=1), required=True),
        "sources": Field(SOURCES),
    },
)

_POINT = Record(lambda when, value: (when, value), {"when": Field(when, required=True), "value": Field(number, required=True)})
SERIES = Record(
    Series,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "unit": Field(NAMES, required=True),
        "events": Field(one_or_more(reference("event"))),
        "points": Field(listing(_POINT, least=1), required=True),
        "sources": Field(SOURCES),
    },
)

SEA = Record(
    Sea,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "lonlat": Field(lonlat, required=True),
        "rank": Field(integer(0, 3)),
        "angle": Field(number),
        "also": Field(listing(lonlat)),
    },
)

_LEG = Record(
    LegDraft,
    {
        "from": Field(reference("place"), into="start", required=True),
        "to": Field(reference("place"), required=True),
        "when": Field(when, required=True),
        "via": Field(listing(lonlat)),
    },
)
ROUTE = Record(
    RouteDraft,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "when": Field(extent, required=True),
        "legs": Field(listing(_LEG, least=1), required=True),
        "sources": Field(SOURCES),
    },
)

_STEP = Record(
    Step,
    {
        "view": Field(string(400), required=True),
        "title": Field(NAMES, required=True),
        "text": Field(TEXT, required=True),
        "events": Field(one_or_more(reference("event"))),
    },
)
STORY = Record(
    Story,
    {
        "id": Field(identifier, required=True),
        "names": Field(NAMES, required=True),
        "steps": Field(listing(_STEP, least=1), required=True),
    },
)
