"""The player of a story: what a step tells, with buttons to go on, back, by itself, and back to the path."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from viewer.carto.days.dates import short_day
from viewer.carto.story import Stop, on_path, reading_ms, stop_of, stop_view
from viewer.carto.tokens import THEMES
from viewer.model.entities import Event, say
from viewer.ui.details.parts import ShortLabel, label, links
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.words import Words

_SILENT = " –"
"""What stands for a text in a story whose writer has left it out."""


class StoryPlayer(Panel):
    """Shows the step that the View names; hidden where it names none. Everything it does is a change of the View."""

    export_asked = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "storyPlayer", parent)
        self._words, self._icons = words, icons
        self._shown: tuple[object, ...] = ()
        self._inside = QWidget()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._play_on)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = QHBoxLayout()
        self._build_head()
        self.body.addWidget(self._scroll, 1)
        self._build_foot()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)
        self.refresh()

    def _build_head(self) -> None:
        self._head.setContentsMargins(16, 10, 10, 0)
        self._head.setSpacing(2)
        self._name = ShortLabel("small")
        self._number = label("", "caption", wrap=False)
        self.menu = self._icons.button("download", "", size=16)
        self.menu.clicked.connect(self._open_menu)
        self.leave = self._icons.button("x", "", size=16)
        self.leave.clicked.connect(self.close_story)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._number)
        self._head.addSpacing(6)
        for button in (self.menu, self.leave):
            self._head.addWidget(button)
        self.body.addLayout(self._head)

    def _build_foot(self) -> None:
        self._foot = foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 10)
        foot.setSpacing(4)
        self.back = self._icons.button("skip-back", "")
        self.play = self._icons.button("play", "", role="play")
        self._icons.set(self.play, "play", "surface", 16)
        self.play.setObjectName("storyPlayButton")
        self.play.setCheckable(True)
        self.next = self._icons.button("skip-forward", "")
        self.home = QPushButton()
        self.home.setProperty("role", "outlined")
        self.home.setObjectName("storyHome")
        self._icons.set(self.home, "locate", size=15)
        for button in (self.back, self.play, self.next):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.home)
        self.body.addLayout(foot)
        self.back.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.play.toggled.connect(self._set_playing)
        self.home.clicked.connect(self.return_to_step)

    # What is shown

    @property
    def stop(self) -> Stop | None:
        """Where the reader is, None where no story is read."""
        return stop_of(self._state.atlas, self._state.view)

    def tall(self, width: int) -> int:
        """Return the height in px of the paper that shows a step whole at a width."""
        for part in self._inside.findChildren(QWidget):
            part.ensurePolished()  # sizes of type come with the style
        layout = self._inside.layout()
        if layout:
            layout.invalidate()
        told = layout.totalHeightForWidth(width - 4) if layout else 0
        for row in (self._head, self._foot):
            row.invalidate()
        return self._head.sizeHint().height() + max(told, 60) + self._foot.sizeHint().height() + 2

    def refresh(self) -> None:
        """Follow the View; the step is built again only where another is told."""
        stop, view = self.stop, self._state.view
        if stop is None:
            self.play.setChecked(False)
            self._shown = ()
            return
        shown = (stop.key, view.language, view.theme, self._state.atlas.number)
        if shown != self._shown:
            self._shown = shown
            self._tell(stop)
        away = not on_path(stop, view)
        self.home.setVisible(away)
        if away:
            self.play.setChecked(False)

    def _tell(self, stop: Stop) -> None:
        view, atlas = self._state.view, self._state.atlas
        self._name.tell(say(stop.story.names, view.language))
        self._number.setText(f"{stop.number} / {len(stop.story.steps)}")
        self._number.setAccessibleName(self._say("story.step", n=stop.number, total=len(stop.story.steps)))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 2, 14, 4)
        column.setSpacing(6)
        column.addWidget(label(say(stop.step.title, view.language), "title"))
        if (text := say(stop.step.text, view.language)).strip(_SILENT):
            column.addWidget(label(text, "text"))
        rows = [self._row(atlas.events[name]) for name in stop.step.events if name in atlas.events]
        if rows:
            column.addWidget(links([(date, title, self._opener(event)) for date, title, event in rows], THEMES[view.theme]))
        column.addStretch(1)
        self._inside = inside
        self._scroll.setWidget(inside)
        self._name_buttons(stop)
        for part in (self, self._scroll):
            part.setAccessibleName(f"{self._say('story.name')}: {say(stop.story.names, view.language)}")
        self.setAccessibleDescription(f"{say(stop.step.title, view.language)} {say(stop.step.text, view.language)}")
        if self.play.isChecked():
            self._timer.start(reading_ms(stop.step.text, view.language))

    def _row(self, event: Event) -> tuple[str, str, Event]:
        language = self._state.view.language
        return short_day(event.when.start, language, year=True), say(event.title, language), event

    def _name_buttons(self, stop: Stop) -> None:
        self.back.setEnabled(stop.number > 1)
        self.next.setEnabled(not stop.last)
        names = {self.back: "back", self.play: "play", self.next: "next", self.leave: "close", self.menu: "menu"}
        for button, key in names.items():
            button.setToolTip(self._say(f"story.{key}"))
            button.setAccessibleName(self._say(f"story.{key}"))
        self.home.setText(self._say("story.return"))
        self.home.setAccessibleName(self._say("story.return"))

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    # What it does

    def go(self, count: int) -> None:
        """Go on by some steps, or back; stays at the ends."""
        stop = self.stop
        if stop is not None and 1 <= stop.number + count <= len(stop.story.steps):
            self._state.move(lambda view: stop_view(Stop(stop.story, stop.number + count), view))

    def return_to_step(self) -> None:
        """Look again as the step does."""
        stop = self.stop
        if stop is not None:
            self._state.move(lambda view: stop_view(stop, view))

    def close_story(self) -> None:
        """Leave the story; the map stays as it is."""
        self._state.change(story="")

    def _opener(self, event: Event) -> Callable[[], None]:
        return lambda: self._state.move(lambda view: view.selecting(event.id))

    def _set_playing(self, playing: bool) -> None:
        self._icons.set(self.play, "pause" if playing else "play", "surface", 16)
        stop = self.stop
        if not playing or stop is None:
            self._timer.stop()
            return
        if not on_path(stop, self._state.view):
            self.return_to_step()
        self._timer.start(reading_ms(stop.step.text, self._state.view.language))

    def _play_on(self) -> None:
        stop = self.stop
        if stop is None or stop.last:
            self.play.setChecked(False)
        else:
            self.go(1)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(self._say("story.export")).triggered.connect(self.export_asked)
        menu.popup(self.menu.mapToGlobal(QPoint(0, self.menu.height())))
