"""Pictures of the window's View: written as it is seen, and looked at again as they were taken."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage

from viewer.carto.land.viewpoint import checked
from viewer.carto.moving.moving import refitted
from viewer.carto.tokens import THEMES
from viewer.carto.view import BadView, View
from viewer.paint.files.image import ExportFailed, check_export, read_taken
from viewer.paint.files.sequence import DATE, PACE, Press, check_one_map, check_series, exporting, writing
from viewer.paint.files.story import told_page
from viewer.paint.pages.contact_sheet import is_sheet, sheet_words
from viewer.paint.pages.page import CAPTION_KEY, Page
from viewer.paint.pages.settling import map_size, settled
from viewer.paint.pages.words import title_words
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.exporting.days import DaysChoice
from viewer.ui.exporting.dialog import ExportDialog
from viewer.ui.exporting.parts import PartsChoice
from viewer.ui.exporting.preview import PagePreview
from viewer.ui.panes import Panes
from viewer.ui.widgets.progress import ProgressPanel

_SLIDE = 1920, 1080
"""Size in px of what is copied."""
_LEAST_WIDE = 1000
"""Width in px, at plain text, of a window that has room for a preview in its dialog."""
_MOST_PX = 20_000
"""Sides of a page of which a preview is drawn."""
_PAUSE_MS = 400
"""What takes longer is told of with a bar and a way to stop it."""


def exporting_of(window: Panes) -> Exporting:
    """Return what exports a window's pictures: one at a time."""
    return window.findChild(Exporting) or Exporting(window)


def _copying(page: Page, *, words: bool) -> Generator[Path | None, None, None]:
    """Paint a page in slices, then put it, or its words, on the clipboard."""
    work: Generator[None, None, QImage] = Press().painting(page)
    image = yield from work
    if words:
        QGuiApplication.clipboard().setText(image.text(CAPTION_KEY))
    else:
        QGuiApplication.clipboard().setImage(image)


def _choosing(size: str, factor: float, without: frozenset[str], *, caption: bool) -> Callable[[ExportDialog], None]:
    """Return what fills in a dialog with choices."""

    def choose(dialog: ExportDialog) -> None:
        dialog.take(size, factor)
        dialog.parts.take(without, caption=caption)

    return choose


