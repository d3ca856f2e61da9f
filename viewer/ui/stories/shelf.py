"""The tab of stories: each with the number of its steps, and at the foot the ways to one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.days.dates import year_mark
from viewer.carto.story import Stop, stop_of, stop_view
from viewer.carto.tokens import THEMES
from viewer.model.entities import Story, say
from viewer.ui.details.parts import LinkLabel, label
from viewer.ui.start import lean
from viewer.ui.state import State
from viewer.ui.words import Words


class Shelf(QScrollArea):
    """Lists the stories of the atlas; a click begins one."""

    write_asked = Signal()
    open_asked = Signal()

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self.setObjectName("storyShelf")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state, self._words = state, words
        self._shown: tuple[object, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._foot = self._make_foot()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the language, and say which story is being read."""
        if lean.put_off(self.refresh):
            return
        view, atlas = self._state.view, self._state.atlas
        stop = stop_of(atlas, view)
        shown = (view.language, view.theme, stop.story.id if stop else "", atlas.stories)
        if shown == self._shown:
            return
        self._shown = shown
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(2)
        stories = sorted((story for story in atlas.stories if story.steps), key=self._span)
        for story in stories:
            self._add(column, story, reading=stop is not None and stop.story.id == story.id)
        if not stories:
            column.addWidget(label(self._words.say(view.language, "stories.empty"), "small"))
        column.addStretch(1)
        self.setWidget(inside)
        for key, button in self._buttons.items():
            button.setText(self._words.say(view.language, f"stories.{key}"))
        self._place_foot()

    def _make_foot(self) -> QWidget:
        """Make what stays in sight however many stories there are."""
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 12, 10)
        row.setSpacing(6)
        for key, asked in (("write", self.write_asked), ("open", self.open_asked)):
            button = self._buttons[key] = QPushButton()
            button.setObjectName(f"stories-{key}")
            button.setProperty("role", "outlined")
            button.clicked.connect(lambda _=False, signal=asked: signal.emit())
            row.addWidget(button, 1)
        return foot

    def _place_foot(self) -> None:
        for button in self._buttons.values():
            button.ensurePolished()  # sizes of type come with the style
        tall = self._foot.sizeHint().height()
        self.setViewportMargins(0, 0, 0, tall)
        self._foot.setGeometry(0, self.height() - tall, self.width(), tall)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the foot at the foot."""
        super().resizeEvent(event)
        self._place_foot()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Give the foot the height that another size of text asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_foot()

    def _add(self, column: QVBoxLayout, story: Story, *, reading: bool) -> None:
        view = self._state.view
        theme = THEMES[view.theme]
        column.addWidget(LinkLabel(say(story.names, view.language), self._opener(story), (theme.selink, theme.focus)))
        told = self._words.say(view.language, "stories.steps", n=len(story.steps))
        years = "–".join(dict.fromkeys(year_mark(day, view.language) for day in self._span(story)))
        reads = f" · {self._words.say(view.language, 'stories.reading')}" if reading else ""
        row = label(f"{told} · {years}{reads}", "caption", wrap=False)
        row.setContentsMargins(0, 0, 0, 8)
        column.addWidget(row)

    def _span(self, story: Story) -> tuple[int, int]:
        """Day of the first and of the last step: by it the stories stand in the order of their time."""
        first, last = (stop_view(Stop(story, number), self._state.view).instant for number in (1, len(story.steps)))
        return first, last

    def _opener(self, story: Story) -> Callable[[], None]:
        return lambda: self._state.move(lambda view: stop_view(Stop(story, 1), view))
