"""Pieces the details are made of: labels of plain text, chips, links, the box where sources differ."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.citing.citation import source_line
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Difference, say
from viewer.paint.type import elided, font
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.details.filling import GrowingRows
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import LONGEST, breakable, cut, plain_tip
from viewer.ui.words import Words

_LINE = 18


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return words as plain text that can be selected; nothing in them is ever markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(breakable(cut(text, LONGEST if role == "text" else 600)) if wrap else elided(text, 12, 220))
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:  # dear to make, and short words in rows need it least
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class ShortLabel(QLabel):
    """Words in one line, cut with an ellipsis where there is no room; the tooltip and readers of the screen have them whole."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def tell(self, words: str) -> None:
        """Show words."""
        self._whole = cut(words, 300)
        self.setAccessibleName(self._whole)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Cut the words anew for another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def mover(state: State, day: int, event: str) -> Callable[[], None]:
    """Return an act that goes to a day, and opens an event where one is known."""

    def move(view: View) -> View:
        return view.at(day).selecting(event) if event in state.atlas.events else view.at(day)

    return lambda: state.move(move)


class LinkLabel(QAbstractButton):
    """A link: words in up to three lines, underlined, and an act. Reached and pressed by keyboard like any button."""

    def __init__(self, text: str, act: Callable[[], None], colours: tuple[str, str]) -> None:
        super().__init__()
        self._words = cut(text, 300)  # not the text of a button: an ampersand in it would be a shortcut
        self._colour, self._focus = colours
        self._measured: tuple[tuple[int, int], int] = ((-1, 0), 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._words)
        self.clicked.connect(lambda _=False: act())

    def _layout(self, width: float) -> QTextLayout:
        layout = QTextLayout(self._words, font(13 * COMFORT.scale))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        for number in range(3):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 20.0))
            line.setPosition(QPointF(0, number * COMFORT.px(_LINE)))
        layout.endLayout()
        return layout

    @override
    def sizeHint(self) -> QSize:
        """Return the room for one line of usual length."""
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    @override
    def hasHeightForWidth(self) -> bool:
        """Height follows from the width."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height that the lines need; asked for many times of the same width."""
        key = (width, COMFORT.percent)
        if self._measured[0] != key:
            self._measured = (key, COMFORT.px(_LINE) * max(1, self._layout(width).lineCount()) + 2)
        return self._measured[1]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words with a line under each."""
        painter = QPainter(self)
        painter.setPen(QColor(self._colour))
        layout = self._layout(self.width())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            line.draw(painter, QPointF(0, 0))
            y = line.y() + line.ascent() + 2.5
            painter.drawLine(QPointF(0, y), QPointF(line.naturalTextWidth(), y))
        if self.hasFocus():
            painter.setPen(QColor(self._focus))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def foot_button(text: str, act: Callable[[], None]) -> QPushButton:
    """Return an outlined button for the foot of the panel."""
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("role", "outlined")
    button.setAccessibleName(text)
    button.clicked.connect(lambda _=False: act())
    return button


def links(rows: list[tuple[str, str, Callable[[], None]]], theme: Theme) -> QWidget:
    """Return dated links: (date, title, act), one a row."""
    box = GrowingRows()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)

    def add(number: int) -> None:
        date, title, act = rows[number]
        grid.addWidget(label(date, "small", wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(LinkLabel(title, act, (theme.selink, theme.focus)), number, 1)

    box.grow(len(rows), add)
    return box


def differences(atlas: Atlas, words: Words, found: tuple[Difference, ...], language: str, sign: QPixmap) -> list[QWidget]:
    """Return a box for each place where sources differ: both sides beside each other under a sign, then what the atlas draws."""
    return [_difference(atlas, words, one, language, sign) for one in found]


def _difference(atlas: Atlas, words: Words, one: Difference, language: str, sign: QPixmap) -> QWidget:
    box = QFrame()
    box.setProperty("role", "warning")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QFrame()
    head.setProperty("role", "warnhead")
    row = QHBoxLayout(head)
    row.setContentsMargins(10, 4, 10, 4)
    glyph = QLabel()
    glyph.setPixmap(sign)
    row.addWidget(glyph)
    row.addWidget(label(words.say(language, "differs.title"), "warn", wrap=False))
    row.addStretch(1)
    row.addWidget(label(words.say(language, f"differs.{one.kind}"), "warnsmall", wrap=False))
    column.addWidget(head)
    sides = QHBoxLayout()
    sides.setContentsMargins(10, 8, 10, 8)
    sides.setSpacing(8)
    cited = source_line(atlas, Citation(one.source, one.lines), language)
    sides.addWidget(_side(say(one.head, language), say(one.says, language), cited), 1)
    line = QFrame()
    line.setFixedWidth(1)
    line.setProperty("role", "hairline")
    sides.addWidget(line)
    other = words.say(language, "differs.record" if one.kind != "contested" else "differs.other")
    sides.addWidget(_side(say(one.record_head, language), say(one.record, language), other), 1)
    column.addLayout(sides)
    if note := say(one.note, language):
        foot = label(note, "small")
        foot.setContentsMargins(10, 0, 10, 8)
        column.addWidget(foot)
    return box


def _side(head: str, text: str, who: str) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if head:
        top = label(head, "bold")
        column.addWidget(top)
    column.addWidget(label(text, "small"))
    column.addWidget(label(who, "caption"))
    column.addStretch(1)
    return side
