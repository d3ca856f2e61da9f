"""Texts of an atlas on their way to widgets: plain, bounded, never markup, never a shortcut."""

from __future__ import annotations

import re
from html import escape

from viewer.paint.type import elided

LONGEST = 4000
"""Letters of a text that are shown; nobody reads on, and Qt lays out every one of them each time."""
_TIP = 400
_RUN = re.compile(r"[^\s\u2e80-\uffef\U00020000-\U0003ffff]{25,}")
"""Letters that no line break may part, Chinese and Japanese ones aside."""
_STEP = 8


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text cut with an ellipsis to so many letters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def breakable(text: str) -> str:
    """Return a text in which very long words may be wrapped, by zero width spaces. Others stay as they are."""

    def parted(match: re.Match[str]) -> str:
        run = match[0]
        return "\u200b".join(run[at : at + _STEP] for at in range(0, len(run), _STEP))

    return _RUN.sub(parted, text)


def plain_tip(text: str) -> str:
    """Return a text for a tooltip: escaped within a mark of our own, so that nothing in it is taken for markup."""
    return f"<p style='white-space: pre-wrap'>{escape(breakable(cut(text, _TIP)))}</p>" if text else ""


def button_text(text: str, width: float = 260.0) -> str:
    """Return a text for a button or a menu, at most `width` px wide at 12 px; its ampersands are no shortcuts."""
    return elided(text, 12, width).replace("&", "&&")


def last_part(path: str) -> str:
    """Return the last part of a path, cut to what a message shows."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2][:80]
