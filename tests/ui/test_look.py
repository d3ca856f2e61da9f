"""How parts of the window look where that can go wrong: keys, names and figures whole, nothing under anything."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hands import Open, child, settle
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from viewer.carto.projections.scalebar import ScaleBar
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.paint.overlay.halo import grown
from viewer.paint.overlay.scalebar import draw_foot
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.finder import event_list

LONG = "t=1949-10-07&l=en&p=laea&c=14,51.5&z=3"


def picture(widget: QPushButton | QLineEdit) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("percent", [100, 160])
def test_keys_are_drawn_as_keys_beside_what_they_do(percent: int, open_window: Open) -> None:
    COMFORT.set_percent(percent)
    timeline = open_window("l=en", (1920, 1080)).timeline
    for button, sign in ((timeline.next_event, "]"), (timeline.previous_change, "{")):
        assert sign not in button.text()
        assert sign in button.accessibleName()
        assert not button.icon().isNull()
        assert button.width() >= button.sizeHint().width() - 1
        assert button.iconSize().height() <= button.height()
        bare = picture(button)
        button.setIcon(type(button.icon())())
        assert picture(button) != bare, "the key is seen"


def test_a_key_follows_the_theme(open_window: Open) -> None:
    window = open_window("l=en", (1600, 1000))
    light = picture(window.timeline.next_event)
    window.state.change(theme="dark")
    settle(window)
    dark = picture(window.timeline.next_event)
    assert light.pixelColor(light.width() - 14, 6).lightness() > dark.pixelColor(dark.width() - 14, 6).lightness()


def test_the_search_tells_its_keys_until_something_is_typed(open_window: Open) -> None:
    window = open_window("l=en", (1280, 800))
    field = window.finder.search
    assert "Ctrl" not in field.placeholderText()
    right = field.rect().adjusted(field.width() - 50, 4, -8, -4)

    def marked() -> int:
        image = picture(field)
        return len({image.pixel(x, y) for x in range(right.left(), right.right()) for y in range(right.top(), right.bottom())})

    assert marked() > 5
    field.setText("x")
    field.setClearButtonEnabled(False)
    QApplication.processEvents()
    assert marked() == 1, "nothing lies under what is typed"
    assert field.textMargins().left() >= COMFORT.px(15), "nor is it typed over the glass"


def test_names_in_the_legend_are_whole_before_their_land_is_told(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&s=kennedy-quarantine-speech", (1280, 800), atlas=built_in)
    rows = window.legend._rows
    assert not rows.lands
    assert rows.unit == "states"
    room = COMFORT.plain(rows.width())
    for button in rows._buttons[: rows.shown]:
        for line in button.lines:
            assert text_width(line, 12) <= room - 62 - (28 if button.row.states >= 0 else 0), line
    window.resize(1920, 1080)
    window.state.change(selected="")
    settle(window)
    assert rows.lands
    assert rows.unit.startswith("states ")


def test_rows_of_the_legend_stand_at_even_steps(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", (1920, 1080), atlas=built_in)
    rows = sorted((button.y(), button.isEnabled()) for button in window.legend._rows._buttons if button.isVisible())
    assert len(rows) > 8
    steps = {(pressed, following[0] - top) for (top, pressed), following in pairwise(rows)}
    assert len({pressed for pressed, _ in steps}) == len(steps), "rows of a kind, those to press and those that only tell, are as high"


def test_a_place_is_told_whole_before_the_words_of_a_warning(open_window: Open, built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, float]] = []
    laid = event_list.one_line

    def listening(text: str, size: float, width: float, *rest: object) -> object:
        told.append((text, width))
        return laid(text, size, width, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(event_list, "one_line", listening)
    open_window("t=1962-10-22&l=en", (1280, 800), atlas=built_in)
    assert told
    assert all(text_width(text, 12) <= width for text, width in told if len(text) < 17)


@pytest.mark.parametrize(("high", "least"), [(400.0, 440), (20.0, 100)])
def test_words_at_the_foot_are_never_under_the_legend(high: float, least: int) -> None:
    """Where it is high they are cut beside it; lifted over a low one they are whole."""
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    words = ("Made with Natural Earth", "Lambert azimuthal equal-area, centred on a place far away, 52° N 14° E")
    bar = ScaleBar(500.0, 150.0, (0.0, 100.0, 200.0, 500.0))
    draw_foot(painter, bar, words, (100.0, 0.0, 600.0, 200.0), 340.0, THEMES["light"], 1.0, high)
    painter.end()
    drawn = [x for x in range(600) for y in range(150) if image.pixelColor(x, y).lightness() < 250]
    assert least <= min(drawn) < least + 160
    assert max(drawn) > 560


def test_the_line_under_the_date_is_whole(open_window: Open, built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("t=1919-06-28&l=en", (1920, 1080), atlas=built_in)
    whole: list[bool] = []

    def listening(text: str, size: float, room: float) -> str:
        whole.append(text_width(text, size) <= room)
        return text

    monkeypatch.setattr("viewer.ui.days.date_label.elided", listening)
    for day in range(window.state.view.instant, window.state.view.instant + 40_000, 431):
        window.state.set_view(window.state.view.at(day))
        window.date.grab()
    assert whole
    assert all(whole)


def test_names_in_two_lines_are_chosen_among_the_layers(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=ja", (1280, 800), atlas=built_in)
    window.finder.show_tab("layers")
    settle(window)
    box = child(window.finder, QComboBox, "namesList")
    assert box.accessibleName()
    assert box.currentData() == ""
    values = [box.itemData(row) for row in range(box.count())]
    assert values == ["", "ja", "en", "ja+en", "en+ja"]
    alone = {label.text for label in window.map.scene().labels}
    assert "Canada" not in alone
    box.setCurrentIndex(values.index("ja+en"))
    box.activated.emit(values.index("ja+en"))
    settle(window)
    assert window.state.view.names == "ja+en"
    both = {label.text for label in window.map.scene().labels}
    assert {"カナダ", "Canada"} <= both
    window.state.go_back()
    settle(window)
    assert box.currentData() == ""
    assert "Canada" not in {label.text for label in window.map.scene().labels}


def test_glyphs_in_the_details_grow_with_the_text(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&s=kennedy-quarantine-speech", (1600, 1000), atlas=built_in)

    def sizes() -> list[int]:
        return [label.pixmap().height() for label in window.details.findChildren(QLabel) if label.isVisible() and label.pixmap().height()]

    plain = sizes()
    assert len(plain) == 4, "the disc, beside the date, beside the place, where sources differ"
    COMFORT.set_percent(160)
    settle(window)
    window._regrow()
    settle(window)
    grown = sizes()
    assert [round(large / small, 1) for large, small in zip(grown, plain, strict=True)] == pytest.approx([1.6] * 4, abs=0.11)


def test_the_date_is_read_over_whatever_lies_under_it(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1945-09-05&l=en&p=laea&c=136,49&z=5", (1280, 800), atlas=built_in)
    window.map.sharpen()
    settle(window)
    ratio, place, theme = window.devicePixelRatioF(), window.date.geometry(), THEMES["light"]
    whole = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.width(), 4)[..., 2::-1].astype(int)
    left, top, right, bottom = (round(side * ratio) for side in (place.left(), place.top(), place.right(), place.top() + 54))
    figures = pixels[top:bottom, left:right]
    ink = (np.abs(figures - _rgb(theme.ink)).max(axis=2) < 12).astype(np.uint8) * 255
    beside = (grown(ink, 2.0) > 0) & (grown(ink, 1.0) == 0)
    ground = np.abs(figures[beside] - _rgb(theme.space)).max(axis=1) < 60
    assert ink.any()
    assert ground.mean() > 0.9  # of lines and land that run under the figures nothing reaches them


def _rgb(name: str) -> tuple[int, int, int]:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:], 16)
