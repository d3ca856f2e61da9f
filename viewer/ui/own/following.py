"""What follows a reader's layers when they are shown: their files are read again when edited, the session keeps them to the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from viewer.ui.memory import Memory
from viewer.ui.own.file_watch import FileWatch
from viewer.ui.own.keeping import KEY, Kept, Restoring, read_kept, write_kept
from viewer.ui.own.ports import Files, Origin, ReadingJob
from viewer.ui.own.shelf import ExtraShelf

STEPPING = "own_stepping"
"""Under which the session keeps whether what steps to the next event stops at features too."""


class Teller(Protocol):
    """What tells the reader how it went."""

    def tell_faults(self, path: str, job: ReadingJob) -> None:
        """List what can't be used in a file."""

    def read_again(self, path: str, job: ReadingJob) -> None:
        """Tell what came of reading a file again."""


class Following(QObject):
    """Knows where the layers of a shelf came from.

    Args: shelf: gives the shelf, made when there is something to put on it. memory: where layers last from one start to the next.
    """

    def __init__(self, files: Files, shelf: Callable[[], ExtraShelf], memory: Memory, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._files, self._shelf, self._memory, self._teller = files, shelf, memory, teller
        self._watch: FileWatch | None = None
        self._waiting = read_kept(memory.get(KEY))
        """What the session kept and nobody has asked for yet."""
        self._restoring: Restoring | None = None
        self._passing: set[str] = set()
        """Layers of this window alone."""

    @property
    def restoring(self) -> bool:
        """Whether layers of the last window are still on their way."""
        return self._restoring is not None

    def follow(self, key: str, origin: Origin, *, passing: bool = False) -> None:
        """Read a layer again whenever its file changes. `passing`: the session does not keep it."""
        if self._watch is None:
            self._watch = FileWatch(self._files, self._shelf(), self._teller.read_again)
        self._watch.follow(key, origin)
        if passing:
            self._passing.add(key)
        self.remember()

    def restore(self) -> None:
        """Bring back the layers that the reader had when the last window was closed; files that are gone are told of."""
        if not self._waiting:
            return
        kept, self._waiting = self._waiting, []
        self._restoring = Restoring([one for one in kept if not self._is_here(one)], self._read, self._take_back, self._restored, self)

    def _read(self, origin: Origin) -> ReadingJob:
        return self._files.read(origin.path, origin.columns, origin.layer)

    def _is_here(self, kept: Kept) -> bool:
        """Whether a layer was brought again meanwhile, as with `--add`: it looks as it did then, and is kept on."""
        origin = kept.origin
        for key in self._passing:
            known = self._watch.origin_of(key) if self._watch else None
            if known is not None and (known.path, known.layer) == (origin.path, origin.layer):
                self._passing.discard(key)
                self._look(key, kept)
                return True
        return False

    def _look(self, key: str, kept: Kept) -> None:
        self._shelf().change(key, called=kept.called, tone=kept.tone, opacity=kept.opacity, hidden=kept.hidden)

    def _take_back(self, kept: Kept, job: ReadingJob) -> None:
        if job.layer is not None:
            self._shelf().add([job.layer])
            self.follow(job.layer.key, kept.origin)
            self._look(job.layer.key, kept)
        else:
            self._teller.tell_faults(kept.origin.path, job)

    def _restored(self) -> None:
        self._restoring = None
        self.remember()

    def remember(self) -> None:
        """Let the session keep which files the layers came from, and how they look."""
        if self._watch is None or self._restoring is not None:
            return
        known = ((one, self._watch.origin_of(one.layer.key)) for one in self._shelf().shown if one.layer.key not in self._passing)
        kept = [Kept(origin, one.called, one.tone, one.opacity, one.hidden) for one, origin in known if origin is not None]
        self._memory.put(KEY, write_kept([*self._waiting, *kept]))

    def end(self) -> None:
        """Watch no more."""
        for busy in (self._watch, self._restoring):
            if busy is not None:
                busy.end()
