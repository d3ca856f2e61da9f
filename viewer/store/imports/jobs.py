"""Work in another process, asked after now and then: files are read there, so that the window answers and a bad file harms nothing."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from viewer.model.atlas import Atlas
from viewer.model.extra import Columns, ExtraLayer, Fault, TablePreview
from viewer.store.arrays import open_arrays
from viewer.store.cache.compiled import open_atlas
from viewer.store.files import list_files
from viewer.store.imports.reading import FORMS, LAYERED, OTHERS, form_of, preview
from viewer.store.imports.refusal import ImportRefused, folder_faults, refused
from viewer.store.own_base import made_of, stale_inputs
from viewer.store.personal.editor import editor_words, open_in_editor
from viewer.store.syntax.problems import BrokenAtlas, visible

_PAUSE = 0.02
"""Seconds between two askings of who waits for a file."""


class _Worker:
    """A process of `viewer.store.imports.worker` and what it has said."""

    def __init__(self, *arguments: str) -> None:
        root = str(Path(__file__).resolve().parents[3])
        environment = {**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1"}
        command = [sys.executable, "-P", "-m", "viewer.store.imports.worker", *arguments]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, creationflags=flags
        )
        self.said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        assert self.process.stdout is not None
        self._listener = threading.Thread(target=self._listen, args=(self.process.stdout,), daemon=True)
        self._listener.start()

    def _listen(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                with suppress(ValueError):
                    self.said.put(json.loads(line))
        self.said.put(None)

    def ask_again(self) -> bool:
        """Send a line; returns whether somebody was there to take it."""
        stream = self.process.stdin
        try:
            assert stream is not None
            stream.write(b"again\n")
            stream.flush()
        except OSError:
            return False
        return True

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        with suppress(OSError, subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        self._listener.join(timeout=1)  # in a virtual environment on Windows it is a child that reads, and has files open a moment longer
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()


class ExtraJob:
    """A file that is being read into a layer. Ask `step` until it is `finished`, then take `layer` and `faults`."""

    def __init__(self, path: Path, columns: Columns | None, key: str, layer: str = "", *, naming: bool = False) -> None:
        self.done = 0.0
        self.finished = False
        self.layer: ExtraLayer | None = None
        self.names: tuple[str, ...] = ()
        """The layers of the file, where they alone are asked for (`naming`)."""
        self.tables: tuple[TablePreview | None, ...] = ()
        """The head of each of them, where they are sheets of a workbook."""
        self.faults: tuple[Fault, ...] = ()
        self.more = self.skipped = self.mended = 0
        self.encoding = ""
        """The encoding that was taken for a table which was guessed, where it is not UTF-8."""
        self._path, self._key = path, key
        self._name = f"{layer} ({path.name})" if layer else path.name
        self._folder = ""
        self._worker: _Worker | None = None
        try:
            form_of(path)
        except ImportRefused as error:
            self.faults, self.finished = self._placed(error.faults), True
            return
        if naming:
            self._worker = _Worker("layers", str(path.absolute()), "-")
            return
        self._folder = tempfile.mkdtemp(prefix="bloc-atlas-")
        chosen = json.dumps(asdict(columns)) if columns else ""
        self._worker = _Worker("extra", str(path.absolute()), str(Path(self._folder) / "layer"), chosen, layer)

    def step(self) -> None:
        """Hear what the other process has said meanwhile."""
        while self._worker is not None and not self.finished:
            try:
                said = self._worker.said.get_nowait()
            except queue.Empty:
                return
            self._take(said)

    def _take(self, said: dict[str, Any] | None) -> None:
        if said is None:
            self._end(refused(self._path.name, "could not be read: the reading process ended", "the file is damaged or too large").faults)
        elif "done" in said:
            self.done = float(said["done"])
        elif "layers" in said:
            self.names = tuple(said["layers"])
            self.tables = tuple(_preview_of(table) if table else None for table in said["tables"])
            self._end(())
        elif "refused" in said:
            self.more = int(said["more"])
            self._end(tuple(Fault(**fault) for fault in said["refused"]))
        else:
            self.layer = self._read(Path(said["layer"]))
            self.more, self.skipped, self.mended = int(said["more"]), int(said["skipped"]), int(said["mended"])
            self.encoding = str(said["encoding"])
            self._end(tuple(Fault(**fault) for fault in said["faults"]))

    def _read(self, path: Path) -> ExtraLayer:
        kept = open_arrays(path)
        arrays = {name: array.copy() for name, array in kept.items() if name != "texts"}
        return ExtraLayer(key=self._key, name=self._name, texts=kept["texts"].tobytes(), **arrays)

    def _placed(self, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        return tuple(replace(fault, path=str(self._path.absolute())) for fault in faults)

    def _end(self, faults: tuple[Fault, ...]) -> None:
        self.faults = self._placed(faults)
        self.cancel()

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        self.finished = True
        if self._worker is not None:
            self._worker.end()
            self._worker = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""


def _preview_of(told: dict[str, Any]) -> TablePreview:
    rows = tuple(tuple(row) for row in told["rows"])
    return TablePreview(tuple(told["header"]), rows, Columns(**told["columns"]), told["refusal"], tuple(told["wholes"]))


def name_layers(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the layers of a file that hold places, and wait for them; one without a name where there is but one.

    Beside them in words the sheets of a workbook that are left out as they hold none. ImportRefused tells why there are no layers.
    """
    if path.suffix.lower() not in LAYERED:
        return ("",), ""
    job = _waited(ExtraJob(path, None, "", naming=True))
    if not job.names:
        raise ImportRefused(job.faults, job.more)
    aside = [name for name, table in zip(job.names, job.tables, strict=True) if table is not None and not table.columns.are_told]
    names = tuple(name for name in job.names if name not in aside) or job.names[:1]
    left = [name for name in aside if name not in names]
    told = f"sheets without places, left out: {', '.join(left)}" if left else ""
    return names if len(job.names) > 1 else ("",), told


