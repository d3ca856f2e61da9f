"""The timeline panel: controls above, canvas below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.carto.days.dates import day_text, range_text, short_day, year_mark
from viewer.carto.days.day_steps import stepped
from viewer.carto.land.land_history import land_words, shows_land
from viewer.carto.timeline.chronicle import OFFICES, era_lanes
from viewer.carto.timeline.era_schemes import era_scheme
from viewer.carto.timeline.lanes import shows_treaties
from viewer.carto.timeline.pace import event_beside
from viewer.carto.timeline.series import find_series
from viewer.model.entities import say
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.timeline.land_lane import LANE
from viewer.paint.timeline.pills import Pill
from viewer.paint.timeline.rows import more_for_eras
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.days.date_field import DateField
from viewer.ui.state import State
from viewer.ui.throttle import Later
from viewer.ui.timeline.canvas import TimelineCanvas
from viewer.ui.timeline.choices import eras_menu, offices_menu, pop_above, series_menu, speed_menu
from viewer.ui.timeline.edge import TimelineEdge
from viewer.ui.timeline.fitting import GivingWay, room_of_lanes
from viewer.ui.timeline.laying import FOLDED, HEAD, HEADED, TREATIES
from viewer.ui.timeline.playing import Playing
from viewer.ui.timeline.window_menu import window_menu
from viewer.ui.widgets.edge import THICK
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

STEPS = ("day", "month", "year")
_ROOMY, _CRAMPED = 1420, 1180
"""From so many px on the controls have room for all their words; under so many for years only."""
_TERSE = 6


class TimelinePanel(Panel):
    """Play, step and choose; the canvas shows. `step` is the unit of the arrow keys."""

    list_asked = Signal()
    """The list of events is to be seen."""

    def __init__(self, state: State, words: Words, glyphs: Glyphs, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "timelinePanel", parent)
        self.stop_before: Callable[[int], bool] = lambda _direction: False
        """Stops at something of the reader's own that comes before the next event; tells whether it did."""
        self._words, self._icons = words, icons
        self.playing = Playing(state, self)
        self.canvas = TimelineCanvas(state, words, glyphs)
        self.canvas.setObjectName("timelineView")
        self.body.addWidget(self.canvas)
        self.date_field = DateField(state, words, parent)
        self.edge = TimelineEdge(state, self)
        self._controls = QWidget(self)
        self._fitted: tuple[object, ...] = ()
        self._build_controls()
        self._later = Later(state, self._refresh)
        state.view_changed.connect(self._later.ask)
        self._refresh()

    def _build_controls(self) -> None:
        whole = QHBoxLayout(self._controls)
        whole.setContentsMargins(10, 4, 10, 0)
        whole.setSpacing(4)
        self._rest = QWidget()
        row = QHBoxLayout(self._rest)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._build_steps(whole, row)
        whole.addWidget(self._rest, 1)
        row.addStretch(1)
        self._build_range(row)
        self.window_button = self._quiet(self.choose_window)
        self.eras = self._quiet(self._choose_eras)
        self.series = self._quiet(self._choose_series)
        self.offices = self._icons.button("landmark", "", size=16)
        self.offices.clicked.connect(self._choose_offices)
        for button in (self.window_button, self.brush, self.eras, self.series, self.offices):
            row.addWidget(button)
        self.out = self._icons.button("minus", "", size=16)
        self.closer = self._icons.button("plus", "", size=16)
        self.whole = self._icons.button("maximize", "", size=16)
        self.span = QLabel()
        self.span.setTextFormat(Qt.TextFormat.PlainText)
        self.lanes = self._icons.button("chevron-up", "", size=16)
        self.lanes.setObjectName("lanesButton")
        self.rest = self._quiet(self._offer_rest)
        self.rest.setObjectName("timeMenuButton")
        self.rest.setText("…")
        for widget in (self.out, self.span, self.closer, self.whole, self.lanes, self.rest):
            row.addWidget(widget)
        giving_way = (self.offices, self.loop, self.previous_change, self.previous_event, self.series, self.brush, self.speed)
        self.fitting = GivingWay(self._controls, (*giving_way, self.eras, self.whole, self.out, self.closer, self.lanes), self.rest)
        self._connect()

    def _build_steps(self, whole: QHBoxLayout, row: QHBoxLayout) -> None:
        """Playing and steps, at the left; `whole` holds what is there even where the timeline is folded."""
        self.previous = self._icons.button("skip-back", "")
        self.play = self._icons.button("play", "", role="play")
        self._icons.set(self.play, "play", "surface", 16)
        self.play.setObjectName("playButton")
        self.play.setCheckable(True)
        self.next = self._icons.button("skip-forward", "")
        self.loop = self._icons.button("repeat", "", size=16)
        self.loop.setObjectName("loopButton")
        self.loop.setCheckable(True)
        self.loop.setProperty("role", "quiet")
        for button in (self.previous, self.play, self.next):
            whole.addWidget(button)
        row.addWidget(self.loop)
        row.addSpacing(4)
        self._units = {unit: self._quiet(lambda _=False, u=unit: self.set_step(u), checkable=True) for unit in STEPS}
        self.speed = self._quiet(self._choose_speed)
        self.previous_event = self._quiet(lambda: self.jump_event(-1))
        self.next_event = self._quiet(lambda: self.jump_event(1))
        self.previous_change = self._quiet(lambda: self.jump_change(-1))
        self.next_change = self._quiet(lambda: self.jump_change(1))
        for button in (self.previous_event, self.previous_change):
            button.setProperty("role", "key")
        jumps = (self.previous_event, self.next_event, self.previous_change, self.next_change)
        for button in (*self._units.values(), self.speed, *jumps):
            row.addWidget(button)

    def _build_range(self, row: QHBoxLayout) -> None:
        """The brush, and the chip of what it brushed."""
        self.brush = self._icons.button("calendar-range", "", size=16)
        self.brush.setObjectName("brushButton")
        self.brush.setCheckable(True)
        self.brush.setProperty("role", "quiet")
        self.range_chip = QPushButton()
        self.range_chip.setObjectName("rangeChip")
        self.range_chip.setProperty("role", "filter")
        self._icons.set(self.range_chip, "x", size=12)
        self.show_range = self._icons.button("search", "", size=15)
        self.show_range.setObjectName("showRange")
        for button in (self.range_chip, self.show_range):
            row.addWidget(button)

    def _connect(self) -> None:
        hands = self.canvas.hands
        self.previous.clicked.connect(lambda: self.move_by(-1))
        self.next.clicked.connect(lambda: self.move_by(1))
        self.play.toggled.connect(self._set_playing)
        self.loop.clicked.connect(self.playing.set_loop)
        self.playing.changed.connect(self._refresh)
        self.playing.ended.connect(lambda: self.play.setChecked(False))
        self.brush.clicked.connect(self._arm_brush)
        self.range_chip.clicked.connect(lambda: self._state.change(range=None))
        self.show_range.clicked.connect(hands.show_range)
        self.out.clicked.connect(lambda: hands.zoom(0.5))
        self.closer.clicked.connect(lambda: hands.zoom(2.0))
        self.whole.clicked.connect(lambda: self._state.change(axis=None))
        self.canvas.without_room_asked.connect(self.list_without_room)
        self.canvas.menu_asked.connect(self.open_menu)
        self.lanes.clicked.connect(lambda: self.edge.set_more(more=not self.edge.more))

    def _quiet(self, act: object, *, checkable: bool = False) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "quiet")
        button.setCheckable(checkable)
        button.clicked.connect(act)
        return button

    def place_controls(self) -> None:
        """Lay the controls over the top of the canvas; where it is folded to the least, beside its histogram."""
        tall = COMFORT.plain(self.height() - 2 * SHADOW)  # the canvas may not have its size yet
        headed = tall >= HEADED
        self._rest.setVisible(headed)
        self._icons.set(self.lanes, "chevron-down" if self.edge.more else "chevron-up", size=16)
        wide = self.width() - 2 * SHADOW if headed else self._controls.minimumSizeHint().width()
        self._controls.setGeometry(SHADOW, SHADOW, wide, COMFORT.px(HEAD))
        self._refresh()
        self._controls.raise_()
        self.edge.setVisible(tall >= FOLDED)
        self.edge.setGeometry(SHADOW, SHADOW - 2, self.width() - 2 * SHADOW, THICK)
        self.edge.raise_()

    def _refresh(self) -> None:
        view = self._state.view
        language = view.language
        for unit, button in self._units.items():
            button.setText(self._say(f"step.{unit}"))
            button.setChecked(unit == self.step)
            self._tell(button, f"timeline.by.{unit}")
        self.speed.setText(f"×{self.playing.speed:g}")
        self.loop.setChecked(self.playing.loop)
        self.brush.setChecked(self.canvas.hands.brushing)
        wide = COMFORT.plain(self.width())
        for button, key, short, sign in (
            (self.next_event, "next_event", "events", "]"),
            (self.next_change, "next_change", "changes", "}"),
        ):
            words = self._say(f"timeline.{key if wide >= _ROOMY else short}")
            button.setText(words if wide >= _CRAMPED else "")
            self._icons.set_key(button, sign)
            self._tell(button, f"timeline.{key}_tip", sign=sign)
        for button, key, sign in ((self.previous_event, "previous_event", "["), (self.previous_change, "previous_change", "{")):
            self._icons.set_key(button, sign)
            self._tell(button, f"timeline.{key}", sign=sign)
        self._refresh_window()
        scheme = era_scheme(self._state.atlas, view)
        self.eras.setText(self._choice_text("timeline.scheme", say(scheme.names, language) if scheme else "–"))
        chosen = find_series(self._state.atlas, view.series)
        named = (
            say(chosen.names, language) if chosen else self._say("series.land" if shows_land(self._state.atlas, view) else "series.none")
        )
        self.series.setText(self._choice_text("timeline.series", named))
        self.fitting.want(self.series, wanted=bool(self._state.atlas.series or self._state.atlas.groups))
        self.fitting.want(self.offices, wanted=len(self._state.atlas.offices) > OFFICES)
        self.span.setText(self._span_text())
        tips = {self.previous: "step_back", self.next: "step", self.play: "play", self.out: "out", self.closer: "in", self.whole: "whole"}
        tips |= {self.offices: "offices", self.loop: "loop", self.brush: "brush", self.show_range: "range_show", self.speed: "speed"}
        tips |= {self.lanes: "fewer_lanes" if self.edge.more else "more_lanes", self.rest: "rest"}
        for button, key in tips.items():
            self._tell(button, f"timeline.{key}")
        self._fit_controls()
        self.edge.setToolTip(self._say("timeline.edge"))
        self.edge.setAccessibleName(self._say("timeline.edge"))
        for part in (self, self.canvas):
            part.setAccessibleName(self._say("timeline.name"))
        land = (
            land_words(self._state.atlas, view.instant, language, self._say("legend.none")) if shows_land(self._state.atlas, view) else ""
        )
        without = sum(pill.count for pill in self.canvas.pills())
        hidden = self._say("timeline.without_room", n=without) if without else ""
        told = (day_text(view.instant, language), f"{self._say('timeline.land')}: {land}" if land else "", hidden)
        self.canvas.setAccessibleDescription("; ".join(part for part in told if part))

    def _fit_controls(self) -> None:
        """Hide what finds no room, where any words or the room have changed."""
        if self._rest.isHidden():
            return
        words = tuple(button.text() for button in self._rest.findChildren(QPushButton))
        look = (*words, self.span.text(), self._state.view.range is None, self._controls.width(), COMFORT.percent)
        if look != self._fitted:
            self._fitted = look
            self.fitting.fit(self._controls.width())

    def _refresh_window(self) -> None:
        """The window of time in words; where a range is brushed, its chip stands in its place."""
        view, language = self._state.view, self._state.view.language
        first, end = view.window
        whole, span = first <= FIRST_DAY and end >= LAST_DAY, self._state.atlas.span
        if span.start < end and first < span.end:  # what lies before and after the atlas is no time to tell of
            first, end = max(first, span.start), min(end, span.end)
        ends = (year_mark(day, language) if COMFORT.plain(self.width()) < _CRAMPED else _short(day, language) for day in (first, end - 1))
        self.window_button.setText(self._say("timeline.all") if whole else " – ".join(dict.fromkeys(ends)))
        self._tell(self.window_button, "timeline.window_tip")
        brushed = view.range is not None
        self.window_button.setVisible(not brushed)
        self.range_chip.setVisible(brushed)
        self.show_range.setVisible(brushed)
        if view.range is not None:
            told = range_text(view.range, language)
            self.range_chip.setText(told)
            words = self._say("filter.remove", what=told)
            self.range_chip.setToolTip(words)
            self.range_chip.setAccessibleName(words)

    def _tell(self, button: QPushButton, words: str, **values: object) -> None:
        """Give a button its tooltip, which is its accessible name too."""
        told = self._say(words, **values)
        button.setToolTip(told)
        button.setAccessibleName(told)

    def _choice_text(self, key: str, chosen: str) -> str:
        """Words of a button that opens a menu: what it chooses and what is chosen, the latter alone where there is little room."""
        wide = COMFORT.plain(self.width())
        if wide < _ROOMY:
            room = 66 if wide < _CRAMPED else 104
            return button_text(chosen if len(chosen) > _TERSE else f"{self._say(key)}: {chosen}", room) + " ▾"
        return button_text(f"{self._say(key)}: {chosen}", 190) + " ▾"

    def _span_text(self) -> str:
        days = self.canvas.scale().span
        unit, length = next((u, n) for u, n in (("years", 365.25), ("months", 30.44), ("days", 1.0)) if days >= 2 * n or n == 1.0)
        return self._say(f"timeline.{unit}", n=round(days / length))

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    @property
    def step(self) -> str:
        """Unit of steps and of playing: day, month or year."""
        return self.playing.unit

    def set_step(self, unit: str) -> None:
        """Choose the unit of steps and of playing."""
        self.playing.unit = unit
        self._refresh()

    def move_by(self, count: int) -> None:
        """Move the day by some steps."""
        view = self._state.view
        self._state.set_view(view.at(stepped(view.instant, self.step, count)))

    def jump_event(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) event that passes the filters, and select it."""
        view = self._state.view
        event = event_beside(self._state.atlas, view, direction)
        if not self.stop_before(direction) and event is not None:
            self._state.set_view(view.at(event.when.start).selecting(event.id))

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
            self.playing.start()
        else:
            self.playing.stop()

    def _arm_brush(self, on: bool) -> None:
        self.canvas.hands.brushing = on

    def mark_range(self) -> None:
        """Begin a range at the day shown, or end it there."""
        if self.canvas.hands.mark():
            view = self._state.view
            self._state.tell(self._say("timeline.range_begun", date=day_text(view.instant, view.language)))

    def choose_window(self) -> None:
        """Open the menu of windows of time."""
        pop_above(window_menu(self._state, self._words, self.window_button), self.window_button)

    def _choose_speed(self) -> None:
        pop_above(speed_menu(self.playing, self._say, self.speed), self.fitting.anchor(self.speed))

    def _choose_eras(self) -> None:
        pop_above(eras_menu(self._state, self.eras), self.fitting.anchor(self.eras))

    @property
    def extra(self) -> int:
        """Height besides the usual one: of land, more lanes of eras, on a large window treaties, and what the edge was dragged."""
        atlas, view = self._state.atlas, self._state.view
        treaties = TREATIES if shows_treaties(atlas, view) else 0.0
        lanes = room_of_lanes(COMFORT.plain(self.window().height()), treaties, more=self.edge.more)
        land = LANE if shows_land(atlas, view) else 0.0
        return round(lanes + land + more_for_eras(era_lanes(atlas, view))) + self.edge.taller

    def _offer_rest(self) -> None:
        pop_above(self.fitting.menu(), self.rest)

    def list_without_room(self, pills: tuple[Pill, ...] = ()) -> None:
        """List what found no room: at these numbers, else at all."""
        shown = pills or self.canvas.pills()
        if not shown:
            return
        from viewer.ui.timeline.without_room import without_room_menu

        more = None if self.edge.more else lambda: self.edge.set_more(more=True)
        menu = without_room_menu(self._state, self._words, shown, self, self.list_asked.emit, more)
        left, top, _, tall = shown[0].box
        corner = self.canvas.mapToGlobal(QPoint(COMFORT.px(left), COMFORT.px(top)))
        above = corner.y() - menu.sizeHint().height()
        menu.popup(QPoint(corner.x(), above if above > 0 else corner.y() + COMFORT.px(tall)))

    def open_menu(self, point: QPointF | None = None) -> None:
        """Offer what can be done at a point of the canvas (px at plain text), else at the day shown."""
        from viewer.ui.timeline.time_menu import time_menu

        menu, rows, scale = time_menu(self._state, self._words, self.canvas, point, self), self.canvas.rows, self.canvas.scale()
        at = point or QPointF(min(max(scale.x_of(self._state.view.instant), scale.left), scale.left + scale.width), rows.bars)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.canvas.mapToGlobal(QPoint(COMFORT.px(at.x()), COMFORT.px(at.y()))))

    def _choose_series(self) -> None:
        pop_above(series_menu(self._state, self._words, self.series), self.fitting.anchor(self.series))

    def _choose_offices(self) -> None:
        pop_above(offices_menu(self._state, self._words, self.offices), self.fitting.anchor(self.offices))


def _short(day: int, language: str) -> str:
    at = min(max(day, FIRST_DAY), LAST_DAY - 1)
    return short_day(at, language, year=True) if language == "ja" else day_text(at, language)
