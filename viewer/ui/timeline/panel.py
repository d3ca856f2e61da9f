"""The timeline panel: controls above, canvas below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from viewer.carto.chronicle import OFFICES
from viewer.carto.dates import day_text
from viewer.carto.filters import filtered
from viewer.carto.series import find_series
from viewer.model.entities import say
from viewer.model.time import LAST_DAY, iso
from viewer.paint.glyphs import Glyphs
from viewer.ui.icons import IconSet
from viewer.ui.later import Later
from viewer.ui.panel import SHADOW, Panel
from viewer.ui.plain import button_text
from viewer.ui.state import State
from viewer.ui.timeline.canvas import TimelineCanvas
from viewer.ui.timeline.choices import offices_menu, pop_above, series_menu
from viewer.ui.words import Words

STEPS = ("day", "month", "year")
SPEEDS = (1, 2, 5, 10)
WINDOWS = {
    "day": (0, 0),
    "month": (15, 15),
    "year": (183, 183),
    "five": (913, 913),
    "ten": (1826, 1826),
    "all": (LAST_DAY, LAST_DAY),
}
"""Choices of the time window: days before and after."""
_ROOMY, _CRAMPED, _TIGHT = 1420, 1180, 960
"""From so many px on the controls have room for all their words; under so many for years only."""
_TERSE = 6
_DAYS_A_SECOND = {"day": 2.0, "month": 90.0, "year": 730.0}
"""Speed of playing at factor 1: a day every half second, three months or two years a second."""


def stepped(instant: int, unit: str, count: int) -> int:
    """Return the day some days, months or years later; the day of the month is kept where the month has it."""
    if unit == "day":
        return instant + count
    when = date.fromordinal(instant)
    months = when.year * 12 + when.month - 1 + count * (12 if unit == "year" else 1)
    if not 12 <= months < 9999 * 12:
        return instant
    for day in range(when.day, 27, -1):
        try:
            return date(months // 12, months % 12 + 1, day).toordinal()
        except ValueError:
            continue
    return date(months // 12, months % 12 + 1, min(when.day, 28)).toordinal()


class TimelinePanel(Panel):
    """Play, step and choose; the canvas shows. `step` is the unit of the arrow keys."""

    def __init__(self, state: State, words: Words, glyphs: Glyphs, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "timelinePanel", parent)
        self._words, self._icons = words, icons
        self.step = "day"
        self._speed = 1
        self._carry = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=33)
        self._timer.timeout.connect(self._tick)
        self.canvas = TimelineCanvas(state, words, glyphs)
        self.canvas.setObjectName("timelineView")
        self.body.addWidget(self.canvas)
        self._controls = QWidget(self)
        self._build_controls()
        self._later = Later(state, self._refresh)
        state.view_changed.connect(self._later.ask)
        self._refresh()

    def _build_controls(self) -> None:
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(10, 4, 10, 0)
        row.setSpacing(4)
        self.previous = self._icons.button("skip-back", "")
        self.play = self._icons.button("play", "", role="play")
        self._icons.set(self.play, "play", "surface", 16)
        self.play.setObjectName("playButton")
        self.play.setCheckable(True)
        self.next = self._icons.button("skip-forward", "")
        for button in (self.previous, self.play, self.next):
            row.addWidget(button)
        row.addSpacing(8)
        self._units = {unit: self._quiet(lambda _=False, u=unit: self.set_step(u), checkable=True) for unit in STEPS}
        self.speed = self._quiet(self._next_speed)
        self.next_event = self._quiet(lambda: self.jump_event(1))
        self.next_change = self._quiet(lambda: self.jump_change(1))
        for button in (*self._units.values(), self.speed, self.next_event, self.next_change):
            row.addWidget(button)
        row.addStretch(1)
        self.window_button = self._quiet(self._choose_window)
        self.eras = self._quiet(self._choose_eras)
        self.series = self._quiet(self._choose_series)
        self.offices = self._icons.button("landmark", "", size=16)
        self.offices.clicked.connect(self._choose_offices)
        for button in (self.window_button, self.eras, self.series, self.offices):
            row.addWidget(button)
        self.out = self._icons.button("minus", "", size=16)
        self.closer = self._icons.button("plus", "", size=16)
        self.whole = self._icons.button("maximize", "", size=16)
        self.span = QLabel()
        self.span.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.out, self.span, self.closer, self.whole):
            row.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.move_by(-1))
        self.next.clicked.connect(lambda: self.move_by(1))
        self.play.toggled.connect(self._set_playing)
        self.out.clicked.connect(lambda: self.canvas.hands.zoom(0.5))
        self.closer.clicked.connect(lambda: self.canvas.hands.zoom(2.0))
        self.whole.clicked.connect(lambda: self._state.change(axis=None))

    def _quiet(self, act: object, *, checkable: bool = False) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "quiet")
        button.setCheckable(checkable)
        button.clicked.connect(act)
        return button

    def place_controls(self) -> None:
        """Lay the controls over the top of the canvas; folded, they give way."""
        folded = self.canvas.rows.folded
        self._refresh()
        self._controls.setVisible(not folded)
        self._controls.setGeometry(SHADOW, SHADOW, self.width() - 2 * SHADOW, 34)
        self._controls.raise_()

    def _refresh(self) -> None:
        view = self._state.view
        language = view.language
        for unit, button in self._units.items():
            button.setText(self._say(f"step.{unit}"))
            button.setChecked(unit == self.step)
        self.speed.setText(f"×{self._speed}")
        tight = self.width() < _TIGHT
        for button, key, sign in ((self.next_event, "next_event", "]"), (self.next_change, "next_change", "}")):
            words = self._say(f"timeline.{key}")
            button.setText(sign if tight else f"{words}  {sign}")
            button.setToolTip(words if tight else "")
            button.setAccessibleName(words)
        first, end = view.window
        whole = first <= 1 and end >= LAST_DAY
        ends = (iso(day)[:4] if self.width() < _CRAMPED else _short(day, language) for day in (first, end - 1))
        self.window_button.setText(self._say("timeline.all") if whole else " – ".join(dict.fromkeys(ends)))
        scheme = next((s for s in self._state.atlas.eras if s.id == view.eras), None) or next(iter(self._state.atlas.eras), None)
        self.eras.setText(self._choice_text("timeline.scheme", say(scheme.names, language) if scheme else "–"))
        chosen = find_series(self._state.atlas, view.series)
        named = say(chosen.names, language) if chosen else self._say("series.none")
        self.series.setText(self._choice_text("timeline.series", named))
        self.series.setVisible(bool(self._state.atlas.series) and not tight)
        self.offices.setVisible(len(self._state.atlas.offices) > OFFICES and not tight)
        self.speed.setVisible(not tight)
        self.span.setText(self._span_text())
        tips = {self.previous: "step_back", self.next: "step", self.play: "play", self.out: "out", self.closer: "in", self.whole: "whole"}
        tips[self.offices] = "offices"
        for button, key in tips.items():
            button.setToolTip(self._say(f"timeline.{key}"))
            button.setAccessibleName(self._say(f"timeline.{key}"))
        self.canvas.setAccessibleName(self._say("timeline.name"))
        self.canvas.setAccessibleDescription(day_text(view.instant, language))

    def _choice_text(self, key: str, chosen: str) -> str:
        """Words of a button that opens a menu: what it chooses and what is chosen, the latter alone where there is little room."""
        if self.width() < _ROOMY:
            room = 66 if self.width() < _CRAMPED else 104
            return button_text(chosen if len(chosen) > _TERSE else f"{self._say(key)}: {chosen}", room) + " ▾"
        return button_text(f"{self._say(key)}: {chosen}", 190) + " ▾"

    def _span_text(self) -> str:
        days = self.canvas.scale().span
        unit, length = next((u, n) for u, n in (("years", 365.25), ("months", 30.44), ("days", 1.0)) if days >= 2 * n or n == 1.0)
        return self._say(f"timeline.{unit}", n=round(days / length))

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    def set_step(self, unit: str) -> None:
        """Choose the unit of steps and of playing."""
        self.step = unit
        self._refresh()

    def move_by(self, count: int) -> None:
        """Move the day by some steps."""
        view = self._state.view
        self._state.set_view(view.at(stepped(view.instant, self.step, count)))

    def jump_event(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) event that passes the filters, and select it."""
        view = self._state.view
        events = filtered(self._state.atlas, view)
        ids = [event.id for event in events]
        if view.selected in ids and events[ids.index(view.selected)].when.start == view.instant:
            at = ids.index(view.selected) + direction
        else:
            later = [n for n, event in enumerate(events) if event.when.start > view.instant]
            earlier = [n for n, event in enumerate(events) if event.when.start < view.instant]
            at = (later[0] if later else len(events)) if direction > 0 else (earlier[-1] if earlier else -1)
        if 0 <= at < len(events):
            self._state.set_view(view.at(events[at].when.start).selecting(events[at].id))

    def jump_change(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) day on which the political map changes."""
        view, days = self._state.view, self._state.atlas.change_days
        number = int(days.searchsorted(view.instant, side="right" if direction > 0 else "left"))
        number += 0 if direction > 0 else -1
        if 0 <= number < len(days):
            self._state.set_view(view.at(int(days[number])))

    def toggle_play(self) -> None:
        """Start or stop playing."""
        self.play.toggle()

    def _set_playing(self, playing: bool) -> None:
        self._icons.set(self.play, "pause" if playing else "play", "surface", 16)
        if playing:
            self._carry = 0.0
            self._clock.start()
            self._timer.start()
        else:
            self._timer.stop()
            self._state.settle()

    def _tick(self) -> None:
        seconds = self._clock.restart() / 1000
        self._carry += min(seconds, 0.25) * _DAYS_A_SECOND[self.step] * self._speed
        days = int(self._carry)
        self._carry -= days
        view = self._state.view
        if view.instant >= self._state.atlas.span.end - 1:
            self.play.setChecked(False)
        elif days:
            self._state.set_view(view.at(view.instant + days), transient=True)

    def _next_speed(self) -> None:
        self._speed = SPEEDS[(SPEEDS.index(self._speed) + 1) % len(SPEEDS)]
        self._refresh()

    def _choose_window(self) -> None:
        menu = QMenu(self)
        for key, (before, after) in WINDOWS.items():
            action = menu.addAction(self._words.say(self._state.view.language, f"window.{key}"))
            action.triggered.connect(lambda _=False, b=before, a=after: self._state.change(before=b, after=a))
        menu.addAction(self._words.say(self._state.view.language, "window.cumulative")).triggered.connect(
            lambda: self._state.change(before=LAST_DAY, after=0)
        )
        menu.popup(self.window_button.mapToGlobal(self.window_button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def _choose_eras(self) -> None:
        menu = QMenu(self)
        for scheme in self._state.atlas.eras:
            action = menu.addAction(button_text(say(scheme.names, self._state.view.language)))
            action.triggered.connect(lambda _=False, chosen=scheme.id: self._state.change(eras=chosen))
        menu.popup(self.eras.mapToGlobal(self.eras.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def _choose_series(self) -> None:
        pop_above(series_menu(self._state, self._words, self.series), self.series)

    def _choose_offices(self) -> None:
        pop_above(offices_menu(self._state, self._words, self.offices), self.offices)


def _short(day: int, language: str) -> str:
    when = date.fromordinal(min(max(day, 1), LAST_DAY - 1))
    return f"{when.year}.{when.month}.{when.day}" if language == "ja" else day_text(day, language)
