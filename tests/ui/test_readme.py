"""The keys that README and the text beside it name are those of the window."""

from __future__ import annotations

import re
from pathlib import Path

from viewer.ui.keys.commands import key_text
from viewer.ui.window import Window

ELSEWHERE = {"Enter", "N", "P"}
"""Keys that the map itself understands, beyond the table of commands."""
_KEY = re.compile(r"`((?:(?:Ctrl|Shift|Alt)\+)*(?:F\d{1,2}|[A-Z0-9]|[←→↑↓]|Space|Home|End|Tab|Esc|Enter|[][{}<>+.,-]))`")


def named_keys(text: str) -> set[str]:
    """Keys that stand between backquotes."""
    return set(_KEY.findall(text))


def unknown(named: set[str], known: set[str]) -> list[str]:
    """Those that mean nothing; a letter is told as on the keyboard, with Shift where that makes it another."""
    alike = known | {keys.upper() for keys in known if len(keys) == 1} | {f"Shift+{keys}" for keys in known if len(keys) == 1}
    return sorted(keys.replace("-", "−") for keys in named if keys.replace("-", "−") not in alike and keys not in ELSEWHERE)


def test_every_key_that_readme_names_does_something(window: Window, root: Path) -> None:
    named = named_keys((root / "README.md").read_text(encoding="utf-8"))
    assert len(named) > 40
    known = {key_text(keys) for command in window.commands for keys in command.keys}
    assert unknown(named, known) == []
    assert unknown(named_keys("`Ctrl+Shift+Q` and `Ctrl+M`, `u=1`"), known) == ["Ctrl+Shift+Q"]
