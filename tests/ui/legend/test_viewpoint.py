"""Whose view is drawn is chosen in the legend or among the layers, and told everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open, child, click, key, push, settle, shown_holder, texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton

from viewer.carto.view import BadView
from viewer.model.atlas import Atlas
from viewer.model.ledger import Claim
from viewer.paint.files.sequence import export_page
from viewer.paint.pages.page import Page
from viewer.ui.window import Window

KURILS = "t=1960-07-01&c=147,45&z=5&p=laea&l=en&s="


def button(window: Window, side: str) -> QPushButton:
    return child(window.legend, QPushButton, f"viewpoint-{side}")


def shown_at_iturup(window: Window) -> str:
    settle(window)
    pixel = window.map.viewport().pixel_of((147.9, 45.05))
    assert pixel is not None
    return window.state.atlas.polity_list[shown_holder(window.map.layer, pixel)].id


def test_the_legend_offers_the_sides_of_what_is_disputed_in_view(open_window: Open, built_in: Atlas) -> None:
    window = open_window(KURILS, (1600, 1000), atlas=built_in)
    assert window.legend.sides.offered[:3] == ("de-facto", "japan", "ussr")
    assert shown_at_iturup(window) == "russia"
    push(button(window, "japan"))
    assert window.state.view.viewpoint == "japan"
    assert shown_at_iturup(window) == "japan"
    assert button(window, "japan").isChecked()
    assert "taken" in {row.sort for row in window.legend.rows}
    push(button(window, "de-facto"))
    assert window.state.view.viewpoint == "de-facto"
    window.state.go_back()
    assert shown_at_iturup(window) == "japan"


@pytest.mark.parametrize(("at", "sides"), [("131.87,37.24", {"japan", "south-korea"}), ("123.5,25.8", {"japan", "prc"})])
def test_who_comes_near_an_islet_is_offered_the_sides_of_its_dispute(at: str, sides: set[str], open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=2012-09-11&c={at}&z=8&p=laea&l=en&s=", atlas=built_in)
    settle(window)
    assert sides <= set(window.legend.sides.offered)


def test_the_legend_holds_rows_and_buttons_without_overlap(open_window: Open, built_in: Atlas) -> None:
    window = open_window(KURILS + "&v=japan", (1600, 1000), atlas=built_in)
    settle(window)
    rows, sides = window.legend._rows.geometry(), window.legend.sides.geometry()
    assert rows.height() >= window.legend._rows.sizeHint().height()
    assert not rows.intersects(sides)
    assert sides.right() <= window.legend.width()


EUROPE = "t=1989-11-09&p=laea&c=16,50.5&z=3.4&l=en&s=berlin-wall-falls"


def test_more_sides_than_find_room_in_a_row_are_a_menu(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=2015-06-01&c=35,33&z=4&p=laea&l=en&s=", (1280, 800), atlas=built_in)
    bar = window.legend.sides
    assert len(bar.offered) > 3
    opener = child(bar, QPushButton, "viewpointButton")
    assert opener.accessibleName() == "Viewpoint: De facto"
    assert window.legend.width() <= 300
    opener.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Space)
    assert bar.menu_ is not None
    assert [action.objectName() for action in bar.menu_.actions()] == [f"viewpoint-{side}" for side in bar.offered]
    assert [action.isChecked() for action in bar.menu_.actions()] == [True] + [False] * (len(bar.offered) - 1)
    side = bar.offered[1]
    bar.menu_.actions()[1].trigger()
    bar.menu_.close()
    settle(window)
    assert window.state.view.viewpoint == side
    again = child(bar, QPushButton, "viewpointButton")
    assert again.accessibleName() != "Viewpoint: De facto"


def test_sides_are_offered_only_of_what_is_in_free_sight(open_window: Open, built_in: Atlas) -> None:
    """Western Sahara lies under the timeline here, and under the legend there."""
    window = open_window(EUROPE, (1600, 1000), atlas=built_in)
    assert (window.map.unit_weights() > 0)[[unit for claim in sahara(built_in) for unit in claim.units]].any(), "it is on the picture"
    assert not {"morocco", "western-sahara"} & set(window.legend.sides.offered)
    window.fold()  # all panels but the timeline are gone
    window.state.change(centre=(-12.0, 25.0), zoom=4.0)
    window.fold()
    settle(window)
    assert {"morocco", "western-sahara"} <= set(window.legend.sides.offered)


def sahara(atlas: Atlas) -> list[Claim]:
    return [claim for claim in atlas.territory.claims if claim.by == "western-sahara"]


def test_where_nothing_is_disputed_nothing_is_offered(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1960-07-01&c=-100,40&z=4&p=laea&l=en&s=", atlas=built_in)
    assert window.legend.sides.offered == ()
    assert not window.legend.sides.isVisible()


def test_all_sides_are_listed_among_the_layers(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=2015-01-01&l=en&s=", (1600, 1000), atlas=built_in)
    window.finder.show_tab("layers")
    settle(window)
    box = child(window.finder, QComboBox, "viewpointList")
    sides = [box.itemData(row) for row in range(box.count())]
    assert {"de-facto", "ukraine", "japan", "prc", "pakistan"} <= set(sides)
    box.setCurrentIndex(sides.index("ukraine"))
    box.activated.emit(sides.index("ukraine"))
    settle(window)
    assert window.state.view.viewpoint == "ukraine"
    assert window.legend.sides.offered == ("de-facto", "ukraine")


def test_a_viewpoint_that_is_none_is_refused(open_window: Open, built_in: Atlas, tmp_path: Path) -> None:
    with pytest.raises(BadView, match="`atlantis` is no viewpoint"):
        open_window("v=atlantis", atlas=built_in)
    window = open_window(KURILS, atlas=built_in)
    window.state.change(viewpoint="atlantis")
    page = Page(built_in, window.state.view, (640, 400), 1.0, window.words.say, window.sprites)
    export_page(page, str(tmp_path / "x.png"))
    window.state.change(viewpoint="japan")
    window.actions_.open_file(str(tmp_path / "x.png"))
    assert window.state.view.viewpoint == "japan"


def test_a_click_on_disputed_land_tells_the_claim(open_window: Open, built_in: Atlas) -> None:
    window = open_window(KURILS, (1600, 1000), atlas=built_in)
    settle(window)
    pixel = window.map.viewport().pixel_of((147.9, 45.05))
    assert pixel is not None
    click(window.map, *pixel)
    settle(window)
    told = texts(window.details)
    assert "Northern Territories / Southern Kurils" in told
    assert any("claimed by Japan, held by RSFSR" in text for text in told)
    assert any("peace treaty" in text and "Russia hold" in text for text in told), "each side is told"
    link = next(one for one in window.details.findChildren(QAbstractButton) if "as Japan sees it" in one.accessibleName())
    link.click()
    assert window.state.view.viewpoint == "japan"


def test_who_does_not_recognise_an_annexation_is_among_the_layers_and_in_the_details(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1970-06-01&c=25.5,58.8&z=5&p=laea&l=en&s=polity:estonia", (1600, 1000), atlas=built_in)
    settle(window)
    assert "The view of United States, United Kingdom, France too" in texts(window.details)
    assert any("annexation by" in text and "not generally recognised" in text for text in texts(window.details))
    link = next(one for one in window.details.findChildren(QAbstractButton) if "as Estonia sees it" in one.accessibleName())
    link.click()
    settle(window)
    assert window.state.view.viewpoint == "estonia"
    assert "taken" in {row.sort for row in window.legend.rows}
    window.finder.show_tab("layers")
    settle(window)
    box = child(window.finder, QComboBox, "viewpointList")
    listed = [box.itemData(row) for row in range(box.count())]
    assert {"usa", "uk", "latvia", "estonia"} <= set(listed)
    assert len(listed) == len(set(listed))
    box.setCurrentIndex(listed.index("usa"))
    box.activated.emit(listed.index("usa"))
    settle(window)
    assert window.state.view.viewpoint == "usa"
