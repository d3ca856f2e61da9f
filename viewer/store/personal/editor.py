"""The reader's own editor, asked to open a file at a line.

What is run is what the reader's own environment names, word by word and without a shell. What comes from elsewhere fills two places only:
the whole path of a file, and a number.
"""

from __future__ import annotations

import logging
import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_LOG = logging.getLogger(__name__)
VARIABLE = "BLOC_ATLAS_EDITOR"
"""Names the editor, as `code -g {file}:{line}` or `kate -l {line} {file}`."""
_PLACES = re.compile(r"\{(file|line)\}")
_BATCH = (".bat", ".cmd")
"""Programs of Windows that its command line runs, which takes signs in a file's name for orders."""
_ORDERS = re.compile(r"[^\w .,:/\\@+=~{}\[\]-]")
"""Signs that may be such orders: all but those of usual names."""


def editor_words(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the words of the editor's command; none where there is none, or one that does not say where the file belongs."""
    told = environment.get(VARIABLE, "")
    try:
        words = tuple(shlex.split(told, posix=os.name != "nt"))
    except ValueError:
        words = ()
    sound = any("{file}" in word for word in words[1:]) and not _PLACES.search(words[0])
    if told and not sound:
        _LOG.warning("%s is no command that names {file}: %s", VARIABLE, told[:200])
    return tuple(word.strip('"') for word in words) if sound else ()


def command_for(words: tuple[str, ...], path: str, line: int) -> list[str]:
    """Return what is run for a file and a line. The path is whole, so that no name can be taken for an option."""
    values = {"file": os.path.abspath(path), "line": str(max(int(line), 1))}  # noqa: PTH100 - links stay links
    return [_PLACES.sub(lambda place: values[place[1]], word) for word in words]


def _program(words: Sequence[str]) -> list[str]:
    """Return a command with the whole path of its program, as Windows finds no `code.cmd` by itself. ValueError where it is not safe."""
    program = shutil.which(words[0]) or words[0]
    if Path(program).suffix.lower() in _BATCH and any(_ORDERS.search(word) for word in words[1:]):
        raise ValueError("a batch file could be given orders by this file's name")
    return [program, *words[1:]]


def open_in_editor(path: str, line: int) -> bool:
    """Open a file at a line in the reader's editor; returns False where none is named, the file is gone, or it can't be started."""
    words = editor_words()
    if not words or not Path(path).is_file():
        return False
    quiet, flags = subprocess.DEVNULL, getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with suppress(OSError, ValueError):
        started = subprocess.Popen(  # noqa: S603 - the reader's own command
            _program(command_for(words, path, line)), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, creationflags=flags
        )
        threading.Thread(target=started.wait, daemon=True).start()
        return True
    _LOG.warning("%s could not be started", words[0])
    return False
