"""A reader's file, by its name: which reader takes it, how large it may be, what it makes."""

from __future__ import annotations

import stat
from pathlib import Path

from viewer.model.extra import Columns, ExtraLayer, TablePreview
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.refusal import MAX_BYTES, ImportRefused, Progress, refused, silent

FORMS = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".jsonld": "geojson",
    ".geojsonl": "geojson",
    ".ndjson": "geojson",
    ".csv": "table",
    ".tsv": "table",
    ".txt": "table",
    ".kml": "kml",
    ".kmz": "kmz",
    ".gpx": "gpx",
    ".xlsx": "book",
    ".xlsm": "book",
    ".gpkg": "geodata",
    ".shp": "geodata",
    ".parquet": "geodata",
    ".geoparquet": "geodata",
}
"""Suffix -> reader."""
_SHEETS = (".xls", ".xlsb", ".ods", ".numbers")
OTHERS = (*_SHEETS, ".topojson", ".gml", ".tab", ".mif", ".fgb", ".osm", ".pbf", ".zip", ".gdb", ".umap", ".xml")
"""Suffixes of files that another program turns into one that can be read."""
_HEAD = 65_536


LAYERED = (".gpkg", ".xlsx", ".xlsm")
"""Suffixes of files that may hold several layers, or sheets."""


def layers_in(path: Path) -> dict[str, TablePreview | None]:
    """Return the layers of a file that may hold several, with their heads where they are tables. ImportRefused where it is unfit."""
    _check_size(path)
    if form_of(path) == "book":
        from viewer.store.imports.books import sheets_of

        return dict(sheets_of(path))
    from viewer.store.imports.geodata import layers_of

    return dict.fromkeys(layers_of(path))


def read_extra(path: Path, columns: Columns | None = None, progress: Progress = silent, layer: str = "") -> tuple[ExtraLayer, LayerBuilder]:
    """Read a file into a layer without a key; the builder tells what could not be used.

    Args: columns: what those of a table mean, guessed where None. progress: is told how much is read; it may raise to stop. layer: which
    one of a file that holds several is read, the first where empty.
    Raises: ImportRefused with file, place and a way out where nothing can be used.
    """
    form = form_of(path)
    _check_size(path)
    if form == "geodata":
        from viewer.store.imports.geodata import read_geodata

        return read_geodata(path, progress, layer)
    if form == "book":
        from viewer.store.imports.books import read_book

        return read_book(path, columns, progress, layer)
    data = _bytes(path)
    if form == "table":
        from viewer.store.imports.table import read_table

        return read_table(data, path.name, columns, progress)
    if form in ("kml", "kmz"):
        from viewer.store.imports.xml.archive import unpacked
        from viewer.store.imports.xml.kml import read_kml

        return read_kml(unpacked(data, path.name) if form == "kmz" else data, path.name, progress)
    if form == "gpx":
        from viewer.store.imports.xml.gpx import read_gpx

        return read_gpx(data, path.name, progress)
    from viewer.store.imports.geojson import read_geojson
    from viewer.store.imports.table import decoded

    return read_geojson(decoded(data, "utf-8", path.name), path.name, progress)


def preview(path: Path, encoding: str = "") -> TablePreview:
    """Return the head of a table; what keeps it from being read is told in it."""
    from viewer.store.imports.table import preview_table

    try:
        _check_size(path)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (ImportRefused, OSError) as error:
        return TablePreview((), (), Columns(), str(error))
    return preview_table(head, path.name, encoding)


def form_of(path: Path) -> str:
    """Return which reader takes a file; ImportRefused where none does."""
    form = FORMS.get(path.suffix.lower(), "")
    if not form:
        suffix, known = path.suffix.lower(), ", ".join(sorted(FORMS))
        if path.is_dir():
            raise refused(str(path), "is a folder", "name the files in it")
        if suffix in _SHEETS:
            hint = "save it as an Excel workbook (.xlsx) or as CSV, and add that"
            raise refused(path.name, "is a spreadsheet of a kind that can't be added", hint, reason="sheet")
        if suffix in OTHERS:
            hint = "turn it into GeoJSON or KML, with QGIS for example, or take a file that can be added out of it"
            raise refused(path.name, f"is of a kind ({suffix}) that can't be added", hint, reason="convert", value=suffix)
        raise refused(path.name, "is of no kind that can be added", f"known: {known}", reason="kind", value=known)
    return form


def _check_size(path: Path) -> None:
    try:
        status = path.stat()
    except OSError as error:
        raise refused(path.name, f"can't be read: {error.strerror}") from None
    if not stat.S_ISREG(status.st_mode):
        raise refused(path.name, "is not a regular file")
    if status.st_size > MAX_BYTES:
        raise refused(path.name, f"is larger than {MAX_BYTES:,} bytes", "take a part of it", reason="large", value=f"{MAX_BYTES:,}")
    if not status.st_size:
        raise refused(path.name, "is empty", reason="empty")


def _bytes(path: Path) -> bytes:
    """What a file holds, but no more of one that grows meanwhile than may be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except OSError as error:
        raise refused(path.name, f"can't be read: {error.strerror}") from None
