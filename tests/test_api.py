"""Pictures without a window: the Python API in a fresh process, and `bloc-atlas export`."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication
from taken import taken_view

from viewer import View, export_series, export_story, open_atlas
from viewer.api import export, page_of, render
from viewer.carto.days.day_steps import BadSeries
from viewer.carto.story import NoSuchStory
from viewer.cli import main
from viewer.model.atlas import Atlas
from viewer.paint.files.image import ExportFailed

SAMPLE = Path(__file__).parent / "data" / "sample"
SIZE = ("--size", "320x200")


@pytest.fixture(scope="session")
def sample(qapp: QApplication) -> Atlas:
    return open_atlas(SAMPLE)


def run(code: str, root: Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh Python, without a screen and without naming a platform."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LANG", "LANGUAGE")
    environment = {name: value for name, value in os.environ.items() if name not in gone} | {"PYTHONPATH": str(root)} | more
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


FRESH = f"""
import sys
import viewer
assert not [name for name in sys.modules if name.startswith(("PySide6", "numpy"))], "importing it is cheap"
atlas = viewer.open_atlas({str(SAMPLE)!r})
view = viewer.View.parse("t=1975-01-01&p=laea&c=11,50&z=3.5&l=en")
image = viewer.render(atlas, view, size=(320, 200), scale=1.5)
assert "PySide6.QtWidgets" not in sys.modules, "no widgets"
print(image.width(), image.height(), image.pixelColor(240, 150).name(), image.text("bloc-atlas-view"))
again = viewer.render(atlas, view, size=(320, 200), scale=1.5)
print(image == again)
"""


def test_the_api_works_in_a_fresh_process_without_a_window(root: Path, tmp_path: Path) -> None:
    done = run(FRESH, root, tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("480 300 #")
    assert first.endswith("t=1975-01-01&p=laea&c=11,50&z=3.5&l=en")
    assert second == "True"
    assert done.stderr == ""


def test_a_series_is_written_as_it_is_asked_for(sample: Atlas, tmp_path: Path) -> None:
    page = page_of(sample, View.parse("l=en&k=dark"), (320, 200), plain=True)
    paths = export_series(page, tmp_path / "{date}.png", date(1961, 8, 1), date(1961, 10, 31), "month")
    assert list(tmp_path.iterdir()) == [], "nothing is done until the first is asked for"
    first = next(paths)
    assert taken_view(first).text().startswith("t=1961-08-01")
    assert [path.name for path in (first, *paths)] == ["1961-08-01.png", "1961-09-01.png", "1961-10-01.png"]
    with pytest.raises(BadSeries, match="is no step"):
        export_series(page, tmp_path, date(1961, 8, 1), date(1961, 10, 31), "moon")


def test_a_story_is_written_step_by_step(sample: Atlas, tmp_path: Path) -> None:
    paths = export_story(sample, "the-wall", tmp_path / "wall-{n}.png", View.parse("l=en"), (320, 200), plain=True)
    assert [path.name for path in paths] == ["wall-01.png", "wall-02.png", "wall-03.png"]
    assert taken_view(tmp_path / "wall-03.png").text().startswith("t=1989-11-09")
    with pytest.raises(NoSuchStory, match="is no story of this atlas"):
        export_story(sample, "the-moat", tmp_path, View())


def test_a_view_is_read_and_told_in_words() -> None:
    view = View.parse("t=1975-01-01&z=4")
    assert View.parse(view.text()) == view
    assert view.at(view.instant + 1).text().startswith("t=1975-01-02")


@pytest.mark.parametrize(
    ("size", "scale", "pixels"), [((300, 200), 1.0, (300, 200)), ((300, 200), 2.0, (600, 400)), ((333, 211), 1.5, (500, 316))]
)
def test_size_and_scale_are_honoured(size: tuple[int, int], scale: float, pixels: tuple[int, int], sample: Atlas) -> None:
    view = View.parse("t=1975-01-01&p=laea&c=11,50&z=4")
    image = render(sample, view, size, scale)
    assert (image.width(), image.height()) == pixels
    page = page_of(sample, view, size, scale)
    assert page.size == size


def test_a_larger_scale_shows_the_same_place(sample: Atlas) -> None:
    """A pixel of West Germany stays West Germany's, whatever the scale."""
    view = View.parse("t=1975-01-01&p=laea&c=9,51&z=4&x=events,names,places")
    colours = {render(sample, view, (300, 200), scale).scaled(30, 20).pixelColor(15, 10).name() for scale in (1.0, 2.0)}
    assert len({colour[1] for colour in colours}) == 1


