"""Checking an atlas folder, also one whose base geometry is not built yet."""

from __future__ import annotations

from pathlib import Path

from viewer.model.topology import Basemap
from viewer.store.cache.compiled import base_name, open_base
from viewer.store.locations import base_folder
from viewer.store.own_base import stale_inputs
from viewer.store.reader import check_atlas
from viewer.store.rules.views import DaysOfView
from viewer.store.syntax.problems import BrokenAtlas, Problem, no_folder
from viewer.store.units import read_units


def check_folder(folder: Path, days_of_view: DaysOfView | None = None) -> tuple[Problem, ...]:
    """Return every problem of an atlas folder by file and line; empty where it is sound. `days_of_view`: see `check_atlas`."""
    if not folder.is_dir():
        return (no_folder(folder),)
    try:
        basemap = open_base(folder)
    except BrokenAtlas as broken:
        units = _units(folder)
        if units is None:
            return broken.problems
        return broken.problems + check_atlas(folder, units, days_of_view)
    return _with_stale_base(folder, check_atlas(folder, basemap, days_of_view))


def _with_stale_base(folder: Path, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Add the files that are not what the base was built with, where nothing else is said of them: the map would not show what they say."""
    told = {problem.file for problem in found}
    stale = stale_inputs(folder)
    if (folder / "base" / "recipe.yaml").is_file():
        from viewer.store.build.recipe import differences

        stale += differences(folder)
    return found + tuple(problem for problem in stale if problem.file not in told)


def _units(folder: Path) -> Basemap | None:
    """The table of units beside a base geometry that can't be opened."""
    try:
        return read_units(base_folder(folder, base_name(folder)) / "units.csv")
    except (OSError, ValueError):
        return None
