"""The one home of what the window shows: an Atlas and a View, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.carto.beside import Beside
from viewer.carto.known import without_gone
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Story
from viewer.model.time import LAST_DAY

_LONGEST = 300
_ALL_TIME = (LAST_DAY, LAST_DAY)
_SOUGHT = ("query", "only", "hidden_kinds", "documents_only", "place", "range", "instant", "selected", "fan")
"""Values of a View that change where a reader gives up a search."""


class State(QObject):
    """Atlas and View of a window. `view_changed` is the one signal when the View changes, `atlas_changed` for the Atlas.

    Moves that are part of one gesture (dragging the thumb, panning) are set with `transient=True`; the gesture ends with `settle()`,
    which makes one step of history of it.
    """

    view_changed = Signal()
    atlas_changed = Signal()
    history_changed = Signal()
    settled = Signal()
    message_changed = Signal(str)

    def __init__(self, atlas: Atlas, view: View, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self._view = view = _within(atlas, view)
        self._back: list[View] = []
        self._forward: list[View] = []
        self._settled = view
        self._narrow: tuple[int, int] | None = None
        """Days before and after the thumb that were looked at before all of time was, for what is sought."""

    @property
    def atlas(self) -> Atlas:
        """The atlas that is open, its blocs read by the scheme of the View."""
        return self._atlas.in_scheme(self._view.scheme)

    @property
    def view(self) -> View:
        """How it is looked at now."""
        return self._view

    def set_view(self, view: View, *, transient: bool = False) -> None:
        """Look in another way. The day and the axis stay within the span of the atlas, the language among its own."""
        view = self._narrowed(_within(self._atlas, view))
        changed, before = view != self._view, self.atlas
        self._view = view
        if not transient:
            self.settle()
        if changed:
            self._tell_change(before)

    def change(self, **changes: object) -> None:
        """Change some values of the View, as one step of history."""
        self.set_view(self._view.with_(**changes))

    def move(self, step: Callable[[View], View]) -> None:
        """Apply a function to the View, as one step of history."""
        self.set_view(step(self._view))

    def widen(self, view: View) -> None:
        """Look at all of time for what a View seeks. When nothing is sought any more, the window of time is again what it is now."""
        now = (self._view.before, self._view.after)
        if now != _ALL_TIME or not _seeks(self._view):
            self._narrow = None if now == _ALL_TIME else now
        self.set_view(view.with_(before=LAST_DAY, after=LAST_DAY))

    def _narrowed(self, view: View) -> View:
        """Return the View that follows, with the window of before where it ends a search in all of time and does nothing else."""
        now = self._view
        ends = self._narrow is not None and _seeks(now) and not _seeks(view) and (view.before, view.after) == _ALL_TIME
        if not ends or self._narrow is None or view != now.with_(**{name: getattr(view, name) for name in _SOUGHT}):
            return view
        before, after = self._narrow
        return view.with_(before=before, after=after)

    def settle(self) -> None:
        """End a gesture: what the View was before it becomes one step back."""
        if self._settled != self._view:
            self._back.append(self._settled)
            del self._back[:-_LONGEST]
            self._forward.clear()
            self._settled = self._view
            self.history_changed.emit()
            self.settled.emit()

    @property
    def at_rest(self) -> bool:
        """Whether no gesture is under way."""
        return self._settled == self._view

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier View."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a View that was left by going back."""
        return bool(self._forward)

    def go_back(self) -> None:
        """Return to the View before; a gesture that has not ended yet ends here."""
        self.settle()
        self._travel(self._back, self._forward)

    def go_forward(self) -> None:
        """Return to the View that was left by going back."""
        self.settle()
        self._travel(self._forward, self._back)

    def forget(self) -> None:
        """Let history begin here."""
        self._back.clear()
        self._forward.clear()
        self._settled = self._view
        self.history_changed.emit()

    def _travel(self, source: list[View], target: list[View]) -> None:
        if not source:
            return
        target.append(self._settled)
        before = self.atlas
        self._settled = self._view = without_gone(self._atlas, _within(self._atlas, source.pop()))  # which may have been written anew since
        self._tell_change(before)
        self.history_changed.emit()

    def _tell_change(self, before: Atlas) -> None:
        if self.atlas is not before:  # another scheme
            self.atlas_changed.emit()
        self.view_changed.emit()

    def open(self, atlas: Atlas, view: View) -> None:
        """Show another atlas; history starts anew."""
        self._atlas = atlas
        self._back.clear()
        self._forward.clear()
        self._view = self._settled = _within(atlas, view)
        self.atlas_changed.emit()
        self.view_changed.emit()
        self.history_changed.emit()

    def set_stories(self, stories: tuple[Story, ...]) -> None:
        """Offer other stories; nothing else of the atlas changes."""
        self._atlas = self._atlas.with_stories(stories)
        self.view_changed.emit()

    def renew(self, atlas: Atlas) -> bool:
        """Show the atlas as it is written now, looked at as before; returns whether anything in it is otherwise."""
        if atlas.checksum and atlas.checksum == self._atlas.checksum:
            return False
        resting, self._atlas = self.at_rest, atlas
        self._view = without_gone(atlas, _within(atlas, self._view))  # what was chosen may have another name now, or be gone
        self._settled = self._view if resting else without_gone(atlas, _within(atlas, self._settled))
        self.atlas_changed.emit()
        self.view_changed.emit()
        return True

    def tell(self, message: str) -> None:
        """Show a short message to the reader; it goes away by itself."""
        self.message_changed.emit(message)


def _seeks(view: View) -> bool:
    """Whether a View shows what words find, or what happened near a place."""
    return bool(view.query.strip()) or any(word.startswith("near:") for word in view.only)


def _within(atlas: Atlas, view: View) -> View:
    """Return a View with nothing in it that the atlas has not."""
    span = atlas.span
    changes: dict[str, object] = {"instant": min(max(view.instant, span.start), span.end - 1)}
    if view.since is not None:
        changes["since"] = min(max(view.since, span.start), span.end - 1)
    if view.axis is not None:
        first, last = max(view.axis[0], span.start), min(view.axis[1], span.end)
        changes["axis"] = (first, last) if first < last else None
    if view.range is not None:
        first, last = max(view.range[0], span.start), min(view.range[1], span.end - 1)
        changes["range"] = (first, last) if first <= last else None
    if atlas.languages and view.language not in atlas.languages:
        changes["language"] = atlas.first_language
    if view.days and not all(day in span for day in view.days):
        changes["days"] = tuple(day for day in view.days if day in span)
    if view.beside is not None:
        changes["beside"] = _beside_within(atlas, view.beside)
    if view.scheme and atlas.in_scheme(view.scheme) is atlas:
        changes["scheme"] = ""
    return view.with_(**changes) if any(getattr(view, name) != value for name, value in changes.items()) else view


def _beside_within(atlas: Atlas, beside: Beside) -> Beside:
    """Return a second map whose day and scheme the atlas has."""
    span = atlas.span
    day = beside.instant if beside.instant is None else min(max(beside.instant, span.start), span.end - 1)
    scheme = None if beside.scheme and atlas.in_scheme(beside.scheme) is (atlas.own or atlas) else beside.scheme
    return replace(beside, instant=day, scheme=scheme)