def _waited(job: ExtraJob) -> ExtraJob:
    """A job that is done."""
    try:
        while not job.finished:
            job.step()
            time.sleep(_PAUSE)
    finally:
        job.cancel()
    return job


def read_whole(path: Path, key: str, layer: str = "", encoding: str = "") -> tuple[ExtraLayer, str]:
    """Read a file (one of its layers) of which every feature must be usable, and wait for it, as the command line does.

    Args: encoding: of a table; guessed where empty.
    Returns: the layer, and what was guessed, passed over or mended in words (empty where nothing was).
    Raises: ImportRefused lists what can't be used.
    """
    job = _waited(ExtraJob(path, Columns(encoding=encoding) if encoding else None, key, layer))
    if job.layer is None or job.faults:
        raise ImportRefused(job.faults, job.more)
    told = (("features without a place, left out", job.skipped), ("areas that cross themselves, mended", job.mended))
    guessed = [f"read as {job.encoding} (--encoding names another)"] if job.encoding else []
    return job.layer, "; ".join([*guessed, *(f"{what}: {number:,}" for what, number in told if number)])


def _stale(folder: Path) -> Iterator[Fault]:
    """The files of a folder that its map was not built from as they are now."""
    for one in stale_inputs(folder, at_a_glance=True):
        yield Fault(one.file, "", "", one.message, one.hint, path=str(folder / one.file), reason="stale", value=visible(folder.name))


class FolderJob:
    """An atlas folder that is read now, and again whenever it is asked to. `step` returns whether there is an answer.

    The answer is `atlas` where the folder is sound; where it is not, `faults` and `more` tell why, and `atlas` is None. Beside an atlas
    `faults` are the files that its map was built from and that have changed since.
    """

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.folder = str(folder)
        self.atlas: Atlas | None = None
        self.faults: tuple[Fault, ...] = ()
        self.more = 0
        self._cache = cache
        self._worker = self._start()
        self.waiting = True

    def _start(self) -> _Worker:
        return _Worker("atlas", str(Path(self.folder).absolute()), str(self._cache or ""))

    def again(self) -> None:
        """Ask for the folder to be read again."""
        self.waiting = True
        if not self._worker.ask_again():
            self._worker.end()
            self._worker = self._start()

    def step(self) -> bool:
        """Hear what the other process says."""
        try:
            said = self._worker.said.get_nowait()
        except queue.Empty:
            return False
        self.waiting = False
        self.atlas, self.faults, self.more = None, (), 0
        if said is None:
            self.faults = (Fault(Path(self.folder).name, "", "", "could not be read: the reading process ended"),)
        elif "broken" in said:
            self.faults, self.more = tuple(Fault(**fault) for fault in said["broken"]), int(said["more"])
        else:
            self._open()
        return True

    def _open(self) -> None:
        """Open what was compiled; it may have changed again meanwhile."""
        try:
            self.atlas = open_atlas(Path(self.folder), self._cache)
        except BrokenAtlas as broken:
            self.faults, self.more = folder_faults(Path(self.folder), broken)
        else:
            self.faults = tuple(_stale(Path(self.folder)))

    def end(self) -> None:
        """Let the process go."""
        self._worker.end()


class FileDesk:
    """What a window may do with files that a reader brings. Every act is asked for by the reader, never by a View."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._number = 0

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of files that can be added."""
        return tuple(FORMS)

    @property
    def others(self) -> tuple[str, ...]:
        """Suffixes of files of data that can't be added, but of which can be told what makes one that can."""
        return OTHERS

    @property
    def has_editor(self) -> bool:
        """Whether the reader has named an editor that goes to a line."""
        return bool(editor_words())

    def edit(self, path: str, line: int) -> bool:
        """Open a file at a line in the reader's editor; returns whether that could be done."""
        return open_in_editor(path, line)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that name."""
        return Path(path).is_dir()

    def is_table(self, path: str) -> bool:
        """Whether a file has columns that a reader may correct."""
        return FORMS.get(Path(path).suffix.lower()) == "table"

    def preview(self, path: str, encoding: str = "") -> TablePreview:
        """Return the head of a table."""
        return preview(Path(path), encoding)

    def has_layers(self, path: str) -> bool:
        """Whether a file may hold several layers or sheets, to be chosen from."""
        return Path(path).suffix.lower() in LAYERED

    def name_layers(self, path: str) -> ExtraJob:
        """Begin to look which layers a file holds: `names` of the job, and `tables` where they are sheets."""
        return ExtraJob(Path(path), None, "", naming=True)

    def read(self, path: str, columns: Columns | None = None, layer: str = "") -> ExtraJob:
        """Begin to read a file, or one of its layers."""
        self._number += 1
        return ExtraJob(Path(path), columns, f"extra-{self._number}", layer)

    def open_folder(self, path: str) -> FolderJob:
        """Begin to read an atlas folder."""
        return FolderJob(Path(path), self._cache)

    def watched(self, folder: str) -> list[str]:
        """Return files and folders whose change may be a change of an atlas folder."""
        root = Path(folder)
        try:
            files = [file.path for file in list_files(root)]
        except OSError:
            return []
        files += [path for path in made_of(root) if path.is_file()]
        folders = {parent for file in files for parent in file.parents if parent.is_relative_to(root)} | {root}
        return [str(path) for path in (*sorted(folders), *files)]
