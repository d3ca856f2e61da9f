"""Views that an atlas writes down, its opening and the steps of its stories: they can be read, and name days of which it tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from viewer.model.time import iso
from viewer.store.draft import Draft
from viewer.store.files import HEAD_FILE

DaysOfView: TypeAlias = Callable[[str], tuple[int, ...]]
"""Returns the days that the text of a View names; ValueError says what is wrong with it."""


def check_views(draft: Draft, days_of: DaysOfView) -> None:
    """Note Views that can't be read or lie outside of the atlas: no reason not to open it, but whoever opens it would see another day."""
    remark = draft.desk.problems.remark
    if fault := _fault(draft, draft.head.opening_view, days_of):
        remark(HEAD_FILE, draft.opening_line, "opening_view", *fault)
    for found in draft.stories:
        for index, step in enumerate(found.value.steps):
            if fault := _fault(draft, step.view, days_of):
                remark(found.file, found.line_of("steps", index), f"steps[{index}].view", *fault)


def _fault(draft: Draft, text: str, days_of: DaysOfView) -> tuple[str, str] | None:
    """Return what is wrong with a View, and a hint; None where nothing is."""
    try:
        days = days_of(text)
    except ValueError as error:
        return str(error), "copy the text of a View from the window (Ctrl+Shift+C)"
    span = draft.head.span
    outside = next((day for day in days if day not in span), None) if draft.dated else None
    if outside is None:
        return None
    return f"{iso(outside)} lies outside of the atlas", f"it tells of {iso(span.start)} to {iso(span.end - 1)}"