def exported(folder: Path, *arguments: str, name: str = "picture.png") -> QImage:
    assert main(["export", str(SAMPLE), "-o", str(folder / name), *SIZE, *arguments]) == 0
    image = QImage(str(folder / name))
    assert not image.isNull()
    return image


def test_export_writes_the_size_asked_for(sample: Atlas, tmp_path: Path) -> None:
    del sample
    image = exported(tmp_path, "--at", "1975-01-01", "--scale", "2")
    assert (image.width(), image.height()) == (640, 400)
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_every_kind_of_picture_can_be_written(suffix: str, sample: Atlas, tmp_path: Path) -> None:
    del sample
    exported(tmp_path, "--at", "1975-01-01", name=f"picture.{suffix}")
    reader = QImageReader(str(tmp_path / f"picture.{suffix}"))
    reader.setAutoDetectImageFormat(True)
    assert bytes(reader.format().data()).decode() == {"jpg": "jpeg"}.get(suffix, suffix)
    assert suffix == "webp" or taken_view(tmp_path / f"picture.{suffix}").text().startswith("t=1975-01-01")


@pytest.mark.parametrize("size", ["64x64", "65x3000", "3000x70", "639x519", "640x520", "1001x600", "4000x300"])
def test_pages_of_any_shape_can_be_made(size: str, sample: Atlas, tmp_path: Path) -> None:
    del sample
    for more in ([], ["--fit", "berlin"], ["--plain"]):
        arguments = ["export", str(SAMPLE), "-o", str(tmp_path / "p.png"), "--at", "1961-10-27", "--size", size, *more]
        assert main(arguments) == 0
        image = QImage(str(tmp_path / "p.png"))
        assert f"{image.width()}x{image.height()}" == size


def test_the_view_in_the_picture_is_the_one_asked_for(sample: Atlas, tmp_path: Path) -> None:
    del sample
    exported(tmp_path, "--view", "p=laea&c=20,50&z=4.5&q=wall", "--at", "1989-11-09", "--lang", "en", "--theme", "dark")
    view = taken_view(tmp_path / "picture.png")
    assert (view.projection, view.centre, view.zoom, view.query) == ("laea", (20.0, 50.0), 4.5, "wall")
    assert (view.language, view.theme) == ("en", "dark")
    assert view.text().startswith("t=1989-11-09")


@pytest.mark.parametrize(
    ("fit", "near"), [("berlin", (13.4, 52.5)), ("Vilnius", (25.3, 54.7)), ("west-germany", (9.5, 51)), ("0,40,30,60", (15, 50))]
)
def test_fit_finds_places_states_and_bounds(fit: str, near: tuple[float, float], sample: Atlas, tmp_path: Path) -> None:
    del sample
    exported(tmp_path, "--at", "1975-01-01", "--fit", fit)
    view = taken_view(tmp_path / "picture.png")
    assert view.projection == "laea"
    assert view.centre == pytest.approx(near, abs=3)


@pytest.mark.parametrize("projection", ["equal-earth", "natural-earth", "laea", "arctic", "globe"])
def test_every_projection_can_be_asked_for(projection: str, sample: Atlas, tmp_path: Path) -> None:
    del sample
    exported(tmp_path, "--at", "1975-01-01", "--projection", projection)
    assert taken_view(tmp_path / "picture.png").projection == projection


