"""Where the rows of the timeline stand."""

from __future__ import annotations

from viewer.carto.timeline.lanes import LANES
from viewer.model.record import dataclass
from viewer.paint.timeline.lanes import PITCH

CARD = 34.0
"""Height of a lane of single events (px)."""


ERA, LOW_ERA = 18.0, 14.0
"""Height of an era, and where there are several lanes of them (px)."""


def more_for_eras(lanes: int) -> float:
    """Return the px that so many lanes of eras take beyond one."""
    return lanes * LOW_ERA - ERA if lanes > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Tops of the rows in logical px; heights are those of the tokens. `folded` shows only histogram and axis."""

    width: float
    height: float
    folded: bool = False
    lane: float = 0.0
    """Height of the lane of land over the histogram; none where it is 0."""
    lanes: int = LANES
    """Lanes of wars and talks."""
    treaties: bool = False
    """Whether as many lanes of treaties lie below."""
    days: bool = False
    """Whether single events stand on an axis of days: they take the room of eras and terms, which do not change there."""
    head: float = 0.0
    """Height of what lies over the histogram of a folded timeline."""
    era_lanes: int = 1
    """Lanes of eras: more than one where a scheme has some at the same time."""
    strip: bool = True
    """Whether there is room below the axis for the overview of all time: where the axis shows all of it there is none."""

    @property
    def card_lanes(self) -> int:
        """Lanes of single events that have room."""
        return max(1, int((self.axis - self.bars) // CARD))

    @property
    def changes(self) -> float:
        """Top of the row of changes."""
        return 36.0

    @property
    def eras(self) -> float:
        """Top of the row of eras."""
        return self.changes + 15

    @property
    def office(self) -> float:
        """Top of the first row of terms; the second is 16 lower."""
        return self.eras + 20 + more_for_eras(self.era_lanes)

    @property
    def spans(self) -> float:
        """Top of the lanes of wars and talks."""
        return self.eras + 2 if self.days else self.office + 36

    @property
    def axis(self) -> float:
        """Line of the axis."""
        return self.height - (28 if self.folded else 38 if self.strip else 25)

    @property
    def overview(self) -> float:
        """Top of the overview of all time, below the axis; folded there is none."""
        return self.height - 14

    @property
    def bars(self) -> float:
        """Top of the histogram."""
        return 8.0 + self.head if self.folded else self.land + self.lane

    @property
    def land(self) -> float:
        """Top of the lane of land."""
        return self.pacts + (PITCH * self.lanes + self._below if self.treaties else 0)

    @property
    def pacts(self) -> float:
        """Top of the lanes of treaties."""
        return self.spans + PITCH * self.lanes + self._below

    @property
    def _below(self) -> float:
        """Px below lanes: two alone, with treaties under them, leave little room for their names and numbers."""
        return 6.0 if self.treaties and self.lanes <= LANES else 2.0


def head_of(rows: Rows) -> float:
    """Return where time window and thumb begin (px): under the buttons, which would have to be painted with them."""
    return rows.bars - 4 if rows.folded else rows.changes - 2
