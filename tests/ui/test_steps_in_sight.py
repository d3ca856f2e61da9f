"""Each step of each story shows the place of what it tells, on a small screen too: no panel lies over it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hands import Open

from viewer.carto.story import Stop, stop_view
from viewer.model.atlas import Atlas
from viewer.model.entities import Story
from viewer.ui.window import Window

ACROSS_THE_OCEAN = {
    ("america-and-the-soviets", 16): "Truman spoke in Washington; the map shows the Balkans that he spoke of",
    ("from-budapest-to-2022", 9): "the instruments were handed over in Missouri; the map shows who joined",
    ("from-budapest-to-2022", 11): "the treaty is kept in Washington; the map shows who joined",
    ("nato-and-russia", 11): "the instruments were handed over in Missouri; the map shows who joined, and Kosovo",
    ("nato-and-russia", 12): "the treaty is kept in Washington; the map shows who joined",
}
"""Steps whose event happened far from what they are about, and why."""
MARGIN = 8.0
"""A marker so near an edge, in px, is cut."""


def out_of_sight(window: Window, story: Story) -> list[int]:
    """Return the numbers of the steps whose event would lie under a panel, or off the map, of a window that shows a story."""
    atlas, lost = window.state.atlas, []
    for number in range(1, len(story.steps) + 1):
        view = stop_view(Stop(story, number), window.state.view)
        at = atlas.events[view.selected].lonlat if view.selected in atlas.events else None
        if at is None:
            continue
        left, top, right, bottom = window.map.room(view)
        pixels, visible = window.map.viewport(view).pixels_of(np.array([at]))
        across, down = pixels[0]
        if not (visible[0] and left + MARGIN < across < right - MARGIN and top + MARGIN < down < bottom - MARGIN):
            lost.append(number)
    return lost


def test_what_a_step_tells_of_lies_where_no_panel_covers_it(built_in: Atlas, open_window: Open) -> None:
    window = open_window(f"o={built_in.stories[0].id}:1&l=en", (1280, 800), atlas=built_in)
    assert window.details.isVisible()
    assert window.player.isVisible()
    lost = {(story.id, step) for story in built_in.stories for step in out_of_sight(window, story)}
    assert lost == set(ACROSS_THE_OCEAN)


def test_a_step_that_looks_elsewhere_is_found(open_window: Open, sample: Atlas) -> None:
    story = next(each for each in sample.stories if each.id == "the-wall")
    window = open_window("o=the-wall:1&l=en")
    assert out_of_sight(window, story) == []
    astray = replace(story.steps[0], view="t=1961-08-13&p=laea&c=170,-40&z=3&s=berlin-wall")
    assert out_of_sight(window, replace(story, steps=(story.steps[1], astray))) == [2]
