"""Writes a story as pictures while the window goes on living: one step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from viewer.model.entities import Story
from viewer.paint.files.image import ExportFailed
from viewer.paint.files.story import export_story
from viewer.paint.pages.page import Page
from viewer.ui.panes import Panes

_SIZE = (1920, 1080)
_PAUSE_MS = 20
"""Between two pictures the window answers the reader."""


class StoryWriter(QObject):
    """Writes one story, then goes away by itself; tells how far it is."""

    def __init__(self, window: Panes) -> None:
        super().__init__(window)
        self._window = window
        self._left: Iterator[Path] = iter(())
        self._total = self._done = 0

    def write(self, story: Story, folder: str) -> None:
        """Begin; each step becomes a picture in the folder."""
        window = self._window
        page = Page(window.state.atlas, window.state.view, _SIZE, 1.0, window.words.say, window.sprites, extras=window.brought())
        self._total = len(story.steps)
        try:
            self._left = export_story(page, story, folder)
        except ExportFailed as error:
            self._end("export.failed", why=error)
        else:
            QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        try:
            path = next(self._left, None)
        except ExportFailed as error:
            self._end("export.failed", why=error)
            return
        if path is None:
            self._end("story.exported", n=self._done)
            return
        self._done += 1
        self._window.tell(self._window.say("story.writing", n=self._done, total=self._total))
        QTimer.singleShot(_PAUSE_MS, self, self._next)

    def _end(self, key: str, **values: object) -> None:
        self._window.tell(self._window.say(key, **values))
        self.deleteLater()
