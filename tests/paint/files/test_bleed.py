"""A page for a printer: its ground goes on beyond the edge, marks tell where to cut, and the boxes of the PDF say so too."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from looking import painted, pixels
from PySide6.QtGui import QPainter

from viewer.api import export, page_of
from viewer.carto.names.placement import Label
from viewer.carto.view import View
from viewer.cli import main
from viewer.model.atlas import Atlas
from viewer.paint.files.crop import margin_mm, paint_ground, paint_marks
from viewer.paint.pages.layout import PX_MM
from viewer.paint.pages.page import frame_of, render_page

LOOK = "t=1961-08-13&p=laea&c=13,51&z=4.3&l=en"


def boxes(path: Path) -> dict[str, list[float]]:
    """The last box of each name in a PDF, in points."""
    found = re.findall(rb"/(\w+Box)\s*\[([^\]]*)\]", path.read_bytes())
    return {name.decode(): [float(one) for one in numbers.split()] for name, numbers in found}


@pytest.mark.parametrize("plain", [True, False])
def test_the_boxes_of_a_pdf_tell_where_it_is_cut(plain: bool, sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    export(page_of(sample, View.parse(LOOK), (1123, 794), plain=plain, bleed=3.0), path)
    found = boxes(path)
    wide, high = found["MediaBox"][2:]
    assert wide == pytest.approx(297 * 72 / 25.4 + 2 * 10 * 72 / 25.4, abs=1), "bleed, and 7 mm for the marks"
    left, bottom, right, top = found["TrimBox"]
    assert (right - left, top - bottom) == (pytest.approx(297 * 72 / 25.4, abs=1), pytest.approx(210 * 72 / 25.4, abs=1))
    assert [one - two for one, two in zip(found["TrimBox"], found["BleedBox"], strict=True)] == pytest.approx(
        [8.504, 8.504, -8.504, -8.504], abs=0.01
    )
    assert wide - right == pytest.approx(left, abs=0.01)
    assert high - top == pytest.approx(bottom, abs=0.01)
    assert len(re.findall(rb"/Type /Page\s", path.read_bytes())) == 2, "the page once more, not another page"


def test_without_bleed_a_sheet_is_the_page(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    export(page_of(sample, View.parse(LOOK), (1123, 794)), path)
    assert boxes(path)["MediaBox"] == boxes(path)["TrimBox"] == [0, 0, 842, 595]
    assert margin_mm(0) == 0


def test_marks_stand_outside_of_what_is_printed() -> None:
    def sheet(painter: QPainter) -> None:
        painter.translate(60, 60)
        paint_ground(painter, (200, 100), 12.0, "#808080")
        paint_marks(painter, (200, 100), 3.0, 4.0)

    drawn = pixels(painted(320, 220, sheet, ground="#FFFFFF")).astype(int)
    ground = (drawn == 0x80).all(axis=2)
    rows, columns = np.nonzero(ground)
    assert (columns.min(), columns.max() + 1, rows.min(), rows.max() + 1) == (48, 272, 48, 172), "12 px beyond each edge"
    dark = (drawn.max(axis=2) < 250) & ~ground
    rows, columns = np.nonzero(dark)
    outside = (columns < 49) | (columns > 270) | (rows < 49) | (rows > 170)
    assert outside.all(), "no mark is left on what is cut out"
    assert len({(row < 110, column < 160) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)}) == 4


def test_a_map_alone_goes_on_into_the_bleed_and_its_words_do_not(sample: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[Label] = []
    monkeypatch.setattr("viewer.paint.pages.page.draw_labels", lambda _painter, labels, *_: names.extend(labels))
    over = 20 * PX_MM
    whole = page_of(sample, View.parse(LOOK), (900, 600), plain=True)
    bled = page_of(sample, View.parse(LOOK), (900, 600), plain=True, bleed=20.0)
    assert frame_of(bled) == frame_of(whole) == (0, 0, 900, 600), "as much is fitted to what is left"
    render_page(bled)
    assert names
    for label in names:
        assert over < label.x < 900 + over
        assert over < label.y < 600 + over


def test_the_command_line_takes_dots_and_bleed(tmp_path: Path, capsys: pytest.CaptureFixture[str], fonts: object) -> None:
    sheet = ["export", "--at", "1961-08-13", "--size", "640x480", "--plain"]
    assert main([*sheet, "--dpi", "144", "-o", str(tmp_path / "a.png")]) == 0
    assert (tmp_path / "a.png").read_bytes()[16:24] == (960).to_bytes(4, "big") + (720).to_bytes(4, "big")
    for wrong, why in (
        (["--dpi", "144", "--scale", "2", "-o", "b.png"], "leave one of them out"),
        (["--bleed", "3", "-o", "b.png"], ".pdf"),
        (["--bleed", "21", "-o", "b.pdf"], "20 mm"),
        (["--dpi", "9", "-o", "b.png"], "24 to 1536"),
    ):
        with pytest.raises(SystemExit) if wrong[1] in ("21", "9") else nullcontext():
            assert main([*sheet, *wrong]) == 2
        assert why in capsys.readouterr().err
