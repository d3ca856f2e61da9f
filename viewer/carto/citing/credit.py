"""Who made the land of a map, where that is not the built-in one."""

from __future__ import annotations

from viewer.model.atlas import Atlas

_BUILT_IN = "Natural Earth"
_LONGEST = 90


def own_credit(atlas: Atlas) -> str:
    """Return whom an atlas credits for units of its own (`attribution` in its `units.geojson`); empty where the map is the built-in one."""
    told = " ".join(atlas.basemap.attribution.split())
    if _BUILT_IN in told:
        return ""  # that is said anyway, as lakes and rivers are its too
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
