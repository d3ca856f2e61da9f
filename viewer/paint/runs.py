"""Lines of plain text in which some letters stand out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from viewer.carto.tokens import Theme
from viewer.paint.type import elided, font


def laid_out(
    text: str, size: float, width: float, theme: Theme, spans: Iterable[tuple[int, int]] = (), *, lines: int = 1, leading: float = 19.0
) -> QTextLayout:
    """Lay plain text out in at most so many lines of a width; letters within `spans` are bold and underlined."""
    layout = QTextLayout(text, font(size))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_mark(start, end, theme) for start, end in spans])
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, number * leading))
    layout.endLayout()
    return layout


def one_line(text: str, size: float, width: float, theme: Theme, spans: Iterable[tuple[int, int]] = ()) -> QTextLayout:
    """Lay plain text out in one line, cut with an ellipsis where it has not room."""
    marked = tuple(spans)
    cut = elided(text, size, width * (0.94 if marked else 1.0))
    last = len(cut) - (cut != text)
    kept = [(start, min(end, last)) for start, end in marked if start < last]
    return laid_out(cut, size, width + 40.0, theme, kept)


def draw_lines(painter: QPainter, layout: QTextLayout, x: float, y: float) -> None:
    """Draw all lines with the upper left corner of the first at a point."""
    for number in range(layout.lineCount()):
        layout.lineAt(number).draw(painter, QPointF(x, y))


def _mark(start: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setFontUnderline(True)
    look.setUnderlineColor(QColor(theme.focus))
    made.format = look
    return made
