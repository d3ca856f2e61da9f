"""Glyphs: the bundled SVG icons as pixmaps in any colour, size and stroke."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


class Glyphs:
    """Icons by name, rendered once for each look.

    Args: read: returns the SVG text of an icon name; KeyError where there is none.
    """

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._images: dict[tuple[str, str, float, float, float], QImage] = {}

    def image(self, name: str, colour: str, size: float, *, stroke: float = 2.0, dpr: float = 1.0) -> QImage:
        """Return an icon `size` logical px wide in a colour, with a stroke given in 24ths; empty where it is unknown."""
        key = (name, colour, size, stroke, dpr)
        if key not in self._images:
            self._images[key] = self._render(*key)
        return self._images[key]

    def _render(self, name: str, colour: str, size: float, stroke: float, dpr: float) -> QImage:
        pixels = max(1, round(size * dpr))
        image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(dpr)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, name, colour, QRectF(0, 0, size, size), stroke)
        painter.end()
        return image

    def draw(self, painter: QPainter, name: str, colour: str, box: QRectF, stroke: float) -> None:
        """Draw an icon into a box; nothing where it is unknown."""
        try:
            svg = self._read(name)
        except (KeyError, OSError, ValueError):
            return
        svg = svg.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
        QSvgRenderer(QByteArray(svg.encode())).render(painter, box)
