"""Where the map is seen while it flies to where the state already is."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.carto.moving.flight import Flight, flight
from viewer.carto.view import View
from viewer.ui.comfort.motion import motion_allowed

_FRAME_MS = 16
_PATIENCE = 0.35
"""Seconds that a flight waits for what it would fly over."""
Where = tuple[str, tuple[float, float], float, float]


def where(view: View) -> Where:
    """Return the part of a View that tells where the map is: projection, centre, zoom, rotation."""
    return view.projection, view.centre, view.zoom, view.rotation


def _placed(view: View, seen: View) -> View:
    return view.with_(projection=seen.projection, centre=seen.centre, zoom=seen.zoom, rotation=seen.rotation)


class Pilot(QObject):
    """Flies the map from where it is seen to where the View says, when that was set at one go; what a hand moves is followed at once.

    The state is never behind: it is at the end of the flight from its beginning. `moved` asks to paint, `landed` comes at the end.
    """

    moved = Signal()
    landed = Signal()

    def __init__(self, view: View, parent: QObject) -> None:
        super().__init__(parent)
        self._seen = view
        self._way: Flight | None = None
        self._since = self._asked = 0.0
        self.ready: Callable[[], bool] = lambda: True
        """Tells whether there is something to fly over; the flight waits a moment for it."""
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def flying(self) -> bool:
        """Whether the map is on its way."""
        return self._way is not None

    @property
    def share(self) -> float:
        """How much of the time of the flight has passed; 1 where it does not fly."""
        return 1.0 if self._way is None else min((time.monotonic() - self._since) / self._way.seconds, 1.0)

    def look(self, view: View) -> View:
        """Return a View with the map where it is seen now."""
        return _placed(view, self._seen) if self._way is not None else view

    def follow(self, view: View, *, fly: bool, width: float) -> None:
        """The View is another. Where its map is elsewhere, fly there on a picture `width` px wide, or be there at once."""
        target = self._way.end if self._way is not None else self._seen
        if where(view) == where(target):
            return
        if not fly or width < 1 or not motion_allowed() or not self._near(view):
            self._end(view)
            return
        self._way, self._since = flight(self._seen, view, width), time.monotonic()
        self._asked = self._since
        self._timer.start()

    def _near(self, view: View) -> bool:
        """Whether there is a way between the two: not from one world to another projection of all of it."""
        return view.projection == self._seen.projection or max(view.zoom, self._seen.zoom) > 2.2

    def halt(self) -> View | None:
        """Stop where the map is seen; returns a View of that place where it was flying."""
        if self._way is None:
            return None
        self._timer.stop()
        self._way = None
        return self._seen

    def land(self) -> None:
        """Be there at once."""
        if self._way is not None:
            self._end(self._way.end)
            self.landed.emit()

    def _end(self, view: View) -> None:
        self._timer.stop()
        self._way, self._seen = None, view

    def _tick(self) -> None:
        if self._way is None:
            return
        now = time.monotonic()
        if not self.ready() and now - self._asked < _PATIENCE:
            self._since = now  # what would be flown over is being made
            return
        if self.share >= 1.0:
            self.land()
        else:
            self._seen = self._way.at(self.share)
        self.moved.emit()
