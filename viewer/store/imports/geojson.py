"""GeoJSON with a time: `when`, `start`/`end`, `date`, or the timespans of Linked Places. Read as JSON: nothing else is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from viewer.model.extra import Doubt, ExtraLayer
from viewer.model.time import Interval
from viewer.store.imports.builder import LayerBuilder, UnusableError
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of
from viewer.store.imports.json_parts import SORTS, plain_value, shapes_in
from viewer.store.imports.meaning import DATES, ENDS, STARTS, both_ends, title_of
from viewer.store.imports.records import read_records, records_in, values_by_line
from viewer.store.imports.refusal import Progress, refused, silent
from viewer.store.syntax.strict_json import loads

_FEATURES = re.compile(r'"features"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_LOCATED = 20_000_000
"""Characters of a file up to which the lines of its faults are looked for."""


def read_geojson(text: str, name: str, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read GeoJSON. ImportRefused where it is none, or where nothing of it can be used."""
    content = _content(text, name)
    if (records := records_in(content)) is not None:
        return read_records(records, name, progress)
    if isinstance(content, dict) and content.get("type") == "Topology":
        raise refused(name, "is TopoJSON", "convert it to GeoJSON")
    builder = LayerBuilder(name)
    features = _features(content, name)
    for number, feature in enumerate(features, 1):
        if number % 500 == 0:
            progress(number / len(features))
        try:
            _add(builder, feature)
        except UnusableError as problem:
            builder.tell(f"feature {number}", problem)
    if builder.faults and len(text) < _LOCATED:
        lines = _lines_of_features(text, len(features))
        builder.place_faults(lambda where: lines.get(where, 0))
    return builder.layer("", name), builder


def _content(text: str, name: str) -> object:
    """What JSON tells; features that are listed bare, or one a line, as a collection."""
    try:
        try:
            content = loads(text)
        except ValueError:
            if (content := values_by_line(text)) is None:
                raise
    except ValueError as error:
        raise refused(name, f"is not sound JSON: {error}", reason="damaged", value=str(error)) from None
    if isinstance(content, list) and content and all(isinstance(one, dict) and one.get("type") == "Feature" for one in content):
        return {"type": "FeatureCollection", "features": content}
    return content


def _lines_of_features(text: str, count: int) -> dict[str, int]:
    """The line in which each feature begins, as `feature 3` -> 12; none where they can't be told apart."""
    head = _FEATURES.search(text)
    if head is None:
        return {}
    decoder, at, line, known = json.JSONDecoder(), head.end(), 1 + text.count("\n", 0, head.end()), {}
    for number in range(1, count + 1):
        start = _GAP.match(text, at).end()  # type: ignore[union-attr] # it matches nothing, too
        line += text.count("\n", at, start)
        known[f"feature {number}"] = line
        try:
            _, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return {}
        line += text.count("\n", start, at)
    return known if text[at:].lstrip().startswith("]") else {}


def _features(content: object, name: str) -> Sequence[object]:
    if not isinstance(content, dict):
        raise refused(name, "holds no GeoJSON object", 'it begins with {"type": "FeatureCollection"')
    sort = content.get("type")
    if sort == "FeatureCollection":
        features = content.get("features")
        if not isinstance(features, list):
            raise refused(name, "a FeatureCollection without a list of features", field="features")
        return features
    if sort == "Feature":
        return [content]
    if sort in SORTS:
        return [{"type": "Feature", "geometry": content, "properties": {}}]
    raise refused(name, f"`{sort}` is no type of GeoJSON", "FeatureCollection, Feature or a geometry", field="type")


def _add(builder: LayerBuilder, feature: object) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise UnusableError("type", "is no Feature")
    given = feature.get("properties")
    raw: dict[str, Any] = given if isinstance(given, dict) else {}
    geometry = feature.get("geometry")
    if geometry is None or (isinstance(geometry, dict) and geometry.get("coordinates") == []):
        builder.skipped += 1
        return
    points, lines, rings = shapes_in(geometry, builder)
    properties = {str(key): plain_value(value) for key, value in raw.items()}
    told = [(key, value) for key, value in properties.items() if value]
    told += [("when", words)] if (words := _when_told(feature.get("when", raw.get("when")))) and "when" not in properties else []
    for span in times_of(feature, raw):
        builder.add(title_of(properties), told, span, points=points, lines=lines, rings=rings)