class Exporting(QObject):
    """Asks where pictures go and writes them, between the frames of the window; opens pictures that carry their View."""

    def __init__(self, window: Panes) -> None:
        super().__init__(window)
        self._window = window
        self._work: Generator[Path | None, None, None] | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._go_on)
        self._progress: ProgressPanel | None = None
        self._what, self._done, self._all = "", 0, 0
        self._closing = ""
        """What is said at the end in place of where the picture is."""
        self._chosen: Callable[[ExportDialog], None] | None = None
        """Fills in a dialog as the last one was."""
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self._leave)

    def ask(self) -> None:
        """Ask for size, days and file; what can't be written is told in the dialog, which stays."""
        window = self._window
        if self._work is not None:  # one after the other
            window.tell(window.say("export.writing"))
            return
        view = window.state.view
        days = DaysChoice(window.say, window.state.atlas, view)
        page = self.page(_SLIDE, 1.0)
        title = sheet_words(page) if is_sheet(view) else title_words(page)
        parts = PartsChoice(window.say, title, whole=not is_sheet(view))
        dialog = ExportDialog(window.say, window, f"bloc-atlas-{DATE}.png", days, parts, self._refusal)
        if self._chosen is not None:
            self._chosen(dialog)
        if not is_sheet(view) and window.width() >= COMFORT.px(_LEAST_WIDE):
            dialog.add_preview(PagePreview(window.say, lambda: self._meant(dialog), THEMES[view.theme].line2, dialog))
        dialog.accepted.connect(lambda: self._begin(dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _refusal(self, dialog: ExportDialog) -> str:
        """Return why pictures can't be written, in the language of the View; empty where they can."""
        if dialog.size_px == (0, 0):
            return self._window.say("refused.size")
        if dialog.days.several and (why := dialog.days.why_not()):
            return why
        try:
            if dialog.days.several:
                check_series(dialog.size_px, dialog.factor, dialog.path, dialog.days.days())
            else:
                check_export(dialog.size_px, dialog.factor, dialog.path)
            check_one_map(self._window.state.view, dialog.path)
        except ExportFailed as error:
            return self._told(error)
        return ""

    def _told(self, error: ExportFailed) -> str:
        return self._window.say(f"refused.{error.reason}", **error.values) if error.reason else str(error)

    def _begin(self, dialog: ExportDialog) -> None:
        """Say that pictures are being made, then make them in slices."""
        parts, paths, days = dialog.parts, dialog.paths(), dialog.days
        self._chosen = _choosing(dialog.size_text, dialog.factor, parts.without, caption=parts.caption)
        page = self._page_of(dialog)
        try:
            self._work = exporting(page, days.days(), dialog.path, days.pace or PACE) if days.several else writing([(page, paths[0])])
        except ExportFailed as error:  # the folder has gone meanwhile
            self._end(self._window.say("export.failed", why=self._told(error)))
            return
        self._what = f"{page.size[0]} × {page.size[1]}" + (f" × {page.factor:g}" if page.factor != 1 else "")
        self._done, self._all = 0, len(paths)
        self._window.tell(self._window.say("export.writing"))
        QTimer.singleShot(_PAUSE_MS, self, self._show_progress)
        self._turns.start()

    def _page_of(self, dialog: ExportDialog) -> Page:
        """Return the page that is asked for."""
        parts = dialog.parts
        page = self.page(dialog.size_px, dialog.factor, parts.without, series=dialog.days.several)
        page = replace(page, caption=parts.caption)
        return replace(page, title=parts.title, second="") if parts.title else page

    def _meant(self, dialog: ExportDialog) -> Page | None:
        """Return the page that a dialog stands for now; None where there can be none."""
        width, height = dialog.size_px
        return self._page_of(dialog) if 64 <= width <= _MOST_PX and 64 <= height <= _MOST_PX else None

    def _show_progress(self) -> None:
        """Tell how far it is, with a way to stop it, below the date; nothing of the kind for what is done by then."""
        if self._work is None:
            return
        window = self._window
        if self._progress is None:
            self._progress = ProgressPanel(window.state, window.words, window, "export", "export.drawing")
            self._progress.cancelled.connect(self.cancel)
        panel = self._progress
        panel.tell(f"{self._done + 1} / {self._all}" if self._all > 1 else self._what, self._done / self._all if self._all > 1 else None)
        left, _, right, _ = window.map.free
        panel.setGeometry(max(round((left + right) / 2) - 180, 0), 90, 360, panel.sizeHint().height())
        panel.show()
        panel.raise_()

    def _go_on(self) -> None:
        """Work a slice; the window answers between two of them."""
        if self._work is None:
            return
        try:
            path = next(self._work)
        except StopIteration:
            self._end(self._closing)
        except ExportFailed as error:
            self._end(self._window.say("export.failed", why=self._told(error)))
        except (MemoryError, RuntimeError) as error:  # a picture too large for this machine
            self._end(self._window.say("export.failed", why=error))
        else:
            if path is not None:
                self._done, self._what = self._done + 1, str(path)
                if self._done < self._all and self._progress is not None and self._progress.isVisible():
                    self._show_progress()

    def cancel(self) -> None:
        """Stop: what is written by now stays, and is whole."""
        if self._work is not None:
            self._work.close()
            self._end(self._window.say("export.stopped", n=self._done))

    def _leave(self) -> None:
        """The program ends: leave nothing half written."""
        self._turns.stop()
        if self._work is not None:
            self._work.close()
            self._work = None

    def _end(self, words: str) -> None:
        """Say how it ended: in words, or that all is written."""
        window, self._work, self._closing = self._window, None, ""
        self._turns.stop()
        if self._progress is not None:
            self._progress.hide()
        done = {"path": self._what} if self._all == 1 else {"path": Path(self._what).parent, "n": self._done}
        window.tell(words or window.say("export.done" if self._all == 1 else "export.all_done", **done))

    def copy_page(self, *, words: bool = False) -> None:
        """Put the page that would be exported on the clipboard: as a picture, or what it tells in words."""
        if self._work is not None:
            self._window.tell(self._window.say("export.writing"))
            return
        page = self.page(_SLIDE, 1.0)
        self._what, self._done, self._all = f"{page.size[0]} × {page.size[1]}", 0, 1
        self._closing = self._window.say("export.caption_copied" if words else "export.copied")
        self._work = _copying(page, words=words)
        QTimer.singleShot(_PAUSE_MS, self, self._show_progress)
        self._turns.start()

    def page(self, size: tuple[int, int], factor: float, without: frozenset[str] = frozenset(), *, series: bool = False) -> Page:
        """Return the page that shows what the free part of the map shows now, alone or on each of many days.

        `without`: parts that are left out.
        """
        window = self._window
        page = Page(window.state.atlas, window.state.view, size, factor, window.words.say, window.sprites, extras=window.brought())
        page = replace(page, without=without)
        view, old = window.state.view, self._room(window.state.view)
        page = replace(told_page(page), view=refitted(view, old, map_size(page), cut=False))
        return page if series else settled(page, lambda room: refitted(view, old, room, cut=False))

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
