"""Files that are written under another name first and then take the place of the file that is meant.

Windows refuses to replace or remove a file that any process has open or mapped: this program started twice, a virus scanner, an office
program. Most let go at once, so it is tried again for a moment; then a PermissionError tells, and the old file is still there.
`tempfile` is not used: in a folder of Windows that may not be written to it tries names without end.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

_T = TypeVar("_T")
_NAMES = 100
"""Names that are tried: each is made of 6 random bytes, so that none but the first is ever needed."""
_LONGEST = 40
"""Characters of the other name that are taken from the one meant: a name has at most 255 bytes."""
_PAUSES = (0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()
"""Seconds between trials to get at a file that is held open."""


def open_beside(goal: Path) -> BinaryIO:
    """Create and open a hidden file in the folder of another, readable by its owner alone; its `name` is the whole path. OSError."""
    for _ in range(_NAMES):
        path = goal.parent / f".{goal.name[:_LONGEST]}.{os.urandom(6).hex()}"
        with suppress(FileExistsError):
            return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


@contextmanager
def placed(goal: Path, mode: int = 0o600, *, patient: bool = True) -> Iterator[BinaryIO]:
    """Open a file for writing that takes the place of another when the block ends well, with all its bytes on the disk.

    Args: mode: the rights of the file. patient: see `put_in_place`.
    Raises: OSError, and whatever the block raises; then the old file stays, and nothing is left of the new one.
    """
    stream = open_beside(goal)
    unfinished = Path(stream.name)
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.chmod(mode)
        put_in_place(unfinished, goal, patient=patient)
    except BaseException:
        forget(unfinished)
        raise


def put_in_place(unfinished: Path, goal: Path, *, patient: bool = True) -> None:
    """Let a closed file take the place of another at once; PermissionError where that is held open, and then both are still there.

    Args: patient: whether to try again for a moment.
    """
    if patient:
        patiently(lambda: unfinished.replace(goal))
    else:
        unfinished.replace(goal)


def patiently(act: Callable[[], _T]) -> _T:
    """Return what an act returns that needs a file which somebody may hold open for a moment; PermissionError where they keep it."""
    for pause in _PAUSES:
        with suppress(PermissionError):
            return act()
        time.sleep(pause)
    return act()


def forget(unfinished: Path) -> None:
    """Remove a file that did not become one. Where it is held open it stays: that is no reason to hide what went wrong before."""
    with suppress(OSError):
        unfinished.unlink()
