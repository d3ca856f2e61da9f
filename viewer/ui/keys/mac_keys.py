"""Keys as readers of a Mac know them. Qt takes `Ctrl` for the command key there and `Meta` for control: only what is told differs."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

MAC = sys.platform == "darwin"
_SIGNS = {"Meta": "⌃", "Alt": "⌥", "Shift": "⇧", "Ctrl": "⌘"}
"""Keys that are held, in the order in which menus of a Mac name them."""
_NAMES = {"Ctrl": "Command", "Alt": "Option"}
_PRESSED = re.compile(r"((?:(?:Ctrl|Alt|Shift)\+)+)([A-Z0-9←→↑↓])(?![A-Za-z])")
_HELD = re.compile(r"\b(Ctrl|Alt)(?=[+＋])")


def joined(parts: Sequence[str]) -> str:
    """Return keys pressed together as one sign after the other: `⇧⌘F`."""
    held = [sign for name, sign in _SIGNS.items() if name in parts[:-1]]
    return "".join((*held, parts[-1]))


def in_words(text: str) -> str:
    """Return a sentence with the keys it names as on a Mac: `Ctrl+E` is ⌘E, `Alt+drag` is Option+drag."""
    signs = _PRESSED.sub(lambda found: joined([*found[1].split("+")[:-1], found[2]]), text)
    return _HELD.sub(lambda found: _NAMES[found[1]], signs)


def in_tables(tables: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return language -> key -> words, each with the keys of a Mac."""
    return {language: {key: in_words(text) for key, text in words.items()} for language, words in tables.items()}
