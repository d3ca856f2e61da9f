"""An atlas folder that is edited while it is open: read again when a file of it changes, in another process; the last good one stays."""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from viewer.ui.own.ports import AtlasJob, Files

_REST_MS = 90
"""After the last change of a file: editors write in several steps."""
_ASK_MS = 25
_WARM_MS = 2500
"""After this the reading process is started, so that it is there when it is needed."""


class FolderWatch(QObject):
    """Watches a folder. `answered` comes after each reading; `job` then tells what came of it.

    Args: files: reads. folder: the atlas. at_once: whether to read it now, or only when it changes.
    """

    answered = Signal()

    def __init__(self, files: Files, folder: str, parent: QObject, *, at_once: bool) -> None:
        super().__init__(parent)
        self._files, self.folder = files, folder
        self.job: AtlasJob | None = None
        self._again = False
        self._quiet = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._changed)
        self._watcher.directoryChanged.connect(self._changed)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._read)
        self._ask = QTimer(self, interval=_ASK_MS)
        self._ask.timeout.connect(self._step)
        self._watch()
        if at_once:
            self._start()
        else:
            QTimer.singleShot(_WARM_MS, self, self._warm)

    def _watch(self) -> None:
        known = {*self._watcher.files(), *self._watcher.directories()}
        new = [path for path in self._files.watched(self.folder) if path not in known]
        if new:
            self._watcher.addPaths(new)

    def _warm(self) -> None:
        if self.job is None:
            self._quiet = True  # nothing has changed: the answer is what is open
            self._start()

    def _start(self) -> None:
        self.job = self._files.open_folder(self.folder)
        self._ask.start()

    def _changed(self) -> None:
        self._rest.start()

    def _read(self) -> None:
        self._watch()
        self._quiet = False
        if self.job is None:
            self._start()
        elif self.job.waiting:
            self._again = True
        else:
            self.job.again()
            self._ask.start()

    def _step(self) -> None:
        if self.job is None or not self.job.step():
            return
        if self._again:
            self._again = False
            self.job.again()
            return
        self._ask.stop()
        if not self._quiet:
            self.answered.emit()

    def end(self) -> None:
        """Watch no more."""
        self._ask.stop()
        self._rest.stop()
        if self.job is not None:
            self.job.end()
            self.job = None
        self.deleteLater()
