"""The rows of the legend: they tell their numbers as the thumb moves, and select their bloc."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hands import Open, child, push, settle
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.window import Window


def row(window: Window, key: str) -> QAbstractButton:
    return child(window.legend, QAbstractButton, f"legend-{key}")


def colour_at(window: Window, lonlat: tuple[float, float]) -> tuple[int, int, int]:
    settle(window)
    pixel = window.map.viewport().pixel_of(lonlat)
    assert pixel is not None
    colour = window.map.grab().toImage().pixelColor(round(pixel[0]), round(pixel[1]))
    return colour.red(), colour.green(), colour.blue()


SPAIN, POLAND = (-4.5, 41.2), (19.6, 51.4)
VIEW = "t=1988-06-01&c=10,48&z=3&p=laea&l=en&s=&x=events,names,patterns,places"


def test_a_click_on_a_row_dims_the_others_and_a_second_click_ends_it(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, (1600, 1000), atlas=built_in)
    settle(window)
    spain, poland = colour_at(window, SPAIN), colour_at(window, POLAND)
    push(row(window, "nato"))
    assert window.state.view.selected == "bloc:nato"
    assert row(window, "nato").isChecked()
    assert colour_at(window, SPAIN) == spain
    assert colour_at(window, POLAND) != poland
    push(row(window, "nato"))
    assert window.state.view.selected == ""
    assert colour_at(window, POLAND) == poland
    window.state.go_back()
    assert window.state.view.selected == "bloc:nato"


def test_a_row_tells_states_and_land_which_follow_the_thumb(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, (1600, 1000), atlas=built_in)
    settle(window)
    assert "16 states in the world" in row(window, "nato").accessibleName()
    assert "16 states in the world" in row(window, "nato").toolTip()
    window.state.set_view(window.state.view.at(day_of("1950-01-01")))
    settle(window)
    assert "12 states in the world" in row(window, "nato").accessibleName()
    window.state.change(language="ja")
    settle(window)
    assert "世界で 12 か国" in row(window, "nato").accessibleName()


def test_states_and_land_of_a_row_can_be_read_in_it_and_change_with_the_thumb(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, (1600, 1000), atlas=built_in)
    settle(window)
    figures = []
    for day in ("1948-01-01", "1951-01-01", "1953-01-01", "1956-01-01"):
        window.state.set_view(window.state.view.at(day_of(day)))
        settle(window)
        if day == "1948-01-01":
            assert window.legend.findChild(QAbstractButton, "legend-nato") is None
            continue
        button = row(window, "nato")
        columns = QRect(button.width() - 12 - 80, 0, 80, button.height())
        image = button.grab(columns).toImage()
        figures.append({(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 170})
    assert all(figures)
    assert len({frozenset(one) for one in figures}) == 3  # 12, 14 and 15 members


def test_rows_are_reached_and_pressed_by_keyboard(open_window: Open) -> None:
    window = open_window("t=1960-01-01&l=en&s=")
    settle(window)
    button = row(window, "west")
    button.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(button, Qt.Key.Key_Space)
    assert window.state.view.selected == "bloc:west"


def test_a_row_of_dependencies_and_one_of_ties_select_their_bloc_too(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1980-01-01&l=en&s=&w=economy&x=events,names", (1600, 1000), atlas=built_in)
    settle(window)
    push(row(window, "comecon-associate"))
    assert window.state.view.selected == "bloc:comecon"
    push(row(window, "eu-dependency"))
    assert window.state.view.selected == "bloc:eu"
    assert row(window, "eu").isChecked()


@pytest.mark.parametrize("look", ["t=1962-10-22&l=en", "t=1968-08-21&l=en&c=20,50&p=laea&z=2.6&s="])
def test_the_legend_leaves_most_of_the_map_free_until_all_rows_are_asked_for(look: str, open_window: Open, built_in: Atlas) -> None:
    """Also where buttons for viewpoints stand under its rows."""
    window = open_window(look, (1280, 800), atlas=built_in)
    assert window.legend.sides.isVisible() == ("laea" in look)
    rows = len(window.legend.rows)
    more = child(window.legend, QAbstractButton, "legendMore")
    seen = [button for button in window.legend.findChildren(QAbstractButton) if button.isVisible()]
    assert window.legend.height() < 0.45 * window.map.free[3] + 20
    assert len(seen) < rows
    push(more)
    assert not more.isVisible()
    assert len([button for button in window.legend.findChildren(QAbstractButton) if button.isVisible()]) > len(seen)
    assert window.legend.height() > 0.45 * window.map.free[3] + 20
    push(window.legend.fold_button)
    push(window.legend.fold_button)
    assert more.isVisible(), "folded and unfolded again it is short"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("size", "widest"), [((1280, 800), 245), ((1366, 768), 266), ((1600, 1000), 308)])
def test_the_legend_is_narrow_and_breaks_long_words(
    size: tuple[int, int], widest: int, language: str, open_window: Open, built_in: Atlas
) -> None:
    window = open_window(f"t=1942-10-22&s=&l={language}", size, atlas=built_in)
    window.legend._show_all()
    settle(window)
    rows = window.legend._rows
    assert window.legend.width() - 2 * SHADOW <= widest
    shown = rows._buttons[: rows.shown]
    if language == "en":
        assert any(len(button.lines) == 2 for button in shown)
    for button in shown:
        assert "".join(button.lines).replace(" ", "") == button.row.label.replace(" ", ""), "nothing is cut"
        assert button.height() >= (24 if button.isEnabled() else 21)
    bottoms = [button.geometry().bottom() for button in shown]
    assert all(button.y() > bottom for button, bottom in zip(shown[1:], bottoms, strict=False))


@pytest.mark.parametrize(
    ("look", "size"),
    [
        ("t=1962-10-22&c=11,0&z=0.536", (1600, 1000)),
        ("t=1948-06-24&p=laea&c=13,51&z=4&s=berlin-blockade", (1280, 800)),
        ("t=1949-10-07&p=laea&c=16,50.5&z=3.4&l=en", (1280, 800)),
        ("t=1950-06-25&c=150,0&z=0.197&l=en", (1280, 800)),
    ],
)
def test_the_iron_curtain_is_never_among_the_rows_that_are_hidden(
    look: str, size: tuple[int, int], open_window: Open, built_in: Atlas
) -> None:
    window = open_window(look, size, atlas=built_in)
    settle(window)
    rows = window.legend._rows
    assert rows.shown < len(rows.rows), "there is less room than rows"
    shown = [button for button in rows._buttons if button.isVisible()]
    assert [button.row for button in shown] == list(rows.rows[: rows.shown])
    assert "line" in {button.row.sort for button in shown}
    assert all(one.geometry().bottom() < other.y() for one, other in pairwise(shown))


def test_rows_of_hatched_land_share_one_where_room_is_short_and_part_where_all_are_asked_for(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1949-10-07&p=laea&c=16,50.5&z=3.4&l=en", (1280, 800), atlas=built_in)
    settle(window)
    rows = window.legend._rows
    [shared] = [row for row in rows.rows if row.parts]
    assert shared.label.startswith("Occupied, ")
    [button] = [button for button in rows._buttons if button.row is shared]
    assert all(part.label in button.accessibleDescription() for part in shared.parts)
    push(child(window.legend, QAbstractButton, "legendMore"))
    assert not any(row.parts for row in rows.rows)
    assert {part.sort for part in shared.parts} <= {row.sort for row in rows.rows}
