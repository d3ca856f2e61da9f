"""What the window needs of whatever reads files for it. The window itself opens none."""

from __future__ import annotations

from typing import Protocol

from viewer.model.atlas import Atlas
from viewer.model.extra import Columns, ExtraLayer, Fault, TablePreview
from viewer.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a layer comes from, and how it is read: what the columns of a table mean, which layer of a file that holds several."""

    path: str
    columns: Columns | None = None
    layer: str = ""


class ReadingJob(Protocol):
    """A file that is being read elsewhere: ask `step` now and then until it is `finished`."""

    done: float
    finished: bool
    layer: ExtraLayer | None
    names: tuple[str, ...]
    tables: tuple[TablePreview | None, ...]
    faults: tuple[Fault, ...]
    more: int
    skipped: int
    mended: int

    def step(self) -> None:
        """Hear how far it is."""

    def cancel(self) -> None:
        """Stop."""


class AtlasJob(Protocol):
    """An atlas folder that is read elsewhere, as often as it is asked for."""

    folder: str
    atlas: Atlas | None
    faults: tuple[Fault, ...]
    more: int
    waiting: bool

    def step(self) -> bool:
        """Hear whether there is an answer."""

    def again(self) -> None:
        """Ask for it to be read again."""

    def end(self) -> None:
        """Let it go."""


class Files(Protocol):
    """Where files are read on a reader's behalf."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of files that can be added."""

    @property
    def others(self) -> tuple[str, ...]:
        """Suffixes of files of data that can't be added, but of which can be told what makes one that can."""

    @property
    def has_editor(self) -> bool:
        """Whether the reader has named an editor that goes to a line."""

    def edit(self, path: str, line: int) -> bool:
        """Open a file at a line in the reader's editor; returns whether that could be done."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that name."""

    def is_table(self, path: str) -> bool:
        """Whether a file has columns that a reader may correct."""

    def preview(self, path: str, encoding: str = "") -> TablePreview:
        """Return the head of a table."""

    def has_layers(self, path: str) -> bool:
        """Whether a file may hold several layers or sheets, to be chosen from."""

    def name_layers(self, path: str) -> ReadingJob:
        """Begin to look which layers a file holds: `names` of the job, and `tables` where they are sheets."""

    def read(self, path: str, columns: Columns | None = None, layer: str = "") -> ReadingJob:
        """Begin to read a file, or one of its layers."""

    def open_folder(self, path: str) -> AtlasJob:
        """Begin to read an atlas folder."""

    def watched(self, folder: str) -> list[str]:
        """Return files and folders whose change may be a change of an atlas folder."""
