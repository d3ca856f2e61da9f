"""The legend panel: rows of what is in view, told with their numbers; a row of a bloc selects it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from typing_extensions import override

from viewer.carto.blocs import PREFIX, chosen_bloc
from viewer.carto.legend import LEGEND_WORDS, LegendRow, compose_legend, land_figure
from viewer.carto.tokens import THEMES
from viewer.paint.swatch import draw_swatch
from viewer.paint.type import elided, font, text_width
from viewer.ui import lean
from viewer.ui.comfort import COMFORT, in_text_units
from viewer.ui.icons import IconSet
from viewer.ui.panel import SHADOW, Panel
from viewer.ui.plain import cut, plain_tip
from viewer.ui.schemes import SchemeButton
from viewer.ui.state import State
from viewer.ui.viewpoint import LEAST_ZOOM, ViewpointBar
from viewer.ui.words import Words

_ROW = 24
"""Height of a row (px at plain text): WCAG 2.2 asks for it where a row can be pressed."""
_TOP = 30
_FOLD = 24
"""Side of the button that folds the rows away."""
_LAND, _STATES = 44, 32
"""Widths of the columns of land and of states."""
_WIDEST = 400
_MORE = 24
"""Height of the button that shows the rows which are left out."""
_SHARE_WIDE, _SHARE_HIGH = 0.33, 0.42
"""Parts of the map's room that the legend takes at most."""
_LEAST_WIDE, _LEAST_ROWS = 250.0, 4
SELECTING = ("group", "dependency", "tied")
"""Sorts of rows that select their bloc."""


def spoken_label(row: LegendRow) -> str:
    """Return the words of a row with the number of states in all the world."""
    return f"{cut(row.label, 100)} {row.states}" if row.states >= 0 else cut(row.label, 100)


class _Row(QAbstractButton):
    """One row: swatch, words, states and land in all the world. A row of a group is pressed to select it, or again to let it go."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.row = LegendRow("", "")
        self.lands = True
        """Whether the column of land has room."""
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)

    def tell(self, row: LegendRow, told: str, *, chosen: bool, lands: bool) -> None:
        """Show a row; `told` are its numbers for the tooltip and for readers of the screen; `lands`: whether its land is shown too."""
        self.row, self.lands = row, lands
        bloc = row.sort in SELECTING
        more = row.mark or ("" if row.sort == "group" else row.sort)
        self.setObjectName(f"legend-{row.key}-{more}".rstrip("-") if bloc else "")
        self.setEnabled(bloc)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if bloc else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if bloc else Qt.CursorShape.ArrowCursor)
        self.setChecked(chosen)
        name = spoken_label(row)
        self.setAccessibleName(f"{name}: {told}" if told else name)
        self.setToolTip(plain_tip(f"{cut(row.label, 100)}\n{told}") if told else "")
        self.setAccessibleDescription(told)  # else readers of the screen are told the tooltip with its markup
        self.show()
        self.update()

    def _choose(self) -> None:
        selected = f"{PREFIX}{self.row.key}"
        self._state.change(selected="" if self._state.view.selected == selected else selected)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        theme, row = THEMES[self._state.view.theme], self.row
        painter = QPainter(self)
        rect = in_text_units(painter, self.rect())
        width = rect.width()
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.fillRect(rect.adjusted(4, 0, -4, -1), QColor(theme.selbg if self.isChecked() else theme.surface2))
        painter.translate(0, (_ROW - 20) / 2)
        draw_swatch(painter, row, QRectF(12, 2, 30, 16), theme)
        land = land_figure(row.km2, self._state.view.language) if row.km2 and self.lands else ""
        figures, last = ("" if row.states < 0 else str(row.states), land), _LAND if self.lands else 0
        room = width - 62 - (last + _STATES if figures[0] else last if figures[1] else 0)
        painter.setFont(font(12))
        painter.setPen(QColor(theme.ink))
        left, right = (side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
        painter.drawText(QRectF(50, 1, room, 18), left, elided(row.label, 12, room))
        painter.setFont(font(11, tabular=True))
        painter.setPen(QColor(theme.ink3))
        for text, end in zip(figures, (width - 12 - last, width - 12), strict=True):
            painter.drawText(QRectF(end - _LAND, 1, _LAND, 18), right, text)
        if self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.translate(0, (20 - _ROW) / 2)
            painter.drawRect(rect.adjusted(4, 0, -5, -1))
        painter.end()


class _Rows(QWidget):
    """The title and the rows under it."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.rows: tuple[LegendRow, ...] = ()
        self.title = ""
        self.unit = ""
        self.folded = False
        self.most = 0
        """Rows that are shown at first where there are more; 0 = all."""
        self.widest = float(_WIDEST)
        self._buttons: list[_Row] = []
        self.more = QPushButton(self)
        self.more.setObjectName("legendMore")
        self.more.setProperty("role", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.hide()

    @property
    def shown(self) -> int:
        """The number of rows that are shown; one that would be hidden alone is shown."""
        return self.most if 0 < self.most < len(self.rows) - 1 else len(self.rows)

    def tell(self, rows: tuple[LegendRow, ...], told: list[str], chosen: str) -> None:
        """Show rows; `told` are the numbers of each, `chosen` is the key of the group that is selected."""
        self.rows = rows
        while len(self._buttons) < len(rows):
            self._buttons.append(_Row(self._state, self))
        for button, row, numbers in zip(self._buttons, rows, told, strict=False):
            button.tell(row, numbers, chosen=row.sort in SELECTING and row.key == chosen, lands=self.lands)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < self.shown and not self.folded)
        self.more.setVisible(self.shown < len(rows) and not self.folded)
        self._place()

    @property
    def lands(self) -> bool:
        """Whether the column of land is shown: not where names would be cut for it."""
        return self._needed(_LAND) <= self.widest or self._needed(0) > self.widest

    def _needed(self, land: int) -> float:
        """Width (px at plain text) that the rows need with so much for their land."""
        rows = self.rows[: self.shown]
        return max((text_width(row.label, 12) + 66 + land + (_STATES if row.states >= 0 else 0) for row in rows), default=126.0)

    def _place(self) -> None:
        top = _TOP - 1
        for button in self._buttons[: self.shown]:
            button.setGeometry(0, COMFORT.px(top), self.width(), COMFORT.px(_ROW))
            top += _ROW
        self.more.setGeometry(COMFORT.px(8), COMFORT.px(top), self.width() - COMFORT.px(16), COMFORT.px(_MORE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows be as wide as the panel."""
        self._place()

    @override
    def sizeHint(self) -> QSize:
        """Return the room that the rows which are shown need: 196 to 400 wide."""
        if self.folded:
            return QSize(COMFORT.px(196), COMFORT.px(_TOP))
        tall = _TOP + _ROW * self.shown + 8 + (_MORE if self.shown < len(self.rows) else 0)
        return QSize(COMFORT.px(min(max(self._needed(_LAND if self.lands else 0), 196), self.widest)), COMFORT.px(tall))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title."""
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        width = in_text_units(painter, self.rect()).width()
        painter.setFont(font(11, bold=True))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QRectF(12, 6, width - 24, 20), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink3))
        if not self.folded:
            room = QRectF(12, 6, width - 24 - _FOLD, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.unit)
        painter.end()


