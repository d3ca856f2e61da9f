"""Pictures as files: whole or not at all, and read back for how they were taken."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from viewer.paint.files import image as images
from viewer.paint.files.image import ExportFailed, check_export, read_taken, write_image


@pytest.fixture
def image(qapp: object) -> QImage:
    made = QImage(70, 65, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkCyan)
    made.setText("bloc-atlas-view", "t=1962-10-22&z=4")
    made.setText("bloc-atlas-frame", "1572x704.5")
    return made


@pytest.mark.parametrize(
    ("size", "factor", "name", "reason"),
    [
        ((1920, 1080), 1.0, "p.png", ""),
        ((1920, 1080), 1.0, "P.PNG", ""),
        ((1920, 1080), 1.0, "日本 語.jpeg", ""),
        ((64, 64), 1.0, "p.webp", ""),
        ((63, 64), 1.0, "p.png", "small"),
        ((0, 0), 1.0, "p.png", "small"),
        ((100, 100), 0.05, "p.png", "scale"),
        ((100, 100), 17.0, "p.png", "scale"),
        ((60_000, 60_000), 1.0, "p.png", "large"),
        ((30_001, 100), 1.0, "p.png", "large"),
        ((10_000, 10_000), 2.0, "p.png", "large"),
        ((100, 100), float("nan"), "p.png", "scale"),
        ((1920, 1080), 1.0, "p.gif", "suffix"),
        ((1920, 1080), 1.0, "p", "suffix"),
        ((1920, 1080), 1.0, ".png", "suffix"),
        ((1920, 1080), 1.0, "", "suffix"),
        ((1920, 1080), 1.0, "none/p.png", "folder"),
        ((1920, 1080), 1.0, "file/p.png", "folder"),
        ((1920, 1080), 1.0, "folder.png", "taken"),
    ],
)
def test_what_cant_be_written_is_refused_before_any_work(
    size: tuple[int, int], factor: float, name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").write_bytes(b"")
    before = sorted(path.name for path in tmp_path.iterdir())
    if reason:
        with pytest.raises(ExportFailed) as refused:
            check_export(size, factor, name)
        assert refused.value.reason == reason
        assert str(refused.value)
    else:
        check_export(size, factor, name)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".PNG"])
def test_a_picture_is_written_whole_and_can_be_read_by_others(suffix: str, image: QImage, tmp_path: Path) -> None:
    target = tmp_path / f"picture{suffix}"
    write_image(image, str(target))
    again = QImage(str(target))
    assert (again.width(), again.height()) == (70, 65)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_how_a_picture_was_taken_is_read_without_its_pixels(image: QImage, tmp_path: Path) -> None:
    write_image(image, str(tmp_path / "p.png"))
    whole = (tmp_path / "p.png").read_bytes()
    taken = read_taken(str(tmp_path / "p.png"))
    assert taken is not None
    assert (taken.view, taken.frame) == ("t=1962-10-22&z=4", (1572.0, 704.5))
    (tmp_path / "q.png").write_bytes(whole[:-20])
    assert read_taken(str(tmp_path / "q.png")) in (None, taken), "cut short, it says so much or nothing"


@pytest.mark.parametrize("frame", ["", "x", "12", "1e9x5", "-5x-5", "0x0", "NaNxNaN", "1572x704.5x3", "１５７２x７０４"])
def test_an_odd_frame_is_no_frame(frame: str, image: QImage, tmp_path: Path) -> None:
    image.setText("bloc-atlas-frame", frame)
    write_image(image, str(tmp_path / "p.png"))
    taken = read_taken(str(tmp_path / "p.png"))
    assert taken is not None
    assert taken.frame is None


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\0" * 50])
def test_what_is_no_picture_of_ours_has_no_view(content: bytes, qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    assert read_taken(str(path)) is None
    assert read_taken(str(tmp_path / "missing.png")) is None
    assert read_taken(str(tmp_path)) is None


def test_whoever_stops_the_writing_leaves_nothing_half_done(image: QImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(images, "write_png", stops)
    with pytest.raises(KeyboardInterrupt):
        write_image(image, str(tmp_path / "p.png"))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_at_any_step_leaves_the_old_picture(image: QImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "p.png"
    target.write_bytes(b"old")

    def fails(*_given: object, **_named: object) -> bool:
        raise OSError(28, "No space left on device")

    for owner, step in ((images, "write_png"), (Path, "chmod"), (Path, "replace")):
        with monkeypatch.context() as broken:
            broken.setattr(owner, step, fails)
            with pytest.raises(ExportFailed, match=r"^`p.png` can't be written: No space left on device$") as refused:
                write_image(image, str(target))
            assert refused.value.reason == "disk"
        assert target.read_bytes() == b"old", step
        assert [path.name for path in tmp_path.iterdir()] == ["p.png"], step


def test_a_picture_that_another_program_shows_is_waited_for_and_then_told(
    image: QImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, replace, left = tmp_path / "p.png", Path.replace, [0]
    target.write_bytes(b"old")

    def held(path: Path, to: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Permission denied")
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(images, "_PAUSES", (0.0, 0.0))  # as on Windows
    left[0] = 3
    with pytest.raises(ExportFailed, match=r"Permission denied; is it open in another program\?$") as refused:
        write_image(image, str(target))
    assert (refused.value.reason, refused.value.values) == ("held", {"name": "p.png"})
    assert target.read_bytes() == b"old"
    left[0] = 2
    write_image(image, str(target))
    assert QImage(str(target)).width() == 70
    assert [path.name for path in tmp_path.iterdir()] == ["p.png"]


def test_an_unfinished_picture_that_is_held_open_does_not_hide_why_it_failed(
    image: QImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "unlink", held)
    monkeypatch.setattr(images, "write_png", full)
    with pytest.raises(ExportFailed, match="No space left on device"):
        write_image(image, str(tmp_path / "p.png"))


def test_a_folder_that_may_not_be_written_to_is_told_at_once(image: QImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuses)
    with pytest.raises(ExportFailed, match="can't be written: Permission denied") as refused:
        write_image(image, str(tmp_path / "p.png"))
    assert (refused.value.reason, refused.value.values) == ("locked", {"path": tmp_path / "p.png"})
