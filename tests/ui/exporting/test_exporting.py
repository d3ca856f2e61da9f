"""Pictures from the window: as it is seen, refused clearly, whole or not at all, and looked at again as they were taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Open, child, key, push, settle
from PySide6.QtCore import QMimeData, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from taken import taken_view

from viewer.carto.view import View
from viewer.model.time import day_of
from viewer.ui.exporting.preview import PagePreview
from viewer.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
BERLIN = "t=1989-11-09&p=laea&c=13.4,52.5&z=4.2&s=berlin-opened&l=en"


@pytest.fixture(autouse=True)
def _own_pictures_folder() -> None:
    QStandardPaths.setTestModeEnabled(True)


def opened(window: Window) -> QDialog:
    """Open the dialog by its key."""
    key(Qt.Key.Key_E, CTRL)
    return child(window, QDialog, "exportDialog")


def write_over(field: QLineEdit, text: str) -> None:
    field.clear()
    QTest.keyClicks(field, text)


def ask(window: Window, path: Path | str, size: str = "", factor: str = "", every: str = "", days: tuple[str, str] = ("", "")) -> QDialog:
    """Open the dialog, fill it in and press the button; returns the dialog."""
    dialog = opened(window)
    boxes = [box for box in dialog.findChildren(QComboBox) if box.objectName() != "exportPace"]
    for box, text in zip(boxes, (size, factor, every), strict=True):
        if text:
            box.setCurrentText(text)
            assert box.currentText() == text
    for name, day in zip(("exportFirst", "exportLast"), days, strict=True):
        if day:
            write_over(child(dialog, QLineEdit, name), day)
    child(dialog, QLineEdit, "exportPath").setText(str(path))
    save(dialog)
    return dialog


def save(dialog: QDialog) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    push(next(button for button in box.buttons() if box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole))


def refusal(dialog: QDialog) -> str:
    label = child(dialog, QLabel, "exportRefusal")
    return label.text().replace("\u200b", "") if label.isVisible() else ""


def note(window: Window) -> str:
    """The message that was shown last."""
    return window._note.text().replace("\u200b", "")


def drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(window.rect().center()), Qt.DropAction.CopyAction, data, buttons, keys))
    settle(window)


def exported(window: Window, qtbot: QtBot, path: Path, size: str = "1280 × 800", factor: str = "") -> QImage:
    ask(window, path, size, factor)
    qtbot.waitUntil(lambda: note(window) == window.say("export.done", path=path), timeout=20_000)
    assert QApplication.overrideCursor() is None
    return QImage(str(path))


def test_a_picture_has_the_size_asked_for_and_its_view(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(BERLIN)
    image = exported(window, qtbot, tmp_path / "berlin.png", "1080 × 1080", "× 1.5")
    assert (image.width(), image.height()) == (1620, 1620)
    view = View.parse(image.text("bloc-atlas-view"))
    assert view.with_(zoom=4.2) == window.state.view
    assert list(tmp_path.iterdir()) == [tmp_path / "berlin.png"]


@pytest.mark.parametrize("way", ["open", "drop"])
@pytest.mark.parametrize("look", [BERLIN, "t=1975-03-01&k=dark", "t=1975-03-01&p=arctic&l=en", "t=1975-03-01&p=globe&c=100,30"])
def test_a_picture_is_looked_at_again_as_it_was_taken(look: str, way: str, open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(look)
    if "z=" not in look:
        window.actions_.fit()
        settle(window)
    taken = window.state.view
    exported(window, qtbot, tmp_path / "taken.png")
    window.state.set_view(View.parse("t=1950-01-01&p=laea&c=-77,38&z=6", taken))
    settle(window)
    if way == "drop":
        drop(window, tmp_path / "taken.png")
    else:
        window.actions_.open_file(str(tmp_path / "taken.png"))
    again = window.state.view
    assert again.with_(zoom=taken.zoom, centre=taken.centre) == taken
    assert again.zoom == pytest.approx(taken.zoom, abs=0.01)
    assert again.centre == pytest.approx(taken.centre, abs=0.01)
    window.state.go_back()
    assert window.state.view.instant != taken.instant, "opening a picture is one step of history"


def test_a_drawing_is_written_dropped_and_looked_at_again(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(BERLIN)
    taken = window.state.view
    ask(window, tmp_path / "wall.svg")
    qtbot.waitUntil(lambda: note(window) == window.say("export.done", path=tmp_path / "wall.svg"), timeout=30_000)
    assert [path.name for path in tmp_path.iterdir()] == ["wall.svg"]
    window.state.set_view(View.parse("t=1950-01-01&p=laea&c=-77,38&z=6", taken))
    settle(window)
    drop(window, tmp_path / "wall.svg")
    assert window.state.view.with_(zoom=taken.zoom, centre=taken.centre) == taken


def test_a_drawing_of_several_maps_is_refused_in_the_dialog(open_window: Open, tmp_path: Path) -> None:
    window = open_window("l=en")
    window.state.set_view(window.state.view.with_(days=(day_of("1950-01-01"), day_of("1960-01-01"))))
    assert "one map" in refusal(ask(window, tmp_path / "sheet.svg"))
    assert not list(tmp_path.iterdir())


def test_a_small_window_s_world_fills_a_large_page(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1975-01-01", (1024, 700))
    window.actions_.fit()
    settle(window)
    image = exported(window, qtbot, tmp_path / "world.png", "1920 × 1080")
    ground = image.pixelColor(960, 130)
    across = [x for x in range(300, 1900, 4) if image.pixelColor(x, 500) != ground]
    assert across[-1] - across[0] > 1100, "the world takes most of the page's map"
    window.actions_.open_file(str(tmp_path / "world.png"))
    left, _, right, _ = window.map.free
    assert window.map.viewport().pixel_of((11.0, 0.0)) == pytest.approx(((left + right) / 2, window.map.height() / 2), abs=200)


@pytest.mark.parametrize(
    ("name", "size", "factor", "said"),
    [
        ("picture.bmp", "", "", "The name must end in one of .png"),
        ("none/picture.png", "", "", "There is no folder"),
        ("folder.png", "", "", "is a folder"),
        ("large.png", "3508 × 2480", "× 16", "too large"),
    ],
)
def test_what_cant_be_written_is_told_in_the_dialog_which_stays(
    name: str, size: str, factor: str, said: str, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.ui.exporting.dialog.FACTORS", (1.0, 16.0))
    (tmp_path / "folder.png").mkdir()
    window = open_window("l=en")
    dialog = ask(window, tmp_path / name, size, factor)
    assert dialog.isVisible()
    assert said in refusal(dialog)
    window.state.change(language="ja")
    save(dialog)
    assert said not in refusal(dialog), "in the language of the reader"
    assert refusal(dialog)
    dialog.reject()
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"]


def test_a_file_that_is_there_is_replaced_at_the_second_press(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    window = open_window("l=en")
    dialog = ask(window, tmp_path / "old.png")
    assert "Press again" in refusal(dialog)
    assert (tmp_path / "old.png").read_bytes() == b"old"
    save(dialog)
    qtbot.waitUntil(lambda: (tmp_path / "old.png").read_bytes()[:4] == b"\x89PNG", timeout=20_000)


def test_a_name_without_a_suffix_becomes_a_png(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    ask(window, tmp_path / "plain", "1280 × 800")
    qtbot.waitUntil((tmp_path / "plain.png").is_file, timeout=20_000)


def failing(*_given: object) -> bool:
    return False


def raising(*_given: object) -> bool:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("suffix", "save_"), [(".jpg", failing), (".jpg", raising), (".png", raising)])
def test_the_old_file_stays_whole_where_saving_fails(
    suffix: str, save_: Callable[..., bool], open_window: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, name = open_window("l=en"), f"old{suffix}"
    (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(QImage, "save", save_)
    monkeypatch.setattr("viewer.paint.files.image.write_png", save_)
    dialog = ask(window, tmp_path / name, "1280 × 800")
    save(dialog)
    qtbot.waitUntil(lambda: note(window).startswith("Could not be written"), timeout=20_000)
    assert "the disk may be full" in note(window)
    assert (tmp_path / name).read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, None])
def test_a_file_without_a_view_is_told_and_changes_nothing(content: bytes | None, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "strange.png"
    if content is None:
        image = QImage(10, 10, QImage.Format.Format_RGB32)
        image.fill(0)
        image.setText("bloc-atlas-view", "t=1950-01-01&zz=1")
        assert image.save(str(path))
    else:
        path.write_bytes(content)
    before = window.state.view
    drop(window, path)
    assert window.state.view == before
    assert window._note.isVisible()
    assert note(window).startswith(window.say("open.png_bad") if content is not None else window.say("open.failed", why=""))


YEARLY = {"size": "1280 × 800", "every": "A picture for each year"}


def test_a_picture_for_each_year_is_written_and_the_view_stays(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1989-11-09&p=laea&c=13.4,52.5&z=4.2&l=en")
    before = window.state.view
    ask(window, tmp_path / "wall {date}.png", **YEARLY, days=("9 Nov 1960", "31 Dec 1963"))
    qtbot.waitUntil(lambda: note(window) == window.say("export.all_done", n=4, path=tmp_path), timeout=30_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"wall {year}-11-09.png" for year in (1960, 1961, 1962, 1963)]
    views = [taken_view(tmp_path / f"wall {year}-11-09.png") for year in (1960, 1963)]
    assert [view.at(before.instant).with_(zoom=before.zoom) for view in views] == [before, before]
    assert window.state.view == before


def test_an_animation_is_one_file(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1989-11-09&p=laea&c=13.4,52.5&z=4.2&l=en")
    path = tmp_path / "wall.apng"
    ask(window, path, **YEARLY, days=("9 Nov 1960", "31 Dec 1961"))
    qtbot.waitUntil(lambda: note(window) == window.say("export.done", path=path), timeout=30_000)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes().count(b"fcTL") == 2


def test_the_pace_of_an_animation_is_chosen_and_its_length_told(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1989-11-09&l=en&u=1961-01-01/1963-12-31")
    dialog = opened(window)
    every, pace = child(dialog, QComboBox, "exportEvery"), child(dialog, QComboBox, "exportPace")
    path, count = child(dialog, QLineEdit, "exportPath"), child(dialog, QLabel, "exportCount")
    assert not pace.isVisible(), "one day is no animation"
    every.setCurrentText("A picture for each year")
    assert pace.currentText() == "A file for each picture"
    pace.setCurrentText("An animation, 2 s a picture")
    assert path.text().endswith("bloc-atlas.gif")
    assert count.text() == "Pictures: 3. The animation takes 0:07"
    write_over(path, str(tmp_path / "wall.png"))
    assert pace.currentText() == "A file for each picture", "the name says it too"
    pace.setCurrentText("An animation, 1 s a picture")
    assert path.text() == str(tmp_path / "wall.gif")
    pace.setCurrentIndex(0)
    assert path.text() == str(tmp_path / "wall-{date}.png")
    write_over(path, str(tmp_path / "wall.apng"))
    assert pace.currentText() == "An animation, 0.5 s a picture"
    pace.setCurrentText("An animation, 0.25 s a picture")
    save(dialog)
    target = tmp_path / "wall.apng"
    qtbot.waitUntil(target.exists, timeout=30_000)
    assert delays(target) == [250, 250, 3000]


def test_a_series_can_be_the_pages_of_one_pdf(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1989-11-09&l=en&u=1961-01-01/1962-12-31")
    dialog = opened(window)
    every, form = child(dialog, QComboBox, "exportEvery"), child(dialog, QComboBox, "exportPace")
    path, count = child(dialog, QLineEdit, "exportPath"), child(dialog, QLabel, "exportCount")
    factor = next(box for box in dialog.findChildren(QComboBox) if box.itemText(0) == "× 1")
    assert factor.currentText() == "× 1"
    every.setCurrentText("A picture for each year")
    form.setCurrentText("One PDF, a page for each picture")
    assert path.text().endswith("bloc-atlas.pdf")
    assert count.text() == "Pages: 2"
    assert factor.currentText() == "× 3", "print wants more pixels"
    factor.setCurrentText("× 1")
    write_over(path, str(tmp_path / "each-{date}.pdf"))
    assert form.currentText() == "A file for each picture", "the name says it too"
    write_over(path, str(tmp_path / "both.pdf"))
    assert form.currentText() == "One PDF, a page for each picture"
    factor.setCurrentText("× 1")
    save(dialog)
    target = tmp_path / "both.pdf"
    qtbot.waitUntil(target.exists, timeout=60_000)
    assert target.read_bytes().count(b"/MediaBox") == 2
    assert list(tmp_path.iterdir()) == [target]


def delays(path: Path) -> list[int]:
    """Milliseconds for which each picture of an animation is shown."""
    parts = path.read_bytes().split(b"fcTL")[1:]
    return [1000 * int.from_bytes(part[20:22], "big") // int.from_bytes(part[22:24], "big") for part in parts]


def test_a_series_is_proposed_a_name_with_the_day_and_told_its_number(open_window: Open) -> None:
    window = open_window("t=1989-11-09&l=en&u=1961-01-01/1969-12-31")
    dialog = opened(window)
    every, path = child(dialog, QComboBox, "exportEvery"), child(dialog, QLineEdit, "exportPath")
    count, first = child(dialog, QLabel, "exportCount"), child(dialog, QLineEdit, "exportFirst")
    assert "1989-11-09" in path.text()
    assert not first.isVisible()
    every.setCurrentText("A picture for each year")
    assert "{date}" in path.text()
    assert first.isVisible()
    assert count.text().startswith("Pictures: 9."), "of the range that is brushed"
    write_over(first, "yesterday")
    assert "yesterday" in count.text()
    every.setCurrentText("The day that is shown")
    assert "1989-11-09" in path.text()
    assert not count.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("one.png", YEARLY, "must hold {date}"),
        ("{date}.bmp", YEARLY, "must end in one of"),
        ("none/{date}.png", YEARLY, "There is no folder"),
        ("{date}.png", YEARLY | {"days": ("1970", "1960")}, "before the first"),
        ("{date}.png", YEARLY | {"days": ("1850", "")}, "The atlas tells of"),
        ("{date}.png", {"every": "A picture for each day"}, "at most 5000"),
    ],
)
def test_a_series_that_cant_be_written_is_told_in_the_dialog(
    name: str, more: dict[str, object], said: str, open_window: Open, tmp_path: Path
) -> None:
    dialog = ask(open_window("l=en"), tmp_path / name, **more)  # type: ignore[arg-type]
    assert dialog.isVisible()
    assert said in refusal(dialog)
    assert list(tmp_path.iterdir()) == []
    dialog.reject()


def test_pictures_that_are_there_are_replaced_at_the_second_press(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("l=en")
    (tmp_path / "1962-01-01.png").write_bytes(b"old")
    dialog = ask(window, tmp_path / "{date}.png", **YEARLY, days=("1961", "1 January 1962"))
    assert "Press again" in refusal(dialog)
    save(dialog)
    qtbot.waitUntil(lambda: (tmp_path / "1962-01-01.png").read_bytes()[:4] == b"\x89PNG", timeout=30_000)


def test_a_series_is_stopped_between_two_pictures_and_the_window_answers_meanwhile(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&l=en")
    ask(window, tmp_path / "{date}.png", "1280 × 800", "", "A picture for each month")
    stop = waited_for(window, qtbot)
    assert stop.text() == "Cancel"
    key(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.state.view.instant != day_of("1962-10-22"))
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.png"))) >= 2, timeout=30_000)
    key("e", CTRL)
    assert note(window) == window.say("export.writing"), "one after the other"
    push(stop)
    assert note(window).startswith("Stopped. Pictures written: ")
    found = sorted(tmp_path.iterdir())
    assert 2 <= len(found) < 100
    assert all(not QImage(str(path)).isNull() for path in found)
    qtbot.wait(200)
    assert sorted(tmp_path.iterdir()) == found, "nothing goes on"
    assert not stop.isVisible()


def test_a_large_picture_is_given_up_and_leaves_nothing(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&l=en")
    ask(window, tmp_path / "large.png", "3508 × 2480", "× 3")
    push(waited_for(window, qtbot))
    assert note(window) == "Stopped. Pictures written: 0"
    assert list(tmp_path.iterdir()) == []
    exported(window, qtbot, tmp_path / "small.png")


def test_the_end_of_the_program_leaves_nothing_half_written(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&l=en")
    ask(window, tmp_path / "years.apng", **YEARLY)
    waited_for(window, qtbot)
    assert [path.name.startswith(".") for path in tmp_path.iterdir()] == [True]
    application = QApplication.instance()
    assert application is not None
    application.aboutToQuit.emit()
    assert list(tmp_path.iterdir()) == []
    qtbot.wait(100)
    assert list(tmp_path.iterdir()) == [], "nothing goes on"


def waited_for(window: Window, qtbot: QtBot) -> QPushButton:
    """The button that stops an export, once it is offered."""
    found: list[QPushButton] = []

    def offered() -> bool:
        found[:] = [button for button in window.findChildren(QPushButton, "exportCancel") if button.isVisible()]
        return bool(found)

    qtbot.waitUntil(offered, timeout=30_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return found[0]


def test_copying_puts_the_map_on_the_clipboard(window: Window) -> None:
    key("c", CTRL)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (window.map.width(), window.map.height())


def test_the_same_view_gives_the_same_bytes(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    first = open_window(BERLIN)
    exported(first, qtbot, tmp_path / "a.png")
    second = open_window("t=1950-01-01&l=ja&k=dark")
    second.state.set_view(first.state.view)
    settle(second)
    exported(second, qtbot, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert taken_view(tmp_path / "a.png")


def test_title_size_and_parts_are_chosen_and_kept_for_the_next_picture(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(BERLIN)
    dialog = opened(window)
    title, path = child(dialog, QLineEdit, "exportTitle"), child(dialog, QLineEdit, "exportPath")
    size = child(dialog, QComboBox, "exportSize")
    assert title.placeholderText() == "The Wall opens"
    size.setFocus()
    size.setCurrentText("900 x 700")
    QTest.keyClicks(title, "Die Mauer")
    child(dialog, QCheckBox, "exportPart_legend").click()
    child(dialog, QCheckBox, "exportPart_frame").click()
    child(dialog, QCheckBox, "exportCaption").click()
    path.setText(str(tmp_path / "wall.png"))
    save(dialog)
    qtbot.waitUntil(lambda: note(window) == window.say("export.done", path=tmp_path / "wall.png"), timeout=20_000)
    image = QImage(str(tmp_path / "wall.png"))
    assert (image.width(), image.height()) == (900, 700)
    assert image.text("Title") == "Die Mauer, 9 November 1989"
    assert (tmp_path / "wall.caption.txt").read_text(encoding="utf-8").startswith("Die Mauer, 9 November 1989\n")
    window.activateWindow()
    window.map.setFocus()
    settle(window)
    key(Qt.Key.Key_E, CTRL)
    again = next(each for each in window.findChildren(QDialog, "exportDialog") if each.isVisible())
    assert [child(again, QCheckBox, f"exportPart_{name}").isChecked() for name in ("title", "legend", "notes", "bars", "frame")] == [
        *(True, False, True, True, False)
    ]
    assert child(again, QComboBox, "exportSize").currentText() == "900 x 700"


def test_a_size_that_is_none_is_refused_and_paper_is_printed_finely(open_window: Open, tmp_path: Path) -> None:
    window = open_window("l=en")
    dialog = ask(window, tmp_path / "a.png", "wide")
    assert "width × height" in refusal(dialog)
    size, scale = (box for box in dialog.findChildren(QComboBox) if box.accessibleName() in ("Size", "Scale"))
    sheet = next(number for number in range(size.count()) if size.itemText(number).startswith("A4 · 210"))
    size.setCurrentIndex(sheet)
    size.activated.emit(sheet)
    assert scale.currentText() == "× 3"
    dialog.reject()


def test_the_page_and_its_caption_are_copied(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(BERLIN)
    QApplication.clipboard().clear()
    key(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: note(window) == "Picture copied", timeout=20_000)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (1920, 1080)
    next(command for command in window.commands if command.id == "copy_caption").act()
    qtbot.waitUntil(lambda: note(window) == "Caption copied", timeout=20_000)
    words = QApplication.clipboard().text()
    assert words.startswith("The Wall opens, 9 November 1989\n")
    assert "Sources: " in words
    assert "Made with Natural Earth" in words


def test_the_dialog_shows_what_the_picture_will_look_like(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(BERLIN)
    dialog = opened(window)
    preview = child(dialog, PagePreview, "exportPreview")
    qtbot.waitUntil(lambda: not preview.shown.isEmpty(), timeout=20_000)
    assert preview.shown.width() == 380
    whole = preview.pixmap().toImage()
    child(dialog, QCheckBox, "exportPart_legend").click()
    qtbot.waitUntil(lambda: preview.pixmap().toImage() != whole, timeout=20_000)
    size = child(dialog, QComboBox, "exportSize")
    size.setCurrentText("1080 × 1920")
    qtbot.waitUntil(lambda: preview.shown.height() == 300, timeout=20_000)
    assert preview.shown.width() < 180
    size.setCurrentText("tall")
    qtbot.waitUntil(lambda: preview.shown.width() == 0, timeout=20_000)
    dialog.reject()


def test_a_small_window_s_dialog_has_no_preview_and_stays_small(open_window: Open) -> None:
    window = open_window(BERLIN, (900, 620))
    dialog = opened(window)
    assert dialog.findChild(PagePreview, "exportPreview") is None
    assert dialog.width() <= 900
    dialog.reject()
