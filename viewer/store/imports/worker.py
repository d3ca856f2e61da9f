"""The other process: reads a stranger's file, or an atlas folder, out of the way of the window. Run as a module.

`worker extra FILE OUT COLUMNS LAYER` reads one file and ends, `worker layers FILE -` names the layers of one. `worker atlas FOLDER CACHE`
reads the folder again at each line it is sent. What it has to say it writes as lines of JSON.
"""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from viewer.model.extra import Columns, ExtraLayer, Fault
from viewer.store.imports.bounds import bound_memory

_MEMORY = 4 << 30
"""Bytes that reading a stranger's file may take."""


def main(arguments: list[str]) -> int:
    """Do what is asked; returns the exit code."""
    task, path, aside, *rest = arguments
    if task == "extra":
        bound_memory(_MEMORY)
        _read_extra(Path(path), Path(aside), *rest)
    elif task == "layers":
        bound_memory(_MEMORY)
        _name_layers(Path(path))
    else:
        _read_atlas_at_each_line(Path(path), Path(aside) if aside else None)
    return 0


def _say(**told: object) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201 - this is how the process speaks


def _name_layers(path: Path) -> None:
    from viewer.store.imports.reading import layers_in
    from viewer.store.imports.refusal import ImportRefused

    try:
        found = layers_in(path)
        _say(layers=list(found), tables=[asdict(shown) if shown else None for shown in found.values()])
    except ImportRefused as error:
        _say(refused=[asdict(fault) for fault in error.faults], more=error.more)


def _read_extra(path: Path, target: Path, chosen: str = "", layer_name: str = "") -> None:
    from viewer.store.arrays import write_arrays
    from viewer.store.imports.reading import read_extra
    from viewer.store.imports.refusal import ImportRefused, refused

    columns = Columns(**json.loads(chosen)) if chosen else None
    told = 0.0

    def progress(done: float) -> None:
        nonlocal told
        if done - told >= 0.02:
            told = done
            _say(done=done)

    try:
        layer, builder = read_extra(path, columns, progress, layer_name)
    except ImportRefused as error:
        _say(refused=[asdict(fault) for fault in error.faults], more=error.more)
        return
    except (MemoryError, RecursionError):
        _say(refused=[asdict(fault) for fault in refused(path.name, "needs too much memory", "take a part of it").faults], more=0)
        return
    write_arrays(target, arrays_of(layer), {})
    faults = [asdict(fault) for fault in builder.faults]
    counted = {"more": builder.more, "skipped": builder.skipped, "mended": builder.mended}
    _say(layer=str(target), faults=faults, encoding=builder.encoding, **counted)


def arrays_of(layer: ExtraLayer) -> dict[str, NDArray[Any]]:
    """Return the arrays of a layer by name, its texts as bytes among them."""
    import numpy as np

    values = {part.name: getattr(layer, part.name) for part in fields(layer)} | {"texts": np.frombuffer(layer.texts, dtype=np.uint8)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def _read_atlas_at_each_line(folder: Path, cache: Path | None) -> None:
    """Compile a folder into the cache, once at the start and again at each line that comes."""
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.imports.refusal import folder_faults
    from viewer.store.syntax.problems import BrokenAtlas
    from viewer.store.syntax.strict_yaml import Memory

    memory = Memory()
    while True:
        gc.disable()  # a reading makes many things, nearly all of which stay
        try:
            open_atlas(folder, cache, memory)
        except BrokenAtlas as broken:
            faults, more = folder_faults(folder, broken)
            _say(broken=[asdict(fault) for fault in faults], more=more)
        except OSError as error:
            _say(broken=[asdict(Fault(folder.name, "", "", f"can't be read: {error.strerror}"))], more=0)
        else:
            _say(sound=True)
        gc.enable()
        gc.collect()
        if not sys.stdin.readline():
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
