"""Land that no state holds: chosen by a click, and told of."""

from __future__ import annotations

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.free_land import FreeLand

PREFIX = "land:"
"""Begins `View.selected` where land that is nobody's is chosen."""


def chosen_land(atlas: Atlas, view: View) -> FreeLand | None:
    """Return the land that is nobody's which a View has chosen; None where it has chosen none that the atlas tells of."""
    if not view.selected.startswith(PREFIX):
        return None
    return next((land for land in atlas.unheld if land.id == view.selected.removeprefix(PREFIX)), None)


def choice_of(land: FreeLand | None) -> str:
    """Return `View.selected` for land that is nobody's; empty for none."""
    return f"{PREFIX}{land.id}" if land else ""
