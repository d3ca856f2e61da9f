"""What is painted on: pixels, or a page of a PDF, where words stay words."""

from __future__ import annotations

from PySide6.QtGui import QPaintEngine, QPainter


def on_paper(painter: QPainter) -> bool:
    """Whether a painter paints a page of a PDF."""
    return painter.paintEngine().type() == QPaintEngine.Type.Pdf


def ratio_of(painter: QPainter) -> float:
    """Return how many device pixels of an image go on a logical pixel; on a page of a PDF as many as its map has."""
    return painter.deviceTransform().m11() if on_paper(painter) else painter.device().devicePixelRatio()
