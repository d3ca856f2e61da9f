"""What is remembered of a reader on this machine beside the View: bookmarks, comfort, layout. Written whole, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Session(Protocol):
    """Where a window's state is remembered."""

    damaged: bool

    def load(self) -> dict[str, str]:
        """Return what was remembered."""

    def save(self, content: dict[str, str]) -> bool:
        """Remember."""


class Memory:
    """Words by key. Where there is no session they last as long as the window.

    Windows share a session: what is saved is what lies there, with what this window has changed.
    """

    def __init__(self, session: Session | None = None) -> None:
        self._session = session
        self._kept: dict[str, str] = {}
        self._changed: set[str] = set()

    def load(self) -> Mapping[str, str]:
        """Read the session, and return what was remembered."""
        self._kept = self._session.load() if self._session is not None else {}
        return dict(self._kept)

    @property
    def damaged(self) -> bool:
        """Whether the session could not be read and was put aside."""
        return self._session is not None and self._session.damaged

    @property
    def lasting(self) -> bool:
        """Whether what is remembered outlives the window."""
        return self._session is not None

    def get(self, key: str, otherwise: str = "") -> str:
        """Return what is remembered by a key."""
        return self._kept.get(key, otherwise)

    def put(self, key: str, value: str) -> None:
        """Remember until `save`."""
        if self._kept.get(key) != value:
            self._kept[key] = value
            self._changed.add(key)

    def save(self) -> bool:
        """Write what this window has changed; returns whether that worked."""
        if self._session is None or not self._changed:
            return True
        content = {**self._session.load(), **{key: self._kept[key] for key in self._changed}}
        return self._session.save(content)
