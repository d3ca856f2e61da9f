"""The field in which a date is typed to go there, beside the large date."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.days.dates import date_caption, day_text, range_text
from viewer.model.time import Interval
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.days.typed_days import typed_days, why_not
from viewer.ui.state import State
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.words import Words

_WIDTH = 276


class DateField(Panel):
    """Goes to the day that is typed; two days typed with a dash between brush the range. Says what it reads while it is typed."""

    def __init__(self, state: State, words: Words, parent: QWidget) -> None:
        super().__init__(state, "dateField", parent)
        self._words = words
        self._found: Interval | None = None
        self._between = False
        self.field = _Line(self)
        self.field.setObjectName("dateFieldLine")
        self.told = QLabel()
        self.told.setProperty("role", "small")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(12, 12, 12, 10)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.told)
        self.body.addWidget(inside)
        self.field.textEdited.connect(self._read)
        self.field.returnPressed.connect(self._go)
        self.hide()

    def ask(self, beside: QRect) -> None:
        """Open below a rectangle of the window, with the present day to be typed over."""
        view = self._state.view
        self.field.setPlaceholderText(self._say("date.hint"))
        self.field.setAccessibleName(self._say("date.name"))
        self.field.setText(day_text(view.instant, view.language))
        self.field.selectAll()
        self.told.setText(self._say("date.help"))
        self._mark("small")
        self._found = None
        self.setFixedWidth(COMFORT.px(_WIDTH) + 2 * SHADOW)
        self.move(beside.left() - SHADOW, beside.bottom() - SHADOW)
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_field(self) -> None:
        """Close, and give the keys back to the atlas."""
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, text: str) -> None:
        """Say what is read: a day, a range, nothing, or a day outside of the atlas."""
        self._mark("small")
        view = self._state.view
        typed = typed_days(self._state, text)
        self._found, self._between = typed.days, typed.between
        days = typed.days
        if not text.strip():
            self.told.setText(self._say("date.help"))
        elif days is None:
            self.told.setText(why_not(self._say, typed))
        elif days.days == 1:
            told = f"{day_text(days.start, view.language)} · {date_caption(days.start, view.language)}"
            self.told.setText(self._say("date.goes", date=told))
        else:
            self.told.setText(self._say("date.goes", date=range_text((days.start, days.end - 1), view.language)))
        self.adjustSize()

    def _go(self) -> None:
        if self._found is None:
            self._read(self.field.text())
        days = self._found
        if days is None:
            self._mark("error")  # while it is typed nothing is wrong yet
            return
        view = self._state.view.at(days.start)
        self._state.set_view(view.with_(range=(days.start, days.end - 1)) if self._between and days.days > 1 else view)
        self.close_field()

    def _mark(self, role: str) -> None:
        """Let what is told look as help, or as an error."""
        if self.told.property("role") != role:
            self.told.setProperty("role", role)
            self.told.style().polish(self.told)

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)


class _Line(QLineEdit):
    """A line that closes its field at Escape, and when the keys go elsewhere."""

    def __init__(self, owner: DateField) -> None:
        super().__init__()
        self._owner = owner

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._owner.close_field()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when something else is clicked or reached."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._owner.hide()
