"""The colours of both themes keep the contrasts that were measured when they were chosen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcag import contrast, luminance

from viewer.carto.tokens import DARK, DARK_HIGH, FAMILIES, LIGHT, LIGHT_HIGH, THEMES, Theme, turned, with_contrast

GROUNDS = ("surface", "surface2", "sea", "land", "west", "east", "china", "nonaligned")
TEXTS = {
    "light": {
        "ink": (15.71, 14.27, 12.80, 14.26, 10.48, 9.42, 11.33, 9.06),
        "ink2": (8.18, 7.43, 6.67, 7.43, 5.46, 4.91, 5.90, 4.72),
        "ink3": (5.38, 4.89, 4.39, 4.89, 3.59, 3.23, 3.88, 3.10),
        "selink": (8.21, 7.46, 6.69, 7.45, 5.48, 4.92, 5.92, 4.73),
        "focus": (6.61, 6.01, 5.39, 6.01, 4.42, 3.97, 4.77, 3.81),
    },
    "dark": {
        "ink": (14.99, 13.38, 15.36, 10.11, 8.42, 9.23, 4.80, 5.83),
        "ink2": (9.82, 8.77, 10.06, 6.63, 5.52, 6.05, 3.14, 3.82),
        "ink3": (6.60, 5.89, 6.76, 4.45, 3.71, 4.06, 2.11, 2.57),
        "selink": (10.58, 9.45, 10.84, 7.14, 5.95, 6.51, 3.39, 4.12),
        "focus": (8.24, 7.35, 8.44, 5.56, 4.63, 5.07, 2.64, 3.21),
    },
}
PAIRS = {
    "light": {
        ("warnink", "warnbg"): 7.39,
        ("selink", "selbg"): 7.12,
        ("ink", "selbg"): 13.63,
        ("seaink", "sea"): 5.10,
        ("surface", "thumb"): 15.71,
        ("err", "surface"): 7.26,
        ("line2", "surface"): 3.46,
        ("coast", "sea"): 2.78,
        ("coast", "land"): 3.10,
        ("border", "land"): 3.20,
        ("nodataink", "nodata"): 3.32,
        ("cur", "curcase"): 15.43,
    },
    "dark": {
        ("warnink", "warnbg"): 9.29,
        ("selink", "selbg"): 7.81,
        ("ink", "selbg"): 11.06,
        ("seaink", "sea"): 6.96,
        ("surface", "thumb"): 15.19,
        ("err", "surface"): 7.51,
        ("line2", "surface"): 4.37,
        ("coast", "sea"): 4.46,
        ("coast", "land"): 2.94,
        ("border", "land"): 3.15,
        ("nodataink", "nodata"): 3.19,
        ("cur", "curcase"): 16.98,
    },
}
# Ink of each bloc on its fill, its weak fill, land, sea, surface; `ink` on the fill; ink on its halo.
BLOCS = {
    "light": {
        "west": (5.08, 6.04, 6.91, 6.20, 7.61, 10.48, 7.48),
        "east": (3.88, 4.86, 5.87, 5.27, 6.47, 9.42, 6.35),
        "china": (7.15, 7.92, 9.00, 8.08, 9.91, 11.33, 9.73),
        "nonaligned": (3.87, 4.98, 6.10, 5.47, 6.71, 9.06, 6.59),
        "axis": (5.27, 8.46, 12.86, 11.54, 14.16, 5.85, 13.91),
        "allies": (4.10, 5.43, 6.68, 5.99, 7.35, 8.76, 7.22),
    },
    "dark": {
        "west": (4.60, 5.25, 5.52, 8.38, 8.18, 8.42, 8.45),
        "east": (5.26, 5.40, 5.76, 8.75, 8.54, 9.23, 8.81),
        "china": (3.85, 6.26, 8.12, 12.34, 12.04, 4.80, 12.43),
        "nonaligned": (3.98, 5.42, 6.90, 10.47, 10.22, 5.83, 10.55),
        "axis": (3.99, 5.69, 7.32, 11.11, 10.85, 5.52, 11.20),
        "allies": (3.57, 4.96, 6.38, 9.69, 9.46, 5.66, 9.76),
    },
}
# Colour of each family of events on the disc, the sea, the land.
EVENTS = {
    "light": {
        "force": (9.64, 7.86, 8.76),
        "crisis": (4.34, 3.54, 3.94),
        "diplomacy": (6.52, 5.31, 5.92),
        "power": (7.40, 6.03, 6.72),
        "words": (11.29, 9.20, 10.25),
        "economy": (4.22, 3.44, 3.83),
    },
    "dark": {
        "force": (7.33, 7.51, 4.95),
        "crisis": (10.82, 11.08, 7.30),
        "diplomacy": (8.56, 8.77, 5.77),
        "power": (7.90, 8.09, 5.33),
        "words": (13.73, 14.07, 9.26),
        "economy": (6.43, 6.59, 4.34),
    },
}
both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def colour(theme: Theme, name: str) -> str:
    found = theme.blocs[name].fill if name in theme.blocs else getattr(theme, name)
    assert isinstance(found, str)
    return found


def near(value: float) -> object:
    return pytest.approx(value, abs=0.0051)


@both
def test_text_has_the_measured_contrast_on_every_ground(theme: Theme) -> None:
    for text, wanted in TEXTS[theme.name].items():
        found = [contrast(getattr(theme, text), colour(theme, ground)) for ground in GROUNDS]
        assert found == [near(value) for value in wanted]


@both
def test_pairs_have_the_measured_contrast(theme: Theme) -> None:
    found = {pair: contrast(*(getattr(theme, name) for name in pair)) for pair in PAIRS[theme.name]}
    assert found == {pair: near(value) for pair, value in PAIRS[theme.name].items()}


@both
def test_blocs_have_the_measured_contrast(theme: Theme) -> None:
    for style, wanted in BLOCS[theme.name].items():
        bloc = theme.blocs[style]
        grounds = (bloc.fill, bloc.fill2, theme.land, theme.sea, theme.surface)
        found = [contrast(bloc.ink, ground) for ground in grounds]
        found += [contrast(theme.ink, bloc.fill), contrast(bloc.ink, theme.halo)]
        assert found == [near(value) for value in wanted]
        assert contrast(bloc.ink, bloc.fill) >= 3, "an outline must be seen against its own fill"


@both
def test_families_of_events_have_the_measured_contrast(theme: Theme) -> None:
    assert tuple(theme.families) == FAMILIES
    for family, wanted in EVENTS[theme.name].items():
        found = [contrast(theme.families[family], ground) for ground in (theme.surface, theme.sea, theme.land)]
        assert found == [near(value) for value in wanted]


@both
def test_text_of_the_interface_reaches_four_and_a_half(theme: Theme) -> None:
    for text in ("ink", "ink2", "ink3", "selink", "focus"):
        for ground in ("surface", "surface2"):
            assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5
    pairs = {"warnink": "warnbg", "selink": "selbg", "ink": "selbg", "err": "surface", "surface": "thumb", "seaink": "sea"}
    for text, ground in pairs.items():
        assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@both
def test_every_colour_is_written_in_full(theme: Theme) -> None:
    plain = [value for name in theme.__slots__ if isinstance(value := getattr(theme, name), str) and name != "name"]
    blocs = [value for bloc in theme.blocs.values() for value in (bloc.fill, bloc.fill2, bloc.ink)]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in (*plain, *blocs, *theme.families.values()))
    assert THEMES[theme.name] is theme
    assert theme.dark == (luminance(theme.ink) > luminance(theme.surface))


COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_lies_between_one_and_twenty_one(first: str, second: str) -> None:
    assert 1 <= contrast(first, second) <= 21.0001
    assert contrast(first, second) == contrast(second, first)
    assert contrast(first, first) == 1
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


HIGH = pytest.mark.parametrize("theme", [LIGHT_HIGH, DARK_HIGH], ids=lambda theme: theme.name)
AAA, NOT_TEXT = 7.0, 4.5


@HIGH
def test_high_contrast_reaches_aaa_for_every_text_in_panels(theme: Theme) -> None:
    for ground in ("surface", "surface2", "surface3", "selbg"):
        for text in ("ink", "ink2", "ink3", "selink", "err"):
            assert contrast(getattr(theme, text), getattr(theme, ground)) >= AAA, (text, ground)
    assert contrast(theme.warnink, theme.warnbg) >= AAA
    assert contrast(theme.warnink, theme.surface) >= AAA
    assert contrast(theme.surface, theme.thumb) >= AAA
    for ground in ("surface", "surface2", "sea", "land"):
        assert contrast(theme.focus, getattr(theme, ground)) >= AAA
        assert contrast(theme.line2, theme.surface) >= AAA


@HIGH
def test_high_contrast_reaches_the_map(theme: Theme) -> None:
    assert contrast(theme.seaink, theme.sea) >= AAA
    assert contrast(theme.nodataink, theme.nodata) >= NOT_TEXT
    for ground in ("sea", "land"):
        assert contrast(theme.coast, getattr(theme, ground)) >= NOT_TEXT
        assert contrast(theme.ink2, getattr(theme, ground)) >= AAA
    for bloc in theme.blocs.values():
        for ground in (bloc.fill, bloc.fill2, theme.land, theme.sea):
            assert contrast(bloc.ink, ground) >= AAA
        assert contrast(theme.ink, bloc.fill) >= AAA
        assert contrast(theme.border, bloc.fill) >= 4.0
    for colour in theme.families.values():
        assert contrast(colour, theme.surface) >= AAA
        assert contrast(colour, theme.land) >= NOT_TEXT


@HIGH
def test_high_contrast_is_never_less_than_that_of_the_plain_theme(theme: Theme) -> None:
    plain = THEMES[with_contrast(theme.name, high=False)]
    assert plain.dark == theme.dark
    for text in ("ink", "ink2", "ink3", "selink", "focus", "line", "line2", "err"):
        assert contrast(getattr(theme, text), theme.surface) >= contrast(getattr(plain, text), plain.surface), text


def test_contrast_and_darkness_are_turned_apart() -> None:
    assert [turned(name) for name in ("light", "dark", "light-high", "dark-high")] == ["dark", "light", "dark-high", "light-high"]
    assert {with_contrast(name, high=True) for name in THEMES} == {"light-high", "dark-high"}
    assert {with_contrast(name, high=False) for name in THEMES} == {"light", "dark"}
