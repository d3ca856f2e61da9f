"""What is typed into the fields for dates, and why it is none. What reads it is imported when the first date is typed, not at the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viewer.ui.state import State

if TYPE_CHECKING:
    from viewer.carto.days.typed_dates import Typed


def typed_days(state: State, text: str) -> Typed:
    """Return what a text means to a reader who looks at the day of a state."""
    from viewer.carto.days.typed_dates import typed_date

    return typed_date(text, state.view.instant, state.atlas.span, state.view.language)


def day_of_words(state: State, text: str) -> int | None:
    """Return the day of the atlas that words name with their year; None where they name none."""
    from viewer.carto.days.typed_dates import parse_date_words

    day = parse_date_words(text, state.atlas.span)
    return day if day is not None and day in state.atlas.span else None


def why_not(say: Callable[..., str], typed: Typed) -> str:
    """Return why nothing could be read, with dates that would be right; `say` takes (key, **values)."""
    if typed.why == "date.outside":
        return say("date.outside", first=typed.forms[0], last=typed.forms[1])
    return say(typed.why, forms=say("date.or").join(typed.forms))
