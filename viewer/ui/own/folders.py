"""Atlas folders in a window: opened while another one is, and read again whenever a file of them changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.carto.link import opening_of
from viewer.model.atlas import Atlas
from viewer.ui.map.modes import fit_all
from viewer.ui.own.folder_watch import FolderWatch
from viewer.ui.own.ports import AtlasJob, Files
from viewer.ui.panes import Panes
from viewer.ui.widgets.plain_text import last_part

if TYPE_CHECKING:
    from viewer.ui.own.faults import FaultsPanel


class Folders(QObject):
    """The folder that is open, and one that is to be opened. The last good atlas stays until there is a better one.

    Args: faults: the list of what is wrong, made when it is first needed. arrange: lays out what was made.
    """

    busy_changed = Signal()

    def __init__(self, window: Panes, files: Files, faults: Callable[[], FaultsPanel], arrange: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._files, self._faults, self._arrange = window, files, faults, arrange
        self._told = False
        self.watch: FolderWatch | None = None
        self._opening: FolderWatch | None = None

    @property
    def reading(self) -> str:
        """The folder that is being read to be opened; empty where none is."""
        opening = self._opening
        return opening.folder if opening is not None and opening.job is not None and opening.job.waiting else ""

    def follow(self, folder: str) -> None:
        """Read the folder that is open again whenever it changes."""
        self.watch = FolderWatch(self._files, folder, self, at_once=False)
        self.watch.answered.connect(self._renew)

    def open(self, folder: str) -> None:
        """Read an atlas folder and open it; a broken one is opened as soon as it is mended."""
        self.stop_opening()
        self._opening = FolderWatch(self._files, folder, self, at_once=True)
        self._opening.answered.connect(self._take)
        self.busy_changed.emit()

    def stop_opening(self) -> None:
        """Let go of a folder that is not open yet."""
        if self._opening is not None:
            self._opening.end()
            self._opening = None

    def _take(self) -> None:
        watch, job = self._opening, self._opening.job if self._opening else None
        if watch is None or job is None:
            return
        if job.atlas is None:
            self._tell(watch.folder, job)
        else:
            if self.watch is not None:
                self.watch.end()
            self.watch, self._opening = watch, None
            watch.answered.disconnect(self._take)
            watch.answered.connect(self._renew)
            self._mended()
            self._show(job.atlas)
            self._tell_stale(watch.folder, job)
        self.busy_changed.emit()

    def _show(self, atlas: Atlas) -> None:
        """Show an atlas as it wants to be seen first, in the look that the reader has chosen."""
        window, state = self._window, self._window.state
        window.leave_home()
        state.open(atlas, opening_of(atlas).with_(language=state.view.language, theme=state.view.theme))
        if "z=" not in atlas.opening_view:
            fit_all(state, window.map)
            state.forget()
        window.tell(window.say("extra.opened", name=atlas.title.get(state.view.language, "")[:80]))

    def _renew(self) -> None:
        """Show the atlas as it is now written, or what keeps it from being read."""
        watch, job = self.watch, self.watch.job if self.watch else None
        if watch is None or job is None:
            return
        if job.atlas is None:
            self._tell(watch.folder, job)
            return
        self._mended()
        if self._window.state.renew(job.atlas):
            self._window.tell(self._window.say("extra.renewed"))
        self._tell_stale(watch.folder, job)

    def _tell_stale(self, folder: str, job: AtlasJob) -> None:
        """List what the map was built from and has changed since, for it does not show that."""
        if job.faults:
            self._told = True
            self._faults().tell(lambda: self._window.say("extra.stale", name=last_part(folder)), job.faults, job.more)
            self._arrange()

    def _tell(self, folder: str, job: AtlasJob) -> None:
        values = {"name": last_part(folder), "n": f"{len(job.faults) + job.more:,}"}
        self._told = True
        self._faults().tell(lambda: self._window.say("extra.broken", **values), job.faults, job.more)
        self._arrange()

    def _mended(self) -> None:
        """Take away what was told of faults that are no more."""
        if self._told:
            self._told = False
            self._faults().dismiss()

    def end(self) -> None:
        """Watch no more."""
        self.stop_opening()
        if self.watch is not None:
            self.watch.end()
            self.watch = None
