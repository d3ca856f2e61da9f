"""Words laid into the lines of a page: broken where both languages break them, and drawn with their numbers in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.type import font, text_width

LINE = 18.0
"""Px from line to line of the notes."""
_SMALL, _APART = 11, 2.5
"""Size (px) to which letters are small, and how much of what small lines save parts them from those above."""
_NOT_FIRST = "、。，．・：；！？」』）】〕〉》’”…‥ー々〜～ぁぃぅぇぉっゃゅょァィゥェォッャュョ%°,.;:!?)]}"
"""Characters that begin no line."""
_NOT_LAST = "「『（【〔〈《‘“([{"
"""Characters that end no line."""
_WORD = 24
"""Letters of a word at most, that it is kept whole."""
BOUND = "\u00a0"
"""A space at which no line ends."""
_GAP = "　"
"""Stands between two notes on a line."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words, with the number that they answer to; empty where there is none. `indent`: px before words that go on from a line above."""

    text: str
    number: str = ""
    indent: float = 0.0


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


def wrapped(notes: Sequence[Note], size: float, room: float, most: int = 99, *, listed: bool = False) -> list[Line]:
    """Lay notes after one another into lines `room` px wide; who needs more than `most` lines ends in an ellipsis.

    A note goes on a line as a whole where it has room there; what is longer than a line is broken. `listed`: each begins a line of
    its own, and what is broken goes on below its words, not below its number.
    """
    lines: list[list[Note]] = []
    for note in notes:
        if lines and not listed and _wide([*lines[-1], note], size) <= room:
            lines[-1].append(Note(note.text.replace(BOUND, " "), note.number))
            continue
        rest, indent = note, _head(note, size) if listed else 0.0
        while rest.text and len(lines) <= most:
            cut = _cut(rest.text, size, room - max(_head(rest, size), rest.indent))
            lines.append([Note(rest.text[:cut].rstrip(" ").replace(BOUND, " "), rest.number, rest.indent)])
            rest = Note(rest.text[cut:].lstrip(" "), indent=indent)
    if len(lines) > most > 0:
        last = lines[most - 1].pop()
        lines[most - 1].append(Note(f"{last.text[:-2]} …", last.number, last.indent))
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
    for reach, fits in ((_WORD, _may_part), (4, _reads_on)):
        best = next((at for at in range(cut, max(cut - reach, 1), -1) if fits(text, at)), 0)
        if best:
            return best
    return cut


def _may_part(text: str, at: int) -> bool:
    """Whether a line may end before a character: no word is torn, and each line begins and ends with what may stand there."""
    return _reads_on(text, at) and not (_latin(text[at - 1]) and _latin(text[at]))


def _reads_on(text: str, at: int) -> bool:
    return text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST


def _latin(letter: str) -> bool:
    """Whether a character belongs to a word that stands between spaces."""
    return ord(letter) < 0x2E80 and (letter == BOUND or not letter.isspace())


def paint_lines(painter: QPainter, lines: Sequence[Line], left: float, y: float, theme: Theme, small: float = LINE) -> None:
    """Draw lines below one another; `y` is the base line of the first. What is small is fainter, its lines `small` px from each other."""
    for number, line in enumerate(lines):
        if number and line.size < lines[number - 1].size:
            y += (LINE - small) * _APART
        x = left
        painter.setPen(QColor(theme.ink if line.size > _SMALL else theme.ink2))
        for piece in line.pieces:
            x += piece.indent
            if piece.number:
                painter.setFont(font(line.size, bold=True))
                painter.drawText(QPointF(x, y), piece.number)
                x += _head(piece, line.size)
            painter.setFont(font(line.size))
            painter.drawText(QPointF(x, y), piece.text)
            x += text_width(f"{piece.text}{_GAP}", line.size)
        y += LINE if line.size > _SMALL else small
