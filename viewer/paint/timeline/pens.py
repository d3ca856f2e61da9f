"""Pens and colours of the timeline, made once each: thumb and window of time are drawn in every frame of a drag."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


@lru_cache(maxsize=128)
def colour(name: str, opacity: float = 1.0) -> QColor:
    """Return a colour of the theme. Treat it as read only."""
    made = QColor(name)
    made.setAlphaF(opacity)
    return made


@lru_cache(maxsize=128)
def line(name: str, width: float, *dashes: float) -> QPen:
    """Return a pen of a colour, a width and lengths of dashes (px). Treat it as read only."""
    pen = QPen(QColor(name), width)
    if dashes:
        pen.setDashPattern([dash / width for dash in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
