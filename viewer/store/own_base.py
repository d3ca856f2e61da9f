"""What the base geometry of an atlas of one's own was built from: kept beside it, so that one can tell when that has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from viewer.store.atomic import placed
from viewer.store.cache.compiled import base_name
from viewer.store.syntax.problems import Problem, visible
from viewer.store.syntax.strict_json import loads

UNITS = "units.geojson"
"""The units of an atlas of one's own, in the folder of its base."""
BUILT = "built.json"
"""Beside them: the checksums of what the base was built from."""
_LONGEST = 1_000_000


def inputs_of(folder: Path) -> dict[str, str]:
    """Return the files that the base of an atlas folder is built from: their names in the folder, with `/`, and the sha256 of each."""
    found = {}
    for path in _inputs(folder):
        with suppress(OSError), path.open("rb") as stream:
            found[path.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def keep_inputs(folder: Path, inputs: Mapping[str, str]) -> None:
    """Write down what a base was just built from. OSError."""
    with placed(folder / base_name(folder) / BUILT, 0o644) as stream:
        stream.write(json.dumps({"built_from": dict(inputs)}, indent=1, ensure_ascii=False).encode("utf-8") + b"\n")


def stale_inputs(folder: Path, *, at_a_glance: bool = False) -> list[Problem]:
    """Return a problem for each file that is not what the base was built from; none where that is not known, or the base is built in.

    `at_a_glance`: only files whose times tell that they were written after it are looked into.
    """
    name = base_name(folder)
    built = folder / name / BUILT
    if name == "built-in" or not built.is_file():
        return []
    hint = f"run `bloc-atlas build {visible(str(folder))}`"
    try:
        if at_a_glance and not _is_younger(folder, built):
            return []
        with built.open("rb") as stream:
            known = dict(loads(stream.read(_LONGEST).decode("utf-8"))["built_from"])
    except (OSError, ValueError, KeyError, TypeError):
        return [Problem(f"{name}/{BUILT}", 1, "file", "can't be read: nobody knows what the map was built from", hint)]
    now = inputs_of(folder)
    told = dict.fromkeys(known.keys() - now.keys(), "is gone since the map was built")
    told |= dict.fromkeys(now.keys() - known.keys(), "is new: the map was built without it")
    told |= {file: "has changed since the map was built" for file in known.keys() & now.keys() if known[file] != now[file]}
    return [Problem(visible(str(file)), 1, "file", message, hint) for file, message in sorted(told.items())]


def made_of(folder: Path) -> tuple[Path, ...]:
    """Return the files of a base of its own whose change is one of the map, or makes it stale; none of the built-in base."""
    name = base_name(folder)
    return () if name == "built-in" else tuple(folder / name / one for one in (UNITS, BUILT))


def _inputs(folder: Path) -> Iterator[Path]:
    units = folder / base_name(folder) / UNITS
    if units.is_file():
        yield units
    yield from sorted(path for path in (folder / "territory" / "cuts").glob("*.geojson") if path.is_file())


def _is_younger(folder: Path, built: Path) -> bool:
    """Whether a file, or the folder of the cuts, was written after the base was built."""
    places = (*_inputs(folder), folder / "territory" / "cuts")
    return any(place.stat().st_mtime_ns > built.stat().st_mtime_ns for place in places if place.exists())
