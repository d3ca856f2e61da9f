"""The name of the Iron Curtain: beside the line where it is long, else apart from it with a leader; never as if it were a stack's."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest
from numpy.typing import NDArray

from viewer.carto.boxes import Box, Boxes, boxes_of
from viewer.carto.events.markers import compose_markers
from viewer.carto.names.labels import Ground, compose_labels
from viewer.carto.names.line_names import line_wishes
from viewer.carto.names.placement import Label, rooms_of
from viewer.carto.view import View
from viewer.model.entities import NamedLine, Side
from viewer.model.time import Interval

FRAME: Box = (0.0, 0.0, 1000.0, 700.0)
VIEW = View(instant=712_000, zoom=1.0, language="en")
REACH = 7.0


def line(first: tuple[float, float], last: tuple[float, float], count: int = 12) -> Boxes:
    at = np.linspace(first, last, count)
    return np.hstack([at - REACH, at + REACH])


def named(lines: Boxes, solid: list[Box], land: NDArray[np.float64] | None = None) -> tuple[Label, Boxes]:
    """Where the name of a line stands, and what it takes."""
    curtain = NamedLine("curtain", {"en": "Iron Curtain"}, Interval(700_000, 720_000), "curtain", Side(), Side())
    atlas = replace(made_up.atlas(), lines=(curtain,))
    east = (lambda boxes: (boxes[:, 0] > 500).astype(np.float64)) if land is None else (lambda boxes: np.resize(land, len(boxes)))
    [label], taken = rooms_of(line_wishes(atlas, VIEW, lines, made_up.plain_measure, east)).taken(
        np.concatenate([lines, boxes_of(solid)]), FRAME
    )
    return label, taken.parts


def test_a_long_line_is_named_at_its_end() -> None:
    label, _ = named(line((500, 200), (560, 500)), [])
    assert label.leader is None
    assert abs(label.x - 500) < 20
    assert 150 < label.y < 200


def test_a_short_line_is_named_on_the_water_with_a_leader_to_it() -> None:
    lines = line((500, 300), (520, 380))
    label, parts = named(lines, [])
    assert label.leader is not None
    end = np.array([label.x, label.y]) + label.leader[2:]
    assert np.hypot(*(end - (500, 300))) < 1.45 * REACH + 3
    assert label.x < 500, "land lies in the east"
    assert parts[:, 2].max() >= end[0] - 1, "the leader is a part of what it takes"


@pytest.mark.parametrize("disc", [(500.0, 262.0), (470.0, 300.0), (455.0, 285.0)])
def test_it_never_stands_beside_a_stack_without_a_leader(disc: tuple[float, float]) -> None:
    x, y = disc
    for lines in (line((500, 300), (520, 380)), line((500, 300), (560, 600))):
        label, _ = named(lines, [(x - 13, y - 13, x + 13, y + 13)])
        off = (max(abs(label.x - x) - 46, 0.0), max(abs(label.y - y) - 8, 0.0))
        assert label.leader is not None or off[0] > 24 or off[1] > 16


def test_a_leader_never_ends_beside_a_stack_as_if_it_led_there() -> None:
    """Discs stand at the upper end, at the lower one, at both: the name leads to the other end, or there is none."""
    lines = line((500, 300), (520, 380))
    curtain = NamedLine("curtain", {"en": "Iron Curtain"}, Interval(700_000, 720_000), "curtain", Side(), Side())
    places = [made_up.place("upper", (500.0, 300.0), "", rank=0), made_up.place("lower", (520.0, 380.0), "", rank=0)]
    for chosen in ([], [0], [1], [0, 1]):
        events = [made_up.event(f"e{number}", "1950-06-01", places[number].id) for number in chosen]
        atlas = replace(made_up.atlas(places=places, events=events), lines=(curtain,))
        view = replace(VIEW, instant=atlas.event_list[0].when.start if events else VIEW.instant, zoom=0.5)
        wishes = line_wishes(atlas, view, lines, made_up.plain_measure)
        rooms = rooms_of(wishes)
        ground = Ground(tuple((wish, rooms.label(0)) for wish in wishes), rooms.shapes.of(np.array([0])), lines)
        markers = compose_markers(atlas, view, made_up.plain_locate, FRAME)
        assert len(markers) == len(chosen)
        labels, _ = compose_labels(view, made_up.plain_measure, markers, (), FRAME, ground)
        led = [(label.x + label.leader[2], label.y + label.leader[3]) for label in labels if label.leader]
        assert all(np.hypot(x - marker.x, y - marker.y) > 18 for x, y in led for marker in markers)
        assert len(led) == (0 if len(chosen) == 2 else 1)
        if chosen == [0]:
            assert led[0][1] > 350, "to the lower end"
