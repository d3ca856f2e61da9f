"""A fault in one part of the window: told of once, that part off, the rest goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from hands import key, settle
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from viewer.carto.tokens import THEMES
from viewer.ui.window import Window


def faulty(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError("on purpose")


def repaint(window: Window) -> QImage:
    window.map.update()
    window.timeline.canvas.update()
    settle(window)
    return window.grab().toImage()


def hue_count(image: QImage, colour: str, window: Window) -> int:
    left, top, right, bottom = (int(side) for side in window.map.free)
    wanted = QColor(colour)
    return sum(image.pixelColor(x, y) == wanted for x in range(left, right, 5) for y in range(top + 90, bottom - 60, 5))


@pytest.fixture
def told(window: Window) -> list[str]:
    window.setProperty("forgiven", True)
    heard: list[str] = []
    window.state.message_changed.connect(heard.append)
    return heard


def test_a_political_layer_that_raises_leaves_events_and_names(
    window: Window, told: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    key("]")  # the details open: they move the world
    before = repaint(window)
    land = THEMES["light"].nodata
    assert hue_count(before, land, window) > 100
    monkeypatch.setattr(window.map._layer, "update", faulty)
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            after = repaint(window)
            key("]")
    assert hue_count(after, land, window) == 0
    assert hue_count(after, THEMES["light"].sea, window) > 1000
    marker = window.map.scene().markers[-1]
    family = THEMES["light"].families[marker.family]
    ring = [window.grab().toImage().pixelColor(int(marker.x + dx), int(marker.y)) for dx in range(-16, 17)]
    assert any(abs(c.hue() - QColor(family).hue()) < 8 for c in ring), "stacks are still drawn"
    assert len(told) == 1
    assert "地図" in told[0]
    assert len([record for record in caplog.records if record.exc_info]) == 1
    assert window.map.guard.off == {"map"}


@pytest.mark.parametrize(("where", "what", "part"), [("scene", "compose_scene", "scene"), ("timeline", "draw_thumb", "timeline")])
def test_a_scene_or_timeline_that_raises_leaves_the_map(
    where: str, what: str, part: str, window: Window, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import viewer.ui.map.canvas
    import viewer.ui.timeline.canvas

    module: Callable[..., object] = viewer.ui.map.canvas if where == "scene" else viewer.ui.timeline.canvas  # type: ignore[assignment]
    monkeypatch.setattr(module, what, faulty)
    for step in range(4):
        window.state.change(zoom=0.5 + step / 10)
        image = repaint(window)
    assert hue_count(image, THEMES["light"].nodata, window) > 50
    assert len(told) == 1
    owner = window.map if where == "scene" else window.timeline.canvas
    assert owner.guard.off == {part}


@pytest.mark.usefixtures("told")
def test_the_notice_is_seen_and_goes_away(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.map._layer, "update", faulty)
    repaint(window)
    assert window._note.isVisible()
    window._note.timer.timeout.emit()
    assert not window._note.isVisible()
    repaint(window)
    QApplication.processEvents()
    assert not window._note.isVisible()
