"""Files on their way into the window: what a reader is asked first, and how far each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from viewer.ui.own.ports import Files, Origin, ReadingJob
from viewer.ui.panes import Panes
from viewer.ui.widgets.plain_text import last_part

if TYPE_CHECKING:
    from viewer.model.extra import Columns, TablePreview
    from viewer.ui.own.columns import ColumnsDialog

_ASK_MS = 40
"""How often it is asked how far files are."""


def _shown(head: TablePreview, _encoding: str) -> TablePreview:
    return head


class Arriving(QObject):
    """The files that are read for a window.

    The columns of a table, or of a sheet of a workbook, are shown first; of a file with several layers it is asked which are wanted.
    """

    arrived = Signal(object, object)
    """Origin and ReadingJob of a file that is read, or that can't be."""
    went_on = Signal()
    """Some time has passed: `reading` may tell something else."""

    def __init__(self, window: Panes, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._jobs: list[tuple[Origin, ReadingJob]] = []
        self._ask = QTimer(self, interval=_ASK_MS)
        self._ask.timeout.connect(self._step)

    @property
    def reading(self) -> tuple[str, float] | None:
        """The path of the file that is read, and how much of it (0 to 1); None where none is."""
        if not self._jobs:
            return None
        origin, job = self._jobs[0]
        return origin.path, job.done

    def open(self, path: str, files: Files) -> None:
        """Open a file that a reader has chosen or dropped."""
        if files.is_table(path):
            self._ask_columns(path, files)
        elif files.has_layers(path):
            self._begin(Origin(path), files.name_layers(path))
        else:
            self._read(Origin(path), files)

    def choose_layers(self, path: str, job: ReadingJob, files: Files) -> None:
        """Read the layers of a file that are wanted; asks which where it holds several. `job` has named them."""
        if len(job.names) == 1:
            self._take_layers(path, {"": job.tables[0]}, files)
            return
        from viewer.ui.own.layers_dialog import LayersDialog

        heads = dict(zip(job.names, job.tables, strict=True))
        placed = [name for name, head in heads.items() if head is None or head.columns.are_told]
        kind = "sheets" if any(job.tables) else "layers"
        dialog = LayersDialog(self._window.say, self._window, last_part(path), job.names, placed, kind)
        dialog.accepted.connect(lambda: self._take_layers(path, {name: heads[name] for name in dialog.chosen}, files))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_layers(self, path: str, heads: Mapping[str, TablePreview | None], files: Files) -> None:
        """Read layers one after another; what the columns of a sheet mean is asked first."""
        for at, (name, head) in enumerate(heads.items()):
            if head is None:
                self._read(Origin(path, None, name), files)
                continue
            left = dict(list(heads.items())[at + 1 :])
            called = f"{name} ({last_part(path)})" if name else last_part(path)
            dialog = self._columns_of(called, partial(_shown, head))
            self._read_then(dialog, Origin(path, None, name), left, files)
            return

    def _read_then(self, dialog: ColumnsDialog, origin: Origin, left: Mapping[str, TablePreview | None], files: Files) -> None:
        """Read a sheet when its columns are known, and go on with those that are left."""
        dialog.accepted.connect(lambda: self._read(replace(origin, columns=dialog.columns), files))
        dialog.finished.connect(lambda: self._take_layers(origin.path, left, files))

    def _ask_columns(self, path: str, files: Files) -> None:
        dialog = self._columns_of(last_part(path), lambda encoding: files.preview(path, encoding))
        dialog.accepted.connect(lambda: self._read_table(path, dialog.columns, files))

    def _columns_of(self, name: str, preview: Callable[[str], TablePreview]) -> ColumnsDialog:
        """Ask what the columns of a table mean."""
        from viewer.ui.own.columns import ColumnsDialog

        dialog = ColumnsDialog(self._window.say, self._window, name, preview)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _read_table(self, path: str, columns: Columns, files: Files) -> None:
        self._read(Origin(path, columns), files)

    def _read(self, origin: Origin, files: Files) -> None:
        self._begin(origin, files.read(origin.path, origin.columns, origin.layer))

    def _begin(self, origin: Origin, job: ReadingJob) -> None:
        self._jobs.append((origin, job))
        self._ask.start()

    def _step(self) -> None:
        """Hear how far the files are."""
        for origin, job in list(self._jobs):
            job.step()
            if job.finished:
                self._jobs.remove((origin, job))
                self.arrived.emit(origin, job)
        if not self._jobs:
            self._ask.stop()
        self.went_on.emit()

    def cancel(self) -> None:
        """Stop everything that is being read."""
        for _, job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._ask.stop()
