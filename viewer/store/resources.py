"""What the program brings with it: fonts, icons, and the interface's own words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from viewer.store.locations import resources_folder


def font_files() -> tuple[Path, ...]:
    """Return the bundled font files, by name."""
    return tuple(sorted((resources_folder() / "fonts").glob("*.ttf")))


def read_icon(name: str) -> str:
    """Return the SVG text of an icon. FileNotFoundError where there is none; ValueError where the name is a path."""
    if not name or any(sign in name for sign in "/\\:.") or not name.isprintable():
        raise ValueError(f"`{name}` is not the name of an icon")
    return (_icon_folder() / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> frozenset[str]:
    """Return the names of all icons."""
    return frozenset(path.stem for path in _icon_folder().glob("*.svg"))


@cache
def _icon_folder() -> Path:
    return resources_folder() / "icons"


def interface_words() -> dict[str, dict[str, str]]:
    """Return language -> key -> words, for all languages of the interface."""
    folder = resources_folder() / "i18n"
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def help_words(language: str) -> dict[str, str]:
    """Return the words of the command line's help in a language, by the English ones; empty where there are none."""
    if not language.isalpha() or not language.isascii():
        return {}
    path = resources_folder() / "help" / f"{language}.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return words
