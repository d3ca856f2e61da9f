"""Words laid into the lines of a page: broken where both languages break them, and drawn with their numbers in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.pages.layout import LINE
from viewer.paint.type import font, text_width

_NOT_FIRST = "、。，．・：；！？」』）】〕〉》’”…‥ー々〜～ぁぃぅぇぉっゃゅょァィゥェォッャュョ%°,.;:!?)]}"
"""Characters that begin no line."""
_NOT_LAST = "「『（【〔〈《‘“([{"
"""Characters that end no line."""
_WORD = 24
"""Letters of a word at most, that it is kept whole."""
_GAP = "　"
"""Stands between two notes on a line."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words, with the number that they answer to; empty where there is none."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of notes on a line, each with its number where it begins, in letters of `size` px."""

    pieces: tuple[Note, ...]
    size: float

    @property
    def text(self) -> str:
        """The words of the line, with their numbers."""
        return _GAP.join(f"{piece.number} {piece.text}" if piece.number else piece.text for piece in self.pieces)


def _wide(pieces: Sequence[Note], size: float) -> float:
    gaps = text_width(_GAP, size) * (len(pieces) - 1)
    return sum(_head(piece, size) + text_width(piece.text, size) for piece in pieces) + gaps


def _head(piece: Note, size: float) -> float:
    """Px that the number of a note takes, with the gap behind it."""
    return text_width(piece.number, size, bold=True) + 0.35 * size if piece.number else 0.0


def wrapped(notes: Sequence[Note], size: float, room: float, most: int = 99) -> list[Line]:
    """Lay notes after one another into lines `room` px wide; who needs more than `most` lines ends in an ellipsis.

    A note goes on a line as a whole where it has room there; what is longer than a line is broken.
    """
    lines: list[list[Note]] = []
    for note in notes:
        if lines and _wide([*lines[-1], note], size) <= room:
            lines[-1].append(note)
            continue
        rest = note
        while rest.text and len(lines) <= most:
            cut = _cut(rest.text, size, room - _head(rest, size))
            lines.append([Note(rest.text[:cut].rstrip(" "), rest.number)])
            rest = Note(rest.text[cut:].lstrip(" "))
    if len(lines) > most > 0:
        last = lines[most - 1].pop()
        lines[most - 1].append(Note(f"{last.text[:-2]} …", last.number))
    return [Line(tuple(pieces), size) for pieces in lines[:most]]


def _cut(text: str, size: float, room: float) -> int:
    """Return how many characters of a text go on a line."""
    cut = len(text)
    while cut > 1 and text_width(text[:cut], size) > room:
        cut = max(1, min(cut - 1, int(cut * room / max(text_width(text[:cut], size), 1.0))))
    if cut == len(text):
        return cut
    while text_width(text[: cut + 1], size) <= room:
        cut += 1
    whole = cut
    while whole > max(cut - _WORD, 1) and _latin(text[whole - 1]) and _latin(text[whole]):
        whole -= 1
    cut = whole if whole > max(cut - _WORD, 1) else cut
    best = cut
    while best > max(cut - 4, 1) and (text[best] in _NOT_FIRST or text[best - 1] in _NOT_LAST):
        best -= 1
    return best if best > max(cut - 4, 1) else cut


def _latin(letter: str) -> bool:
    """Whether a character belongs to a word that stands between spaces."""
    return ord(letter) < 0x2E80 and not letter.isspace()


def paint_lines(painter: QPainter, lines: Sequence[Line], left: float, y: float, theme: Theme) -> None:
    """Draw lines below one another; `y` is the base line of the first. What is small is fainter."""
    for line in lines:
        x = left
        painter.setPen(QColor(theme.ink if line.size > 11 else theme.ink2))
        for piece in line.pieces:
            if piece.number:
                painter.setFont(font(line.size, bold=True))
                painter.drawText(QPointF(x, y), piece.number)
                x += _head(piece, line.size)
            painter.setFont(font(line.size))
            painter.drawText(QPointF(x, y), piece.text)
            x += text_width(f"{piece.text}{_GAP}", line.size)
        y += LINE
