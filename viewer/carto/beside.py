"""A second map beside the first, or behind a line that is swiped: what it shows otherwise."""

from __future__ import annotations

from urllib.parse import quote, unquote

from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, day_of, iso

MODES = ("side", "swipe")
"""How two maps are seen: each in a half of its own, or one over the other as far as a line."""
_LEAST_CUT, _MOST_CUT = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Beside:
    """The second map of a View. What it does not name it has in common with the first."""

    mode: str = "side"
    instant: int | None = None
    """Its day (day number); None = the day of the first map."""
    scheme: str | None = None
    """The scheme by which its blocs are read; None = that of the first map, empty = the atlas's own rows."""
    cut: float = 0.5
    """Where the swiped line stands, as a share of the width that is free."""

    def __post_init__(self) -> None:
        """Keep the line in sight and the day within the calendar; ValueError for an unknown mode."""
        if self.mode not in MODES:
            raise ValueError(f"one of {', '.join(MODES)} is wanted")
        object.__setattr__(self, "cut", round(min(_MOST_CUT, max(_LEAST_CUT, self.cut)), 3))
        if self.instant is not None:
            object.__setattr__(self, "instant", min(LAST_DAY - 1, max(FIRST_DAY, self.instant)))

    def text(self) -> str:
        """Return the text form: mode, day, scheme and cut, separated by semicolons; empty at the end is left out."""
        parts = [
            self.mode,
            iso(self.instant) if self.instant is not None else "",
            "" if self.scheme is None else f"={quote(self.scheme, safe='')}",
            "" if self.cut == 0.5 else f"{self.cut:g}",
        ]
        while not parts[-1]:
            parts.pop()
        return ";".join(parts)


def read_beside(text: str) -> Beside | None:
    """Read the text form; None for an empty one. ValueError says what is wrong."""
    if not text:
        return None
    parts = text.split(";")
    if len(parts) > 4:
        raise ValueError("write mode;day;=scheme;cut")
    mode, day, scheme, cut = (*parts, "", "", "")[:4]
    if scheme and not scheme.startswith("="):
        raise ValueError("write the scheme of the second map as =scheme")
    share = float(cut) if cut else 0.5
    if not 0.0 <= share <= 1.0:  # also refuses NaN
        raise ValueError("the line stands at a share of the width between 0 and 1")
    return Beside(mode, day_of(day) if day else None, unquote(scheme[1:])[:100] if scheme else None, share)


def write_beside(value: Beside | None) -> str:
    """Return the text form of a second map, or nothing."""
    return value.text() if value else ""


MOST_CELLS = 25
"""Most days on one sheet."""


def read_days(text: str) -> tuple[int, ...]:
    """Read days separated by commas. ValueError for one that is none, or for too many."""
    days = tuple(day_of(part) for part in text.split(",") if part)
    if len(days) > MOST_CELLS:
        raise ValueError(f"at most {MOST_CELLS} days go on one sheet")
    return days


def write_days(days: tuple[int, ...]) -> str:
    """Return days in ISO form, separated by commas."""
    return ",".join(iso(day) for day in days)


def spread_days(first: int, last: int, count: int) -> tuple[int, ...]:
    """Return `count` days from the first to the last, as evenly as whole days allow; fewer where there are not so many."""
    count = max(1, min(count, MOST_CELLS, last - first + 1))
    if count == 1:
        return (first,)
    return tuple(first + round((last - first) * number / (count - 1)) for number in range(count))
