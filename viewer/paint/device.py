"""What is painted on: pixels, or a page of a PDF or a drawing, where words stay words; and images to paint on first."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter

if TYPE_CHECKING:
    from viewer.paint.vectors.engine import VectorEngine

_PAPERS = (QPaintEngine.Type.Pdf, QPaintEngine.Type.User)
_NO_PART = nullcontext()


def on_paper(painter: QPainter) -> bool:
    """Whether a painter paints a page of a PDF, or a drawing."""
    return painter.paintEngine().type() in _PAPERS


def vectors_of(painter: QPainter) -> VectorEngine | None:
    """Return what writes a drawing as SVG where a painter paints one."""
    engine = painter.paintEngine()
    return cast("VectorEngine", engine) if engine.type() == QPaintEngine.Type.User else None


def part(painter: QPainter, name: str) -> AbstractContextManager[None]:
    """Name what is painted meanwhile: in a drawing it is a group that can be shown and hidden; elsewhere it does nothing."""
    vectors = vectors_of(painter)
    return vectors.part(name) if vectors else _NO_PART


def ratio_of(painter: QPainter) -> float:
    """Return how many device pixels of an image go on a logical pixel; on a page of a PDF as many as its map has."""
    return painter.deviceTransform().m11() if on_paper(painter) else painter.device().devicePixelRatio()


def clear_image(wide: float, high: float, ratio: float) -> QImage:
    """Return a transparent image of a size in logical px, with so many device pixels to each."""
    image = QImage(math.ceil(wide * ratio), math.ceil(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image
