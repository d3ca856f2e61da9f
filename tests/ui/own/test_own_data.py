"""A reader's own data: dropped, seen, scrubbed through, pressed, listed, taken away; columns corrected; faults told."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hands import Open, click, drag, key, push, settle, texts
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from workbooks import write_book

from viewer.carto.own.extra import ShownLayer
from viewer.model.time import day_of
from viewer.paint.own.extra import ExtraPainter
from viewer.paint.own.tones import TONES
from viewer.store.imports.desk import file_desk
from viewer.ui.own.columns import ColumnsDialog
from viewer.ui.own.layers_dialog import LayersDialog
from viewer.ui.own.on_map import LayersOnMap
from viewer.ui.window import Window

OWN = Path(__file__).parents[2] / "data" / "own"
HOW = "1962-10-22、1962-10、1962、1962-10-22/1962-10-28 のように書いてください"
CUBA = "t=1962-10-24&c=-78,22&z=3&p=laea&l=en"


@pytest.fixture
def reading(open_window: Open) -> Window:
    """A window that looks at Cuba and can read files."""
    window = open_window(CUBA)
    window.own.bring = file_desk
    return window


def drop(window: Window, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(600, 400), copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, mime, left, none))


def added(qtbot: QtBot, window: Window, *paths: Path) -> ShownLayer:
    """Drop files and wait until they are there; returns the last of them."""
    count = len(window.own.shown)
    drop(window, *paths)
    qtbot.waitUntil(lambda: len(window.own.shown) == count + len(paths), timeout=20_000)
    settle(window)
    return window.own.shown[-1]


def told(qtbot: QtBot, window: Window) -> list[str]:
    """What the list of faults says, once there is one."""
    qtbot.waitUntil(lambda: window.own.faults is not None and window.own.faults.isVisible(), timeout=20_000)
    listing = window.findChild(QListWidget, "faultsList")
    return [listing.item(row).text() for row in range(listing.count())]


def tone_at(window: Window, lonlat: tuple[float, float], tone: int = 0) -> bool:
    """Whether the map shows the colour of a layer at a place."""
    window.map.update()
    settle(window)
    at = window.map.viewport().pixel_of(lonlat)
    assert at is not None
    image: QImage = window.map.grab().toImage()
    wanted = QColor(TONES[tone][0])
    near = [image.pixelColor(int(at[0]) + dx, int(at[1]) + dy) for dx in range(-3, 4) for dy in range(-3, 4)]
    return any(abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 30 for c in near)


def features(path: Path, *features: tuple[float, float, dict[str, object]]) -> Path:
    listed = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}
        for lon, lat, properties in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    return path


def test_a_dropped_file_is_shown_on_its_days_and_told_when_pressed(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    path = features(tmp_path / "ships.geojson", (-70.0, 26.0, {"name": "Essex", "start": "1962-10-22", "end": "1962-10-26", "crew": 3000}))
    one = added(qtbot, reading, path)
    assert tone_at(reading, (-70.0, 26.0))
    assert any("ships.geojson" in text for text in texts(reading.legend))
    reading.state.set_view(reading.state.view.at(day_of("1962-10-27")))
    assert not tone_at(reading, (-70.0, 26.0)), "it lasted until the 26th"
    reading.state.set_view(reading.state.view.at(day_of("1962-10-26")))
    at = reading.map.viewport().pixel_of((-70.0, 26.0))
    assert at is not None
    click(reading.map, *at)
    assert reading.own.shelf is not None
    assert reading.own.shelf.chosen == (one.layer.key, 0)
    card = reading.own.card
    assert card is not None
    assert card.isVisible()
    assert {"Essex", "crew", "3000", "22 October 1962 \u2013 26 October 1962"} <= set(texts(card))
    key(Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert "ships" not in reading.state.view.text(), "no View names a file"


class Painted(QObject):
    """Hears which part of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_feature_that_comes_with_the_day_is_painted_where_nothing_else_changes(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    added(qtbot, reading, features(tmp_path / "a.geojson", (-70.0, 26.0, {"start": "1962-10-26"})))
    at = reading.map.viewport().pixel_of((-70.0, 26.0))
    assert at is not None
    painted, point = Painted(reading.map), QPointF(*at).toPoint()
    reading.state.set_view(reading.state.view.at(day_of("1962-10-25")))
    settle(reading)
    painted.region = QRegion()
    reading.state.set_view(reading.state.view.at(day_of("1962-10-26")))
    settle(reading)
    assert painted.region.contains(point)


def test_the_hover_card_names_what_lies_under_the_pointer(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    added(qtbot, reading, features(tmp_path / "a.geojson", (-70.0, 26.0, {"name": "<b>Essex</b>"})))
    at = reading.map.viewport().pixel_of((-70.0, 26.0))
    assert at is not None
    reading.map.hover_at(QPointF(*at))
    assert reading.map.card.card.title == "<b>Essex</b>"
    qtbot.waitUntil(reading.map.card.isVisible, timeout=3000)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in reading.map.card.findChildren(QLabel))


def test_areas_and_lines_are_drawn_and_found_but_not_outside_of_their_time(qtbot: QtBot, reading: Window) -> None:
    one = added(qtbot, reading, OWN / "sputnik.geojson")
    inside, port = (-76.0, 20.3), reading.map.viewport()
    assert reading.own.shelf is not None
    at = port.pixel_of(inside)
    assert at is not None
    assert reading.own.shelf.at(reading.state.view, port, *at) == (one.layer.key, 3)
    assert reading.own.shelf.at(reading.state.view.at(day_of("1962-11-21")), port, *at) is None
    pixels = []
    for day in ("1962-10-24", "1962-11-20", "1962-11-21"):
        reading.state.set_view(reading.state.view.at(day_of(day)))
        settle(reading)
        pixels.append(reading.map.grab().toImage().pixelColor(int(at[0]), int(at[1])))
    assert pixels[0] == pixels[1]
    assert pixels[0].green() < pixels[2].green(), "the tint of the area lies over it only on its days"


def test_a_layer_tells_how_many_of_its_dates_are_in_doubt(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    dates = ("1962-10-22", "1962-10-22?", "1962")
    places = [(-70.0 - number, 26.0, {"date": date}) for number, date in enumerate(dates)]
    one = added(qtbot, reading, features(tmp_path / "a.geojson", *places))
    reading.finder.show_tab("layers")
    settle(reading)
    box = reading.findChild(QCheckBox, f"extra-{one.layer.key}")
    qtbot.waitUntil(lambda: "3 of 3" in box.accessibleName())
    assert "2 of them of uncertain date" in box.accessibleName()
    assert "2 of them" in box.toolTip()


def test_a_layer_is_hidden_walked_through_and_removed_by_the_keyboard_alone(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    places = [(-70.0 - number, 26.0, {"name": f"n{number}"}) for number in range(3)]
    one = added(qtbot, reading, features(tmp_path / "a.geojson", *places))
    reading.finder.show_tab("layers")
    reading.finder_open = True
    reading.arrange()
    settle(reading)
    box = reading.findChild(QCheckBox, f"extra-{one.layer.key}")
    assert "3 of 3" in box.accessibleName()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Space)
    assert reading.own.shown[0].hidden
    assert not tone_at(reading, (-70.0, 26.0))
    reading.findChild(QPushButton, f"extra-features-{one.layer.key}").setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Space)
    card = reading.own.card
    assert card is not None
    assert not reading.own.shown[0].hidden
    names = [card.accessibleName()]
    for _ in range(3):
        push(card.buttons["after"])
        names.append(card.accessibleName())
    assert names == ["n0", "n1", "n2", "n0"]
    before = reading.state.view.centre
    push(card.buttons["locate"])
    assert reading.state.view.centre != before
    reading.findChild(QPushButton, f"extra-remove-{one.layer.key}").setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Space)
    assert not reading.own.shown
    assert not card.isVisible()
    assert not any("a.geojson" in text for text in texts(reading.legend))


