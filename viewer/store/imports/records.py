"""JSON that is no GeoJSON but holds a table: lists of records, answers of SPARQL and of the Overpass API; and JSON of one value a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from viewer.model.extra import ExtraLayer
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.json_parts import plain_value
from viewer.store.imports.refusal import Progress
from viewer.store.imports.table import read_rows
from viewer.store.syntax.strict_json import loads

Record = Mapping[str, object]


def values_by_line(text: str) -> list[Any] | None:
    """Return the values of a text that holds one on each line (GeoJSONL, NDJSON, GeoJSON text sequences); None where it is none such.

    ValueError with the line where a later one is not sound.
    """
    lines = ((number, line.strip(" \t\r\x1e")) for number, line in enumerate(text.split("\n"), 1))
    values: list[Any] = []
    for number, line in lines:
        if not line:
            continue
        try:
            values.append(loads(line))
        except ValueError as error:
            if not values:
                return None
            raise ValueError(f"line {number}: {str(error).partition(': ')[2] or error}") from None
    return values if len(values) > 1 else None


def records_in(content: object) -> Sequence[Record] | None:
    """Return the records of what JSON told; None where it holds none."""
    if isinstance(content, list):
        return content if content and all(isinstance(one, dict) for one in content) else None
    if not isinstance(content, dict):
        return None
    results, elements = content.get("results"), content.get("elements")
    if isinstance(results, dict) and isinstance(results.get("bindings"), list):
        return [_bound(one) for one in results["bindings"] if isinstance(one, dict)]
    if isinstance(elements, list):
        return [_element(one) for one in elements if isinstance(one, dict)]
    return None


def read_records(records: Sequence[Record], name: str, progress: Progress) -> tuple[ExtraLayer, LayerBuilder]:
    """Read records as the rows of a table, whose columns are guessed. ImportRefused where they have no places."""
    header = list(dict.fromkeys(str(key) for record in records for key in record))

    def rows() -> Iterator[tuple[int, list[str]]]:
        yield 0, header
        for number, record in enumerate(records, 1):
            yield number, [plain_value(record.get(key)) for key in header]

    return read_rows(rows, name, None, progress, len(records), "feature")


def _bound(binding: Record) -> Record:
    """An answer of SPARQL as plain values."""
    return {key: value.get("value") for key, value in binding.items() if isinstance(value, dict)}


def _element(element: Record) -> Record:
    """An element of OpenStreetMap: its tags, and where it or its middle lies."""
    tags, middle = element.get("tags"), element.get("center")
    place = middle if isinstance(middle, dict) else element
    return {**(tags if isinstance(tags, dict) else {}), "lat": place.get("lat"), "lon": place.get("lon")}
