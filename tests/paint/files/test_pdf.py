"""Pages as a PDF: words are words, the land is as sharp as asked for, many pages are one file, and it is whole or not there."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from viewer.api import export, export_series, export_story, page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.files import pdf as prints
from viewer.paint.files.image import ExportFailed, Taken, read_taken
from viewer.paint.files.pdf_marks import Marks, mark, read_marks
from viewer.paint.files.sequence import exporting, printing
from viewer.paint.overlay.halo import write_haloed
from viewer.paint.pages.page import Page, frame_of, render_page
from viewer.paint.type import font


def page(atlas: Atlas, look: str = "t=1961-08-13&l=en", size: tuple[int, int] = (900, 620), scale: float = 1.0) -> Page:
    return page_of(atlas, View.parse(look), size, scale)


def count(path: Path) -> int:
    """Pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def streams(path: Path) -> bytes:
    """What pages are drawn with: all deflated streams of a PDF that are not images."""
    found = b""
    for head, body in re.findall(rb"<<([^<>]*)>>\s*stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), flags=re.DOTALL):
        if b"/Image" not in head and b"/FlateDecode" in head:
            found += zlib.decompress(body)
    return found


def test_a_page_has_its_size_its_title_and_its_letters(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    export(page(sample, size=(960, 640)), path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert count(path) == 1
    assert re.search(rb"/MediaBox\s*\[\s*0 0 720(\.0+)? 480(\.0+)?\s*\]", data), "96 px are an inch"
    assert re.search(rb"/FontFile2?", data), "letters go with it"
    assert b"Bloc Atlas".decode().encode("utf-16-be") in data or b"Bloc Atlas" in data
    assert [each.name for each in tmp_path.iterdir()] == ["wall.pdf"]


def test_names_are_written_and_not_painted(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    plain = replace(page(sample), plain=True)
    export(plain, tmp_path / "map.pdf")
    bare = replace(plain, view=plain.view.with_(hidden_layers=frozenset({"names", "places", "seas", "states", "rivers"})))
    export(bare, tmp_path / "bare.pdf")
    written, rest = (streams(tmp_path / name).count(b"Tj") + streams(tmp_path / name).count(b"TJ") for name in ("map.pdf", "bare.pdf"))
    assert written > rest + 3
    assert not plain.sprites._labels, "no name became an image"


def widths(path: Path) -> list[int]:
    return [int(wide) for wide in re.findall(rb"/Subtype\s*/Image\s*/Width\s+(\d+)", path.read_bytes())]


def test_the_map_is_as_sharp_as_is_asked_for(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    found = []
    for scale in (1.0, 3.0):
        path = tmp_path / f"{scale:g}.pdf"
        export(replace(page(sample, scale=scale), plain=True), path)
        found.append(max(widths(path)))
    assert found == [900, 2700]


def test_spaced_letters_stand_where_their_halo_is(fonts: object) -> None:
    letters = font(20, bold=True, spacing=0.4)
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    write_haloed(painter, QPointF(20, 40), "NATO", letters, 2.0, "#ffffff", "#000000")
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(60, 300, 4)[..., 0]
    ink, halo = (np.flatnonzero((test).any(axis=0)) for test in (pixels < 40, pixels > 240))
    assert abs((ink[0] - halo[0]) - (halo[-1] - ink[-1])) <= 2, "as much of it on the left as on the right"
    wide = QFontMetricsF(letters).horizontalAdvance("NATO")
    assert ink[-1] - ink[0] == pytest.approx(wide - 0.4 * 20, abs=5)


def test_many_days_are_many_pages(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "years.pdf"
    first, last = date(1955, 6, 1), date(1961, 12, 31)
    assert list(export_series(page(sample), path, first, last, "2years")) == [path]
    assert count(path) == 4
    one = tmp_path / "each {date}.pdf"
    assert len(list(export_series(page(sample), one, first, last, "5years"))) == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["each 1955-06-01.pdf", "each 1960-06-01.pdf", "years.pdf"]
    assert all(count(each) == 1 for each in tmp_path.glob("each *"))


def lands(path: Path, wide: int) -> list[bytes]:
    """The images in a PDF that are so wide (px), each once."""
    head = rb"/Subtype\s*/Image\s*/Width\s+%d\b.*?>>\s*stream\r?\n(.*?)\r?\nendstream" % wide
    return [zlib.decompress(body) for body in re.findall(head, path.read_bytes(), flags=re.DOTALL)]


def test_each_page_shows_the_land_of_its_own_day(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    """One layer draws all pages, and a PDF keeps an image once: every page would show the land of the first."""
    path, days = tmp_path / "years.pdf", [day_of("1955-06-01"), day_of("1961-12-31")]
    whole = replace(page(sample), plain=True)
    for _ in exporting(whole, days, str(path)):
        pass
    found = lands(path, 900)
    assert len(found) == 2
    assert found[0] != found[1]
    sheet = tmp_path / "sheet.pdf"
    export(page(sample, "t=1961-08-13&l=en&ds=1955-06-01,1961-12-31", size=(1200, 800)), sheet)
    [wide] = {int(one) for one in widths(sheet) if int(one) > 400}
    found = lands(sheet, wide)
    assert len(found) == 2
    assert found[0] != found[1]


def test_a_story_is_one_file(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    story = sample.stories[0]
    path = tmp_path / "story.pdf"
    assert list(export_story(sample, story.id, path, View(), (900, 620))) == [path]
    assert count(path) == len(story.steps)
    assert len(list(export_story(sample, story.id, tmp_path / "step {n}.pdf", View(), (900, 620)))) == len(story.steps)


def titled(path: Path, words: str) -> bool:
    """Whether a PDF is called so, as its metadata in XML has it."""
    return words in path.read_bytes().decode("utf-8", "replace")


def test_many_pages_are_called_by_what_they_have_in_common(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    years, steps, one = (tmp_path / f"{name}.pdf" for name in ("years", "steps", "one"))
    list(export_series(page(sample), years, date(1955, 6, 1), date(1961, 12, 31), "2years"))
    assert titled(years, "The blocs of the world, 1 Jun 1955 – 1 Jun 1961")
    story = sample.stories[0]
    list(export_story(sample, story.id, steps, View(language="en"), (900, 620)))
    assert titled(steps, story.names["en"])
    export(page(sample), one)
    assert titled(one, "The blocs of the world, 13 August 1961")


def test_a_sheet_of_maps_is_a_page(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    sheet = page(sample, "t=1961-08-13&l=en&ds=1955-06-01,1961-08-13", size=(1200, 800), scale=2.0)
    export(sheet, path)
    assert count(path) == 1
    assert streams(path).count(b"Tj") + streams(path).count(b"TJ") > 20, "captions, names, legend and credits are text"
    assert read_taken(str(path)) == Taken(sheet.view.text(), frame(sheet))


def test_who_gives_up_leaves_no_file(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    work = exporting(page(sample), [day_of("1955-06-01"), day_of("1961-08-13")], str(tmp_path / "half.pdf"))
    for _ in range(3):
        assert next(work) is None
    work.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lost", ["the end", "the middle"])
def test_a_file_that_is_cut_off_is_told_of_and_the_old_one_stays(
    lost: str, sample: Atlas, fonts: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt goes on writing on a full disk: where something small still has room, the end is there and the middle is not."""
    path = tmp_path / "wall.pdf"
    path.write_bytes(b"the old one")

    leave = prints.Printer.__exit__

    def full(self: prints.Printer, *what: object) -> None:
        leave(self, *what)
        whole = Path(self._name).read_bytes()
        Path(self._name).write_bytes(whole[:9] if lost == "the end" else whole[:500] + whole[700:])

    monkeypatch.setattr(prints.Printer, "__exit__", full)
    with pytest.raises(ExportFailed, match=r"`wall\.pdf` could not be written; is the disk full"):
        list(printing([page(sample)], path))
    assert path.read_bytes() == b"the old one"
    assert [each.name for each in tmp_path.iterdir()] == ["wall.pdf"]


def test_a_pdf_tells_its_language_its_caption_and_its_view(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    made = page(sample, "t=1961-08-13&l=ja", size=(1123, 794))
    export(made, path)
    data = path.read_bytes()
    assert data.count(b"%%EOF") == 2, "an update behind what Qt wrote"
    assert b"/Lang <FEFF006A0061>" in data
    assert b"/DisplayDocTitle true" in data
    assert "表示の立場".encode("utf-16-be").hex().upper().encode() in data
    assert read_taken(str(path)) == Taken(made.view.text(), frame(made))
    assert re.search(rb"/MediaBox\s*\[\s*0 0 842(\.0+)? 595(\.0+)?\s*\]", data), "a sheet of A4, not a pixel more"


def frame(made: Page) -> tuple[float, float]:
    left, top, right, bottom = frame_of(made)
    return right - left, bottom - top


def test_every_object_stands_where_the_tables_say(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    """A reader follows the tables from the last one back; what was written anew takes the place of the old."""
    path = tmp_path / "wall.pdf"
    export(page(sample), path)
    data = path.read_bytes()
    start, found = int(re.findall(rb"startxref\s+(\d+)", data)[-1]), {}
    while start >= 0:
        assert data[start : start + 4] == b"xref"
        end = data.index(b"trailer", start)
        for first, body in re.findall(rb"(\d+) \d+ *\n((?:\d{10} \d{5} [fn]\s{2})+)", data[start:end]):
            for number, line in enumerate(re.findall(rb"(\d{10}) \d{5} n", body)):
                found.setdefault(int(first) + number + body.lstrip().startswith(b"0000000000 65535"), int(line))
        previous = re.search(rb"/Prev (\d+)", data[end : end + 300])
        start = int(previous[1]) if previous else -1
    for number, offset in found.items():
        assert re.match(rb"%d 0 obj" % number, data[offset : offset + 20]), number
    assert len(found) > 20


def letters(data: bytes) -> list[bytes]:
    """The tables that tell what letters of a PDF mean, as they are in force."""
    numbers = re.findall(rb"/ToUnicode (\d+) 0 R", data)
    bodies = [re.findall(rb"\n%b 0 obj\s*<<[^>]*>>\s*stream\r?\n(.*?)\r?\n?endstream" % number, data, re.DOTALL)[-1] for number in numbers]
    return [body if b"begincmap" in body else zlib.decompress(body) for body in bodies]


def test_spaces_are_copied_as_spaces(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    export(page(sample), path)
    data = path.read_bytes()
    assert any(b"<0009>" in table for table in letters(data[: data.index(b"%%EOF")])), "Qt still calls them tabulators"
    assert not any(b"<0009>" in table for table in letters(data))
    assert any(b"<0020>" in table for table in letters(data))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.4\nstartxref\n5\n%%EOF\n", b"x" * 99 + b"startxref\n0\n%%EOF\n"])
def test_what_is_not_built_as_qt_does_it_stays_as_it_is(data: bytes) -> None:
    stream = BytesIO(data)
    assert not mark(stream, Marks("en", "words", "t=1961-08-13", "10x10"))
    assert stream.getvalue() == data
    assert read_marks(stream) == ("", "")


def test_a_caption_is_written_beside_the_picture(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    for name in ("wall.pdf", "wall.png"):
        export(replace(page(sample), caption=True), tmp_path / name)
        words = (tmp_path / "wall.caption.txt").read_text(encoding="utf-8")
        assert words.startswith("The blocs of the world, 13 August 1961\n")
        assert "Legend: " in words
        assert words.endswith("past borders are approximate\n")
        (tmp_path / "wall.caption.txt").unlink()
    first, last = date(1955, 6, 1), date(1961, 12, 31)
    list(export_series(replace(page(sample), caption=True), tmp_path / "{date}.png", first, last, "5years"))
    assert sorted(each.name for each in tmp_path.glob("*.txt")) == ["1955-06-01.caption.txt", "1960-06-01.caption.txt"]


def test_a_picture_is_as_it_was(sample: Atlas, fonts: object) -> None:
    """What is painted with the same strokes as a PDF is still an image with its View, of the size that was asked for."""
    image = render_page(page(sample, scale=1.5))
    assert (image.width(), image.height(), image.devicePixelRatio()) == (1350, 930, 1.0)
    assert "1961-08-13" in image.text("bloc-atlas-view")
