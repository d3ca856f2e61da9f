"""What a window remembers between two starts: a small JSON file, written whole or not at all."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from viewer.store.atomic import patiently, placed
from viewer.store.locations import SESSION

_LOG = logging.getLogger(__name__)
_VERSION = 1
_LARGEST = 4_000_000
"""Bytes of the file: a long story that no file holds yet takes most of them."""


class SessionFile:
    """The session of a user. A damaged file, or one of a later version, is put aside as `.bad` and the defaults are used.

    Args: folder: where the file lies; created when it is first written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / SESSION
        self.damaged = False

    def load(self) -> dict[str, str]:
        """Return what was remembered; empty where there is nothing or it can't be trusted."""
        try:
            return self._read()
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            self._quarantine(error)
            return {}

    def _read(self) -> dict[str, str]:
        if self._path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        content = json.loads(patiently(self._path.read_bytes).decode("utf-8"))
        if not isinstance(content, dict) or content.get("version") != _VERSION:
            raise ValueError("another version or no session")
        return {key: value for key, value in content.items() if isinstance(key, str) and isinstance(value, str)}

    def _quarantine(self, error: Exception) -> None:
        self.damaged = True
        _LOG.warning("settings put aside as session.json.bad: %s", error)
        try:
            self._path.replace(self._path.with_suffix(".json.bad"))
        except OSError:
            _LOG.warning("settings could not be put aside")

    def save(self, content: dict[str, str]) -> bool:
        """Remember; returns whether that worked. An old file stays whole where it doesn't."""
        data = json.dumps({"version": _VERSION, **content}, indent=1).encode("ascii")  # names of files may hold halves of characters
        if len(data) > _LARGEST:
            _LOG.warning("settings could not be written: %s bytes could not be read again", f"{len(data):,}")
            return False
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with placed(self._path) as file:
                file.write(data)
        except OSError as error:
            _LOG.warning("settings could not be written: %s", error)
            return False
        return True