def test_what_is_chosen_in_the_atlas_takes_the_place_of_the_card(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    one = added(qtbot, reading, features(tmp_path / "a.geojson", (-70.0, 26.0, {"name": "Essex"})))
    assert reading.own.shelf is not None
    reading.own.shelf.choose((one.layer.key, 0))
    reading.state.change(selected=next(iter(reading.state.atlas.events)))
    assert reading.own.shelf.chosen is None
    assert reading.details.isVisible()


def dialog_of(window: Window) -> ColumnsDialog:
    dialog = window.findChild(ColumnsDialog)
    assert dialog is not None
    return dialog


def test_columns_of_a_table_are_shown_and_corrected_before_it_is_read(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("場所,東西,南北,いつ\nエセックス,-70,26,1962年10月24日\n".encode("cp932"))
    drop(reading, path)
    dialog = dialog_of(reading)
    assert dialog.table.horizontalHeaderItem(0).text() == "場所", "the encoding is found"
    assert dialog.encoding.currentData() == "cp932"
    assert not dialog.accept_button.isEnabled(), "nobody knows where it lies"
    for meaning, column in (("lon", "東西"), ("lat", "南北"), ("date", "いつ"), ("title", "場所")):
        box = dialog.findChild(QComboBox, f"column-{meaning}")
        box.setCurrentIndex(box.findData(column))
    assert dialog.accept_button.isEnabled()
    push(dialog.accept_button)
    qtbot.waitUntil(lambda: len(reading.own.shown) == 1, timeout=20_000)
    layer = reading.own.shown[0].layer
    assert layer.title(0) == "エセックス"
    assert (int(layer.start[0]), layer.lonlat.tolist()) == (day_of("1962-10-24"), [[-70.0, 26.0]])


def test_sheets_of_a_workbook_are_chosen_and_their_columns_asked_one_after_another(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    head, form = ["name", "lon", "lat", "date"], "yyyy/m/d"
    sheets = {
        "Cover": [["Ships"]],
        "Fleet": [head, ["Essex", -70, 26, (22943, 1)]],
        "Ports": [["harbour", "east", "north"], ["Mariel", -82, 23]],
        "Late": [head, ["Mahan", -75, 20, (22950, 1)]],
    }
    drop(reading, write_book(tmp_path / "ships.xlsx", sheets, forms=[form]))
    qtbot.waitUntil(lambda: reading.findChild(QListWidget, "layersList") is not None, timeout=20_000)
    listing, choice = reading.findChild(QListWidget, "layersList"), reading.findChild(LayersDialog)
    marked = {listing.item(row).text(): listing.item(row).checkState() == Qt.CheckState.Checked for row in range(listing.count())}
    assert marked == {"Cover": False, "Fleet": True, "Ports": False, "Late": True}, "those in which places are found"
    listing.item(2).setCheckState(Qt.CheckState.Checked)
    push(choice.accept_button)
    first = dialog_of(reading)
    assert first.table.item(0, 3).text() == "1962-10-24", "as its cell shows it"
    assert not first.encoding.isVisibleTo(first), "a workbook has no encoding to choose"
    push(first.accept_button)
    qtbot.waitUntil(lambda: first not in reading.findChildren(ColumnsDialog))
    second = dialog_of(reading)
    assert not second.accept_button.isEnabled()
    for meaning, column in (("lon", "east"), ("lat", "north")):
        box = second.findChild(QComboBox, f"column-{meaning}")
        box.setCurrentIndex(box.findData(column))
    push(second.accept_button)
    qtbot.waitUntil(lambda: second not in reading.findChildren(ColumnsDialog))
    dialog_of(reading).reject()
    qtbot.waitUntil(lambda: len(reading.own.shown) == 2, timeout=20_000)
    assert [one.name for one in reading.own.shown] == ["Fleet (ships.xlsx)", "Ports (ships.xlsx)"], "the one that was given up is left out"
    assert int(reading.own.shown[0].layer.start[0]) == day_of("1962-10-24")


def test_the_one_sheet_of_a_workbook_is_read_again_when_it_is_saved(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    path, rows = tmp_path / "one.xlsx", [["name", "lon", "lat"], ["Essex", -70, 26]]
    drop(reading, write_book(path, {"A": rows}))
    qtbot.waitUntil(lambda: reading.findChild(ColumnsDialog) is not None, timeout=20_000)
    push(dialog_of(reading).accept_button)
    qtbot.waitUntil(lambda: len(reading.own.shown) == 1, timeout=20_000)
    assert reading.own.shown[0].name == "one.xlsx"
    write_book(tmp_path / "new.xlsx", {"A": [*rows, ["Mahan", "east", 20]]}).replace(path)
    assert told(qtbot, reading) == ["one.xlsx: row 3: lon: “east” is not a number of degrees; write 35.68 or 35°41′22″"]


def test_another_encoding_reads_the_head_of_the_table_again(reading: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("lon,lat,名称\n1,2,日本\n".encode())
    drop(reading, path)
    dialog = dialog_of(reading)
    assert dialog.columns.title == "名称"
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("latin-1"))
    assert dialog.columns.title == ""
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("utf-8"))
    assert dialog.columns.title == "名称"
    dialog.reject()
    assert not reading.own.shown


def test_a_table_whose_places_stand_in_one_column_is_read_as_it_is_guessed(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    path = tmp_path / "query.csv"
    path.write_text("itemLabel,coord,number,inception\nMast,Point(-80.0 24.0),7,1962-10-01T00:00:00Z\n")
    drop(reading, path)
    dialog = dialog_of(reading)
    assert (dialog.columns.lon, dialog.columns.lat, dialog.columns.start) == ("coord", "coord", "inception")
    assert dialog.accept_button.isEnabled()
    for name in ("column-lon", "column-lat"):
        box = dialog.findChild(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentText("number")
    assert not dialog.accept_button.isEnabled(), "it does not hold both"
    for name in ("column-lon", "column-lat"):
        box = dialog.findChild(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentText("coord")
    push(dialog.accept_button)
    qtbot.waitUntil(lambda: len(reading.own.shown) == 1, timeout=20_000)
    assert reading.own.shown[0].layer.lonlat.tolist() == [[-80.0, 24.0]]


def test_a_file_that_cannot_be_used_is_told_and_nothing_else_changes(
    qtbot: QtBot, reading: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    before = reading.state.view
    path = features(tmp_path / "a.geojson", (35.7, 139.7, {}), (200.0, 1.0, {}))
    drop(reading, path)
    faults = told(qtbot, reading)
    assert faults[0].startswith("a.geojson: feature 1: coordinates: (35.7, 139.7) is no longitude and latitude. They are probably swapped")
    assert faults[1].startswith("a.geojson: feature 2: ")
    assert not reading.own.shown
    assert reading.state.view == before
    listing = reading.findChild(QListWidget, "faultsList")
    listing.setCurrentRow(0)
    listing.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Return)
    assert opened == [str(path)]
    reading.map.setFocus()
    key(Qt.Key.Key_Escape)
    assert reading.own.faults is not None
    assert not reading.own.faults.isVisible()


def test_a_fault_is_opened_at_its_line_where_an_editor_is_named_and_copied_by_keys(
    qtbot: QtBot, reading: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr("viewer.store.imports.jobs.open_in_editor", lambda path, line: opened.append((path, line)) or named[0])
    monkeypatch.setattr("viewer.store.imports.jobs.editor_words", lambda: ("ed", "{file}") if named[0] else ())
    named = [True]
    path = tmp_path / "a.geojson"
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [35.7, 139.7]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [point, point]}, indent=1))
    line = path.read_text().splitlines().index("  {", 4) + 1
    drop(reading, path)
    told(qtbot, reading)
    listing = reading.findChild(QListWidget, "faultsList")
    assert f"line {line}" in listing.item(1).toolTip()
    listing.setCurrentRow(1)
    listing.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Return)
    assert opened == [(str(path), line)]
    named[0] = False
    key(Qt.Key.Key_Return)
    assert opened[1:] == [(str(path), line), str(path)], "else the system opens the file"
    assert f"It is line {line}" in " ".join(texts(reading))
    key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith(f"{path}:{line}: a.geojson: feature 2: ")
    assert QApplication.clipboard().pixmap().isNull(), "not the picture of the map"


def test_faults_are_told_in_the_language_of_the_reader(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    reading.state.change(language="ja")
    (tmp_path / "b.csv").write_text("lon,lat,date\n35.7,139.7,\n1,2,soon\n1,north,\n")
    drop(reading, tmp_path / "b.csv")
    push(dialog_of(reading).accept_button)
    assert told(qtbot, reading) == [
        "b.csv: 2 行目: coordinates: (35.7, 139.7) は経度・緯度ではありません。緯度と経度が逆のようです。順序は経度、緯度です",
        "b.csv: 3 行目: date: 「soon」は日付として読めないか、始まりより前です。" + HOW,
        "b.csv: 4 行目: lat: 「north」は度の数値ではありません。35.68 または 35°41′22″ のように書いてください",
    ]


@pytest.mark.parametrize(("name", "way"), [("表.xls", "Excel ブック（.xlsx）か CSV で保存して"), ("a.gml", "GeoJSON か KML に変換")])
def test_a_spreadsheet_or_a_file_of_another_kind_that_is_dropped_is_told_a_way(
    name: str, way: str, qtbot: QtBot, reading: Window, tmp_path: Path
) -> None:
    reading.state.change(language="ja")
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    drop(reading, tmp_path / name)
    (fault,) = told(qtbot, reading)
    assert fault.startswith(f"{name}: ")
    assert way in fault
    assert not reading.own.shown


def test_what_can_be_used_of_a_file_is_shown_and_the_rest_told(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    added(qtbot, reading, features(tmp_path / "a.geojson", (1.0, 2.0, {}), (200.0, 1.0, {})))
    assert told(qtbot, reading)[0].startswith("a.geojson: feature 2: coordinates: (200, 1)")
    assert reading.own.shown[0].layer.count == 1


def test_reading_can_be_cancelled(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    drop(reading, features(tmp_path / "a.geojson", *((1.0, 2.0, {"n": number}) for number in range(60_000))))
    qtbot.waitUntil(lambda: reading.own.progress is not None and reading.own.progress.isVisible(), timeout=10_000)
    assert reading.own.progress is not None
    push(reading.own.progress.cancel)
    assert not reading.own.progress.isVisible()
    assert not reading.own.shown


def test_the_way_in_is_on_the_keyboard_and_among_the_layers(
    qtbot: QtBot, reading: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = features(tmp_path / "a.geojson", (1.0, 2.0, {}))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    key("O", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(reading.own.shown) == 1, timeout=20_000)
    reading.finder.show_tab("layers")
    settle(reading)
    push(reading.own.switches.add_button)
    qtbot.waitUntil(lambda: len(reading.own.shown) == 2, timeout=20_000)
    assert {one.tone for one in reading.own.shown} == {0, 1}, "each has a colour of its own"


def test_very_many_points_become_a_picture_of_density(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    places = [(-80.0 + (number % 80) / 4, 15.0 + (number // 80) / 4, {"date": "1962-10-24"}) for number in range(3_200)]
    added(qtbot, reading, features(tmp_path / "a.geojson", *places))
    image = reading.map.grab().toImage()
    reading.state.set_view(reading.state.view.at(day_of("1950-01-01")))
    settle(reading)
    assert reading.map.grab().toImage() != image
    reading.state.set_view(reading.state.view.at(day_of("1962-10-24")))
    settle(reading)
    assert reading.map.grab().toImage() == image, "what is painted anew cell by cell is what is painted at once"


@pytest.mark.parametrize("day", ["1962-10-24", "1962-12-24"], ids=["dense", "sparse"])
def test_a_map_with_very_many_points_can_be_dragged_and_is_whole_again_at_rest(
    day: str, qtbot: QtBot, reading: Window, tmp_path: Path
) -> None:
    places = [(-90.0 + (n % 100) / 3, 10.0 + (n // 100) / 3, {"date": "1962-10-24" if n % 9 else "1962-12-24"}) for n in range(4_500)]
    added(qtbot, reading, features(tmp_path / "a.geojson", *places))
    reading.state.set_view(reading.state.view.at(day_of(day)).with_(before=1, after=1))
    settle(reading)
    start = QPointF(*(reading.map.viewport().pixel_of((-70.0, 28.0)) or (500, 300)))
    seen = [reading.map.grab().toImage() for _ in drag(reading.map, start, start + QPointF(60, 20), start + QPointF(90, 40))]
    settle(reading)
    qtbot.waitUntil(lambda: reading.state.at_rest and not reading.map.busy, timeout=10_000)
    settle(reading)
    at_rest = reading.map.grab().toImage()
    assert seen[0] != seen[1]
    assert isinstance(reading.map.over, LayersOnMap)
    reading.map.over._by = ExtraPainter()
    reading.map.update()
    assert reading.map.grab().toImage() == at_rest


def test_a_shape_of_very_many_vertices_follows_the_hand(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    ring = [[-75 + 6 * math.cos(n / 800), 23 + 6 * math.sin(n / 800)] for n in range(5_027)]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "Feature", "geometry": shape, "properties": {}}))
    added(qtbot, reading, path)
    start = QPointF(*(reading.map.viewport().pixel_of((-60.0, 30.0)) or (500, 300)))
    seen = [reading.map.grab().toImage() for _ in drag(reading.map, start, start + QPointF(40, 0), start + QPointF(80, 0))]
    assert seen[0] != seen[1]
    assert "extra" not in reading.map.guard.off


def test_a_second_map_shows_the_layers_on_its_own_day(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    added(qtbot, reading, features(tmp_path / "a.geojson", (-70.0, 26.0, {"name": "Essex", "start": "1962-10-22", "end": "1962-10-26"})))
    key("M", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(reading)
    second, mirror = reading.comparing.second.map, reading.comparing.second.mirror
    assert second is not None
    assert mirror is not None
    assert second.over is not None
    found = []
    for day in ("1962-10-26", "1962-10-27"):
        mirror.set_view(mirror.view.at(day_of(day)))
        settle(reading)
        at = second.viewport().pixel_of((-70.0, 26.0))
        assert at is not None
        found.append(second.over.card_at(second.viewport(), *at).title)
    assert found == ["Essex", ""]


def test_pictures_show_the_layers_that_the_window_shows(qtbot: QtBot, reading: Window, tmp_path: Path) -> None:
    from viewer.paint.pages.page import render_page
    from viewer.ui.exporting.exporting import Exporting

    exporting = Exporting(reading)
    bare = render_page(exporting.page((1200, 800), 1.0))
    one = added(qtbot, reading, features(tmp_path / "a.geojson", (-70.0, 26.0, {})))
    shown = render_page(exporting.page((1200, 800), 1.0))
    assert shown != bare
    assert reading.own.shelf is not None
    reading.own.shelf.hide(one.layer.key, hidden=True)
    assert render_page(exporting.page((1200, 800), 1.0)) == bare


def test_layers_are_seen_on_the_sheet_of_days_on_their_days(reading: Window, qtbot: QtBot) -> None:
    reading.state.change(days=(day_of("1962-10-10"), day_of("1962-10-26")))
    settle(reading)
    grid = reading.comparing.grid
    assert grid is not None

    def cells() -> list[QImage]:
        grid.finish()
        boxes = [QRect(round(cell.x), round(cell.y) + 30, round(cell.width), round(cell.height) - 30) for cell in grid.cells]
        return [grid.grab(box).toImage() for box in boxes]

    bare = cells()
    one = added(qtbot, reading, OWN / "sputnik.geojson")  # whose quarantine is in force on the second day
    ink = QColor(TONES[one.tone][0]).rgb()

    def inked(picture: QImage) -> bool:
        return any(picture.pixel(x, y) == ink for x in range(picture.width()) for y in range(picture.height()))

    assert [inked(picture) for picture in bare] == [False, False]
    assert [inked(picture) for picture in cells()] == [False, True]
    assert reading.own.shelf is not None
    reading.own.shelf.hide(one.layer.key, hidden=True)
    assert cells() == bare
