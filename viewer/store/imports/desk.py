"""The way in to readers' files, light until there is one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.store.locations import cache_folder
from viewer.store.syntax.problems import visible

if TYPE_CHECKING:
    from viewer.model.extra import Added
    from viewer.store.imports.jobs import FileDesk


def file_desk() -> FileDesk:
    """Return what reads files for a window."""
    from viewer.store.imports.jobs import FileDesk

    return FileDesk(cache_folder())


def read_added(paths: Sequence[Path], encoding: str = "") -> list[Added]:
    """Read files that are added on the command line, with all their layers; what is guessed or passed over in them is told.

    `encoding`: of the tables among them, guessed where empty. ImportRefused lists what can't be used.
    """
    layers: list[Added] = []
    for path in paths:
        from viewer.model.extra import Added
        from viewer.store.imports.jobs import name_layers, read_whole

        names, left_out = name_layers(path)
        _tell(path.name, left_out)
        for name in names:
            layer, aside = read_whole(path, f"added-{len(layers)}", name, encoding)
            _tell(layer.name, aside)
            layers.append(Added(layer, str(path.absolute()), name, encoding))
    return layers


def _tell(name: str, aside: str) -> None:
    if aside:
        print(f"{visible(name)}: {visible(aside)}", file=sys.stderr)  # noqa: T201 - as the command line does
