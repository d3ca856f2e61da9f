"""Type: the bundled families, always both and in that order, at sizes in logical pixels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FAMILIES = ("Noto Sans", "Noto Sans JP")
SLANT_DEGREES = 12.0
_LINE = 1000
"""Letters of a line that are measured; no line of a picture has more."""


def install_fonts(paths: Iterable[Path]) -> list[str]:
    """Make bundled fonts known to Qt; returns the names of files that could not be loaded."""
    return [path.name for path in paths if QFontDatabase.addApplicationFont(str(path)) < 0]


@lru_cache(maxsize=256)
def font(size: float, *, bold: bool = False, spacing: float = 0.0, tabular: bool = False) -> QFont:
    """Return a font. `size` in logical px (rounded, Qt has no fractions), `spacing` in em. Treat it as read only."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(max(1, int(size + 0.5)))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * size)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=256)
def _metrics(size: float, bold: bool, spacing: float) -> QFontMetricsF:
    return QFontMetricsF(font(size, bold=bold, spacing=spacing))


@lru_cache(maxsize=30000)
def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return the advance of a line of text in logical px; estimated from its beginning where it is too long for any line."""
    if len(text) > _LINE:
        return _metrics(size, bold, spacing).horizontalAdvance(text[:_LINE]) * len(text) / _LINE
    return _metrics(size, bold, spacing).horizontalAdvance(text)


def name_width(text: str, size: float, bold: bool, spacing: float) -> float:
    """Return the advance of a name, as those ask who place names."""
    return text_width(text, size, bold=bold, spacing=spacing)


@lru_cache(maxsize=2000)
def elided(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return text cut with an ellipsis so that it fits a width in logical px."""
    from PySide6.QtCore import Qt

    return _metrics(size, bold, 0.0).elidedText(text[:_LINE], Qt.TextElideMode.ElideRight, width)
