"""Places as people write them in tables: decimal degrees, degrees with minutes and seconds, both in one cell, or well-known text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np

from viewer.model.record import dataclass
from viewer.store.imports.builder import Floats, LayerBuilder, UnusableError
from viewer.store.imports.json_parts import shapes_in_text

_SIDES = {"N": 1, "S": -1, "E": 1, "W": -1, "北": 1, "南": -1, "東": 1, "西": -1}
_DEGREES = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_DMS = (
    rf"(?:(?P<before>[NSEW]|[北南][緯]|[東西][経])\s*)?(?P<degrees>{_DEGREES})\s*(?:[°度d:]|(?=\s*[NSEW]))\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:['′’分:]|$)\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|''|′′|秒|$)\s*)?(?P<after>[NSEW])?"
)
_ONE = re.compile(_DMS, re.IGNORECASE)
_PAIR = re.compile(r"\(?\s*([-+]?\d{1,3}(?:\.\d+)?)\s*(?:[,;、]|\s)\s*([-+]?\d{1,3}(?:\.\d+)?)\s*\)?")
_TWO = re.compile(rf"(?P<first>{re.sub(r'[?]P<[a-z]+>', '?:', _DMS)})\s*[,;、]?\s+(?P<second>[^,;、]+)", re.IGNORECASE)
_WKT = re.compile(
    r"\s*(?:<[^<>]*>\s*)?(?:SRID=\d+\s*;)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*[(]", re.IGNORECASE
)
_GEOJSON = re.compile(r'\s*\{\s*"')
"""How a geometry of GeoJSON begins in a cell, as kepler.gl writes them."""
_DECIMAL = re.compile(r"[-+]?\d{1,3},\d+")
"""One number with a decimal comma, which could be taken for two."""
_LONGEST = 100
"""Letters of a pair of numbers; well-known text may be as long as any value."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What lies where a row says: points [k, 2], lines and rings, lon before lat."""

    points: list[Floats]
    lines: list[Floats]
    rings: list[Floats]


def degrees(text: str, column: str) -> float:
    """Return a number of degrees: 35.68, 35,68, 35°41′22″N, 北緯35度41分. UnusableError where it is none."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip()
    try:
        return float(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    except ValueError:
        pass
    found = _parted(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
    if found is None:
        told = f"`{text[:40]}` is not a number of degrees"
        raise UnusableError(column, told, "write 35.68 or 35°41′22″", reason="degrees", value=text) from None
    return found[0]


def _parted(text: str) -> tuple[float, str] | None:
    """Degrees, minutes and seconds as a number, and the side that they name; None where they are none."""
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    parts = [float((match[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    side = (match["before"] or match["after"] or "")[:1].upper()
    size = abs(parts[0]) + parts[1] / 60 + parts[2] / 3600
    below = match["degrees"].startswith("-")
    return (-size if below != (_SIDES.get(side, 1) < 0) else size), side


def is_place(text: str) -> bool:
    """Whether a cell holds longitude and latitude together."""
    return bool(_WKT.match(text) or _GEOJSON.match(text)) or _pair(text) is not None


def place_columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the columns whose cells hold longitude and latitude together, as far as rows tell."""
    known = list(rows)
    found = []
    for at, name in enumerate(header):
        cells = [row[at].strip() for row in known if at < len(row) and row[at].strip()]
        if cells and all(is_place(cell) for cell in cells) and not all(_DECIMAL.fullmatch(cell) for cell in cells):
            found.append(name)
    return tuple(found)


def _pair(text: str) -> tuple[float, float] | None:
    """Longitude and latitude of a cell that holds latitude first, as maps write it, or names the sides; None where it holds no pair."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip()
    if (match := _PAIR.fullmatch(plain)) is not None:
        lat, lon = float(match[1]), float(match[2])
        return (lon, lat) if "." in plain or "," in plain or ";" in plain else None  # two whole numbers beside each other are anything
    if (match := _TWO.fullmatch(plain)) is None:
        return None
    first, second = _parted(match["first"].strip()), _parted(match["second"].strip())
    if first is None or second is None:
        return None
    return (first[0], second[0]) if first[1] in ("E", "W", "東", "西") else (second[0], first[0])


def shape_of(text: str, column: str, builder: LayerBuilder) -> Shape:
    """Return what a cell that holds a whole place tells. UnusableError where it holds none."""
    pair = _pair(text)
    if pair is not None:
        return Shape([np.array([pair], dtype=np.float64)], [], [])
    if _GEOJSON.match(text):
        return Shape(*shapes_in_text(text, builder))
    start = _WKT.match(text)
    hint, told = "write 35.68, 139.69 or POINT(139.69 35.68)", text[:40]
    refusal = UnusableError(column, f"`{told}` is no place", hint, reason="place", value=told)
    if start is None:
        raise refusal
    import shapely

    from viewer.store.imports.shapes import parts_of

    try:
        shape = shapely.force_2d(shapely.from_wkt(text[start.start(1) :]))
    except (shapely.errors.ShapelyError, ValueError):
        raise refusal from None
    return Shape(*parts_of(shape, builder))
