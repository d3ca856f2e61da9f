"""The way in to readers' files, light until there is one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.store.locations import cache_folder

if TYPE_CHECKING:
    from viewer.model.extra import ExtraLayer
    from viewer.store.imports.jobs import FileDesk


def file_desk() -> FileDesk:
    """Return what reads files for a window."""
    from viewer.store.imports.jobs import FileDesk

    return FileDesk(cache_folder())


def read_added(paths: Sequence[Path]) -> list[ExtraLayer]:
    """Read files that are added on the command line; what is passed over in them is told. ImportRefused lists what can't be used."""
    layers = []
    for number, path in enumerate(paths):
        from viewer.store.imports.jobs import read_whole

        layer, aside = read_whole(path, f"added-{number}")
        if aside:
            print(f"{path.name}: {aside}", file=sys.stderr)  # noqa: T201 - as the command line does
        layers.append(layer)
    return layers
