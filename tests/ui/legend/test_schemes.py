"""The scheme by which the blocs are read is chosen in the legend's head or among the layers, and taken back."""

from __future__ import annotations

from hands import Open, child, push, settle
from PySide6.QtWidgets import QComboBox

from viewer.model.atlas import Atlas
from viewer.paint.pages.page import Page, render_page
from viewer.ui.window import Window

DAY = "t=1975-01-01&l=en&s="


def rows(window: Window) -> set[str]:
    settle(window)
    return {row.key for row in window.legend.rows if row.sort == "group"}


def test_the_menu_of_the_legend_changes_rows_and_map_and_history_brings_them_back(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAY, (1600, 1000), atlas=built_in)
    before = rows(window)
    assert "nato" in before
    push(window.legend.schemes)
    menu = window.legend.schemes.menu_
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert names == ["Spheres", "Treaties of alliance", "Economic communities", "Enlargements in Europe"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    menu.actions()[2].trigger()
    menu.close()
    assert window.state.view.scheme == "economy"
    assert rows(window) == {"eu", "efta", "comecon"}
    assert window.map.layer.politics.atlas.scheme == "economy"
    assert "Economic communities" in window.legend.schemes.accessibleName()
    window.state.go_back()
    assert rows(window) == before
    assert window.map.layer.politics.atlas is built_in
    window.state.go_forward()
    assert rows(window) == {"eu", "efta", "comecon"}


def test_the_list_among_the_layers_follows_and_chooses(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAY + "&w=europe", (1600, 1000), atlas=built_in)
    window.finder.show_tab("layers")
    box = child(window.finder, QComboBox, "schemeList")
    assert box.currentData() == "europe"
    box.activated.emit(0)
    assert window.state.view.scheme == ""
    assert box.currentData() == ""


def test_a_scheme_that_the_atlas_has_not_is_let_go(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAY + "&w=no-such", atlas=built_in)
    assert window.state.view.scheme == ""


def test_an_atlas_without_schemes_shows_the_plain_head(open_window: Open) -> None:
    window = open_window("")
    settle(window)
    assert not window.legend.schemes.isVisibleTo(window.legend)
    assert window.legend._rows.title


def test_a_page_is_drawn_in_the_scheme_of_its_view(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAY, atlas=built_in)
    colours = []
    for scheme in ("", "economy", "economy"):
        view = window.state.view.with_(scheme=scheme, projection="equal-earth", centre=(15.0, 62.0), zoom=2.5)
        atlas = built_in.in_scheme("economy") if colours[1:] else built_in  # the atlas that is handed over makes no difference
        page = Page(atlas, view, (320, 200), 1.0, window.words.say, window.sprites, plain=True)
        image = render_page(page)  # its bits live as long as it does
        colours.append(bytes(image.constBits()))
    assert colours[0] != colours[1]
    assert colours[1] == colours[2]
