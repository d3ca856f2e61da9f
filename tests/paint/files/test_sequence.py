"""Pages painted in series: each is what painting it alone gives, and giving up leaves whole pictures."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from taken import taken_view

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.files import sequence as presses
from viewer.paint.files.image import ExportFailed
from viewer.paint.files.sequence import Job, Press, exporting, series_paths, writing
from viewer.paint.pages.page import Page, render_page

DAYS = [date(*day).toordinal() for day in ((1955, 6, 1), (1961, 8, 13), (1961, 8, 14), (1989, 11, 9), (1955, 6, 1), (1991, 12, 26))]


def dated(page: Page, days: list[int], paths: list[Path]) -> list[Job]:
    return [(replace(page, view=page.view.at(day)), path) for day, path in zip(days, paths, strict=True)]


def painted(work: Generator[None, None, QImage]) -> tuple[QImage, int]:
    """The image that a work gives, and in how many slices."""
    slices = 0
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value, slices
        slices += 1


def page(atlas: Atlas, look: str, size: tuple[int, int], scale: float, *, plain: bool) -> Page:
    return page_of(atlas, View.parse(look), size, scale, plain=plain)


@pytest.mark.parametrize(
    ("look", "size", "scale", "plain"),
    [
        ("l=en&c=20,0&z=1", (500, 300), 1.0, True),
        ("k=dark&p=laea&c=13,51&z=4.3", (1100, 700), 1.0, False),
        ("p=globe&c=30,40&k=light-high&l=en", (420, 300), 1.5, True),
        ("p=arctic&k=dark-high", (700, 560), 1.0, False),
        ("p=natural-earth&j=30&c=20,40&z=2", (400, 300), 2.0, True),
        ("d=1950-01-01&s=bloc:nato&l=en&p=laea&c=13,51&z=3.3", (700, 560), 1.0, False),
    ],
)
def test_a_series_shows_what_each_page_shows_alone(
    look: str, size: tuple[int, int], scale: float, plain: bool, sample: Atlas, fonts: object
) -> None:
    first = page(sample, look, size, scale, plain=plain)
    press = Press()
    for number, day in enumerate(DAYS):
        one = replace(first, view=first.view.at(day))
        image, slices = painted(press.painting(one))
        alone = render_page(one)
        assert image == alone, one.view.text()
        assert image.text("bloc-atlas-view") == alone.text("bloc-atlas-view")
        assert (slices > 0) == (number == 0), "what lies where is prepared once"


def test_a_press_takes_pages_of_any_place_and_look(sample: Atlas, fonts: object) -> None:
    press = Press()
    looks = [
        "t=1961-08-13&p=laea&c=13,51&z=4.3",
        "t=1961-08-13&p=laea&c=13,51&z=4.3&k=dark",
        "t=1975-01-01&x=names,ribbons",
        "t=1962-01-01",
    ]
    for look in looks:
        one = page(sample, look, (360, 240), 1.0, plain=True)
        assert painted(press.painting(one))[0] == render_page(one), look


def test_sheets_are_pages_too(sample: Atlas, fonts: object) -> None:
    one = page(sample, "t=1961-08-13&ds=1955-06-01,1961-08-13,1989-11-09&l=en", (900, 600), 1.0, plain=False)
    image, _ = painted(Press().painting(one))
    assert View.parse(image.text("bloc-atlas-view")).days == one.view.days


def test_each_picture_is_told_when_it_is_there_and_giving_up_leaves_whole_ones(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(len(DAYS))]
    work = writing(dated(page(sample, "l=en", (320, 200), 1.0, plain=True), DAYS, paths))
    for path in work:
        if path is not None:
            assert not QImage(str(path)).isNull()
            if path == paths[2]:
                break
    work.close()
    found = sorted(tmp_path.iterdir())
    assert found[:3] == paths[:3]
    assert len(found) < len(paths)
    for path in found:
        day = DAYS[paths.index(path)]
        assert taken_view(path).instant == day
        assert not QImage(str(path)).isNull()


def test_the_files_of_a_series_hold_the_days_asked_for(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    first = page(sample, "k=dark", (320, 200), 1.0, plain=True)
    for suffix in ("png", "jpg", "webp"):
        paths = [tmp_path / f"{number}.{suffix}" for number in range(len(DAYS))]
        assert [path for path in writing(dated(first, DAYS, paths)) if path] == paths
    for number, day in enumerate(DAYS):
        image = QImage(str(tmp_path / f"{number}.png"))
        assert image.convertToFormat(QImage.Format.Format_RGB32) == render_page(replace(first, view=first.view.at(day)))


def test_large_pictures_are_not_held_together(sample: Atlas, fonts: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "_LARGE", 1000)
    paths = [tmp_path / f"{number}.png" for number in range(2)]
    for path in writing(dated(page(sample, "", (320, 200), 1.0, plain=True), DAYS[:2], paths)):
        assert path is None or path.is_file()
    assert all(path.is_file() for path in paths)


def test_a_picture_that_cant_be_written_ends_the_series(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    paths = [tmp_path / "none" / "1.png", tmp_path / "2.png"]
    with pytest.raises(ExportFailed):
        list(writing(dated(page(sample, "", (320, 200), 1.0, plain=True), DAYS[:2], paths)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_pattern_take_the_days(tmp_path: Path) -> None:
    days = DAYS[:2]

    def names(target: str) -> list[str]:
        return [str(path.relative_to(tmp_path)) for path in series_paths(str(tmp_path / target), days)]

    assert names("") == ["bloc-atlas-1955-06-01.png", "bloc-atlas-1961-08-13.png"]
    assert names("new") == ["new/bloc-atlas-1955-06-01.png", "new/bloc-atlas-1961-08-13.png"]
    assert names("all of {date}.gif") == ["all of 1955-06-01-1961-08-13.gif"]
    assert names("world {date}.jpg") == ["world 1955-06-01.jpg", "world 1961-08-13.jpg"]
    with pytest.raises(ExportFailed, match=r"write \{date\} into it"):
        names("world.png")


@pytest.mark.parametrize(
    ("target", "size", "reason"),
    [
        ("{date}.bmp", (320, 200), "suffix"),
        ("none/deeper/{date}.png", (320, 200), "folder"),
        ("new/{date}.png", (20, 20), "small"),
        ("{date}.png", (30_001, 200), "large"),
        ("one.png", (320, 200), "undated"),
    ],
)
def test_a_series_that_cant_be_written_is_refused_before_any_work(
    target: str, size: tuple[int, int], reason: str, sample: Atlas, fonts: object, tmp_path: Path
) -> None:
    one = replace(page(sample, "", (320, 200), 1.0, plain=True), size=size)
    with pytest.raises(ExportFailed) as refused:
        exporting(one, DAYS, str(tmp_path / target))
    assert refused.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_the_last_of_a_series_is_looked_at_before_the_first_is_painted(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    (tmp_path / "1991-12-26.png").mkdir()
    with pytest.raises(ExportFailed, match="is a folder"):
        exporting(page(sample, "", (320, 200), 1.0, plain=True), DAYS, str(tmp_path / "{date}.png"))
    assert [path.name for path in tmp_path.iterdir()] == ["1991-12-26.png"]
