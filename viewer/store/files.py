"""The files of an atlas folder: which there are, what sort of thing each holds, and their bytes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from viewer.model.record import dataclass
from viewer.store.syntax.problems import Problems, suggestion

HEAD_FILE = "atlas.yaml"
MAX_FILES = 5_000
MAX_TOTAL = 256_000_000
"""Bytes of all files together."""

_SORTS = (
    "kinds sources places people organisations events polities bloc_groups schemes blocs memberships lines frontiers eras terms series "
    "seas routes treaties stories synonyms claims territory/regions territory/opening territory/ledger territory/claims territory/cuts "
    "territory/unheld territory/standing"
)
SORTS = tuple(_SORTS.split())
"""What files are named: `SORT.yaml`, or any `.yaml` in a folder `SORT/` (`.geojson` for cuts)."""

_OTHERS = frozenset({"base", "compiled"})
"""Folders inside an atlas that hold no text of its own."""


@dataclass(frozen=True, slots=True)
class AtlasFile:
    """A file of an atlas: its name relative to the folder (with `/`), its sort, and what the file system says of it."""

    name: str
    location: str
    sort: str
    size: int
    stamp: tuple[int, int, int]
    """Time of change, time of status change (ns) and inode: differs when the file was written again."""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.location)


def sort_of(name: str) -> str:
    """Return the sort of a file by its name; `atlas` for the head, empty where no sort has such a file."""
    if name == HEAD_FILE:
        return "atlas"
    stem, _, suffix = name.rpartition(".")
    for sort in SORTS:
        wanted = "geojson" if sort == "territory/cuts" else "yaml"
        if suffix == wanted and (stem == sort or stem.startswith(sort + "/")):
            return sort
    return ""


def _walk(folder: str | Path, problems: Problems | None, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files below a folder by name; folders that are links are not entered, those that can't be are noted."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        if not prefix:
            raise
        _note(problems, prefix.rstrip("/"), f"this folder can't be read: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith((".", "_", "#")) or entry.name.endswith("~"):
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if not _is_base(name, entry) and prefix.count("/") < 5:
                yield from _walk(entry.path, problems, name + "/")
        else:
            yield name, entry


def _is_base(name: str, entry: os.DirEntry[str]) -> bool:
    """Whether a folder holds base geometry, which is no text of the atlas."""
    return name in _OTHERS or ("/" not in name and any(Path(entry.path, one).exists() for one in ("geometry.bin", "units.geojson")))


def list_files(folder: Path, problems: Problems | None = None) -> list[AtlasFile]:
    """List the files that make an atlas, by name: none where it has no head. FileNotFoundError where there is no such folder.

    Args: problems: takes files that look as if they were meant to be read but are not.
    """
    found: list[AtlasFile] = []
    total = 0
    if not _has_head(folder, problems):  # whatever else lies there was not meant to be an atlas
        return found
    for name, entry in _walk(folder, problems):
        sort = sort_of(name)
        if not sort:
            if _is_linked_folder(entry) and not _is_base(name, entry):
                _note(problems, name, "is a link to a folder, which is not entered", "copy the folder into the atlas")
            elif problems is not None:
                _tell_unknown(name, problems)
            continue
        try:
            status = entry.stat()
        except OSError as error:
            _note(problems, name, *_why_not(entry, error))
            continue
        if not stat.S_ISREG(status.st_mode):
            _note(problems, name, "is not a regular file")
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(folder.resolve()):
            _note(problems, name, "is a link that leads out of the atlas folder", "copy the file into the folder")
            continue
        total += status.st_size
        if len(found) >= MAX_FILES or total > MAX_TOTAL:
            _note(problems, name, f"the atlas is too large: at most {MAX_FILES:,} files and {MAX_TOTAL:,} bytes")
            break
        found.append(AtlasFile(name, entry.path, sort, status.st_size, (status.st_mtime_ns, status.st_ctime_ns, status.st_ino)))
    return found


def _has_head(folder: Path, problems: Problems | None) -> bool:
    """Whether a folder has the file that makes it an atlas, in whatever state; notes where not, with a name that was meant for it."""
    names = [entry.name for entry in folder.iterdir()]
    if HEAD_FILE in names:
        if not (folder / HEAD_FILE).is_dir():
            return True
        _note(problems, HEAD_FILE, "is a folder, not a file")
        return False
    meant = next((name for name in sorted(names) if name.casefold() in (HEAD_FILE, "atlas.yml")), "")
    hint = f"rename `{meant}` to it" if meant else f"an atlas has a file `{HEAD_FILE}`; see SCHEMA.md"
    _note(problems, HEAD_FILE, "is missing", hint)
    return False


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a folder; one that leads in a circle, or where nobody may look, is none."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def _why_not(entry: os.DirEntry[str], error: OSError) -> tuple[str, str]:
    """Say why a file can't be looked at, and the way out."""
    if not entry.is_symlink() or error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
        return f"can't be read: {error.strerror}", ""
    whither = "in a circle" if error.errno == errno.ELOOP else "nowhere"
    return f"is a link that leads {whither}", "put the file itself there, or take the link away"


def _note(problems: Problems | None, name: str, message: str, hint: str = "") -> None:
    if problems is not None:
        problems.add(name, 1, "file", message, hint)


def _tell_unknown(name: str, problems: Problems) -> None:
    """Note a file that is probably misnamed; other files (README.md, pictures) are nobody's business."""
    stem, _, suffix = name.rpartition(".")
    if suffix in ("yml", "yaml", "geojson"):
        if suffix == "yml":
            hint = f"name it `{stem}.yaml`"
        else:
            hint = suggestion(stem.split("/")[0], [sort.split("/")[0] for sort in SORTS]) or suggestion(stem, SORTS)
        problems.add(name, 1, "file", "no part of an atlas has this name", hint or f"known: {', '.join(SORTS)}")
