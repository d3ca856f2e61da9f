"""The help: every command with its keys, by groups, and what hands do; words that are typed narrow it down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from viewer.model.finding.folding import fold
from viewer.model.record import dataclass
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.keys.commands import Command, key_text
from viewer.ui.state import State
from viewer.ui.widgets.dialog_room import fit_dialog
from viewer.ui.words import Words

GESTURES = ("thumb", "axis", "range", "range_move", "time_menu", "date", "map", "box", "turn", "cards", "marker", "land", "legend")
_SIZE = (900, 660)
_TWO = 680
"""From so many px at plain text on there are two columns."""
_LIFTED = 13
"""Rows that a heading counts for where the columns are balanced, in tenths."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the help: its group, what it does, and by which keys or gesture."""

    group: str
    words: str
    keys: tuple[str, ...]
    found_by: str


def help_rows(commands: Iterable[Command], words: Words, language: str) -> tuple[Row, ...]:
    """Return what the help tells: gestures first, then all commands that have keys."""

    def said(group: str, key: str, keys: tuple[str, ...]) -> Row:
        here = words.say(language, key)
        everywhere = " ".join(words.say(each, key) for each in words.languages)
        return Row(words.say(language, f"group.{group}"), here, keys, fold(f"{everywhere} {' '.join(keys)}"))

    hands = (said("hands", f"gesture.{name}", (words.say(language, f"gesture.{name}_how"),)) for name in GESTURES)
    keyed = (
        said(each.group, f"command.{each.id}", tuple(dict.fromkeys(key_text(keys) for keys in each.keys))) for each in commands if each.keys
    )
    return (*hands, *keyed)


class HelpSheet(QDialog):
    """A sheet of groups in two columns, with a field that finds commands in any language."""

    def __init__(self, state: State, words: Words, commands: Iterable[Command], show_tour: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpDialog")
        self._words, self._language = words, state.view.language
        self.setWindowTitle(self._say("help.title"))
        self._rows = help_rows(commands, words, self._language)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        self.field = QLineEdit()
        self.field.setObjectName("helpSearch")
        self.field.setPlaceholderText(self._say("help.search"))
        self.field.setAccessibleName(self._say("help.search"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(100)
        self.field.textChanged.connect(self._show)
        column.addWidget(self.field)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setAccessibleName(self._say("help.title"))
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._page, 1)
        self.buttons = QDialogButtonBox()
        close = self.buttons.addButton(self._say("help.close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setProperty("role", "outlined")
        close.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        tour = self.buttons.addButton(self._say("help.tour"), QDialogButtonBox.ButtonRole.ActionRole)
        tour.setObjectName("helpTour")
        tour.setProperty("role", "outlined")
        tour.setAutoDefault(False)
        tour.clicked.connect(self.reject)
        tour.clicked.connect(show_tour)
        column.addWidget(self.buttons)
        fit_dialog(self, parent, *_SIZE)
        self._show("")

    def _say(self, key: str) -> str:
        return self._words.say(self._language, key)

    def _show(self, typed: str) -> None:
        rows = [row for row in self._rows if all(_answers(row, word) for word in typed.casefold().split())]
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(4, 0, 12, 8)
        across.setSpacing(32)
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row.group)]
        for part in _columns(groups) if COMFORT.plain(self.width()) >= _TWO else [groups]:
            column = QVBoxLayout()
            column.setSpacing(2)
            for group in part:
                self._add_group(column, group)
            column.addStretch(1)
            across.addLayout(column, 1)
        if not rows:
            across.addWidget(_label(self._say("help.none"), "small"), 1, Qt.AlignmentFlag.AlignTop)
        self._page.setWidget(inside)

    def _add_group(self, column: QVBoxLayout, rows: list[Row]) -> None:
        heading = _label(rows[0].group, "heading")
        heading.setContentsMargins(0, 10, 0, 2)
        column.addWidget(heading)
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(6)
            gesture = row.group == self._say("group.hands")
            line.addWidget(_label(row.words, ""), 5 if gesture else 1)
            for keys in row.keys:
                told = _label(keys, "small" if gesture else "key")
                told.setWordWrap(gesture)
                line.addWidget(told, 4 if gesture else 0)
            column.addLayout(line)


def _answers(row: Row, word: str) -> bool:
    """Whether a row has a word, or the keys that are typed with a plus between."""
    if len(word) > 1 and "+" in word:
        return any(keys.casefold().startswith(word) for keys in row.keys)
    return fold(word) in row.found_by if fold(word) else word in row.keys


def _columns(groups: list[list[Row]]) -> Iterator[list[list[Row]]]:
    """Part groups into two columns of about the same height; few rows stay in one."""
    total = sum(len(group) * 10 + _LIFTED for group in groups)
    if total < 140:
        yield groups
        return
    left: list[list[Row]] = []
    filled = 0
    while groups and filled + (len(groups[0]) * 10 + _LIFTED) / 2 <= total / 2:
        filled += len(groups[0]) * 10 + _LIFTED
        left.append(groups.pop(0))
    yield left
    yield groups


def _label(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(role in ("", "small"))
    if role:
        made.setProperty("role", role)
    return made
