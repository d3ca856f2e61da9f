"""Writing files whole: another name first, then put in place at once. The folder is tried before any work is done."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from viewer.store.atomic import forget, open_beside, put_in_place

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class OutputError(ValueError):
    """A file that can't be written; the message says why and is fit for a user."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing; it appears under its name only when the block ends well, else the old one stays.

    Raises OutputError before the block begins where the folder can't be written to, and after it where the disk is full.
    """
    goal = _goal(path)
    try:
        stream = open_beside(goal)
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from error
    unfinished = Path(stream.name)
    try:
        with stream:
            yield stream
            _finish(stream, unfinished, goal, path)
    except BaseException as error:
        forget(unfinished)
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise OutputError(f"{path}: can't be written: {error.strerror}") from error
        raise
    try:
        put_in_place(unfinished, goal)
    except OSError as error:
        forget(unfinished)
        held = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        raise OutputError(f"{path}: can't be written: {error.strerror}{held}") from error


def _goal(path: Path) -> Path:
    """The file that is really meant, behind links."""
    if not path.name:
        raise OutputError(f"{path}: is not the name of a file")
    goal = path.resolve()
    if goal.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if not goal.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist")
    if goal.exists() and not (goal.is_file() and os.access(goal, os.W_OK)):
        raise OutputError(f"{path}: is there already and can't be replaced")
    return goal


def _finish(stream: IO[bytes], unfinished: Path, goal: Path, path: Path) -> None:
    """Bring all bytes to the disk and give the file the rights that a new file, or the old one, has."""
    try:
        stream.flush()
        os.fsync(stream.fileno())
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from error
    mask = os.umask(0)
    os.umask(mask)
    unfinished.chmod(goal.stat().st_mode & 0o777 if goal.exists() else 0o666 & ~mask)
