"""Pictures of the window's View: written as it is seen, and looked at again as they were taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from viewer.carto.moving import refitted
from viewer.carto.view import BadView, View
from viewer.carto.viewpoint import checked
from viewer.model.time import iso
from viewer.paint.image import ExportFailed, check_export, export_page, read_taken
from viewer.paint.page import Page, frame_of
from viewer.paint.story import told_page
from viewer.ui.export_dialog import ExportDialog

if TYPE_CHECKING:
    from viewer.ui.window import Window

_PAUSE_MS = 30
"""Before a picture is painted, so that the reader sees that it is being made."""


class Exporting(QObject):
    """Asks where a picture goes and writes it; opens pictures that carry their View."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Ask for size and file; what can't be written is told in the dialog, which stays."""
        window = self._window
        name = f"bloc-atlas-{iso(window.state.view.instant)}.png"
        dialog = ExportDialog(window.say, window, name, self._refusal)
        dialog.accepted.connect(lambda: self.write_soon(dialog.path, dialog.size_px, dialog.factor))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _refusal(self, size: tuple[int, int], factor: float, path: str) -> str:
        """Return why a picture can't be written, in the language of the View; empty where it can."""
        try:
            check_export(size, factor, path)
        except ExportFailed as error:
            return self._told(error)
        return ""

    def _told(self, error: ExportFailed) -> str:
        return self._window.say(f"refused.{error.reason}", **error.values) if error.reason else str(error)

    def write_soon(self, path: str, size: tuple[int, int], factor: float) -> None:
        """Say that a picture is being made, then make it."""
        self._window.tell(self._window.say("export.writing"))
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        QTimer.singleShot(_PAUSE_MS, self, lambda: self._write(path, size, factor))

    def _write(self, path: str, size: tuple[int, int], factor: float) -> None:
        window = self._window
        try:
            export_page(self.page(size, factor), path)
        except ExportFailed as error:
            window.tell(window.say("export.failed", why=self._told(error)))
        else:
            window.tell(window.say("export.done", path=path))
        finally:
            QGuiApplication.restoreOverrideCursor()

    def page(self, size: tuple[int, int], factor: float) -> Page:
        """Return the page that shows what the free part of the map shows now."""
        window = self._window
        page = Page(window.state.atlas, window.state.view, size, factor, window.words.say, window.sprites, extras=window.own.shown)
        left, top, right, bottom = frame_of(page)
        view = refitted(window.state.view, self._room(window.state.view), (right - left, bottom - top), cut=False)
        return replace(told_page(page), view=view)

    def _room(self, view: View) -> tuple[float, float]:
        left, top, right, bottom = self._window.map.room(view)
        return right - left, bottom - top

    def open(self, path: str) -> None:
        """Look as a picture was taken: at the same place, as much of it as there is room for."""
        window = self._window
        taken = read_taken(path)
        if taken is None:
            window.tell(window.say("open.png_bad"))
            return
        try:
            view = checked(window.state.atlas, View.parse(taken.view))
        except BadView as error:
            window.tell(window.say("open.failed", why=error))
            return
        window.state.set_view(refitted(view, taken.frame, self._room(view), cut=True) if taken.frame else view)
        window.tell(window.say("open.done", name=Path(path).name))
