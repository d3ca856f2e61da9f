"""GeoPackage, Shapefile and GeoParquet through geopandas; of GDAL only the drivers of these, and only for files that are what they say."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from viewer.model.extra import ExtraLayer
from viewer.store.imports.builder import LayerBuilder, UnusableError
from viewer.store.imports.geojson import span_of_fields
from viewer.store.imports.json_parts import plain_value
from viewer.store.imports.meaning import title_of
from viewer.store.imports.refusal import MAX_FEATURES, Progress, refused, silent
from viewer.store.imports.shapes import parts_of

MAX_LAYERS = 200
"""Layers of a file that are offered."""
DRIVERS = frozenset({"GPKG", "ESRI Shapefile"})
"""Drivers of GDAL that are used."""
_OTHERS = (
    "ADBC AIVector AVCBin AVCE00 AmigoCloud CSV CSW Carto DGN DXF EDIGEO EEDA ESRIJSON Elasticsearch FlatGeobuf GDALG GML GPSBabel GPX "
    "GTFS GeoJSON GeoJSONSeq GeoRSS HTTP Idrisi JML JSONFG KML LIBKML LVBAG MBTiles MVT MapML MiraMonVector NGW OAPIF ODS OGCAPI OGR_GMT "
    "OGR_PDS "
    "OGR_VRT OSM OpenFileGDB PCIDSK PDF PDS4 PGDUMP PLSCENES PMTiles S57 SQLite SXF Selafin TopoJSON VDV VFK VICAR WAsP WFS XLSX VRT XLS "
    "PostgreSQL MySQL MSSQLSpatial ODBC GMLAS NAS Interlis SOSI CAD MongoDBv3 Parquet Arrow"
)
_SQLITE = b"SQLite format 3\0"
_SHAPE = b"\x00\x00\x27\x0a"


def forbid_other_drivers() -> None:
    """Keep GDAL from loading drivers that read other files or sockets than the one that is opened. To be called before it is loaded."""
    os.environ["GDAL_SKIP"] = ",".join([*_OTHERS.split(), "MapInfo File"])
    os.environ["OGR_SQLITE_LOAD_EXTENSIONS"] = "NO"
    os.environ["GDAL_DISABLE_READDIR_ON_OPEN"] = "NO"
    os.environ["GDAL_HTTP_MAX_RETRY"] = "0"
    os.environ["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = ".none"


def layers_of(path: Path) -> tuple[str, ...]:
    """Return the names of the layers of a GeoPackage that hold places. ImportRefused where it can't be used, or has none."""
    name = path.name
    _look(path)
    forbid_other_drivers()
    import pyogrio

    _check_drivers(name)
    try:
        found = pyogrio.list_layers(path.resolve())
    except Exception as error:  # noqa: BLE001 - whatever the library has to say
        raise refused(name, f"can't be read: {str(error).partition(chr(10))[0]}") from None
    names = tuple(str(layer) for layer, geometry in found.tolist() if geometry)
    if not names:
        raise refused(name, "there is no layer with places in it", reason="nothing")
    return names[:MAX_LAYERS]


def read_geodata(path: Path, progress: Progress = silent, layer: str = "") -> tuple[ExtraLayer, LayerBuilder]:
    """Read a GeoPackage (a layer of it, the first where none is named), a Shapefile or a GeoParquet file.

    ImportRefused where it can't be used.
    """
    name = path.name
    _look(path)
    forbid_other_drivers()
    import geopandas
    import shapely

    progress(0.1)
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            frame = geopandas.read_parquet(path)
        else:
            _check_drivers(name)
            which = {"layer": layer} if layer else {}
            frame = geopandas.read_file(path.resolve(), engine="pyogrio", max_features=MAX_FEATURES + 1, **which)
    except Exception as error:
        if type(error).__module__.startswith("viewer."):
            raise
        raise refused(name, f"can't be read: {str(error).partition(chr(10))[0]}") from None
    progress(0.4)
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise refused(name, "has no column of geometries")
    frame = _in_degrees(frame, name)
    builder = LayerBuilder(name)
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    values = [frame[column].array for column in frame.columns if column != frame.geometry.name]
    shapes: Any = frame.geometry.array
    for number, shape in enumerate(shapes, 1):
        if number % 500 == 0:
            progress(0.4 + 0.6 * number / len(frame))
        if shape is None or shape.is_empty:
            builder.skipped += 1
            continue
        told = {column: _value(value[number - 1]) for column, value in zip(columns, values, strict=True)}
        try:
            _add(builder, shapely.force_2d(shape), told)
        except UnusableError as problem:
            builder.tell(f"feature {number}", problem)
    return builder.layer("", name), builder


def _look(path: Path) -> None:
    """Refuse a file that is not what its name says, before a library looks for itself."""
    suffix, name = path.suffix.lower(), path.name
    if suffix in (".parquet", ".geoparquet"):
        if find_spec("pyarrow") is None:
            message = "GeoParquet needs the library pyarrow, which is not installed"
            raise refused(name, message, "pip install 'bloc-atlas[parquet]', or save as GeoPackage")
        wanted, told = b"PAR1", "GeoParquet file"
    elif suffix == ".gpkg":
        wanted, told = _SQLITE, "GeoPackage"
    else:
        wanted, told = _SHAPE, "Shapefile"
    with path.open("rb") as stream:
        head = stream.read(len(wanted))
    if head != wanted:
        raise refused(name, f"is no {told}, whatever its name says")


def _check_drivers(name: str) -> None:
    import pyogrio

    more = set(pyogrio.list_drivers()) - DRIVERS - {"MEM", "Memory"}
    if more:
        raise refused(name, f"the library for it would also read {', '.join(sorted(more))}", "convert the file to GeoJSON")


def _in_degrees(frame: Any, name: str) -> Any:  # noqa: ANN401 - geopandas has no types
    """Turn a frame into longitude and latitude where it says that it is in anything else."""
    if frame.crs is None or frame.crs.equals("EPSG:4326"):
        return frame
    try:
        return frame.to_crs("EPSG:4326")
    except Exception as error:  # noqa: BLE001 - whatever the library has to say
        raise refused(name, f"can't be turned into longitude and latitude: {str(error)[:100]}", "save it in EPSG:4326") from None


def _value(value: object) -> str:
    import pandas as pd

    if isinstance(value, str | bytes):
        return value if isinstance(value, str) else ""
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date().isoformat())
    return plain_value(value.item() if isinstance(value, np.generic) else value)


def _add(builder: LayerBuilder, shape: Any, told: dict[str, str]) -> None:  # noqa: ANN401 - shapely's shapes
    points, lines, rings = parts_of(shape, builder)
    kept = [(key, value) for key, value in told.items() if value]
    builder.add(title_of(told), kept, span_of_fields(told), points=points, lines=lines, rings=rings)
