"""The sizes of the parts of a window: they grow with the text, and the reader can drag the width of the details."""

from __future__ import annotations

from viewer.ui.comfort.comfort import COMFORT

LEFT, RIGHT, RAIL, DATE, HEAD, TIMELINE, LOW, FOLDED = 276, 340, 48, 330, 84, 218, 126, 92
"""Widths of the left and the right panel, the rail and the date; heights of the date with its second line and of the timeline: open,
controls and histogram, histogram alone (px at plain text)."""
_HIGH, _LOW, _RAISED = 620, 400, 470
"""From so many px of the window on the timeline is open, has its controls, can be opened by the reader's wish (px at plain text)."""
NARROWEST, WIDEST = 300, 560
"""Limits of the width of the right panel (px at plain text)."""


class Sizes:
    """Sizes in px at the present size of text. `details` is the reader's, in px at plain text."""

    def __init__(self) -> None:
        self.details = RIGHT

    @property
    def left(self) -> int:
        """Width of the left panel."""
        return COMFORT.px(LEFT)

    @property
    def right(self) -> int:
        """Width of the right panel."""
        return COMFORT.px(self.details)

    @property
    def rail(self) -> int:
        """Width of the rail."""
        return COMFORT.px(RAIL)

    @property
    def date(self) -> int:
        """Width that the date keeps free."""
        return COMFORT.px(DATE)

    @property
    def head(self) -> int:
        """Height of the date with its second line."""
        return COMFORT.px(HEAD)

    @staticmethod
    def timeline(high: float, *, bare: bool, more: bool, extra: int) -> int:
        """Return the height of the timeline in a window `high` px at plain text.

        `more`: whether the reader wants its lanes even where there is little room; `extra`: px at plain text of rows that come and
        go, and of what the reader added.
        """
        if not bare and high >= (_RAISED if more else _HIGH):
            return COMFORT.px(TIMELINE + (extra if high >= _HIGH else 0))
        return COMFORT.px(FOLDED if bare or high < _LOW else LOW)

    def drag_details(self, px: int) -> None:
        """Make the right panel so many px wide, within its limits."""
        self.details = round(min(max(COMFORT.plain(px), NARROWEST), WIDEST))

    def read(self, text: str) -> None:
        """Take the width of the details that the machine remembered; what can't be read is passed over."""
        if text.isascii() and text.isdecimal() and len(text) < 5:
            self.details = min(max(int(text), NARROWEST), WIDEST)
