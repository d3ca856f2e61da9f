"""A page that is written alone: its notes and its legend take the room they need, and the map gets the rest."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from viewer.carto.moving.fit import fit_world
from viewer.carto.moving.moving import shows_all
from viewer.carto.scene import compose_scene
from viewer.carto.view import View
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.pages.layout import Need, Page, composed, sheet_of, spare
from viewer.paint.pages.legend import legend_rows
from viewer.paint.pages.lines import LINE
from viewer.paint.pages.page import frame_of, inside, legend_tall, own_rows, paper, viewport_of
from viewer.paint.pages.words import told_of
from viewer.paint.type import name_width

_COARSE = 0.25
"""Device px a px, with which it is found what lies in sight."""
_TRIALS = 4
"""How often it is counted at most: a map that has grown may show more."""

Refit = Callable[[tuple[float, float]], View]
"""Width and height of a map (px) -> the View that shows there what is to be shown."""


def map_size(page: Page) -> tuple[float, float]:
    """Return width and height in px of the most that a map can take on its page."""
    left, top, right, bottom = frame_of(page)
    return right - left, bottom - top


def settled(page: Page, refit: Refit | None = None) -> Page:
    """Return a page with room for what it tells, no more; as it is where it is the map alone or a sheet of maps.

    A series is not settled: on each day there would be another map. `refit`: fits what is shown to the map, which has grown.
    """
    whole = composed(page)
    if whole.plain or page.view.days or page.view.beside is not None:
        return page
    for _ in range(_TRIALS):
        found, known = _need(page), page.need or Need(0)
        need = Need(max(found.lines, known.lines), max(found.legend, known.legend))
        if need == page.need:
            break
        page = replace(page, need=need)
        if refit is not None:
            page = replace(page, view=refit(map_size(page)))
    return page


def unsettled(page: Page) -> Page:
    """Return a page as it is in a series: with room for what there may be to tell on any day, and as much on its map as before."""
    if page.need is None:
        return page
    old, bare, view = map_size(page), replace(page, need=None), page.view
    new = map_size(bare)
    if shows_all(view, old):
        return replace(bare, view=fit_world(view, *new, keep=True))
    return replace(bare, view=view.with_(zoom=view.zoom + math.log2(min(new[0] / old[0], new[1] / old[1]))))


def _need(page: Page) -> Need:
    """What a page has to tell on the map that it has now."""
    page = composed(page)
    reserved = sheet_of(replace(page, need=None))
    tall = 0.0
    if reserved.legend is not None and reserved.below:
        port = replace(viewport_of(page), ratio=_COARSE)
        layer = PoliticalLayer(page.atlas, paper(page.view.theme), page.view.hidden_layers)
        layer.prepare(port)
        layer.update(page.view.instant, page.view.viewpoint)
        rows = legend_rows(page.atlas, page.view, page.say, layer.unit_pixels(), own_rows(page))
        tall = min(legend_tall(page, reserved, rows), reserved.legend.height() + LINE * reserved.lines)
    if not page.has("notes"):
        return Need(0, tall)
    sheet = sheet_of(replace(page, need=Need(reserved.lines, tall)))
    sheet = replace(sheet, lines=sheet.lines + int(spare(sheet, page.view) // LINE))
    port = viewport_of(page)
    markers = compose_scene(page.atlas, page.view.with_(fan=""), port, name_width, frame=inside(port)).markers
    return Need(len(told_of(page, sheet, markers).lines), tall)
