"""Crowds: thousands of events in the window of time. What follows a drag at a calmer pace is exact when the hand lets go."""

from __future__ import annotations

import pytest
from hands import Open, drag, settle
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.bench.crowd import crowd_of
from viewer.carto import scene as tested
from viewer.carto.events.filters import in_window
from viewer.carto.events.markers import Marker, compose_markers
from viewer.model.atlas import Atlas
from viewer.ui.map import names
from viewer.ui.map.canvas import MapCanvas
from viewer.ui.window import Window


def exact(window: Window) -> tested.Scene:
    """The scene of the window composed with nothing kept from the frames before."""
    window.state.atlas.worked_out.clear()
    window.map._scene = None
    return window.map.scene()


def told_of(markers: tuple[Marker, ...]) -> list[tuple[object, ...]]:
    """What stacks tell, wherever they stand: some give way to the Iron Curtain."""
    return [(marker.key, marker.at, marker.events, marker.front, marker.opacity, marker.selected) for marker in markers]


def test_names_of_a_crowd_may_lag_behind_the_hand_and_are_exact_at_rest(
    open_window: Open, built_in: Atlas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_CROWD", 40)
    window = open_window("t=1950-01-01&p=equal-earth", (1280, 800), atlas=crowd_of(built_in, 6000))
    assert len(window.map.scene().markers) > names._CROWD
    canvas, y, held = window.timeline.canvas, window.timeline.canvas.rows.axis + 10.0, 0
    start = QPointF(canvas.scale().x_of(window.state.view.instant + 0.5), y)
    before = MapCanvas.scene(window.map)
    for _ in drag(canvas, start, *(start + QPointF(20.0 * n, 0) for n in range(1, 12))):
        shown = MapCanvas.scene(window.map)
        composed = compose_markers(window.state.atlas, window.map.look, window.map.viewport().pixels_of, window.map.free)
        assert told_of(shown.markers) == told_of(composed)
        held += shown.labels is before.labels
        before = shown
    assert held
    settle(window)
    qtbot.waitUntil(lambda: not window.map.busy)
    shown = window.map.scene()
    assert shown == exact(window)
    told = {event for marker in shown.markers for event in marker.events}
    assert told
    assert told <= {event.id for event in in_window(window.state.atlas, window.state.view)}
