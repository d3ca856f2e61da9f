"""A reader's own data among what is found: searched, listed, tabled, counted, stepped through, renamed, recoloured, put in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import LEFT, NONE, Open, key, push, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QPushButton, QSlider
from pytestqt.qtbot import QtBot
from test_own_data import added, drop, features, tone_at

from viewer.model.time import day_of
from viewer.paint.own.tones import TONES
from viewer.store.imports.desk import file_desk
from viewer.ui.own.layers_dialog import LayersDialog
from viewer.ui.palette.entries import Entries
from viewer.ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SITES: tuple[tuple[float, float, dict[str, object]], ...] = (
    (-82.4, 23.1, {"name": "Harbour watch", "start": "1962-10-10", "end": "1962-11-20", "keeper": "Ramírez"}),
    (-80.0, 22.0, {"name": "Radar mast", "date": "1962-10-25"}),
    (13.4, 52.5, {"name": "Listening post", "date": "1975-03-01"}),
    (-77.0, 38.9, {"name": "No date at all"}),
)


@pytest.fixture
def own(open_window: Open, qtbot: QtBot, tmp_path: Path) -> Window:
    """A window that looks at Cuba in October 1962, with four features of the reader's."""
    window = open_window("t=1962-10-24&c=-78,26&z=3&p=laea&l=en&b=30&a=30", (1500, 950))
    window.own.bring = file_desk
    added(qtbot, window, features(tmp_path / "sites.geojson", *SITES))
    settle(window)
    return window


def listed(window: Window) -> list[str]:
    model = window.own.finding.list.model_  # type: ignore[union-attr]
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_features_are_listed_below_the_events_in_order_of_time(own: Window) -> None:
    part = own.own.finding.list  # type: ignore[union-attr]
    assert part.isVisible()
    assert part.heading.text() == "Your data 3"
    assert [text.rpartition("  ")[2] for text in listed(own)] == ["Harbour watch", "Radar mast", "No date at all"]
    own.state.change(instant=day_of("1975-03-01"))
    settle(own)
    assert [text.rpartition("  ")[2] for text in listed(own)] == ["Listening post", "No date at all"]
    push(part.heading)
    assert not part.view.isVisible()
    push(part.heading)
    row = part.view.visualRect(part.model_.index(0)).center()
    QTest.mouseClick(part.view.viewport(), LEFT, NONE, row)
    settle(own)
    assert own.own.card is not None
    assert own.own.card.isVisible()
    assert own.own.card.accessibleName() == "Listening post"
    assert own.state.view.centre == pytest.approx((13.4, 52.5)), "it lay out of sight"


def test_the_search_finds_features_by_title_and_value_and_leads_there(own: Window, qtbot: QtBot) -> None:
    for typed, title in (("listening", "Listening post"), ("ramirez", "Harbour watch")):
        field = own.finder.search
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        qtbot.waitUntil(lambda wanted=title: any(getattr(row, "title", "") == wanted for row in own.finder.results.rows), timeout=5000)
        rows = own.finder.results.rows
        assert "Your data" in rows
        found = next(row for row in rows if getattr(row, "title", "") == title)
        while own.finder.results.chosen != found:
            key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Return)
        settle(own)
        assert own.own.card is not None
        assert own.own.card.accessibleName() == title
    assert own.state.view.query == ""
    assert own.state.view.instant == day_of("1962-10-10")
    assert own.state.view.centre == pytest.approx((-82.4, 23.1))


def test_the_palette_reaches_features_too(own: Window) -> None:
    entries = Entries(own, own.desk.bookmarks, own.desk.go_to_bookmark)
    found = next(entry for entry in entries.answering("listening post") if entry.title == "Listening post")
    assert found.group.startswith("Your data")
    found.act()
    settle(own)
    assert own.state.view.instant == day_of("1975-03-01")
    assert own.own.card is not None
    assert own.own.card.accessibleName() == "Listening post"


def test_words_that_are_looked_for_filter_the_list_of_features(own: Window) -> None:
    own.state.change(query="mast")
    settle(own)
    assert [text.rpartition("  ")[2] for text in listed(own)] == ["Radar mast"]


def test_the_table_holds_features_beside_events_and_copies_them(own: Window) -> None:
    key("L", CTRL | SHIFT)
    table = own.finding.table
    assert table is not None
    assert "3 of your data" in table.count.text()
    mine = [one for one in table.model_.entries if one.key is not None]
    assert [one.cells[1] for one in mine] == ["Harbour watch", "Radar mast", "No date at all"]
    assert all(one.cells[3] == "sites.geojson" for one in mine)
    assert len(table.model_.events) == len(table.model_.entries) - 3
    row = table.model_.entries.index(mine[1])
    table.view.clicked.emit(table.model_.index(row, 1))
    settle(own)
    assert own.own.card is not None
    assert own.own.card.accessibleName() == "Radar mast"
    table.copy_csv()
    from PySide6.QtGui import QGuiApplication

    lines = QGuiApplication.clipboard().text().splitlines()
    assert any("Radar mast" in line and "1962-10-25,1962-10-25" in line for line in lines)
    assert any("No date at all" in line and ",,," in line for line in lines)
    table.close()


