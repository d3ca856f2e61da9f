"""Opening an atlas fast: compiled once, then read from the cache for as long as its files stay the same.

Two steps lead from a folder to its compiled file: a note (`seen/`) tells the content that was read last with the stamps of its
files (size, times, inode), and the content names the compiled file (`atlas-KEY.bin`). Each file is written under another name
and put in place at once, so that any number of processes may do this at the same time and be ended at any moment.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.model.atlas import Atlas
from viewer.model.topology import Basemap
from viewer.store.arrays import DamagedFile
from viewer.store.atomic import placed
from viewer.store.basemap import load_basemap
from viewer.store.cache.packed import read_packed, signature, write_packed
from viewer.store.files import HEAD_FILE, AtlasFile, list_files
from viewer.store.locations import base_folder, data_folder
from viewer.store.syntax.problems import BrokenAtlas, Problem, no_folder, visible

if TYPE_CHECKING:
    from viewer.store.syntax.strict_yaml import Memory

SHIPPED = "compiled.bin"
"""Compiled file beside the base geometry of the built-in atlas, where one was put there when it was packaged."""
_KEPT = 6
"""Compiled atlases that stay in the cache."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp tells a later change for certain."""
_OLD = 3600.0
"""Seconds after which an unfinished file of a dead process is swept away."""


def open_atlas(folder: Path, cache: Path | None, memory: Memory | None = None) -> Atlas:
    """Open an atlas folder; from the cache where it was compiled before.

    Args: folder: holds `atlas.yaml`. cache: where compiled files are kept; None = nowhere. It may be missing or read only.
        memory: of an earlier reading of the folder in this process.
    Raises: BrokenAtlas with every problem where the folder can't be read.
    """
    if not folder.is_dir():
        raise BrokenAtlas((no_folder(folder),))
    files = list_files(folder)
    basemap = open_base(folder)
    kept = _usable(cache)
    note = _Note(kept / "seen", folder, files, basemap) if kept else None
    key = note.key() if note else ""
    if key and kept:
        atlas = _open_kept(kept / f"atlas-{key}.bin", basemap, key)
        if atlas is not None:
            return atlas
    key = _content_key(files, basemap)
    for path in _candidates(folder, kept, key):
        atlas = _open_kept(path, basemap, key)
        if atlas is not None:
            _remember(note, key)
            return atlas
    return _compile(folder, key, basemap, kept, note, memory)


def compile_atlas(folder: Path, path: Path) -> Atlas:
    """Compile an atlas into a file of its own, as for packaging. BrokenAtlas, or OSError where the file can't be written."""
    from viewer.store.reader import read_atlas

    basemap = open_base(folder)
    atlas = replace(read_atlas(folder, basemap), checksum=_content_key(list_files(folder), basemap))
    write_packed(path, atlas)
    return atlas


def open_base(folder: Path) -> Basemap:
    """Open the base geometry that an atlas names. BrokenAtlas where there is none or it is damaged."""
    base = base_folder(folder, base_name(folder))
    try:
        return load_basemap(base)
    except DamagedFile as error:
        raise BrokenAtlas((Problem(HEAD_FILE, 1, "base", f"the base geometry is damaged: {error}", _way(folder)),)) from error
    except OSError as error:
        message = f"the base geometry can't be read: {error.strerror}"
        raise BrokenAtlas((Problem(HEAD_FILE, 1, "base", message, f"write `base: built-in`, or {_way(folder)}"),)) from error


def _way(folder: Path) -> str:
    """What makes the base geometry of an atlas anew."""
    return f"run `bloc-atlas build{'' if base_name(folder) == 'built-in' else ' ' + visible(str(folder))}`"


def base_name(folder: Path) -> str:
    """Return the name of the base geometry in `atlas.yaml`, found without reading YAML; `built-in` where none is named."""
    path = folder / HEAD_FILE
    if not path.is_file():  # a pipe would be waited for
        return "built-in"
    try:
        with path.open("rb") as stream:
            head = stream.read(65_536).decode("utf-8", "replace")
    except OSError:
        return "built-in"
    found = re.search(r"^base:\s*[\"']?([\w.-]+)", head, flags=re.MULTILINE)
    return found[1] if found else "built-in"


