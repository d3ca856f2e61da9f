"""Bookmarks: Views with names, kept on this machine."""

from __future__ import annotations

import json
from dataclasses import asdict

from PySide6.QtCore import QObject, Signal

from viewer.carto.days.dates import day_text
from viewer.carto.land.viewpoint import checked
from viewer.carto.scene import title_of
from viewer.carto.view import BadView, View
from viewer.model.record import dataclass
from viewer.ui.memory import Memory
from viewer.ui.state import State

MOST = 200
_LONGEST = 200
"""Characters of a name."""
_KEY = "bookmarks"
_OF_THE_READER = ("language", "names", "theme")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A name, and the text form of a View."""

    name: str
    view: str


class Bookmarks(QObject):
    """The bookmarks of a reader, the latest first; every change is written at once."""

    changed = Signal()

    def __init__(self, state: State, memory: Memory) -> None:
        super().__init__(state)
        self._state, self._memory = state, memory
        self.all: tuple[Bookmark, ...] = ()

    def load(self) -> None:
        """Read what was remembered; what can't be read is passed over."""
        self.all = _read(self._memory.get(_KEY))
        self.changed.emit()

    def proposed_name(self) -> str:
        """Return a name for what is shown: the day, and the title of what is selected."""
        view, atlas = self._state.view, self._state.atlas
        day = day_text(view.instant, view.language)
        identifier = view.selected.partition(":")[2]
        if view.selected in atlas.events:
            return f"{title_of(atlas, view.selected, view.language)} ({day})"[:_LONGEST]
        return f"{atlas.name_of(identifier, view.language, view.instant)} ({day})"[:_LONGEST] if identifier else day

    @property
    def here(self) -> int | None:
        """Number of the bookmark that shows what is shown now; None where there is none."""
        told = self._text()
        return next((number for number, each in enumerate(self.all) if each.view == told), None)

    def add(self, name: str) -> bool:
        """Bookmark what is shown; False where there are as many as can be kept, or it is there already."""
        if self.here is not None or len(self.all) >= MOST:
            return False
        return self._keep((Bookmark(_tidy(name) or self.proposed_name(), self._text()), *self.all))

    def rename(self, number: int, name: str) -> bool:
        """Give a bookmark another name; an empty one changes nothing."""
        if not _tidy(name):
            return False
        return self._keep(tuple(Bookmark(_tidy(name), each.view) if at == number else each for at, each in enumerate(self.all)))

    def remove(self, number: int) -> Bookmark:
        """Take a bookmark away and return it."""
        gone = self.all[number]
        self._keep((*self.all[:number], *self.all[number + 1 :]))
        return gone

    def put_back(self, number: int, bookmark: Bookmark) -> None:
        """Undo a removal."""
        self._keep((*self.all[:number], bookmark, *self.all[number:]))

    def go(self, number: int) -> bool:
        """Look as bookmarked, in the reader's own language and theme; False where the View can't be read in this atlas."""
        now = self._state.view
        try:
            view = checked(self._state.atlas, View.parse(self.all[number].view))
        except BadView:
            return False
        self._state.set_view(view.with_(**{name: getattr(now, name) for name in _OF_THE_READER}))
        return True

    def _text(self) -> str:
        plain = View()
        return self._state.view.with_(**{name: getattr(plain, name) for name in _OF_THE_READER}).text()

    def _keep(self, bookmarks: tuple[Bookmark, ...]) -> bool:
        self.all = bookmarks
        self._memory.put(_KEY, json.dumps([asdict(each) for each in bookmarks], ensure_ascii=False))
        saved = self._memory.save()
        self.changed.emit()
        return saved


def _tidy(name: str) -> str:
    return " ".join(name.split())[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


def _read(text: str) -> tuple[Bookmark, ...]:
    try:
        rows = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    fit = (row for row in rows[:MOST] if isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("view"), str))
    return tuple(Bookmark(_tidy(row["name"]), row["view"]) for row in fit if _tidy(row["name"]))
