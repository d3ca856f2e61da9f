"""Words of the map's tooltips."""

from __future__ import annotations

from viewer.carto.dates import when_text
from viewer.carto.markers import Marker
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.ui.plain import cut, plain_tip

__all__ = ["marker_tip", "plain_tip"]

_LONGEST = 200


def marker_tip(atlas: Atlas, view: View, marker: Marker) -> str:
    """Return what is told of a stack under the pointer: its place, how many events, date and title of the one in front."""
    event = atlas.events[marker.front]
    name = cut(marker.name, 60)
    head = f"{name} ({marker.count})" if marker.count > 1 else name
    return f"{head}\n{when_text(event.when, view.language)}\n{cut(say(event.title, view.language), _LONGEST)}"
