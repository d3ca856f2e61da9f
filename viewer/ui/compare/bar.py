"""The head of the second map: its day, its scheme, how the two stand, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.carto.beside import MODES, Beside
from viewer.carto.days.dates import day_text
from viewer.carto.multiples import second_view, swapped
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.days.typed_days import typed_days, why_not
from viewer.ui.kit import Kit
from viewer.ui.legend.schemes import scheme_choices
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.widgets.panel import SHADOW, Panel


class CompareBar(Panel):
    """Everything it does is a change of the View's `beside`. An emptied date field lets the second map follow the thumb.

    `choose` sets it.
    """

    def __init__(self, kit: Kit, choose: Callable[[Beside | None], None]) -> None:
        super().__init__(kit.state, "compareBar", kit.window)
        self._choose = choose
        self._words, state, icons = kit.words, kit.state, kit.icons
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(8, 4, 6, 4)
        row.setSpacing(4)
        self.day = QLineEdit()
        self.day.setObjectName("besideDay")
        self.day.setMaxLength(40)
        self.day.editingFinished.connect(self._typed)
        self.scheme = ListBox()
        self.scheme.setObjectName("besideScheme")
        self.scheme.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scheme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scheme.setMinimumContentsLength(9)
        self.scheme.activated.connect(self._chose)
        row.addWidget(self.day)
        row.addWidget(self.scheme)
        self.modes: dict[str, QPushButton] = {}
        for mode in MODES:
            button = QPushButton()
            button.setObjectName(f"beside-{mode}")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, m=mode: self._change(mode=m))
            self.modes[mode] = button
            row.addWidget(button)
        self.swap = icons.button("repeat", "", size=16)
        self.swap.setObjectName("besideSwap")
        self.swap.clicked.connect(lambda: state.move(swapped))
        self.close_ = icons.button("x", "", size=16)
        self.close_.setObjectName("besideClose")
        self.close_.clicked.connect(lambda: choose(None))
        for button in (self.swap, self.close_):
            row.addWidget(button)
        self.body.addWidget(self._inside)
        self._key: tuple[object, ...] = ()
        self._room = 0.0

    def _change(self, **changes: object) -> None:
        beside = self._state.view.beside or Beside()
        self._choose(replace(beside, **changes))  # type: ignore[arg-type]

    def _typed(self) -> None:
        text, view = self.day.text().strip(), self._state.view
        if view.beside is None:
            return
        typed = typed_days(self._state, text)
        if not text:
            self._change(instant=None)
        elif typed.days is not None:
            if typed.days.start != second_view(view).instant:
                self._change(instant=typed.days.start)
        else:
            self._state.tell(why_not(partial(self._words.say, view.language), typed))
            self.day.setText(day_text(second_view(view).instant, view.language))

    def _chose(self, row: int) -> None:
        value = self.scheme.itemData(row)
        self._change(scheme=None if value is None else str(value))

    def set_room(self, wide: float) -> None:
        """Say how wide its paper may be (px): where that is little, parts give way for which there are other ways.

        The scheme is chosen in the second legend, how the two stand by keys or in the menu of the tools.
        """
        self._room = wide

    def refresh(self) -> None:
        """Follow the View."""
        view, choices = self._state.view, scheme_choices(self._state)
        if view.beside is None:
            return
        other = second_view(view)
        key = (view.language, other.instant, view.beside.mode, view.beside.scheme, choices, COMFORT.percent, self._room)
        if key == self._key:
            return
        self._key = key
        self.day.setFixedWidth(COMFORT.px(150))
        if not (self.day.hasFocus() and self.day.isModified()):  # what is being typed stays
            self.day.setText(day_text(other.instant, view.language))
        self.scheme.clear()
        self.scheme.addItem(self._words.say(view.language, "compare.same_scheme"), None)
        for value, name in choices:
            self.scheme.addItem(name, value)
        rows = [self.scheme.itemData(row) for row in range(self.scheme.count())]
        self.scheme.setCurrentIndex(rows.index(view.beside.scheme) if view.beside.scheme in rows else 0)
        for mode, button in self.modes.items():
            button.setText(self._words.say(view.language, f"compare.{mode}"))
            button.setChecked(mode == view.beside.mode)
        for widget, name in ((self.day, "day"), (self.scheme, "scheme"), (self.swap, "swap"), (self.close_, "close")):
            tip = self._words.say(view.language, f"compare.{name}")
            widget.setToolTip(tip)
            widget.setAccessibleName(tip)
        self.setAccessibleName(self._words.say(view.language, "compare.title"))
        self._fit(schemes=bool(choices))

    def _fit(self, *, schemes: bool) -> None:
        """Be as wide as the parts that have room, and no wider."""
        for part, wanted in ((self.scheme, schemes), *((button, True) for button in self.modes.values()), (self.swap, True)):
            part.setVisible(wanted)
        for giving_way in ((), (self.scheme,), tuple(self.modes.values()), (self.swap,)):
            for part in giving_way:
                part.hide()
            self._inside.updateGeometry()  # else the paper keeps in mind how wide they were before
            if self.sizeHint().width() - 2 * SHADOW <= self._room:
                break
        self.adjustSize()