def times_of(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> list[Span]:
    """Return the times of a feature by its `when`, or by its properties: one, but for timespans that lie apart.

    UnusableError where a date can't be read.
    """
    when = feature.get("when", properties.get("when"))
    if isinstance(when, dict):
        return _linked(when)
    named = {str(key): plain_value(value) for key, value in properties.items()}
    if isinstance(feature.get("when"), str | int):
        named["when"] = str(feature["when"])
    return [span_of_fields(named)]


def span_of_fields(named: Mapping[str, str]) -> Span:
    """Return the time that named values tell. TIMELESS where none does; UnusableError where a date can't be read."""
    folded = {name.casefold().strip(): value for name, value in named.items()}
    start = next((key for key in STARTS if folded.get(key)), "")
    end = next((key for key in ENDS if folded.get(key)), "")
    date = next((key for key in DATES if folded.get(key)), "")
    if not (start or end or date):
        return _span_by_parts(named)
    try:
        if start or end:
            return from_to(folded.get(start, ""), folded.get(end, ""))
        return one_date(folded[date]) if date else TIMELESS
    except ValueError as error:
        raise UnusableError(start or end or date, str(error), reason=reason_of(error), value=quoted(error)) from None


def _span_by_parts(named: Mapping[str, str]) -> Span:
    """The time of values whose names speak of a start and an end in part; none where they are no dates, for such names may mislead."""
    start, end = both_ends(tuple(named))
    try:
        return from_to(named.get(start, ""), named.get(end, ""))
    except ValueError:
        return TIMELESS


def _linked(when: Mapping[str, Any]) -> list[Span]:
    """The timespans of Linked Places, those that touch joined; each from its earliest beginning to its latest end."""
    spans = when.get("timespans")
    found = []
    for one in spans if isinstance(spans, list) else [when]:
        if not isinstance(one, dict):
            raise UnusableError("when.timespans", "a timespan is an object with `start` and `end`")
        try:
            found.append(_timespan(one))
        except ValueError as error:
            raise UnusableError("when.timespans", str(error), reason=reason_of(error), value=quoted(error)) from None
    apart: list[Span] = []
    for span in sorted(found, key=lambda one: (one.days.start, one.days.end)):
        if apart and span.days.start <= apart[-1].days.end:
            joined = Interval(apart[-1].days.start, max(apart[-1].days.end, span.days.end))
            before = apart[-1]
            ends = before.precision[0], (span if span.days.end == joined.end else before).precision[1]
            apart[-1] = Span(joined, before.lasting or span.lasting, before.doubt | span.doubt, ends)
        else:
            apart.append(span)
    return apart or [TIMELESS]


def _timespan(one: Mapping[str, Any]) -> Span:
    if one.get("in") and not (one.get("start") or one.get("end")):
        return one_date(plain_value(one["in"]))
    span = from_to(_edge(one.get("start"), 0), _edge(one.get("end"), 1))
    return replace(span, doubt=span.doubt | Doubt.APPROXIMATE) if _is_wide(one.get("start")) or _is_wide(one.get("end")) else span


def _is_wide(given: object) -> bool:
    """Whether an end of a timespan lies somewhere between two dates."""
    both = [given.get("earliest"), given.get("latest")] if isinstance(given, dict) and not given.get("in") else []
    return all(both) and len(set(map(plain_value, both))) == 2


def _edge(given: object, side: int) -> str:
    """An end of a timespan: `in`, else `earliest` of a start and `latest` of an end."""
    if not isinstance(given, dict):
        return plain_value(given)
    names = ("in", "earliest", "latest") if side == 0 else ("in", "latest", "earliest")
    return next((plain_value(given[name]) for name in names if given.get(name)), "")


def _when_told(when: object) -> str:
    """The timespans of Linked Places as they are told, with what is doubted of them; empty where there are none."""
    spans = when.get("timespans") if isinstance(when, dict) else None
    told = []
    for one in spans if isinstance(spans, list) else []:
        ends = [one.get(name) for name in ("start", "end")] if isinstance(one, dict) else []
        words = [_edge_told(end) for end in ends]
        whole = " / ".join(words) if any(words) else plain_value(one.get("in")) if isinstance(one, dict) else ""
        told += [whole] if whole else []
    return "; ".join(told[:20])


def _edge_told(given: object) -> str:
    if not isinstance(given, dict):
        return plain_value(given)
    if given.get("in"):
        return plain_value(given["in"])
    both = [plain_value(given[name]) for name in ("earliest", "latest") if given.get(name)]
    return "…".join(both)
