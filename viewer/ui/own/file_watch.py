"""Files of a reader's layers, read again when they change on disk: what the reader has chosen for a layer stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from viewer.ui.own.ports import Files, Origin, ReadingJob
from viewer.ui.own.shelf import ExtraShelf

_REST_MS = 250
"""After the last change of a file: editors write in several steps, and some take the old file away first."""
_ASK_MS = 40
_TRIES = 8


class FileWatch(QObject):
    """Watches the files of the layers on a shelf.

    Args: read_again: hears the file and what came of reading it again; the layer, if there is one, is on the shelf by then.
    """

    def __init__(self, files: Files, shelf: ExtraShelf, read_again: Callable[[str, ReadingJob], None]) -> None:
        super().__init__(shelf)
        self._files, self._shelf, self._read_again = files, shelf, read_again
        self._origins: dict[str, Origin] = {}
        self._jobs: dict[str, ReadingJob] = {}
        self._due: dict[str, int] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._changed)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._ask = QTimer(self, interval=_ASK_MS)
        self._ask.timeout.connect(self._step)
        shelf.changed.connect(self._forget)

    def follow(self, key: str, origin: Origin) -> None:
        """Read a layer again whenever its file changes."""
        self._origins[key] = origin
        self._watcher.addPath(origin.path)

    def origin_of(self, key: str) -> Origin | None:
        """Return where a layer came from; None where that is not known."""
        return self._origins.get(key)

    def _forget(self) -> None:
        """Let go of layers that were taken away."""
        known = {one.layer.key for one in self._shelf.shown}
        for key in set(self._origins) - known:
            del self._origins[key]
            if (job := self._jobs.pop(key, None)) is not None:
                job.cancel()
        gone = set(self._watcher.files()) - {origin.path for origin in self._origins.values()}
        if gone:
            self._watcher.removePaths(sorted(gone))

    def _changed(self, path: str) -> None:
        self._due[path] = 0
        self._rest.start()

    def _begin(self) -> None:
        """Begin to read the files that have come to rest; one that was taken away is waited for, for a while."""
        for path, tries in list(self._due.items()):
            if path not in self._watcher.files() and not self._watcher.addPath(path):
                self._due[path] = tries + 1
                if tries + 1 >= _TRIES:
                    del self._due[path]
                continue
            del self._due[path]
            for key, origin in self._origins.items():
                if origin.path == path:
                    if (old := self._jobs.get(key)) is not None:
                        old.cancel()
                    self._jobs[key] = self._files.read(path, origin.columns, origin.layer)
        if self._due:
            self._rest.start()
        if self._jobs:
            self._ask.start()

    def _step(self) -> None:
        for key, job in list(self._jobs.items()):
            job.step()
            if job.finished:
                del self._jobs[key]
                if job.layer is not None:
                    self._shelf.renew(key, job.layer)
                self._read_again(self._origins[key].path, job)
        if not self._jobs:
            self._ask.stop()

    def end(self) -> None:
        """Watch no more."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._rest.stop()
        self._ask.stop()
