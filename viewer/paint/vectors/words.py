"""Lines of words as SVG: each one element, its letters in the family that has them."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTransform

from viewer.paint.type import FAMILIES, text_width
from viewer.paint.vectors.markup import Look, Markup, escaped, number

_SECOND = re.compile("([\u2100-\u2bff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffee\U00020000-\U0003ffff]+)")
"""Letters that only the second of the families has."""
_SECOND_FIRST = f"'{FAMILIES[1]}', '{FAMILIES[0]}', sans-serif"


class Letters(NamedTuple):
    """What is kept of a font: size and spacing in px, and whether it is bold."""

    size: int
    bold: bool
    spacing: float

    @classmethod
    def of(cls, letters: QFont) -> Letters:
        """Return what is kept of a font."""
        return cls(letters.pixelSize(), letters.bold(), letters.letterSpacing())


class Words(NamedTuple):
    """Words that wait for more of their line: their letters, ink, place, and where on their base line they end."""

    text: str
    letters: Letters
    look: Look
    place: QTransform
    at: QPointF
    end: float


def write_words(markup: Markup, words: Words) -> None:
    """Add a line of words to a drawing."""
    text = words.text.rstrip(" ")
    if not text:
        return
    place, letters = words.place, words.letters
    straight = place.m11() == place.m22() == 1.0 and place.m12() == place.m21() == 0.0
    at = place.map(words.at) if straight else words.at
    turned = "" if straight else f"matrix({' '.join(_fine(part) for part in _matrix(place))})"
    extra: Look = {"font_weight": "bold"} if letters.bold else {}
    body, family = _in_families(text, at.x(), letters)
    if letters.spacing:
        extra["letter_spacing"] = letters.spacing
    markup.add("text", body, x=at.x(), y=at.y(), font_family=family, font_size=letters.size, transform=turned, **extra, **words.look)


def _in_families(text: str, left: float, letters: Letters) -> tuple[str, str]:
    """Return words that begin at `left` as markup, and the family that all of them are in; empty where it is the usual one.

    Few programs look for a letter in the second family of a list: what only that has is put into it. Each change of family has its
    place, so that words do not run into each other where a family is missing.
    """
    parts = _SECOND.split(text)
    if len(parts) == 3 and not parts[0] and not parts[2]:
        return escaped(text), _SECOND_FIRST
    told, before = [], ""
    for odd, part in enumerate(parts):
        family = f' font-family="{_SECOND_FIRST}"' if odd % 2 else ""
        wide = text_width(before, letters.size, bold=letters.bold, spacing=letters.spacing / max(letters.size, 1)) if before else 0.0
        begin = f' x="{number(left + wide)}"' if before else ""
        if part:
            told.append(f"<tspan{begin}{family}>{escaped(part)}</tspan>" if begin or family else escaped(part))
        before += part
    return "".join(told), ""


def _fine(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _matrix(place: QTransform) -> tuple[float, ...]:
    return place.m11(), place.m12(), place.m21(), place.m22(), place.dx(), place.dy()
