"""What the timeline shows and where: rows, axis, chronicle. All of it is asked for many times a frame and worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from viewer.carto.events.filters import filter_part
from viewer.carto.land.land_history import shows_land
from viewer.carto.timeline.chronicle import Chronicle, Counted, compose_chronicle, current_terms, era_lanes, on_day, with_brought
from viewer.carto.timeline.lanes import LANES, shows_treaties
from viewer.carto.timeline.timescale import SINGLE, TimeScale
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.paint.timeline.land_lane import LANE
from viewer.paint.timeline.lanes import PITCH
from viewer.paint.timeline.rows import Rows, more_for_eras
from viewer.paint.timeline.thumb import Labels, Standing, labels_of, standing_of
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State

TREATIES = 22.0
"""Height of the lanes of treaties (px)."""
USUAL = 210
"""Height from which on all rows are whole (px)."""
_SHARE, _MORE_LANES = 1.6, 3
"""What is higher goes to lanes and histogram by turns; so many lanes are added at most."""
FOLDED = 150
"""Under so many px only histogram and axis are shown."""
HEAD, HEADED = 34, 115
"""Height of the controls; under HEADED they stand beside the histogram (px)."""
_BESIDE = 112.0
"""Px that they take there."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """How the timeline lies for a View on any day: rows, axis, and what the chronicle depends on."""

    view: View
    place: tuple[object, ...]
    rows: Rows
    scale: TimeScale
    look: tuple[object, ...]


class Laying:
    """Where everything on a canvas stands. The answers of a View serve for all days of it: only eras and terms follow the day.

    `brought` counts what a reader has brought between edges (days); `brought_version` counts changes of that.
    """

    def __init__(self, state: State, canvas: QWidget) -> None:
        self._state, self._canvas = state, canvas
        self.brought: Callable[[NDArray[np.int64]], Sequence[Counted]] = lambda _edges: ()
        self.brought_version = 0
        self.between: tuple[float, float] | None = None
        """Parts of days between which the axis is shown while a hand moves it: a View has whole days alone."""
        self._laid: Laid | None = None
        self._terms: tuple[View, int, tuple[int, ...]] | None = None
        self._made: tuple[object, tuple[int, ...], Chronicle] | None = None
        self._labels: tuple[Laid, Labels] | None = None
        self._standing: tuple[Chronicle, Rows, Standing] | None = None

    def now(self) -> Laid:
        """Return how the timeline lies now."""
        view, laid = self._state.view, self._laid
        place = (self._state.atlas.number, self._canvas.width(), self._canvas.height(), COMFORT.percent, self.brought_version, self.between)
        if laid is None or laid.place != place or not (laid.view is view or laid.view.but_for_day(view)):
            rows = self._rows()
            scale = self._scale(rows)
            self._laid = laid = Laid(view, place, rows, scale, self._look(rows, scale))
        return laid

    def terms(self) -> tuple[int, ...]:
        """Return which eras and terms the day lies in."""
        view, atlas, known = self._state.view, self._state.atlas, self._terms
        if known is None or known[0] is not view or known[1] != atlas.number:
            self._terms = known = (view, atlas.number, current_terms(atlas, view))
        return known[2]

    def chronicle(self) -> Chronicle:
        """Return what is shown."""
        laid, terms, made = self.now(), self.terms(), self._made
        if made is not None and made[0] == laid.look and made[1] == terms:
            return made[2]
        atlas, view, scale = self._state.atlas, self._state.view, laid.scale
        if made is not None and made[0] == laid.look:
            chronicle = on_day(made[2], atlas, view, scale)
        else:
            chronicle = compose_chronicle(atlas, view, scale, laid.rows.lanes, laid.rows.card_lanes)
            brought = self.brought(scale.bins())
            chronicle = with_brought(chronicle, scale, brought) if brought else chronicle
        self._made = (laid.look, terms, chronicle)
        return chronicle

    def standing(self) -> Standing:
        """Return what stands still under the thumb."""
        chronicle, laid, known = self.chronicle(), self.now(), self._standing
        if known is None or known[0] is not chronicle or known[1] != laid.rows:
            view, labels = self._state.view, self._labels
            if labels is None or labels[0] is not laid:
                self._labels = labels = (laid, labels_of(laid.scale, view, laid.rows))
            self._standing = known = (chronicle, laid.rows, standing_of(chronicle, laid.scale, view, laid.rows, labels[1]))
        return known[2]

    def _rows(self) -> Rows:
        atlas, view = self._state.atlas, self._state.view
        wide, tall = COMFORT.plain(self._canvas.width()), COMFORT.plain(self._canvas.height())
        lane, eras = LANE if tall >= FOLDED + LANE and shows_land(atlas, view) else 0.0, era_lanes(atlas, view)
        more = tall - lane - more_for_eras(eras) - USUAL
        treaties = more >= TREATIES and shows_treaties(atlas, view)
        each = _SHARE * PITCH * (2 if treaties else 1)
        lanes = LANES + min(max(int((more - TREATIES * treaties) // each), 0), _MORE_LANES)
        start, end = self._ends()
        days = view.axis is not None and end - start < SINGLE
        head = HEAD if HEADED <= tall < FOLDED else 0.0
        zoomed = view.axis is not None
        return Rows(wide, tall, tall < FOLDED, lane, lanes, treaties, days, head, era_lanes=eras, strip=zoomed)

    def _ends(self) -> tuple[float, float]:
        """First day and end of the axis; parts of days only where these are the same days as those of the View."""
        axis, span, between = self._state.view.axis, self._state.atlas.span, self.between
        if axis is None:
            return span.start, span.end
        return between if between is not None and (round(between[0]), round(between[1])) == axis else axis

    def _scale(self, rows: Rows) -> TimeScale:
        start, end = self._ends()
        gutter = 88.0 if self._state.view.language != "ja" else 78.0
        if rows.folded:
            gutter = 22.0 + (0.0 if rows.head else _BESIDE)  # for the figures of the events
        return TimeScale(start, end, gutter, max(rows.width - gutter - 16.0, 50.0))

    def _look(self, rows: Rows, scale: TimeScale) -> tuple[object, ...]:
        """What the chronicle depends on, but for the day."""
        view = self._state.view
        return (
            scale,
            view.language,
            filter_part(view),
            view.offices,
            view.eras,
            view.series,
            view.layer("treaties"),
            rows.lanes,
            (rows.card_lanes, view.selected) if rows.days else (),
            self._state.atlas.number,
            self.brought_version,
        )
