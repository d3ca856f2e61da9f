"""GeoJSON with a time: `when`, `start`/`end`, `date`, or the timespans of Linked Places. Read as JSON: nothing else is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from viewer.model.extra import Doubt, ExtraLayer
from viewer.model.time import Interval
from viewer.store.imports.builder import Floats, LayerBuilder, UnusableError, title_of
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of
from viewer.store.imports.refusal import Progress, refused, silent
from viewer.store.imports.shapes import sound_rings
from viewer.store.strict_json import loads

_STARTS_EN = ("start_date:edtf", "start", "begin", "from", "start_date", "startdate", "valid_from", "inception")
_ENDS_EN = ("end_date:edtf", "end", "to", "until", "end_date", "enddate", "valid_to", "finish", "dissolved", "abolished")
STARTS = (*_STARTS_EN, "開始", "開始日", "開設", "設立", "就任", "始期")
ENDS = (*_ENDS_EN, "終了", "終了日", "廃止", "閉鎖", "解散", "退任", "終期")
DATES = ("when", "date", "day", "time", "timestamp", "datetime", "year", "日付", "年月日", "年", "日時")
"""Names of properties that tell a time, the best first."""
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_LOCATED = 20_000_000
"""Characters of a file up to which the lines of its faults are looked for."""
_SORTS = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")


def read_geojson(text: str, name: str, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read GeoJSON. ImportRefused where it is none, or where nothing of it can be used."""
    try:
        content = loads(text)
    except ValueError as error:
        raise refused(name, f"is not sound JSON: {error}", reason="damaged", value=str(error)) from None
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
    if sort in _SORTS:
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
    points: list[Floats] = []
    lines: list[Floats] = []
    rings: list[Floats] = []
    for part in _geometries(geometry):
        _sort_out(part, points, lines, rings, builder)
    properties = {str(key): plain_value(value) for key, value in raw.items()}
    told = [(key, value) for key, value in properties.items() if value]
    told += [("when", words)] if (words := _when_told(feature.get("when", raw.get("when")))) and "when" not in properties else []
    for span in times_of(feature, raw):
        builder.add(title_of(properties), told, span, points=points, lines=lines, rings=rings)


def _geometries(geometry: object) -> Iterator[dict[str, Any]]:
    if not isinstance(geometry, dict) or geometry.get("type") not in _SORTS:
        raise UnusableError("geometry", "is no geometry of GeoJSON", f"its type is one of {', '.join(_SORTS)}")
    if geometry["type"] != "GeometryCollection":
        yield geometry
        return
    parts = geometry.get("geometries")
    for part in parts if isinstance(parts, list) else []:
        yield from _geometries(part)


def _sort_out(geometry: Mapping[str, Any], points: list[Floats], lines: list[Floats], rings: list[Floats], builder: LayerBuilder) -> None:
    sort, given = geometry["type"], geometry.get("coordinates")
    if sort == "Point":
        points.append(_places([given]))
    elif sort == "MultiPoint":
        points.append(_places(given))
    elif sort == "LineString":
        lines.append(_line(given))
    elif sort == "MultiLineString":
        lines += [_line(part) for part in _list(given)]
    elif sort == "Polygon":
        rings += sound_rings([_places(part) for part in _list(given)], builder)
    else:
        rings += [ring for part in _list(given) for ring in sound_rings([_places(one) for one in _list(part)], builder)]


def _list(given: object) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise UnusableError("coordinates", "a list of positions is wanted")
    return given


def _line(given: object) -> Floats:
    places = _places(given)
    if len(places) < 2:
        raise UnusableError("coordinates", "a line of one position")
    return places


def _places(given: object) -> Floats:
    """Positions as [N, 2]; heights are left out."""
    rows = []
    for position in _list(given):
        if not isinstance(position, list) or len(position) < 2 or not all(type(number) in (int, float) for number in position[:2]):
            raise UnusableError("coordinates", "a position is [longitude, latitude], two numbers")
        rows.append((position[0], position[1]))
    return np.array(rows, dtype=np.float64)


def plain_value(value: object) -> str:
    """Return a value of a property as text; empty where it is null."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(plain_value(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else str(value)


def times_of(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> list[Span]:
    """Return the times of a feature by its `when`, or by its properties: one, but for timespans that lie apart.

    UnusableError where a date can't be read.
    """
    when = feature.get("when", properties.get("when"))
    if isinstance(when, dict):
        return _linked(when)
    folded = {str(key).casefold().strip(): plain_value(value) for key, value in properties.items()}
    if isinstance(feature.get("when"), str | int):
        folded["when"] = str(feature["when"])
    return [span_of_fields(folded)]


def span_of_fields(folded: Mapping[str, str]) -> Span:
    """Return the time that named values tell; names are folded. TIMELESS where none does; UnusableError where a date can't be read."""
    start = next((key for key in STARTS if folded.get(key)), "")
    end = next((key for key in ENDS if folded.get(key)), "")
    date = next((key for key in DATES if folded.get(key)), "")
    try:
        if start or end:
            return from_to(folded.get(start, ""), folded.get(end, ""))
        return one_date(folded[date]) if date else TIMELESS
    except ValueError as error:
        raise UnusableError(start or end or date, str(error), reason=reason_of(error), value=quoted(error)) from None


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
