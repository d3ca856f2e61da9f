"""Words of the map's tooltips."""

from __future__ import annotations

from html import escape

from viewer.carto.dates import when_text
from viewer.carto.markers import Marker
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

_LONGEST = 200


def marker_tip(atlas: Atlas, view: View, marker: Marker) -> str:
    """Return what is told of a stack under the pointer: its place, how many events, date and title of the one in front."""
    event = atlas.events[marker.front]
    head = f"{marker.name} ({marker.count})" if marker.count > 1 else marker.name
    return f"{head}\n{when_text(event.when, view.language)}\n{say(event.title, view.language)[:_LONGEST]}"


def plain_tip(text: str) -> str:
    """Return text for a tooltip: escaped, so that nothing in it is taken for markup."""
    return f"<span style='white-space: pre'>{escape(text)}</span>" if text else ""
