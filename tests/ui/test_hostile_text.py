"""Texts of an atlas are plain text wherever they are shown, whatever they hold; the layout holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from hands import Open, child, click, key, settle, texts
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QStyleOptionViewItem, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.model.entities import Event, Text
from viewer.ui.window import Window

MARKUP = "<img src=/etc/passwd><b>x</b> & <a href=file:///etc>y</a>"
TURNED = "right\u202eto left\u2066 and \u200bzero\ufeff"
EMOJI = "👩‍👩‍👧‍👦🇯🇵🏳️‍🌈 ☢️ 𠮷野家 𝔘𝔫𝔦"
LONG = "長い題" * 170_000
WIDE = "W" * 300
VIEW = "t=1989-11-09&p=laea&c=13.4,52.5&z=4&l=en"


def with_words(atlas: Atlas, words: str) -> Atlas:
    """The atlas with these words for everything that has words."""
    both: Text = {"ja": words, "en": words}

    def event(one: Event) -> Event:
        if one.place != "berlin":
            return one
        differs = tuple(replace(d, head=both, says=both, record_head=both, record=both, note=both) for d in one.differs)
        return replace(one, title=both, text=both, differs=differs)

    return replace(
        atlas,
        title=both,
        events={key_: event(one) for key_, one in atlas.events.items()},
        sources={key_: replace(one, title=both) for key_, one in atlas.sources.items()},
        actors={key_: replace(one, names=both, short=both) for key_, one in atlas.actors.items()},
        kinds={key_: replace(one, names=both) for key_, one in atlas.kinds.items()},
        groups=tuple(replace(one, names=both) for one in atlas.groups),
        blocs={key_: replace(one, names=both) for key_, one in atlas.blocs.items()},
        eras=tuple(replace(s, names=both, eras=tuple(replace(e, names=both) for e in s.eras)) for s in atlas.eras),
        places={key_: replace(one, names=tuple(replace(n, names=both) for n in one.names)) for key_, one in atlas.places.items()},
        polities={
            key_: replace(one, names=tuple(replace(n, names=both, short=both) for n in one.names)) for key_, one in atlas.polities.items()
        },
        seas=tuple(replace(one, names=both) for one in atlas.seas),
    )


def labels(window: Window) -> Iterator[QLabel]:
    yield from (label for label in window.findChildren(QLabel) if label.isVisible())


def shown_card(window: Window, point: QPointF, qtbot: QtBot) -> str:
    """What the card beside the pointer says, as a reader sees it: plain text throughout."""
    where = QPointF(window.map.mapToGlobal(point.toPoint()))
    none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window.map, QMouseEvent(QEvent.Type.MouseMove, point, where, none, none, no_keys))
    qtbot.waitUntil(window.map.card.isVisible)
    lines = [line for line in window.map.card.findChildren(QLabel) if line.isVisible()]
    assert all(line.textFormat() == Qt.TextFormat.PlainText for line in lines)
    return "\n".join(line.text() for line in lines)


def read(tip: str) -> str:
    """The words of a tooltip: those of its markup if it is rich text, else the text as it is."""
    if not Qt.mightBeRichText(tip):
        return tip
    assert tip.count("<") <= 2, "the only markup is our own"
    inner = tip[tip.index(">") + 1 : tip.rindex("<")]
    return unescape(inner)


@pytest.mark.parametrize("words", [MARKUP, TURNED, EMOJI, WIDE], ids=["markup", "turned", "emoji", "wide"])
def test_texts_are_shown_as_they_are(words: str, open_window: Open, sample: Atlas, qtbot: QtBot) -> None:
    window = open_window(VIEW, (1600, 1000), atlas=with_words(sample, words))
    marker = next(marker for marker in window.map.scene().markers if marker.key == "berlin")
    assert words[:20].replace("\u200b", "") in shown_card(window, QPointF(marker.x, marker.y), qtbot).replace("\u200b", "")
    click(window.map, marker.x, marker.y)
    settle(window)
    assert window.details.isVisible()
    seen = [label.text().replace("\u200b", "") for label in labels(window)]
    assert words.replace("\u200b", "") in seen
    assert [label.text() for label in labels(window) if label.text() and label.textFormat() != Qt.TextFormat.PlainText] == []
    for button in window.findChildren(QAbstractButton):
        assert not Qt.mightBeRichText(button.toolTip()) or button.toolTip().count("<") <= 2
    for each in window.findChildren(QWidget):
        if words in (each.text() if isinstance(each, QAbstractButton) else ""):
            assert "&" not in words, "an ampersand of a text must not become a shortcut"


@pytest.mark.parametrize("words", [MARKUP, TURNED, EMOJI, WIDE], ids=["markup", "turned", "emoji", "wide"])
def test_the_tooltip_of_a_row_says_its_title(words: str, open_window: Open, sample: Atlas) -> None:
    window = open_window(VIEW + "&b=4000", atlas=with_words(sample, words))
    view = window.finder.events
    row = next(n for n, event in enumerate(view.events) if event.place == "berlin")
    index = view.model().index(row, 0)
    view.scrollTo(index)
    at = view.visualRect(index).center()
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    assert view.itemDelegate().helpEvent(help_, view, QStyleOptionViewItem(), index)
    assert read(QToolTip.text()).replace("\u200b", "") == words.replace("\u200b", "")


@pytest.mark.parametrize("words", [MARKUP, TURNED, EMOJI, WIDE, LONG], ids=["markup", "turned", "emoji", "wide", "long"])
def test_the_layout_holds(words: str, open_window: Open, sample: Atlas) -> None:
    usual = open_window(VIEW + "&s=berlin-opened&f=berlin", (1600, 1000))
    window = open_window(VIEW + "&s=berlin-opened&f=berlin", (1600, 1000), atlas=with_words(sample, words))
    for name in ("finder", "details", "timeline", "tools", "map"):
        assert getattr(window, name).geometry() == getattr(usual, name).geometry(), name
    assert window.legend.width() <= 364
    inside = child(window.details, QWidget, "detailsInside")
    assert inside.width() <= window.details.width()
    for inner in inside.findChildren(QWidget):
        if inner.isVisible():
            right = inner.mapTo(window.details, QPoint(inner.width(), 0)).x()
            assert right <= window.details.width(), (type(inner).__name__, inner.width())
    assert window.timeline.eras.width() < 400
    settle(window)
    window.grab()
    assert window.map.guard.off == set()


def test_a_million_letters_are_no_burden(open_window: Open, sample: Atlas, qtbot: QtBot) -> None:
    """Every way in which an event is shown cuts what can't be read anyway."""
    window = open_window(VIEW, atlas=with_words(sample, LONG))
    for _ in range(3):
        key("]")
        settle(window)
    assert all(len(text) <= 5_000 for text in texts(window))
    marker = window.map.scene().markers[-1]
    assert len(shown_card(window, QPointF(marker.x, marker.y), qtbot)) < 2000
    assert all(len(label.text) < 500 for label in window.map.scene().labels)


def test_menus_and_chips_show_ampersands(open_window: Open, sample: Atlas) -> None:
    window = open_window(VIEW + "&s=polity:germany", atlas=with_words(sample, "Salt & Pepper"))
    window.timeline.eras.click()
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    assert {action.text() for action in menu.actions()} == {"Salt && Pepper", "Japanese eras"}, "ours, and those of the program"
    menu.close()
    assert "Salt && Pepper" in window.timeline.eras.text()
    families = [chip.text() for chip in window.finder._chips.values()]
    assert "Power && states" in families
    window.state.change(selected="berlin-opened")
    settle(window)
    chips = [button.text() for button in window.details.findChildren(QAbstractButton) if button.property("role") == "chip"]
    assert chips == ["Salt && Pepper", "Salt && Pepper"]


def test_a_long_message_stays_within_the_window(window: Window) -> None:
    window.tell("/a/very/long/path" * 200 + MARKUP)
    QApplication.processEvents()
    assert window.rect().contains(window._note.geometry())
    assert window._note.textFormat() == Qt.TextFormat.PlainText
