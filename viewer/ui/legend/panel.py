"""The legend panel: rows of what is in view, and the sides of what is disputed there. It is small, and leaves most of the map free."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from viewer.carto.boxes import Box
from viewer.carto.land.blocs import chosen_bloc
from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend
from viewer.carto.land.legend_room import HATCHED
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.legend.rows import FOLD, LegendRows, spoken_label
from viewer.ui.legend.schemes import SchemeButton
from viewer.ui.legend.viewpoint import LEAST_ZOOM, ViewpointBar
from viewer.ui.start import lean
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.words import Words

_WIDEST, _WIDEST_LANDS, _LEAST_WIDE = 260.0, 308.0, 210.0
"""Widths (px at plain text): at most, with a column of land, and what it may always have."""
_SHARE_WIDE, _SHARE_HIGH = 0.25, 0.4
"""Parts of the map's room that the legend takes at most."""
_LANDS_FROM = 1150.0
"""Width of the map's room from which land is told in a column; tooltips always tell it."""
_LEAST_HIGH = 30.0


class LegendPanel(Panel):
    """The legend. It folds to its head where there is little room, or where the reader wants so."""

    folded_changed = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "legend", parent)
        self._words = words
        self._rows = LegendRows(state)
        self.schemes = SchemeButton(state, words, self._rows)
        self._icons = icons
        self.fold_button = icons.button("chevron-down", "", self._rows, size=14)
        self.fold_button.setObjectName("legendFold")
        self.fold_button.setFixedSize(COMFORT.px(FOLD), COMFORT.px(FOLD))
        self.fold_button.clicked.connect(lambda: self._fold(folded=not self._rows.folded))
        self._asked = self._all_asked = False
        self._high = 0.0
        self._rows.more.clicked.connect(self._show_all)
        self.body.addWidget(self._rows)
        self.sides = ViewpointBar(state, words)
        self.body.addWidget(self.sides)
        self._weight: NDArray[np.float64] | None = None
        self._clear: NDArray[np.float64] | None = None
        self._key: tuple[object, ...] = ()
        self.more_rows: Callable[[], tuple[LegendRow, ...]] = tuple
        """Gives rows for what is no part of the atlas."""
        self.refresh()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to tell: not where the atlas tells of no land, and the reader has brought nothing."""
        return self._state.atlas.tells_land or bool(self.more_rows())

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
        plain, high = COMFORT.plain(width), _SHARE_HIGH * COMFORT.plain(height)
        lands = plain >= _LANDS_FROM
        widest = max(_LEAST_WIDE, min(_SHARE_WIDE * plain, _WIDEST_LANDS if lands else _WIDEST))
        if (widest, lands, high) != (self._rows.widest, self._rows.lands, self._high):
            self._rows.widest, self._rows.lands, self._high = widest, lands, high
            self._key = ()
            self.refresh()

    def lies_within(self, free: Box) -> Box:
        """Return the box (px) that the legend takes at most of the free part of the map, in whose lower left corner it lies."""
        left, top, right, bottom = free
        return left, max(bottom - COMFORT.px(self._high), top), min(left + COMFORT.px(self._rows.widest), right), bottom

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

    def set_weight(self, weight: NDArray[np.float64] | None, clear: NDArray[np.float64] | None = None) -> None:
        """Say how much of the picture each unit takes, and how much `clear` of the legend (None = the same)."""
        self._weight, self._clear = weight, weight if clear is None else clear
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
        if self._weight is not None and len(self._weight) != atlas.basemap.count:
            self._weight = self._clear = None  # measured on the land of another atlas; the next picture tells anew
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
        self.sides.refresh(self._clear, COMFORT.px(self._rows.widest))
        below = 0.0 if self.sides.isHidden() else COMFORT.plain(self.sides.sizeHint().height())
        self._rows.high = 0.0 if self._all_asked else max(self._high - below, _LEAST_HIGH)
        self._rows.tell(rows, self._numbers, chosen, self._shared_words(rows))
        hidden = len(self._rows.rows) - self._rows.shown
        self._rows.more.setText(self._words.say(view.language, "legend.more", n=hidden) if hidden else "")
        title = self._words.say(view.language, "legend.title")
        self.schemes.refresh()
        self._rows.title = "" if self.schemes.isVisibleTo(self._rows) else title  # the button stands in its place
        self._rows.unit = self._words.say(view.language, "legend.unit" if self._rows.lands else "legend.unit_states")
        self.setAccessibleName(title)
        spoken = (f"{spoken_label(row)}: {one}" if (one := self._numbers(row)) else spoken_label(row) for row in rows)
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
        hint = hint.expandedTo(QSize(self.schemes.width() + COMFORT.px(unit + 30 + FOLD), 0))
        self._rows.setFixedHeight(hint.height())
        wanted = QSize(max(hint.width(), sides.width()) + 2 * SHADOW, hint.height() + sides.height() + 2 * SHADOW)
        changed = wanted != self.size()
        self.resize(wanted)
        self.fold_button.move(wanted.width() - 2 * SHADOW - COMFORT.px(FOLD + 6), COMFORT.px(5))
        self.fold_button.raise_()
        return changed

    def _shared_words(self, rows: tuple[LegendRow, ...]) -> str:
        """Return what is said where the rows of hatched land share one."""
        language = self._state.view.language
        sorts = [row.sort for row in rows if row.sort in HATCHED]
        said = self._words.say(language, "legend.and").join(self._words.say(language, f"legend.{sort}_brief") for sort in sorts)
        return said[:1].upper() + said[1:]

    def _numbers(self, row: LegendRow) -> str:
        """Return the states and the land of a row in all the world, in words; empty where it has none."""
        language = self._state.view.language
        if row.parts:
            return "\n".join(f"{part.label}: {self._numbers(part)}" for part in row.parts)
        if row.sort == "extra":
            return self._words.say(language, "legend.tip_extra", n=f"{row.states:,}")
        if row.states >= 0:
            return self._words.say(language, "legend.tip", states=row.states, area=f"{row.km2:,.0f}", seen=row.count)
        return self._words.say(language, "legend.tip_land", area=f"{row.km2:,.0f}") if row.km2 else ""
