"""Large text on usual screens: nothing that can be done falls away, every control is whole and inside."""

from __future__ import annotations

import pytest
from hands import Open, Remembered, key, push, settle
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget

from viewer.carto.cards import Card
from viewer.model.atlas import Atlas
from viewer.paint.type import text_width
from viewer.ui.changes.listing import ChangeListing
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.details.parts import LinkLabel
from viewer.ui.window import Window

ROOMS = [((1280, 800), 160), ((1280, 800), 130), ((1024, 768), 130), ((1280, 800), 100), ((720, 480), 160)]


def seen(window: Window, widget: QWidget) -> QRect:
    """Where a widget is seen, in px of the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("size", "percent"), ROOMS)
def test_the_timeline_keeps_playing_and_steps_whatever_the_size_of_text(
    size: tuple[int, int], percent: int, language: str, open_window: Open
) -> None:
    COMFORT.set_percent(percent)
    window = open_window(f"l={language}&t=1962-10-22", size)
    timeline = window.timeline
    before = window.state.view.instant
    push(timeline.next)
    assert window.state.view.instant == before + 1
    push(timeline.previous)
    push(timeline.play)
    assert timeline.playing.under_way
    push(timeline.play)
    if size == (720, 480):
        return  # there is no room for more than these beside the histogram
    push(next(button for unit, button in timeline._units.items() if unit == "year"))
    assert timeline.step == "year"
    shown = [button for button in timeline._rest.findChildren(QPushButton) if button.isVisible()]
    assert timeline.window_button in shown
    whole = seen(window, timeline).adjusted(10, 10, -10, -10)
    for number, button in enumerate(shown):
        assert whole.contains(seen(window, button)), button.text() or button.accessibleName()
        assert button.width() >= button.sizeHint().width() - 1, button.text()
        for other in shown[number + 1 :]:
            assert not seen(window, button).intersects(seen(window, other))


def test_controls_without_room_are_in_a_menu_and_do_the_same(open_window: Open) -> None:
    COMFORT.set_percent(160)
    window = open_window("l=en", (1280, 800))
    timeline = window.timeline
    hidden = timeline.fitting.hidden()
    assert timeline.loop in hidden
    assert timeline.rest.isVisible()
    menu = timeline.fitting.menu()
    assert [action.text() for action in menu.actions()] == [
        (button.accessibleName() or button.text().removesuffix("▾").strip()).replace("&", "&&") for button in hidden
    ]
    action = menu.actions()[hidden.index(timeline.loop)]
    action.trigger()
    assert timeline.playing.loop
    push(timeline.rest)
    opened = timeline.findChildren(QMenu, "timeMenu")[-1]
    assert opened.isVisible()
    assert opened.actions()[hidden.index(timeline.loop)].isChecked()
    opened.close()
    COMFORT.set_percent(90)
    window.resize(1900, 1000)
    settle(window)
    assert not timeline.fitting.hidden()
    assert not timeline.rest.isVisible()


@pytest.mark.parametrize("percent", [100, 160])
def test_all_lanes_come_at_a_press_on_a_usual_screen_and_are_remembered(percent: int, open_window: Open, built_in: Atlas) -> None:
    COMFORT.set_percent(percent)
    session = Remembered()
    window = open_window("l=en", (1280, 800), session=session, atlas=built_in)
    window.resize(1280, 800)
    settle(window)
    rows = window.timeline.canvas.rows
    assert rows.folded == (percent == 160)
    assert not rows.treaties
    key("k")
    settle(window)
    rows = window.timeline.canvas.rows
    assert not rows.folded
    assert rows.treaties == (percent == 100)
    assert rows.axis - rows.bars >= 32, "the histogram keeps its least height"
    assert window.finder.height() > COMFORT.px(120), "the list stays of use"
    window.close()
    again = open_window("l=en", session=session, atlas=built_in)
    again.resize(1280, 800)
    settle(again)
    assert again.timeline.canvas.rows.treaties == (percent == 100)
    push(again.timeline.lanes)
    settle(again)
    assert not again.timeline.canvas.rows.treaties


def test_what_is_painted_by_hand_grows_as_the_labels_do(open_window: Open, built_in: Atlas) -> None:
    """Links, rows of changes, small plots and the card under the pointer: none stays at its plain size or is cut."""
    tall: dict[int, tuple[int, int]] = {}
    for percent in (100, 160):
        COMFORT.set_percent(percent)
        window = open_window("l=en&t=1990-10-03&s=polity:germany&d=1989-11-09", (2400, 1400), atlas=built_in)
        link = next(each for each in window.details.findChildren(LinkLabel) if each.isVisible() and each.width() > 100)
        rows = window.changes.findChild(ChangeListing)
        assert rows is not None
        tall[percent] = (link.heightForWidth(4000), rows.sizeHintForRow(1))
        card = Card("above", "A title of several words that takes the whole width of the card and more", ("below it",), "a hint")
        window.map.card.ask(card, QPoint(800, 300), (0.0, 0.0, 1600.0, 700.0), QRegion(0, 0, 1600, 700), now=True)
        for line in window.map.card.findChildren(QLabel):
            assert line.height() >= line.heightForWidth(line.width()) if line.wordWrap() else line.width() >= line.sizeHint().width() - 1
    for plain, grown in zip(tall[100], tall[160], strict=True):
        assert grown >= plain * 1.45


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_dates_of_a_sheet_are_read_whole_in_their_fields(language: str, open_window: Open) -> None:
    COMFORT.set_percent(160)
    window = open_window(f"l={language}&t=1962-10-22", (1280, 800))
    window.comparing.toggle_grid()
    settle(window)
    fields = [field for field in window.findChildren(QLineEdit) if field.isVisible() and field.text()]
    assert len(fields) >= 2
    for field in fields:
        assert field.fontMetrics().horizontalAdvance(field.text()) + 16 <= field.width(), field.text()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("percent", [100, 130, 160])
def test_the_tab_that_is_shown_has_room_for_its_words_in_bold(percent: int, language: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"l={language}&t=1962-10-22&b=99999&a=99999", (1600, 1000), atlas=built_in)
    COMFORT.set_percent(percent)  # in a window that is open
    settle(window)
    for name in ("layers", "stories", "events"):
        window.show_tab(name)
        settle(window)
        tab = window.finder._tabs[name]
        around = 14  # padding and margin of the style
        assert tab.width() >= text_width(tab.text(), 13 * COMFORT.scale, bold=True) + around, tab.text()
    assert tab.text().endswith(str(len(built_in.events)))


def test_the_tabs_of_the_list_keep_their_words_whole_over_a_full_page(open_window: Open, built_in: Atlas) -> None:
    COMFORT.set_percent(160)
    window = open_window("l=en&t=1962-10-22", (1280, 800), atlas=built_in)
    window.show_tab("events")
    settle(window)
    for tab in window.finder._tabs.values():
        assert tab.height() >= tab.sizeHint().height(), tab.text()
