"""Lines of plain text in which some letters stand out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from viewer.carto.tokens import THEMES
from viewer.paint.runs import laid_out, one_line

THEME = THEMES["light"]


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts need one."""


def test_marks_make_letters_bold_and_nothing_else() -> None:
    plain = laid_out("ベルリンの壁", 13, 400, THEME)
    marked = laid_out("ベルリンの壁", 13, 400, THEME, [(0, 4)])
    assert marked.text() == plain.text()
    formats = marked.formats()
    assert [(one.start, one.length) for one in formats] == [(0, 4)]
    assert formats[0].format.fontWeight() == 700
    assert formats[0].format.fontUnderline()


def test_text_takes_no_more_lines_than_it_may() -> None:
    assert laid_out("word " * 100, 13, 100, THEME, lines=2).lineCount() == 2
    assert laid_out("word", 13, 100, THEME, lines=2).lineCount() == 1


def test_one_line_is_cut_and_its_marks_with_it() -> None:
    layout = one_line("Berlin " * 40, 13, 120, THEME, [(0, 6), (7, 13), (210, 216)])
    assert layout.lineCount() == 1
    assert layout.text().endswith("…")
    assert layout.lineAt(0).naturalTextWidth() <= 120
    assert all(one.start + one.length < len(layout.text()) for one in layout.formats())


def test_markup_stays_text() -> None:
    assert laid_out("<b>x</b>", 13, 400, THEME, [(3, 4)]).text() == "<b>x</b>"
