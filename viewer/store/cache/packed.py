"""The compiled form of an atlas: one file of arrays, with the values packed as msgpack beside them."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import msgpack
import numpy as np
from numpy.typing import NDArray

from viewer.model import entities, free_land, time, treaties
from viewer.model.atlas import Atlas
from viewer.model.ledger import Claim, Territory, Transfer
from viewer.model.topology import Basemap
from viewer.store.arrays import ArrayFile, DamagedFile, open_arrays, write_arrays
from viewer.store.cache.codec import decoder, encoder
from viewer.store.cache.deferred import LaterMapping, LaterSequence, LaterText

FORMAT = 5
"""Counts changes of the meaning of compiled files; changes of the model's fields are noticed by themselves."""

_TABLES: dict[str, Any] = {
    "polities": entities.Polity,
    "kinds": entities.Kind,
    "places": entities.Place,
    "events": entities.Event,
    "blocs": entities.Bloc,
}
"""Mappings of id -> value that the first picture needs."""
_LATER_TABLES: dict[str, Any] = {"sources": entities.Source, "actors": entities.Actor, "treaties": treaties.Treaty}
_LATER = (*_LATER_TABLES, "texts", "transfers", "regions")
_LISTS: dict[str, Any] = {
    "groups": entities.BlocGroup,
    "memberships": entities.Membership,
    "schemes": entities.BlocScheme,
    "lines": entities.NamedLine,
    "frontiers": entities.Frontier,
    "eras": entities.EraScheme,
    "offices": entities.Office,
    "series": entities.Series,
    "seas": entities.Sea,
    "routes": entities.Route,
    "stories": entities.Story,
    "synonyms": entities.Synonyms,
    "unheld": free_land.FreeLand,
}
_PLAIN = ("title", "span", "languages", "opening_view", "licence", "heading", "checksum")
_COLUMNS = ("unit_start", "day", "holder", "status", "entry", "keys")
_TEXT = [part.name for part in fields(entities.Event)].index("text")
"""Position of the long text in the row of an event."""
_REGION = tuple[entities.Text, tuple[int, ...]]


def signature() -> str:
    """Return a short text that changes when compiled files of before can't be read any more."""
    modules = (entities, free_land, time, treaties)
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)]
    shape = ";".join(f"{kind.__name__}:{','.join(f'{part.name}={part.type}' for part in fields(kind))}" for kind in kinds)
    shape += f";{time.FIRST_DAY}"
    return f"{FORMAT}-{zlib.crc32(shape.encode()):08x}"


def write_packed(path: Path, atlas: Atlas) -> None:
    """Write an atlas without its base geometry as one file, all or nothing. OSError where it can't be written."""
    values: dict[str, Any] = {name: _row(kind, list(getattr(atlas, name).values())) for name, kind in _TABLES.items()}
    values |= {name: _row(kind, getattr(atlas, name)) for name, kind in _LISTS.items()}
    values |= {name: _form(Atlas, name, getattr(atlas, name)) for name in _PLAIN}
    texts = [row[_TEXT] for row in values["events"]]
    for row in values["events"]:
        row[_TEXT] = None
    values["claims"] = _row(Claim, atlas.territory.claims)
    values |= {f"{name}/ids": list(getattr(atlas, name)) for name in (*_LATER_TABLES, "regions")}
    values["transfers"] = len(atlas.territory.transfers)
    arrays = {f"territory/{name}": getattr(atlas.territory, name) for name in _COLUMNS}
    arrays["atlas"] = _pack(values)
    arrays |= {f"later/{name}": _pack(_row(kind, list(getattr(atlas, name).values()))) for name, kind in _LATER_TABLES.items()}
    arrays["later/texts"] = _pack(texts)
    arrays["later/transfers"] = _pack(_row(Transfer, atlas.territory.transfers))
    arrays["later/regions"] = _pack(_row(_REGION, list(atlas.regions.values())))
    write_arrays(path, arrays, {"signature": signature(), "key": atlas.checksum, "base": atlas.basemap.checksum})


def read_packed(path: Path, basemap: Basemap, key: str) -> Atlas:
    """Read a compiled atlas.

    Args: basemap: the base geometry it was compiled with. key: the content that it must be made of.
    Raises: DamagedFile where the file is altered, of another version, of other content or for another base; OSError.
    """
    file = open_arrays(path)
    if (file.meta.get("signature"), file.meta.get("key"), file.meta.get("base")) != (signature(), key, basemap.checksum):
        raise DamagedFile(f"{path.name}: compiled from something else or by another version")
    file.verify()
    try:
        with _no_collections():
            return _unpack(file, basemap)
    except (KeyError, TypeError, IndexError, AttributeError, msgpack.UnpackException) as error:
        raise DamagedFile(f"{path.name}: incomplete ({error})") from error


def _unpack(file: ArrayFile, basemap: Basemap) -> Atlas:
    if not {f"later/{name}" for name in _LATER} <= set(file):
        raise KeyError("parts that are read later")
    values = _load(file["atlas"])
    texts = LaterSequence(len(values["events"]), lambda: _load(file["later/texts"]))
    values["events"] = [(*row[:_TEXT], LaterText(texts, number), *row[_TEXT + 1 :]) for number, row in enumerate(values["events"])]
    parts: dict[str, Any] = {name: _value(Atlas, name, values[name]) for name in _PLAIN}
    parts |= {name: {value.id: value for value in _all(kind, values[name])} for name, kind in _TABLES.items()}
    parts |= {name: _all(kind, values[name]) for name, kind in _LISTS.items()}
    territory = Territory(
        **{name: file[f"territory/{name}"] for name in _COLUMNS},
        transfers=LaterSequence(values["transfers"], _later(file, "transfers", Transfer)),
        claims=_all(Claim, values["claims"]),
    )
    for name, kind in (*_LATER_TABLES.items(), ("regions", _REGION)):
        parts[name] = LaterMapping(values[f"{name}/ids"], _later(file, name, kind))
    return Atlas(**parts, territory=territory, basemap=basemap)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep the garbage collector from walking over thousands of young objects that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _later(file: ArrayFile, name: str, kind: Any) -> Callable[[], tuple[Any, ...]]:  # noqa: ANN401
    return lambda: _all(kind, _load(file[f"later/{name}"]))


def _row(kind: Any, values: Sequence[Any]) -> list[Any]:  # noqa: ANN401
    turn = encoder(tuple[kind, ...])
    return list(turn(values)) if turn else list(values)


def _all(kind: Any, rows: Any) -> tuple[Any, ...]:  # noqa: ANN401
    turn = decoder(tuple[kind, ...])
    return tuple(turn(rows)) if turn else tuple(rows)


@cache
def _hints(owner: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return get_type_hints(owner)


def _form(owner: Any, name: str, value: Any) -> Any:  # noqa: ANN401
    turn = encoder(_hints(owner)[name])
    return turn(value) if turn else value


def _value(owner: Any, name: str, form: Any) -> Any:  # noqa: ANN401
    turn = decoder(_hints(owner)[name])
    return turn(form) if turn else form


def _pack(value: Any) -> NDArray[np.uint8]:  # noqa: ANN401
    return np.frombuffer(msgpack.packb(value, use_bin_type=True), dtype=np.uint8)


def _load(blob: NDArray[np.uint8]) -> Any:  # noqa: ANN401
    return msgpack.unpackb(blob.data, use_list=False, raw=False, strict_map_key=False)
