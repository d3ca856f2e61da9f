"""What can be pressed on a map, in words: markers and the events of the open stack."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from viewer.carto.days.dates import day_text, when_text
from viewer.carto.events.markers import Marker
from viewer.carto.projections.scalebar import projection_words
from viewer.carto.scene import land_title, title_of
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.ui.map.view import MapView

_MOST_TITLES = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A marker, or an event of the open stack: its words, its middle on the map (px) and what pressing it does."""

    key: str
    name: str
    at: tuple[float, float]
    selected: bool
    press: Callable[[], object]


def spots(map_: MapView) -> list[Spot]:
    """Return what can be pressed on a map now, from west to east."""
    scene, state = map_.scene(), map_.state
    found = [_marker_spot(map_, marker) for marker in scene.markers]
    for item in scene.fan.items if scene.fan else ():
        event, language = state.atlas.events[item.event], state.view.language
        name = f"{when_text(event.when, language)} {title_of(state.atlas, item.event, language)}"
        press = partial(state.move, partial(_selecting, item.event))
        found.append(Spot(f"fan:{item.event}", name, (item.x, item.y), state.view.selected == item.event, press))
    return sorted(found, key=lambda spot: spot.at)


def _selecting(identifier: str, view: View) -> View:
    return view.selecting(identifier)


def _marker_spot(map_: MapView, marker: Marker) -> Spot:
    atlas, language = map_.state.atlas, map_.state.view.language
    titles = [title_of(atlas, event, language) for event in marker.events[:_MOST_TITLES]]
    where = marker.name or atlas.place_name(atlas.events[marker.front], language)
    stack = {"place": where, "n": marker.count, "titles": "; ".join(titles)}
    name = f"{where}: {titles[0]}" if marker.count == 1 else map_.words.say(language, "map.stack", **stack)
    return Spot(marker.key, name, (marker.x, marker.y), marker.selected, partial(map_.open_marker, marker))


def map_value(map_: MapView) -> str:
    """Return the day and what lies in the middle of the map: a state, else the middle itself."""
    view = map_.state.view
    left, top, right, bottom = map_.free
    unit = map_.unit_at((left + right) / 2, (top + bottom) / 2)
    place = land_title(map_.state.atlas, view, unit) if unit is not None else projection_words(view, map_.words.say)
    return ", ".join(part for part in (day_text(view.instant, view.language), place) if part)