def test_one_steps_through_features_among_events_where_that_is_wanted(own: Window) -> None:
    box = own.findChild(QCheckBox, "extraStepping")
    own.finder.show_tab("layers")
    own.map.setFocus()
    before = own.state.view
    key("]")
    assert own.own.shelf is not None
    assert own.own.shelf.chosen is None
    own.state.set_view(before)
    box.setChecked(True)
    seen: list[str] = []
    own.state.set_view(before.at(day_of("1962-10-05")))
    for _ in range(12):
        key("]")
        chosen = own.own.shelf.chosen
        seen.append(own.own.shelf.find(chosen[0]).layer.title(chosen[1]) if chosen else own.state.view.selected)  # type: ignore[union-attr]
    assert seen.index("Harbour watch") < seen.index("Radar mast")
    days = [step for step in seen if step not in ("Harbour watch", "Radar mast", "Listening post")]
    assert days, "events are still stopped at"
    assert len(set(seen)) == len(seen)
    back: list[str] = []
    for _ in range(len(seen) - 1):
        key("[")
        chosen = own.own.shelf.chosen
        back.append(own.own.shelf.find(chosen[0]).layer.title(chosen[1]) if chosen else own.state.view.selected)  # type: ignore[union-attr]
    assert back == list(reversed(seen[:-1]))


def test_features_are_counted_in_the_histogram_in_their_own_colour(own: Window) -> None:
    canvas = own.timeline.canvas
    told = [own_part for column in canvas.chronicle().columns for own_part in column.brought]
    assert sum(part.count for part in told) == 3  # what has no time is not counted
    assert {part.name for part in told} == {"sites.geojson"}
    column = next(column for column in canvas.chronicle().columns if column.brought)
    from viewer.ui.timeline.tips import column_tip

    tip = column_tip(canvas.scale(), own.state.view, column, own.say)
    assert "sites.geojson: " in tip
    assert own.own.shelf is not None
    own.own.shelf.hide(own.own.shown[0].layer.key, hidden=True)
    assert not any(column.brought for column in canvas.chronicle().columns)


def test_a_layers_name_colour_opacity_and_order_are_changed(own: Window, qtbot: QtBot, tmp_path: Path) -> None:
    own.own.bring = file_desk
    added(qtbot, own, features(tmp_path / "more.geojson", (-82.4, 23.1, {"name": "Over it", "date": "1962-10-24"})))
    first, second = (one.layer.key for one in own.own.shown)
    own.finder.show_tab("layers")
    settle(own)
    push(own.findChild(QPushButton, f"extra-settings-{first}"))
    settle(own)
    field = own.findChild(QLineEdit, "layerName")
    field.selectAll()
    QTest.keyClicks(field, "Watchers")
    push(own.findChild(QPushButton, "layerColour-3"))
    slider = own.findChild(QSlider, "layerOpacity")
    slider.setValue(60)
    push(own.findChild(QPushButton, "layerMove-1"))
    assert not own.findChild(QPushButton, "layerMove-1").isEnabled()
    changed = own.own.shelf.find(first)  # type: ignore[union-attr]
    assert changed is not None
    assert (changed.name, changed.tone, changed.opacity) == ("Watchers", 3, 0.6)
    assert [one.layer.key for one in own.own.shown] == [second, first]
    assert [box.text() for box in own.findChildren(QCheckBox, f"extra-{first}") if box.isVisible()] == ["Watchers"]
    assert any(row.label == "Watchers" for row in own.own.legend_rows())
    slider.setValue(100)
    own.state.change(zoom=4.0, centre=(-82.4, 23.1))
    assert tone_at(own, (-82.4, 23.1), 3), "it lies on top now, in its new colour"
    key(Qt.Key.Key_Escape)


