"""The program's own files: fonts, icons, words of the interface."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path


def font_files(resources: Path) -> tuple[Path, ...]:
    """Return the bundled fonts, sorted."""
    return tuple(sorted((resources / "fonts").glob("*.ttf")))


def icon_reader(resources: Path) -> Callable[[str], str]:
    """Return a function that gives the SVG text of an icon by name; KeyError where there is none.

    Names come from atlases: anything but a plain name is refused, so that no other file is ever opened.
    """

    def read(name: str) -> str:
        path = resources / "icons" / f"{name}.svg"
        if not re.fullmatch(r"[a-z0-9-]{1,40}", name) or not path.is_file():
            raise KeyError(name)
        return path.read_text(encoding="utf-8")

    return read


def word_tables(resources: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the words of the interface: language -> key -> words."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((resources / "i18n").glob("*.json"))}
