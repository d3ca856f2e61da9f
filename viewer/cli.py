"""The command line: run, export, check, data, build. Puts the parts together; everything is imported when it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 = well, 2 = bad input)."""
    parser = argparse.ArgumentParser(prog="bloc-atlas")
    commands = parser.add_subparsers(dest="command")
    check = commands.add_parser("check")
    check.add_argument("atlas", nargs="?", type=Path)
    options = parser.parse_args(arguments)
    return _check(options)


def _check(options: argparse.Namespace) -> int:
    from viewer.store.locations import base_folder, data_folder
    from viewer.store.reader import check_atlas
    from viewer.store.units import read_units

    folder = options.atlas or data_folder()
    problems = check_atlas(folder, read_units(base_folder(folder) / "units.csv"))
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "sound", file=sys.stderr)
    return 2 if problems else 0