def _compile(folder: Path, key: str, basemap: Basemap, kept: Path | None, note: _Note | None, memory: Memory | None) -> Atlas:
    """Read the folder, whose content had this key a moment ago, and keep what was made of it if the files did not change meanwhile."""
    from viewer.store.reader import read_atlas

    atlas = replace(read_atlas(folder, basemap, memory), checksum=key)
    if kept and _content_key(list_files(folder), basemap) == key:
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_packed(kept / f"atlas-{key}.bin", atlas)
            _remember(note, key)
            _prune(kept)
    return atlas


def _candidates(folder: Path, kept: Path | None, key: str) -> list[Path]:
    """Compiled files that may hold an atlas."""
    shipped = [data_folder() / "base" / SHIPPED] if folder.resolve() == data_folder().resolve() else []
    return shipped + ([kept / f"atlas-{key}.bin"] if kept else [])


def _open_kept(path: Path, basemap: Basemap, key: str) -> Atlas | None:
    """Open a compiled file; None where it is missing, damaged or of another version."""
    try:
        return read_packed(path, basemap, key)
    except (OSError, ValueError):
        return None


def _usable(cache: Path | None) -> Path | None:
    """Return the cache folder unless it belongs to somebody else."""
    if cache is None:
        return None
    try:
        owner = cache.stat().st_uid
    except FileNotFoundError:
        return cache
    except OSError:
        return None
    return None if hasattr(os, "getuid") and owner != os.getuid() else cache


class _Note:
    """What was seen of a folder last: the stamps of its files, and the content that they had."""

    def __init__(self, notes: Path, folder: Path, files: Sequence[AtlasFile], basemap: Basemap) -> None:
        place = str(folder.resolve())
        self._path = notes / f"{zlib.crc32(place.encode('utf-8', 'surrogateescape')):08x}"
        lines = [signature(), basemap.checksum, ascii(place), *(f"{file.name!a} {file.size} {file.stamp}" for file in files)]
        self._stamp = "\n".join(lines)
        self._youngest = max((max(file.stamp[:2]) for file in files), default=0)

    def key(self) -> str:
        """Return the content key that belongs to these stamps; empty where that is not known."""
        key, _, stamp = _read_note(self._path).partition("\n")
        return key if stamp == self._stamp else ""

    def write(self, key: str) -> None:
        """Note the content of the stamps, unless a file is so young that a second change might leave its stamp as it is."""
        if time.time_ns() - self._youngest < _SETTLED:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with placed(self._path, patient=False) as stream:
            stream.write(f"{key}\n{self._stamp}".encode("ascii"))


def _read_note(path: Path) -> str:
    """Return a note that begins with a content key; empty where it is missing or damaged."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
    return text if re.match(r"[0-9a-f]{32}\n", text) else ""


def _remember(note: _Note | None, key: str) -> None:
    if note:
        with suppress(OSError):
            note.write(key)


def _content_key(files: Sequence[AtlasFile], basemap: Basemap) -> str:
    """Name for what an atlas is made of: all its files, the base geometry, the form of compiled files."""
    import hashlib

    digest = hashlib.sha256(f"{signature()}\0{basemap.checksum}".encode())
    for file in files:
        digest.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
        with suppress(OSError), file.path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]


def _prune(kept: Path) -> None:
    """Sweep away compiled files of earlier content, notes that lead to none, and what dead processes left unfinished."""
    compiled = sorted(kept.glob("atlas-*.bin"), key=_age)
    gone = compiled[_KEPT:]
    now = time.time()
    gone += [path for path in (*kept.glob(".*"), *kept.glob("seen/.*")) if now + _age(path) > _OLD]
    live = {path.stem.removeprefix("atlas-") for path in compiled[:_KEPT]}
    gone += [note for note in kept.glob("seen/*") if _read_note(note)[:32] not in live and not note.name.startswith(".")]
    for path in gone:
        with suppress(OSError):
            path.unlink()


def _age(path: Path) -> float:
    """Sort key: newest first; what can't be seen is oldest."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
