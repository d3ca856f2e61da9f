"""Tables of what happened: kinds, sources, places, actors, events."""

from __future__ import annotations

from typing import Any

from viewer.model.entities import Actor, Difference, Event, Figure, Kind, Link, Place, Source, Synonyms
from viewer.store.schema.desk import Desk, InvalidError
from viewer.store.schema.drafts import SpotDraft
from viewer.store.schema.fields import (
    Field,
    Record,
    choice,
    flag,
    identifier,
    integer,
    lifetime,
    lines,
    listing,
    lonlat,
    one_or_more,
    reference,
    string,
    text,
    when,
)
from viewer.store.schema.shared import NAMES, SHORT, SOME_SOURCES, TEXT, TITLE, named
from viewer.store.syntax.strict_yaml import Mapping, Node, Scalar

KIND = Record(
    Kind,
    {
        "id": Field(identifier, required=True),
        "family": Field(choice("force", "crisis", "diplomacy", "power", "words", "economy"), required=True),
        "names": Field(NAMES, required=True),
        "icon": Field(identifier, required=True),
        "span": Field(choice("none", "war", "talks")),
    },
)

_CSL = (
    "author editor translator issued language publisher publisher-place container-title collection-title collection-number "
    "volume issue edition page pages number number-of-pages genre medium archive archive-place archive-location "
    "archive_location note abstract accessed isbn issn doi url"
)


def _csl(node: Node, path: str, desk: Desk) -> str | dict[str, str]:
    """Read a CSL field: one text, or one in each language."""
    return TEXT(node, path, desk) if isinstance(node, Mapping) else string(600)(node, path, desk)


def _url(node: Node, path: str, desk: Desk) -> str:
    address = string(600)(node, path, desk)
    if not address.startswith(("https://", "http://")):
        raise InvalidError(node, path, "is not a web address", "only https:// and http:// are opened")
    return address


def _source(*, id: str, type: str, title: dict[str, str], role: str = "reference", **csl: Any) -> Source:  # noqa: A002, ANN401
    """Put the CSL fields into one mapping; text in languages as `field` (first language) and `field-LANGUAGE`."""
    fields: dict[str, str] = {}
    for name, value in csl.items():
        if isinstance(value, str):
            fields[name] = value
        else:
            fields[name] = next(iter(value.values()))
            fields.update({f"{name}-{language}": words for language, words in value.items()})
    return Source(id, type, title, role, fields)


SOURCE = Record(
    _source,
    {
        "id": Field(identifier, required=True),
        "type": Field(identifier, required=True),
        "title": Field(text(default_limit=400), required=True),
        "role": Field(choice("document", "reference")),
        **{name: Field(_url if name == "url" else _csl) for name in _CSL.split()},
    },
    aside={"year": "write `issued`", "date": "write `issued`", "URL": "write `url`", "DOI": "write `doi`", "ISBN": "write `isbn`"},
)


def _country(node: Node, path: str, desk: Desk) -> str:
    """Read the polity that has a place today, or `sea`."""
    if isinstance(node, Scalar) and node.text == "sea":
        return "sea"
    return reference("polity")(node, path, desk)


PLACE = Record(
    Place,
    {
        "id": Field(identifier, required=True),
        "lonlat": Field(lonlat, required=True),
        "names": Field(listing(named(sort="place"), least=1), required=True),
        "country": Field(_country),
        "rank": Field(integer(0, 5)),
        "capital": Field(flag),
    },
)


def _actor(sort: str) -> Record[Actor]:
    def make(**values: Any) -> Actor:  # noqa: ANN401
        return Actor(sort=sort, **values)

    return Record(
        make,
        {
            "id": Field(identifier, required=True),
            "names": Field(NAMES, required=True),
            "short": Field(SHORT),
            "life": Field(lifetime),
        },
    )


PERSON = _actor("person")
ORGANISATION = _actor("organisation")

_INLINE_SPOT = Record(SpotDraft, {"lonlat": Field(lonlat, required=True), "names": Field(NAMES, required=True)})


def _spot(node: Node, path: str, desk: Desk) -> SpotDraft:
    """Read where an event happened."""
    if isinstance(node, Mapping):
        return _INLINE_SPOT(node, path, desk)
    return SpotDraft(place=reference("place")(node, path, desk))


_LINK_WITH_WORDS = Record(Link, {"event": Field(reference("event"), required=True), "note": Field(TEXT)})


def _link(node: Node, path: str, desk: Desk) -> Link:
    """Read a link to an effect: its id, or a mapping with a note."""
    if isinstance(node, Mapping):
        return _LINK_WITH_WORDS(node, path, desk)
    return Link(reference("event")(node, path, desk))


_FIGURE = Record(
    lambda of, value, unit=None: Figure(of, value, unit or {}),
    {"of": Field(NAMES, required=True), "value": Field(string(60), required=True), "unit": Field(NAMES)},
)
_DIFFERENCE = Record(
    lambda *, lines=None, **rest: Difference(lines=lines, **rest),
    {
        "source": Field(reference("source"), required=True),
        "lines": Field(lines),
        "kind": Field(choice("error", "imprecise", "contested", "naming"), required=True),
        "head": Field(NAMES, required=True),
        "says": Field(TEXT, required=True),
        "record_head": Field(NAMES, required=True),
        "record": Field(TEXT, required=True),
        "note": Field(TEXT),
    },
)


def _event(*, spot: SpotDraft | None = None, **values: Any) -> Event:  # noqa: ANN401
    if spot is None:
        return Event(**values)
    return Event(place=spot.place, lonlat=spot.lonlat, spot=spot.names, **values)


EVENT = Record(
    _event,
    {
        "id": Field(identifier, required=True),
        "when": Field(when, required=True),
        "place": Field(_spot, into="spot"),
        "concerns": Field(one_or_more(reference("place", "polity"))),
        "kind": Field(reference("kind"), required=True),
        "themes": Field(one_or_more(identifier)),
        "weight": Field(integer(1, 3)),
        "actors": Field(one_or_more(reference("polity", "actor"))),
        "title": Field(TITLE, required=True),
        "text": Field(TEXT, required=True),
        "leads_to": Field(one_or_more(_link)),
        "figures": Field(listing(_FIGURE)),
        "sources": Field(SOME_SOURCES, required=True),
        "differs": Field(listing(_DIFFERENCE)),
    },
    aside={"date": "write `when`", "note": "`note` belongs to sources and differences", "tags": "write `themes`"},
)


def _several(node: Node, path: str, desk: Desk) -> tuple[str, ...]:
    """Read two words or more: one alone has no synonym."""
    words = listing(string(80))(node, path, desk)
    if len(words) < 2:
        raise InvalidError(node, path, "has fewer than two words", "write the words that mean the same, as [ソ連, ソビエト, USSR]")
    return words


SYNONYMS = Record(Synonyms, {"words": Field(_several, required=True)})