REFUSED = {
    "unknown suffix": (["-o", "picture.gif"], "`.gif` is no known type of picture"),
    "no suffix": (["-o", "picture"], "has no suffix that tells its type"),
    "no folder": (["-o", "none/picture.png"], "there is no folder `none`"),
    "a folder": (["-o", "folder.png"], "`folder.png` is a folder"),
    "too large": (["-o", "p.png", "--size", "30000x30000"], "is too large"),
    "too large by scale": (["-o", "p.png", "--size", "9000x9000", "--scale", "4"], "is too large"),
    "too small": (["-o", "p.png", "--size", "10x10"], "is too small"),
    "bad date": (["-o", "p.png", "--at", "1962-13-45"], "--at"),
    "no such day": (["-o", "p.png", "--at", "1962-02-30"], "--at"),
    "before the atlas": (["-o", "p.png", "--at", "1800-01-01"], "1800-01-01 lies outside of the atlas, which tells of 1945-01-01 to 1999"),
    "after the atlas": (["-o", "p.png", "--view", "t=2000-01-01"], "2000-01-01 lies outside of the atlas"),
    "unknown place": (["-o", "p.png", "--fit", "Atlantis"], "nothing to fit is called `Atlantis`"),
    "bad bounds": (["-o", "p.png", "--fit", "0,60,30,40"], "bounds are W,S,E,N"),
    "bad view": (["-o", "p.png", "--view", "t=1962-10-22&zz=1"], "`zz=1` is no part of a view"),
    "bad zoom": (["-o", "p.png", "--view", "z=NaN"], "`z=NaN`"),
    "long view": (["-o", "p.png", "--view", "q=" + "x" * 5000], "a view longer than"),
    "bad projection": (["-o", "p.png", "--projection", "mercator"], "`mercator` is no projection; choose equal-earth"),
    "bad viewpoint": (["-o", "p.png", "--viewpoint", "japam"], "did you mean `japan`?"),
    "no atlas": (["-o", "p.png", "nowhere"], "there is no such folder"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cant_be_exported_is_refused_in_a_line(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.png").mkdir()
    atlas = [] if "nowhere" in arguments else [str(SAMPLE)]
    assert main(["export", *atlas, *arguments]) == 2
    errors = capsys.readouterr().err
    assert message in errors
    assert errors.count("\n") == 1, "one line"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"], "nothing is left behind"


@pytest.mark.parametrize("size", ["0x100", "100x0", "abc", "99999999x1", "-5x5", "40000x100"])
def test_a_size_that_is_none_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(SAMPLE), "-o", "p.png", f"--size={size}"])
    assert stopped.value.code == 2
    assert size in capsys.readouterr().err


def test_the_old_picture_stays_whole_where_saving_fails(
    sample: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del sample

    def half(_image: QImage, name: str, *_more: object) -> bool:
        Path(name).write_bytes(b"half a pict")
        return False

    def full(_image: QImage, stream: BinaryIO, *_more: object) -> None:
        stream.write(b"half a pict")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(QImage, "save", half)
    monkeypatch.setattr("viewer.paint.files.image.write_png", full)
    for name, told in (("old.jpg", "could not be written"), ("old.png", "No space left")):
        (tmp_path / name).write_bytes(b"old")
        assert main(["export", str(SAMPLE), "-o", str(tmp_path / name), *SIZE]) == 2
        assert told in capsys.readouterr().err
        assert (tmp_path / name).read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.jpg", "old.png"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_is_followed_and_stays_a_link(sample: Atlas, tmp_path: Path) -> None:
    del sample
    (tmp_path / "real").mkdir()
    (tmp_path / "link.png").symlink_to(tmp_path / "real" / "target.png")
    exported(tmp_path, "--at", "1975-01-01", name="link.png")
    assert (tmp_path / "link.png").is_symlink()
    assert (tmp_path / "real" / "target.png").is_file()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cant_be_written_is_refused(sample: Atlas, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(ExportFailed, match="can't be written"):
        export(page_of(sample, View()), locked / "p.png")


def test_the_same_view_gives_the_same_bytes_in_any_locale_and_time_zone(root: Path, tmp_path: Path) -> None:
    look = "t=1961-10-27&p=laea&c=13,52&z=4&s=berlin-tanks&l=ja"
    arguments = ["export", str(SAMPLE), "--view", look, "--size", "1100x700", "-o", "p.png"]
    code = f"import sys; from viewer.cli import main; sys.exit(main({arguments!r}))"
    made = []
    for number, more in enumerate(
        [
            {"LC_ALL": "C", "TZ": "UTC", "QT_SCALE_FACTOR": "2"},
            {"LC_ALL": "ja_JP.UTF-8", "LANG": "ja_JP.UTF-8", "TZ": "Pacific/Kiritimati"},
            {"LC_ALL": "zh_CN.UTF-8", "TZ": "Pacific/Honolulu", "QT_FONT_DPI": "144"},
            {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"},
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = run(code, root, folder, **more)
        assert done.returncode == 0, done.stderr
        made.append((folder / "p.png").read_bytes())
    assert len(set(made)) == 1
