"""The head of the sheet of days: from when to when, how many, and the way out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from viewer.carto.beside import spread_days
from viewer.carto.days.dates import day_text
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.days.typed_days import typed_days, why_not
from viewer.ui.kit import Kit
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.widgets.panel import Panel

COUNTS = (2, 4, 6, 9, 12, 16, 20, 25)
"""Numbers of maps that are offered."""
_ROOMY = 540.0
"""Under so much room (px at plain text) the words of the button give way."""


class GridBar(Panel):
    """Everything it does is a change of the View's `days`."""

    export_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.state, "gridBar", kit.window)
        self._words, state, icons = kit.words, kit.state, kit.icons
        self._room = 0.0
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(8, 4, 6, 4)
        row.setSpacing(4)
        self.first, self.last = QLineEdit(), QLineEdit()
        for field, name in ((self.first, "gridFirst"), (self.last, "gridLast")):
            field.setObjectName(name)
            field.setMaxLength(40)
            field.editingFinished.connect(self._typed)
        self.count = ListBox()
        self.count.setObjectName("gridCount")
        for number in COUNTS:
            self.count.addItem(str(number), number)
        self.count.activated.connect(lambda row: self._spread(int(self.count.itemData(row))))
        self.export = QPushButton()
        icons.set(self.export, "image", size=15)
        self.export.setProperty("role", "outlined")
        self.export.clicked.connect(self.export_asked)
        self.close_ = icons.button("x", "", size=16)
        self.close_.setObjectName("gridClose")
        self.close_.clicked.connect(lambda: state.change(days=()))
        for widget in (self.first, QLabel("\u2013"), self.last, self.count, self.export, self.close_):
            row.addWidget(widget)
        self.body.addWidget(self._inside)
        state.view_changed.connect(self.refresh)
        self.hide()

    def _typed(self) -> None:
        """Take both dates; what is no date of the atlas is told and put back."""
        view = self._state.view
        read = [typed_days(self._state, field.text()) for field in (self.first, self.last)]
        days = [typed.days.start for typed in read if typed.days is not None]
        if len(days) < 2:
            self._state.tell(why_not(partial(self._words.say, view.language), next(typed for typed in read if typed.days is None)))
            self.refresh()
        elif view.days and sorted(days) != [view.days[0], view.days[-1]]:
            self._state.change(days=spread_days(min(days), max(days), len(view.days)))

    def _spread(self, count: int) -> None:
        days = self._state.view.days
        if days and count != len(days):
            self._state.change(days=spread_days(days[0], days[-1], count))

    def set_room(self, wide: float) -> None:
        """Say how wide it may be (px): where there is little room, the button for exports has no words."""
        self._room = wide

    def refresh(self) -> None:
        """Follow the View."""
        view = self._state.view
        if not view.days:
            return
        self.first.setText(day_text(view.days[0], view.language))
        self.last.setText(day_text(view.days[-1], view.language))
        for field in (self.first, self.last):
            field.setFixedWidth(max(COMFORT.px(108), round(text_width(field.text(), 13 * COMFORT.scale)) + 34))
        if self.count.findData(len(view.days)) < 0:  # a link can ask for any number
            row = sum(int(self.count.itemData(one)) < len(view.days) for one in range(self.count.count()))
            self.count.insertItem(row, str(len(view.days)), len(view.days))
        self.count.setCurrentIndex(self.count.findData(len(view.days)))
        for widget, name in (
            (self.first, "first"),
            (self.last, "last"),
            (self.count, "count"),
            (self.export, "export"),
            (self.close_, "close"),
        ):
            tip = self._words.say(view.language, f"grid.{name}")
            widget.setToolTip(tip)
            widget.setAccessibleName(tip)
        self.export.setText(self._words.say(view.language, "grid.export") if COMFORT.plain(self._room) >= _ROOMY else "")
        self.setAccessibleName(self._words.say(view.language, "grid.name"))
        self._inside.updateGeometry()  # else the paper keeps in mind how wide its parts were before
        self.adjustSize()
