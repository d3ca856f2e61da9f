"""Opening an atlas fast: compiled once, then read from the cache for as long as its files stay the same.

Two steps lead from a folder to its compiled file: the stamps of its files (size, times, inode) name the content that was read
with them last (`seen/`), and the content names the compiled file (`atlas-KEY.bin`). Each file is written under another name
and put in place at once, so that any number of processes may do this at the same time and be ended at any moment.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from viewer.model.atlas import Atlas
from viewer.model.topology import Basemap
from viewer.store.arrays import DamagedFile
from viewer.store.basemap import load_basemap
from viewer.store.files import HEAD_FILE, AtlasFile, list_files
from viewer.store.locations import base_folder, data_folder
from viewer.store.packed import read_packed, signature, write_packed
from viewer.store.problems import BrokenAtlas, Problem

SHIPPED = "compiled.bin"
"""Compiled file beside the base geometry of the built-in atlas, where one was put there when it was packaged."""
_KEPT = 6
"""Compiled atlases that stay in the cache."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp tells a later change for certain."""
_OLD = 3600.0
"""Seconds after which an unfinished file of a dead process is swept away."""


def open_atlas(folder: Path, cache: Path | None) -> Atlas:
    """Open an atlas folder; from the cache where it was compiled before.

    Args: folder: holds `atlas.yaml`. cache: where compiled files are kept; None = nowhere. It may be missing or read only.
    Raises: BrokenAtlas with every problem where the folder can't be read.
    """
    if not folder.is_dir():
        raise BrokenAtlas((Problem(".", 1, "folder", "there is no such folder", "name the folder of an atlas"),))
    files = list_files(folder)
    basemap = open_base(folder)
    kept = _usable(cache)
    seen = kept / "seen" / _stamp(folder, files, basemap) if kept else None
    key = _read_key(seen)
    if key and kept:
        atlas = _open_kept(kept / f"atlas-{key}.bin", basemap, key)
        if atlas is not None:
            return atlas
    key = _content_key(files, basemap)
    for path in _candidates(folder, kept, key):
        atlas = _open_kept(path, basemap, key)
        if atlas is not None:
            _remember(seen, key, files)
            return atlas
    return _compile(folder, files, basemap, kept, seen)


def compile_atlas(folder: Path, path: Path) -> Atlas:
    """Compile an atlas into a file of its own, as for packaging. BrokenAtlas, or OSError where the file can't be written."""
    from dataclasses import replace

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
        raise BrokenAtlas((Problem(HEAD_FILE, 1, "base", f"the base geometry is damaged: {error}", "run `bloc-atlas build`"),)) from error
    except OSError as error:
        message = f"the base geometry can't be read: {error.strerror}"
        raise BrokenAtlas((Problem(HEAD_FILE, 1, "base", message, "write `base: built-in`, or run `bloc-atlas build`"),)) from error


def base_name(folder: Path) -> str:
    """Return the name of the base geometry in `atlas.yaml`, found without reading YAML; `built-in` where none is named."""
    try:
        with (folder / HEAD_FILE).open("rb") as stream:
            head = stream.read(65_536).decode("utf-8", "replace")
    except OSError:
        return "built-in"
    found = re.search(r"^base:\s*[\"']?([\w.-]+)", head, flags=re.MULTILINE)
    return found[1] if found else "built-in"


def _compile(folder: Path, files: Sequence[AtlasFile], basemap: Basemap, kept: Path | None, seen: Path | None) -> Atlas:
    """Read the folder, and keep what was made of it if the files did not change meanwhile."""
    from dataclasses import replace

    from viewer.store.reader import read_atlas

    before = _content_key(files, basemap)
    atlas = replace(read_atlas(folder, basemap), checksum=before)
    if kept and _content_key(list_files(folder), basemap) == before:
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_packed(kept / f"atlas-{before}.bin", atlas)
            _remember(seen, before, files)
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


def _stamp(folder: Path, files: Sequence[AtlasFile], basemap: Basemap) -> str:
    """Name for a folder whose files have these stamps."""
    digest = hashlib.sha256(f"{signature()}\0{basemap.checksum}\0{folder.resolve()}".encode("utf-8", "surrogateescape"))
    for file in files:
        digest.update(f"\0{file.name}\0{file.size}\0{file.stamp}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _content_key(files: Sequence[AtlasFile], basemap: Basemap) -> str:
    """Name for what an atlas is made of: all its files, the base geometry, the form of compiled files."""
    digest = hashlib.sha256(f"{signature()}\0{basemap.checksum}".encode())
    for file in files:
        digest.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
        with suppress(OSError), file.path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]


def _read_key(seen: Path | None) -> str:
    """Return the content key that was noted for a stamp; empty where there is none."""
    if seen is None:
        return ""
    try:
        key = seen.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
    return key if re.fullmatch(r"[0-9a-f]{32}", key) else ""


def _remember(seen: Path | None, key: str, files: Sequence[AtlasFile]) -> None:
    """Note the content of a stamp, unless a file is so young that its stamp might stay the same in a second change."""
    youngest = max((max(file.stamp[0], file.stamp[1]) for file in files), default=0)
    if seen is None or time.time_ns() - youngest < _SETTLED:
        return
    with suppress(OSError):
        seen.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=seen.parent, prefix=".", delete=False) as stream:
            stream.write(key)
        Path(stream.name).replace(seen)


def _prune(kept: Path) -> None:
    """Sweep away compiled files of earlier content, notes that lead to none, and what dead processes left unfinished."""
    compiled = sorted(kept.glob("atlas-*.bin"), key=_age)
    gone = compiled[_KEPT:]
    now = time.time()
    gone += [path for path in (*kept.glob(".*"), *kept.glob("seen/.*")) if now + _age(path) > _OLD]
    live = {path.stem.removeprefix("atlas-") for path in compiled[:_KEPT]}
    gone += [note for note in kept.glob("seen/*") if _read_key(note) not in live and not note.name.startswith(".")]
    for path in gone:
        with suppress(OSError):
            path.unlink()


def _age(path: Path) -> float:
    """Sort key: newest first; what can't be seen is oldest."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