def test_ten_thousands_of_features_are_listed_without_being_told_one_by_one(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("t=1962-10-24&l=en")
    window.own.bring = file_desk
    many = [(lon / 100.0, 10.0, {"name": f"site {lon}", "date": "1962-10-24"}) for lon in range(12_000)]
    added(qtbot, window, features(tmp_path / "many.geojson", *many))
    assert window.own.finding is not None
    assert len(window.own.finding.list.model_.rows) == 12_000
    columns = window.timeline.canvas.chronicle().columns
    assert max(part.count for column in columns for part in column.brought) == 12_000
    assert window.timeline.canvas.chronicle().highest < 200, "events are still seen beside them"


def test_the_layers_of_a_file_are_chosen_from(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    import geopandas
    from shapely.geometry import Point

    path = tmp_path / "three.gpkg"
    for number, name in enumerate(("cities", "bases", "ports")):
        geopandas.GeoDataFrame({"name": [name]}, geometry=[Point(-80.0 + number, 22.0)], crs=4326).to_file(path, layer=name)
    window = open_window("t=1962-10-24&c=-78,22&z=3&p=laea&l=en")
    window.own.bring = file_desk
    drop(window, path)
    qtbot.waitUntil(lambda: window.findChild(QListWidget, "layersList") is not None, timeout=20_000)
    listing = window.findChild(QListWidget, "layersList")
    assert [listing.item(row).text() for row in range(listing.count())] == ["cities", "bases", "ports"]
    listing.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog = window.findChild(LayersDialog)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(window.own.shown) == 2, timeout=20_000)
    assert sorted(one.name for one in window.own.shown) == ["cities (three.gpkg)", "ports (three.gpkg)"]


def test_a_file_that_is_edited_is_read_again_and_looks_as_the_reader_chose(own: Window, qtbot: QtBot, tmp_path: Path) -> None:
    shelf, path = own.own.shelf, tmp_path / "sites.geojson"
    assert shelf is not None
    key_ = own.own.shown[0].layer.key
    shelf.change(key_, called="Watchers", tone=4, opacity=0.5)
    features(path, *SITES, (-81.0, 23.0, {"name": "New mast", "date": "1962-10-24"}))
    qtbot.waitUntil(lambda: own.own.shown[0].layer.count == 5, timeout=20_000)
    settle(own)
    now = own.own.shown[0]
    assert (now.layer.key, now.name, now.tone, now.opacity) == (key_, "Watchers", 4, 0.5)
    assert any("New mast" in text for text in listed(own))
    path.write_text("{ broken", encoding="utf-8")
    qtbot.waitUntil(lambda: own.own.faults is not None and own.own.faults.isVisible(), timeout=20_000)
    assert own.own.shown[0].layer.count == 5, "what was good stays"
    other = tmp_path / "other.geojson"
    features(other, SITES[0])
    other.replace(path)  # as editors do that write beside the file
    qtbot.waitUntil(lambda: own.own.shown[0].layer.count == 1, timeout=20_000)
    assert not own.own.faults.isVisible()  # type: ignore[union-attr]
    shelf.remove(key_)
    features(path, *SITES)
    qtbot.wait(500)
    assert own.own.shown == ()


def test_on_an_axis_of_days_a_feature_is_marked_on_its_day(own: Window) -> None:
    own.state.change(axis=(day_of("1962-10-15"), day_of("1962-10-31")))
    settle(own)
    canvas = own.timeline.canvas
    assert canvas.chronicle().cards, "single events stand on this axis"
    column = next(column for column in canvas.chronicle().columns if column.brought)
    image = canvas.grab().toImage()
    ratio = canvas.devicePixelRatioF()
    mark = image.pixelColor(round((column.left + column.right) / 2 * ratio), round((canvas.rows.axis - 4) * ratio))
    wanted = QColor(TONES[own.own.shown[0].tone][0])
    assert abs(mark.red() - wanted.red()) + abs(mark.green() - wanted.green()) + abs(mark.blue() - wanted.blue()) < 30


def test_on_an_axis_of_days_a_doubted_feature_is_hollow_and_its_days_are_dashed(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("t=1962-10-24&c=-78,22&z=3&p=laea&l=en&y=1962-10-15/1962-10-31")
    window.own.bring = file_desk
    path = features(
        tmp_path / "a.geojson", (-82.4, 23.1, {"name": "Mast", "date": "1962-10-25?"}), (-81.4, 23.1, {"name": "Hut", "date": "1962-10"})
    )
    drop(window, path)
    qtbot.waitUntil(lambda: len(window.own.shown) == 1, timeout=20_000)
    settle(window)
    canvas = window.timeline.canvas
    chronicle, ratio = canvas.chronicle(), canvas.devicePixelRatioF()
    assert chronicle.cards
    wanted, image = QColor(TONES[0][0]), canvas.grab().toImage()

    def inked(x: float, y: float) -> bool:
        seen = image.pixelColor(round(x * ratio), round(y * ratio))
        return abs(seen.red() - wanted.red()) + abs(seen.green() - wanted.green()) + abs(seen.blue() - wanted.blue()) < 90

    column = next(column for column in chronicle.columns if column.brought)
    assert column.brought[0].doubted == 1
    assert not inked((column.left + column.right) / 2, canvas.rows.axis - 4), "hollow"
    (vague,) = chronicle.vague
    scale = canvas.scale()
    assert (vague.left, vague.right) == (scale.left, scale.left + scale.width), "the month reaches over the axis"
    y = round((canvas.rows.axis - 3) * ratio)
    free = [image.pixelColor(round(x * ratio), y).green() < 170 for x in range(round(vague.left) + 2, round(column.left) - 2)]
    assert 0.3 < sum(free) / len(free) < 0.9, "a dashed line"