class LegendPanel(Panel):
    """The legend. It folds to its head where there is little room, or where the reader wants so."""

    folded_changed = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "legend", parent)
        self._words = words
        self._rows = _Rows(state)
        self.schemes = SchemeButton(state, words, self._rows)
        self._icons = icons
        self.fold_button = icons.button("chevron-down", "", self._rows, size=14)
        self.fold_button.setObjectName("legendFold")
        self.fold_button.setFixedSize(COMFORT.px(_FOLD), COMFORT.px(_FOLD))
        self.fold_button.clicked.connect(lambda: self._fold(folded=not self._rows.folded))
        self._asked = self._all_asked = False
        self._high = 0.0
        self._rows.more.clicked.connect(self._show_all)
        self.body.addWidget(self._rows)
        self.sides = ViewpointBar(state, words)
        self.body.addWidget(self.sides)
        self._weight: NDArray[np.float64] | None = None
        self._key: tuple[object, ...] = ()
        self.more_rows: Callable[[], tuple[LegendRow, ...]] = tuple
        """Gives rows for what is no part of the atlas."""
        self.refresh()

    @property
    def rows(self) -> tuple[LegendRow, ...]:
        """The rows that are shown."""
        return self._rows.rows

    def set_tight(self, *, tight: bool) -> None:
        """Say whether there is little room: then it is folded, unless the reader has said otherwise."""
        if not self._asked and tight != self._rows.folded:
            self._show_folded(folded=tight)

    def set_room(self, width: float, height: float) -> None:
        """Say how much of the window the map has (px): the legend leaves most of it free, unless the reader wants all rows."""
        widest, high = min(float(_WIDEST), max(_LEAST_WIDE, _SHARE_WIDE * width / COMFORT.scale)), _SHARE_HIGH * height
        if (widest, high) != (self._rows.widest, self._high):
            self._rows.widest, self._high = widest, high
            self._key = ()
            self.refresh()

    @property
    def _most(self) -> int:
        """The number of rows that are shown at first: there are fewer over buttons for viewpoints; 0 = all."""
        if self._all_asked:
            return 0
        sides = 0 if self.sides.isHidden() else self.sides.sizeHint().height()
        return max(_LEAST_ROWS, int(((self._high - sides) / COMFORT.scale - _TOP - _MORE) // _ROW))

    def _show_all(self) -> None:
        self._all_asked = True
        self._key = ()
        self.refresh()
        self.folded_changed.emit()

    def _fold(self, *, folded: bool) -> None:
        self._asked = True
        if folded:
            self._all_asked = False
        self._show_folded(folded=folded)
        self.folded_changed.emit()

    def _show_folded(self, *, folded: bool) -> None:
        self._rows.folded = folded
        self._icons.set(self.fold_button, "chevron-up" if folded else "chevron-down", size=14)
        self._key = ()
        self.refresh()

    def set_weight(self, weight: NDArray[np.float64] | None) -> None:
        """Say how much of the picture each unit takes."""
        self._weight = weight
        self._key = ()
        self.refresh()

    def renew(self) -> None:
        """Measure everything anew: the text has another size."""
        self._key = ()
        for label in self.sides.findChildren(QWidget):
            label.updateGeometry()
        self.refresh()

    def refresh(self) -> bool:
        """Follow the View; returns whether the size changed."""
        if self._weight is None and lean.put_off(self.refresh):
            return False  # the first picture will tell how much of it each row takes
        view, atlas = self._state.view, self._state.atlas
        compared = (view.since, view.viewpoint, view.zoom >= LEAST_ZOOM)
        chosen = chosen_bloc(atlas, view)
        more = self.more_rows()
        key = (atlas.version(view.instant), view.language, view.theme, view.hidden_layers, compared, chosen, atlas.number, more)
        if key == self._key:
            return False
        self._key = key
        told = [name for name in LEGEND_WORDS if name != "viewpoint"]  # whose view it is, the buttons tell
        words = {name: self._words.say(view.language, f"legend.{name}") for name in told}
        rows = (*more, *compose_legend(atlas, view, self._weight, words))  # of many rows only the first are shown
        numbers = [self._numbers(row) for row in rows]
        self.sides.refresh(self._weight)
        self._rows.most = self._most
        self._rows.tell(rows, numbers, chosen)
        hidden = len(rows) - self._rows.shown
        self._rows.more.setText(self._words.say(view.language, "legend.more", n=hidden) if hidden else "")
        title = self._words.say(view.language, "legend.title")
        self.schemes.refresh()
        self._rows.title = "" if self.schemes.isVisibleTo(self._rows) else title  # the button stands in its place
        self._rows.unit = self._words.say(view.language, "legend.unit" if self._rows.lands else "legend.unit_states")
        self.setAccessibleName(title)
        spoken = (f"{spoken_label(row)}: {one}" if one else spoken_label(row) for row, one in zip(rows, numbers, strict=True))
        self.setAccessibleDescription("; ".join(spoken))
        self._rows.update()
        folded = self._rows.folded
        if folded:
            self.sides.hide()
        tip = self._words.say(view.language, "legend.unfold" if folded else "legend.fold")
        self.fold_button.setToolTip(tip)
        self.fold_button.setAccessibleName(tip)
        hint, sides = self._rows.sizeHint(), QSize(0, 0) if folded else self.sides.sizeHint()
        unit = 0.0 if folded else text_width(self._rows.unit, 11)
        hint = hint.expandedTo(QSize(self.schemes.width() + COMFORT.px(unit + 30 + _FOLD), 0))
        self._rows.setFixedHeight(hint.height())
        wanted = QSize(max(hint.width(), sides.width()) + 2 * SHADOW, hint.height() + sides.height() + 2 * SHADOW)
        changed = wanted != self.size()
        self.resize(wanted)
        self.fold_button.move(wanted.width() - 2 * SHADOW - COMFORT.px(_FOLD + 6), COMFORT.px(5))
        self.fold_button.raise_()
        return changed

    def _numbers(self, row: LegendRow) -> str:
        """Return the states and the land of a row in all the world, in words; empty where it has none."""
        language = self._state.view.language
        if row.sort == "extra":
            return self._words.say(language, "legend.tip_extra", n=f"{row.states:,}")
        if row.states >= 0:
            return self._words.say(language, "legend.tip", states=row.states, area=f"{row.km2:,.0f}", seen=row.count)
        return self._words.say(language, "legend.tip_land", area=f"{row.km2:,.0f}") if row.km2 else ""
