"""The classroom: a full screen for those who look from afar, with a large date, larger text, and the keys of a presenter."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.carto.moving.fit import fitted
from viewer.carto.moving.moving import shows_all
from viewer.ui.comfort.comfort import COMFORT, LARGEST, PLAIN
from viewer.ui.keys import mac_keys
from viewer.ui.keys.commands import Command
from viewer.ui.panes import Panes

LEAST_DATE, SHARE_OF_DATE = 75.0, 0.055
"""Size of the figures of the date: so many px, or so great a share of the width of the screen."""
_DATE = 44.0
"""Their size elsewhere (px at plain text)."""
_PLAIN_WIDTH = 1280.0
"""Width of a screen (px) on which text stays as it is; on wider ones it grows, as they are looked at from as far."""


class Classroom:
    """Turns a window into what a class looks at, and back into what it was."""

    def __init__(self, window: Panes) -> None:
        self._window = window
        self._bare_before: bool | None = None
        self._text_before = self._text_here = PLAIN
        self._zooms: tuple[float, float] | None = None
        """Zoom of all of the earth before, and here; None where less of it was seen, or the class has gone nearer."""

    @property
    def on(self) -> bool:
        """Whether a class looks at it."""
        return self._bare_before is not None

    @property
    def bare_before(self) -> bool:
        """Whether panels were hidden before, or are now where no class looks on."""
        return self._window.bare if self._bare_before is None else self._bare_before

    def commands(self) -> Iterator[Command]:
        """Give the commands of the classroom: those of a presenter go through a story, else from event to event."""
        yield Command("full_screen", "window", self.toggle, (*(("Ctrl+Meta+F",) if mac_keys.MAC else ()), "F11", "F5"))
        yield Command("present_back", "story", lambda: self._go(-1), ("PageUp",))
        yield Command("present_next", "story", lambda: self._go(1), ("PageDown",))

    def _go(self, steps: int) -> None:
        if self._window.player.stop is not None:
            self._window.player.go(steps)
        else:
            self._window.timeline.jump_event(steps)

    def toggle(self) -> None:
        """Fill the screen with map, legend, timeline and a large date; or show everything as before."""
        window, frame, state = self._window, self._window.window(), self._window.state
        if self.on or frame.isFullScreen():  # the system may have left it by itself
            window.bare, self._bare_before = self.bare_before, None
            frame.showNormal()
            if COMFORT.percent == self._text_here:
                COMFORT.set_percent(self._text_before)
            if self._zooms is not None and state.view.zoom == self._zooms[1]:
                state.change(zoom=self._zooms[0])
            self._zooms = None
        else:
            left, top, right, bottom = window.map.room(state.view)
            self._zooms = (state.view.zoom, state.view.zoom) if shows_all(state.view, (right - left, bottom - top)) else None
            self._text_before = self._text_here = COMFORT.percent
            self._bare_before = window.bare
            window.bare = True
            frame.showFullScreen()
        self.follow()
        window.arrange()

    def date_room(self, wide: int, tall: int) -> tuple[int, int]:
        """Return the width and height (px) that the date keeps free of names, where elsewhere it keeps so much."""
        date = self._window.date
        return (date.width(), date.geometry().bottom()) if self.on else (wide, tall)

    def free_top(self, top: float) -> float:
        """Return from where on (px) the map is free: below the date, for those who look from afar read both."""
        return float(self._window.date.geometry().bottom()) if self.on else top

    def fit(self) -> None:
        """Let all of the earth fill the screen where all of it was seen."""
        view, state = self._window.state.view, self._window.state
        if not self.on or self._zooms is None:
            return
        if view.zoom != self._zooms[1]:
            self._zooms = None
            return
        filling = fitted(view, self._window.map.room(view), keep=True)
        self._zooms = self._zooms[0], filling.zoom
        state.set_view(filling)

    def follow(self) -> bool:
        """Let text and date be as large as the screen asks for; returns whether anything is another size now."""
        date, wide = self._window.date, self._window.width()
        if not self.on:
            return date.set_grown(1.0)
        here = COMFORT.percent == self._text_here  # else the reader has chosen another since
        if here:
            self._text_here = max(self._text_before, min(round(wide / _PLAIN_WIDTH * 10) * 10, LARGEST))
            COMFORT.set_percent(self._text_here)
        return date.set_grown(max(LEAST_DATE, SHARE_OF_DATE * wide) / COMFORT.px(_DATE))
