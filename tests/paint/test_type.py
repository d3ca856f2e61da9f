"""Type: the bundled families and no other, measured and cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont

from viewer.paint.type import elided, font, install_fonts, text_width


@pytest.mark.parametrize("bold", [False, True])
def test_the_bundled_families_are_taken(bold: bool, fonts: object) -> None:
    info = QFontInfo(font(14, bold=bold))
    assert info.family() == "Noto Sans"
    assert info.bold() == bold
    assert info.pixelSize() == 14
    assert font(14).families() == ["Noto Sans", "Noto Sans JP"]


def test_japanese_and_cyrillic_have_letters(fonts: object) -> None:
    assert QRawFont.fromFont(font(14)).supportsCharacter(ord("И"))
    japanese = QFont(font(14))  # a copy: the font itself is shared
    japanese.setFamilies(["Noto Sans JP"])
    raw = QRawFont.fromFont(japanese)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "択捉島鉄閥ソ")


@pytest.mark.parametrize(("size", "pixels"), [(9.5, 10), (10.4, 10), (0.1, 1), (44, 44)])
def test_sizes_are_whole_pixels(size: float, pixels: int, fonts: object) -> None:
    assert font(size).pixelSize() == pixels


def test_spacing_widens_each_letter(fonts: object) -> None:
    plain, spaced = text_width("ABCDE", 20), text_width("ABCDE", 20, spacing=0.1)
    assert spaced - plain == pytest.approx(5 * 2.0, abs=0.5)
    assert text_width("ABCDE", 20, bold=True) > plain


def test_figures_can_stand_in_columns(fonts: object) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(font(20, tabular=True))
    assert metrics.horizontalAdvance("111111") == pytest.approx(metrics.horizontalAdvance("888888"), abs=0.1)


LONG = ("Kennedy announces the quarantine", "ケネディ、海上隔離を宣言", "W" * 100_000, "👩‍👩‍👧‍👦" * 50, "\u202eturned")


@pytest.mark.parametrize("text", LONG)
def test_a_cut_text_fits(text: str, fonts: object) -> None:
    for width in (5.0, 60.0, 150.0):
        cut = elided(text, 13, width)
        assert cut == text or cut.endswith("…") or cut == ""
        assert text_width(cut, 13) <= width + 1 or cut == "…"


def test_a_text_that_fits_is_left_alone(fonts: object) -> None:
    assert elided("Berlin", 13, 200) == "Berlin"


def test_the_width_of_a_very_long_text_is_about_right(fonts: object) -> None:
    assert text_width("ab" * 50_000, 13) == pytest.approx(1000 * text_width("ab" * 50, 13), rel=0.02)


def test_a_font_that_cant_be_read_is_named(fonts: object, tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    (tmp_path / "odd.ttf").write_bytes(b"no font")
    assert install_fonts([tmp_path / "odd.ttf", tmp_path / "missing.ttf"]) == ["odd.ttf", "missing.ttf"]
