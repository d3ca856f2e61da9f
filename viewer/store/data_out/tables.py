"""Data out: events, polities, treaties, memberships, changes, sources and units as GeoJSON, JSON and CSV, for other programs.

Days are ISO dates; `end` is the last day that belongs to the thing, null (empty in CSV) where it is open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from viewer.model.atlas import Atlas
from viewer.model.changes import change_rows, life_changes, single_changes
from viewer.model.entities import Citation, Difference, Event, Polity, Text, say
from viewer.model.politics import RELATIONS
from viewer.model.tabular import Row
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, When, iso
from viewer.model.treaties import Treaty

_ORDER = ("dependence", "membership", "land", "status", "polity")
"""Changes of a day, in the order in which they are told; who begins does so before all else, who ends after it."""


def events_geojson(atlas: Atlas) -> Row:
    """Return all events as a GeoJSON FeatureCollection of points; the geometry is null where the place is unknown."""
    return _collection([_feature(_point(event.lonlat), _event_row(event, atlas.languages)) for event in atlas.event_list])


def polities_geojson(atlas: Atlas, day: int) -> Row:
    """Return the polities of a day as a GeoJSON FeatureCollection: those that live then or hold land.

    The geometry is the land that a polity holds itself, an empty MultiPolygon where its parts hold it all.
    """
    from viewer.store.data_out.outlines import outlines

    holders = atlas.territory.holders(day)
    shapes = outlines(atlas.basemap, holders)
    nothing = {"type": "MultiPolygon", "coordinates": []}
    return _collection([_feature(shapes.get(number, nothing), row) for number, row in _polity_rows(atlas, day, set(holders.tolist()))])


def polity_rows(atlas: Atlas, day: int) -> list[Row]:
    """Return the polities of a day without their land."""
    return [row for _, row in _polity_rows(atlas, day, set(atlas.territory.holders(day).tolist()))]


def membership_rows(atlas: Atlas, *, all_ties: bool = False) -> list[Row]:
    """Return memberships: bloc, polity, start, end, source; with `all_ties` also associates, observers, suspensions, and `tie`."""
    rows: list[Row] = []
    for member in sorted(atlas.memberships, key=lambda member: (member.bloc, member.when, member.polity)):
        if member.tie == "member" or all_ties:
            row = {"bloc": member.bloc, "polity": member.polity, **_ends(member.when), "source": _source_ids(member.sources)}
            rows.append(row | {"tie": member.tie} if all_ties else row)
    return rows


def changes_json(atlas: Atlas, first: int, last: int) -> list[Row]:
    """Return what changed after the day `first` until the day `last`, by date.

    `what` is land (units pass from holder to holder), status (the same holder, on other terms), membership (`units` names the
    polity, `from` and `to` the bloc), dependence (`from` and `to` are the polities answered to) or polity (it begins or ends).
    Who enters them all into the polities of the day `first` has those of the day `last`.
    """
    changes = [change for change in single_changes(atlas, first, last) if change.what != "name"]
    changes += life_changes(atlas, first, last)
    return change_rows(atlas, sorted(changes, key=lambda one: (one.day, not (one.what == "polity" and one.after), _ORDER.index(one.what))))


def treaty_rows(atlas: Atlas) -> list[Row]:
    """Return treaties and papers of archives, by the day on which they were signed; dates as EDTF, empty where there is none."""
    return [_treaty_row(treaty, atlas.languages) for treaty in sorted(atlas.treaties.values(), key=lambda one: (one.signed.start, one.id))]


def source_rows(atlas: Atlas) -> list[Row]:
    """Return all sources with their CSL fields."""
    return [
        {
            "id": source.id,
            "type": source.type,
            "role": source.role,
            **_in_languages("title", source.title, atlas.languages),
            **source.fields,
        }
        for source in atlas.sources.values()
    ]


def unit_rows(atlas: Atlas) -> list[Row]:
    """Return the units of the base geometry: what the ledger of an atlas names by `code` or `adm0`."""
    base = atlas.basemap
    names = {f"name_{language}": base.names[language] for language in base.names}
    return [
        {
            "code": code,
            "adm0": base.adm0[at],
            **{name: texts[at] for name, texts in names.items()},
            "area_km2": round(float(base.area_km2[at]), 3),
            "lon": round(float(base.point[at, 0]), 4),
            "lat": round(float(base.point[at, 1]), 4),
        }
        for at, code in enumerate(base.codes)
    ]


def units_geojson(atlas: Atlas) -> Row:
    """Return the units with their outlines as a GeoJSON FeatureCollection."""
    from viewer.store.data_out.outlines import outlines

    shapes = outlines(atlas.basemap, np.arange(atlas.basemap.count, dtype=np.int32))
    return _collection([_feature(shapes.get(number), {"id": row["code"], **row}) for number, row in enumerate(unit_rows(atlas))])


def to_json(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return JSON text with one line a feature or row, so that differences can be read."""
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        features = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in value["features"])
        return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in value)
    return f"[\n{rows}\n]\n"


