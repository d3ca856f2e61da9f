"""Pieces the details are made of: labels of plain text, chips, links, the box where sources differ."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Difference, say
from viewer.ui.words import Words


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return words as plain text that can be selected; nothing in them is ever markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def breakable(text: str) -> str:
    """Return text in which a very long run without spaces may be wrapped."""
    return text if len(text) < 60 else "".join(c + ("\u200b" if n % 24 == 23 and not c.isspace() else "") for n, c in enumerate(text))


class WrapButton(QPushButton):
    """A link: words that may take two lines, and an act."""

    def __init__(self, text: str, act: Callable[[], None], *, role: str = "link") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored if role == "link" else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(text if "<" not in text else "")
        self.setAccessibleName(text)
        self.clicked.connect(lambda _=False: act())


def links(rows: list[tuple[str, str, Callable[[], None]]]) -> QWidget:
    """Return dated links: (date, title, act), one a row."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)
    for number, (date, title, act) in enumerate(rows):
        grid.addWidget(label(date, "small", wrap=False), number, 0)
        grid.addWidget(WrapButton(title, act), number, 1)
    return box


def source_text(atlas: Atlas, words: Words, citation: Citation, language: str) -> str:
    """Return a citation in a line: title, lines, note."""
    source = atlas.sources.get(citation.source)
    parts = [say(source.title, language) if source else citation.source]
    if citation.lines:
        first, last = citation.lines
        key = "source.line" if first == last else "source.lines"
        parts.append(words.say(language, key, first=first, last=last))
    if citation.note:
        parts.append(citation.note)
    return ("、" if language == "ja" else ", ").join(parts)


def differences(atlas: Atlas, words: Words, found: tuple[Difference, ...], language: str) -> list[QWidget]:
    """Return a box for each place where sources differ: both sides beside each other, then what the atlas draws."""
    return [_difference(atlas, words, one, language) for one in found]


def _difference(atlas: Atlas, words: Words, one: Difference, language: str) -> QWidget:
    box = QFrame()
    box.setProperty("role", "warning")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QFrame()
    head.setProperty("role", "warnhead")
    row = QHBoxLayout(head)
    row.setContentsMargins(10, 4, 10, 4)
    row.addWidget(label(words.say(language, "differs.title"), "warn", wrap=False))
    row.addStretch(1)
    row.addWidget(label(words.say(language, f"differs.{one.kind}"), "warnsmall", wrap=False))
    column.addWidget(head)
    sides = QHBoxLayout()
    sides.setContentsMargins(10, 8, 10, 8)
    sides.setSpacing(8)
    cited = source_text(atlas, words, Citation(one.source, one.lines), language)
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
