"""The halo under words that change with every frame: letter by letter, as images that are made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from viewer.paint.device import ratio_of
from viewer.paint.overlay.halo import haloed
from viewer.paint.type import font, text_width


def draw_letter_halo(
    painter: QPainter, at: QPointF, text: str, size: float, reach: float, halo: str, *, bold: bool, spacing: float
) -> None:
    """Draw what lies under a text that is then written at the same point (left end of its base line, px).

    Args: size: of the letters in px. reach: of the halo beyond them in px. halo: its colour.
    """
    ratio = ratio_of(painter)
    room = reach + 2
    for place, letter in enumerate(text):
        if letter.isspace():
            continue
        left = at.x() + text_width(text[:place], size, bold=bold, spacing=spacing)
        image = _halo_of(letter, size, bold, reach, halo, ratio)
        painter.drawImage(QPointF(left - room, at.y() - size - room), image)


@lru_cache(maxsize=512)
def _halo_of(letter: str, size: float, bold: bool, reach: float, halo: str, ratio: float) -> QImage:
    """Return a letter grown all round, in one colour; its base line lies `size` and the room for its halo below the top."""
    room = reach + 2

    def write(painter: QPainter) -> None:
        painter.setFont(font(size, bold=bold, tabular=True))
        painter.drawText(QPointF(room, size + room), letter)

    wide = text_width(letter, size, bold=bold) + 2 * room
    return haloed((wide, 1.35 * size + 2 * room), ratio, write, reach, halo, halo)