def feature_rows(collection: Mapping[str, Any]) -> list[Row]:
    """Return the properties of features as rows, with `lon` and `lat` of points."""
    rows = []
    for feature in collection["features"]:
        row = dict(feature["properties"])
        geometry = feature["geometry"]
        if geometry is None or geometry["type"] == "Point":
            row["lon"], row["lat"] = geometry["coordinates"] if geometry else (None, None)
        rows.append(row)
    return rows


def _collection(features: list[Row]) -> Row:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: Row | None, properties: Row) -> Row:
    return {"type": "Feature", "id": properties["id"], "properties": properties, "geometry": geometry}


def _point(lonlat: tuple[float, float] | None) -> Row | None:
    return {"type": "Point", "coordinates": list(lonlat)} if lonlat else None


def _ends(when: Interval) -> Row:
    """`start` and `end` of an interval."""
    return {
        "start": iso(when.start) if when.start > FIRST_DAY else None,
        "end": iso(when.end - 1) if when.end < LAST_DAY else None,
    }


def _in_languages(name: str, text: Text, languages: Iterable[str]) -> Row:
    return {f"{name}_{language}": text.get(language, "") for language in languages}


def _source_ids(sources: Iterable[Citation]) -> str:
    return "; ".join(dict.fromkeys(citation.source for citation in sources))


def _event_row(event: Event, languages: Sequence[str]) -> Row:
    return {
        "id": event.id,
        "when": event.when.text,
        **_ends(event.when.extent),
        "kind": event.kind,
        **_in_languages("title", event.title, languages),
        **_in_languages("text", event.text, languages),
        "place": event.place or say(event.spot, "en"),
        "actors": list(event.actors),
        "leads_to": [link.event for link in event.leads_to],
        "differs": [_difference_row(difference, languages) for difference in event.differs],
        "sources": [{"source": citation.source, "lines": list(citation.lines) if citation.lines else None} for citation in event.sources],
    }


def _treaty_row(treaty: Treaty, languages: Sequence[str]) -> Row:
    return {
        "id": treaty.id,
        "sort": treaty.sort,
        **_in_languages("name", treaty.names, languages),
        **{name: when.text if when else "" for name, when in _treaty_dates(treaty).items()},
        "place": treaty.place,
        "parties": list(treaty.parties),
        "from": list(treaty.sender),
        "to": list(treaty.receiver),
        **_in_languages("archive", treaty.archive, languages),
        "event": treaty.event,
        **_in_languages("note", treaty.note, languages),
        "source": _source_ids(treaty.sources),
    }


def _treaty_dates(treaty: Treaty) -> Mapping[str, When | None]:
    return {"signed": treaty.signed, "in_force": treaty.in_force, "ended": treaty.ended}


def _difference_row(difference: Difference, languages: Sequence[str]) -> Row:
    return {
        "source": difference.source,
        "lines": list(difference.lines) if difference.lines else None,
        "kind": difference.kind,
        **_in_languages("head", difference.head, languages),
        **_in_languages("says", difference.says, languages),
        **_in_languages("record_head", difference.record_head, languages),
        **_in_languages("record", difference.record, languages),
        **(_in_languages("note", difference.note, languages) if difference.note else {}),
    }


def _polity_rows(atlas: Atlas, day: int, holders: set[int]) -> list[tuple[int, Row]]:
    """(Index, row) of the polities that live on a day or hold land then."""
    standing = atlas.standing(day)
    ids = list(atlas.polities)
    lists = [codes for polity in atlas.polity_list for codes in (polity.codes, *(codes for _, codes in polity.earlier_codes))]
    codes = sorted({name for codes in lists for name in codes})
    blocs: dict[str, list[str]] = {}
    for member in atlas.memberships:
        if day in member.when and member.tie == "member":
            blocs.setdefault(member.polity, []).append(member.bloc)
    found = []
    for number, polity in enumerate(atlas.polity_list):
        if not polity.lives(day) and number not in holders:
            continue
        life = next((life for life in polity.life if day in life), polity.life[0])
        row = {
            "id": polity.id,
            **{f"name_{language}": polity.name(language, day) for language in atlas.languages},
            "sovereign": ids[standing.sovereign[number]],
            "relation": RELATIONS[standing.relation[number]],
            "status": _status(polity, day),
            "blocs": blocs.get(polity.id, []),
            **_ends(life),
        }
        row |= {name: polity.codes_on(day).get(name, "") for name in codes if name not in row}
        found.append((number, row))
    return found


def _status(polity: Polity, day: int) -> str:
    return next((tie.status or tie.relation for tie in polity.answers_to if day in tie.when), "independent")
