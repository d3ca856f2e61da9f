"""Contrast of text in panels, measured in pictures of the window: WCAG AA, AAA where more contrast is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from hands import Open, bring_up, settle
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QListView, QWidget
from wcag import contrast

from viewer.carto.projections.scalebar import scale_bar
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.scalebar import credit_box, foot_lift
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.widgets.panel import Panel
from viewer.ui.window import Window

AA, AAA = 4.5, 7.0
_BLUR = 0.9
"""Letters of 11 px are a little paler than their colour: their strokes are thinner than a pixel."""


def parts(window: Window) -> Iterator[tuple[str, QRect]]:
    """Words that are seen in panels, and where."""
    yield from words_in(window, (window.finder, window.details, window.tools, window.legend, window.timeline))
    rows: QListView = window.finder.events
    for number in range(min(rows.model().rowCount(), 6)):
        box = rows.visualRect(rows.model().index(number, 0)) & rows.viewport().rect()
        if box.height() > 30:
            yield "row", QRect(rows.viewport().mapTo(window, box.topLeft() + QPoint(44, 4)), box.size()).adjusted(0, 0, -60, -12)


def words_in(window: Window, panels: Iterable[QWidget]) -> Iterator[tuple[str, QRect]]:
    """Words of labels and buttons that are seen in some panels, and where."""
    for panel in panels:
        for each in panel.findChildren(QWidget):
            text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
            if not (text.strip() and each.isVisible() and each.isEnabled()) or (isinstance(each, QAbstractButton) and not text.strip()):
                continue
            corner = each.mapTo(window, QPoint(0, 0))
            seen = QRect(corner, each.size()) & QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())
            above = each.parentWidget()
            while above is not None and above is not window:
                seen &= QRect(above.mapTo(window, QPoint(0, 0)), above.size())
                above = above.parentWidget()
            if isinstance(each, QCheckBox):
                seen.setLeft(seen.left() + 24)
            if seen.width() > 12 and seen.height() > 9:
                yield text, seen


def measured(image: QImage, box: QRect) -> float:
    """The contrast of the letters to their ground: the pixel that stands out most from the commonest colour."""
    colours = Counter(image.pixel(x, y) for x in range(box.left() + 1, box.right()) for y in range(box.top() + 1, box.bottom()))
    ground = QColor(colours.most_common(1)[0][0]).name()
    return max(contrast(QColor(colour).name(), ground) for colour, _ in colours.most_common(400))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("theme", "wanted"), [("light", AA), ("dark", AA), ("light-high", AAA), ("dark-high", AAA)])
def test_words_in_panels_stand_out(theme: str, wanted: float, language: str, open_window: Open) -> None:
    window = open_window(f"l={language}&k={theme}&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    for tab in ("events", "layers"):
        window.finder.show_tab(tab)
        settle(window)
        image = window.grab().toImage()
        found = [(text, box) for text, box in parts(window) if window.rect().contains(box)]
        assert len(found) > 25
        weak = [(text[:40], round(reached, 2)) for text, box in found if (reached := measured(image, box)) < wanted * _BLUR]
        assert weak == []


def test_the_measure_finds_words_that_are_too_weak(open_window: Open) -> None:
    """The check trips: a label in the colour of hairlines is told of."""
    window = open_window("l=en&k=light", size=(1600, 1000))
    found = next(label for label in window.finder.findChildren(QLabel) if label.isVisible() and label.text())
    found.setStyleSheet("color: #D9D4C7;")
    settle(window)
    box = QRect(found.mapTo(window, QPoint(0, 0)), found.size())
    assert measured(window.grab().toImage(), box) < AA * _BLUR


@pytest.mark.parametrize(("theme", "wanted"), [("light", AA), ("dark", AA), ("light-high", AAA), ("dark-high", AAA)])
@pytest.mark.parametrize("place", ["100,35", "-98,40", "90,62"], ids=["China", "West", "East"])
def test_the_credits_stand_out_over_land(theme: str, wanted: float, place: str, open_window: Open) -> None:
    window = open_window(f"l=en&k={theme}&t=1962-10-22&p=laea&c={place}&z=4.5")
    view = window.state.view
    words = window.map.foot.lines(view, moving=False)
    box = credit_box(words, window.map.free, 0.0).toAlignedRect().adjusted(3, 3, -3, -3)
    image = window.map.grab().toImage()
    ink = THEMES[theme].ink2
    seen = Counter(image.pixel(x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))
    letters = max(contrast(QColor(colour).name(), THEMES[theme].halo) for colour in seen)
    assert letters >= wanted * _BLUR
    margin = [image.pixel(x, y) for x in range(box.left(), box.right()) for y in (box.top(), box.bottom())]
    assert min(contrast(QColor(colour).name(), ink) for colour in margin) >= wanted, "the ground is paper, whatever lies under it"


@pytest.mark.parametrize("percent", [130, 160])
def test_credits_and_scale_grow_with_the_text_and_lie_apart(percent: int, open_window: Open) -> None:
    plain = open_window("l=ja&t=1962-10-22&p=laea&c=100,35&z=4.5")
    words = plain.map.foot.lines(plain.state.view, moving=False)
    usual = credit_box(words, plain.map.free, 0.0)
    COMFORT.set_percent(percent)
    window = open_window("l=ja&t=1962-10-22&p=laea&c=100,35&z=4.5")
    left, top, right, bottom = window.map.free
    grown = credit_box(words, window.map.free, 0.0, COMFORT.scale)
    assert grown.width() > usual.width() * percent / 115
    seen = window.map.grab().toImage()
    paper = QColor(seen.pixel(round(grown.left()) + 4, round(grown.top()) + 3)).name()
    lifted = foot_lift(scale_bar(window.state.view, 150.0), words[1], window.map.free, window.map.legend_size[0], COMFORT.scale)
    if not lifted:
        assert contrast(paper, THEMES["light"].ink2) >= AA, "the paper reaches as far as the words do"
    assert right - left > 0
    assert bottom - top > 0


NEWER = {
    "story": "",
    "editor": "",
    "tour": "",
    "changes": "d=1958-03-01",
    "side": "bs=side;1958-03-01",
    "sheet": "ds=1950-01-01,1961-08-13",
}


@pytest.mark.parametrize(("theme", "wanted"), [("light", AA), ("dark", AA), ("light-high", AAA), ("dark-high", AAA)])
@pytest.mark.parametrize("name", NEWER)
def test_words_of_what_is_opened_stand_out(name: str, theme: str, wanted: float, open_window: Open) -> None:
    window = open_window(f"l=en&k={theme}&t=1961-10-27&{NEWER[name]}", size=(1600, 1000))
    bring_up(window, name)
    usual = (window.finder, window.details, window.tools, window.legend, window.timeline, window.rail)
    opened = [panel for panel in window.findChildren(Panel) if panel.isVisible() and panel not in usual]
    assert opened
    image = window.grab().toImage()
    found = [(text, measured(image, box)) for text, box in words_in(window, opened)]
    assert found
    faint = [(text, round(ratio, 2)) for text, ratio in found if ratio < wanted * _BLUR]
    assert faint == []


@pytest.mark.parametrize(("theme", "wanted"), [("light", AA), ("dark", AA), ("light-high", AAA), ("dark-high", AAA)])
def test_the_date_and_its_caption_stand_out_over_the_land_of_any_bloc(theme: str, wanted: float, open_window: Open) -> None:
    """The map may be moved until any land lies under them: they are measured on each fill."""
    window = open_window(f"l=ja&k={theme}&t=1962-10-22&p=laea&c=14,50&z=3.6")
    assert window.date._over_map() == (True, True)
    caption = QRect(0, 54, window.date.width(), 24)
    image = QImage(window.date.size(), QImage.Format.Format_RGB32)
    look = THEMES[theme]
    grounds = [fill for bloc in look.blocs.values() for fill in (bloc.fill, bloc.fill2)]
    for ground in (*grounds, look.land, look.sea, look.nodata):
        image.fill(QColor(ground))
        window.date.render(image, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
        for box in (caption, QRect(0, 0, image.width(), 52)):
            assert measured(image, box.adjusted(1, 1, -1, -1)) >= wanted * _BLUR, ground


@pytest.mark.parametrize(("theme", "wanted"), [("light", AA), ("dark", AA), ("light-high", AAA), ("dark-high", AAA)])
def test_the_date_and_its_caption_stand_out_beside_the_map(theme: str, wanted: float, open_window: Open) -> None:
    window = open_window(f"l=ja&k={theme}&t=1962-10-22")
    assert window.date._over_map()[1] is False
    image = QImage(window.date.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(THEMES[theme].space))
    window.date.render(image, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    for box in (QRect(0, 54, image.width(), 24), QRect(0, 0, image.width(), 52)):
        assert measured(image, box.adjusted(1, 1, -1, -1)) >= wanted * _BLUR


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_a_tick_stands_out_from_its_box(theme: str, open_window: Open) -> None:
    """On a desktop with light colours a box of Qt is white, and so would be a dark theme's tick."""
    window = open_window(f"l=en&k={theme}")
    window.show_tab("layers")
    settle(window)
    box = next(each for each in window.finder.findChildren(QCheckBox) if each.isVisible() and each.isChecked() and each.isEnabled())
    image, middle = box.grab().toImage(), box.height() // 2
    inside = QRect(4, middle - 4, 9, 9)
    assert measured(image, inside) >= AA, (theme, box.text())
