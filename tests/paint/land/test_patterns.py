"""Patterns and palettes: what is measured is what the tokens say, and tiles fit together."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.carto.land.political import HATCHES, STYLES, TONES, AreaStyle
from viewer.carto.land.symbology import (
    BLOC_PATTERNS,
    CLAIMED,
    DEPENDENT,
    MARKS,
    NO_DATA,
    OCCUPIED,
    UNRECOGNISED,
    Pattern,
    fill_of,
    ink_of,
    mix,
    rgb,
)
from viewer.carto.tokens import DARK, LIGHT, Theme
from viewer.paint.blending import blend, channels, packed
from viewer.paint.land.patterns import RIBBON_LEVELS, TILE, Palette, coverage_of

ALL = (*BLOC_PATTERNS.values(), OCCUPIED, CLAIMED, UNRECOGNISED, DEPENDENT, NO_DATA)


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{pattern.shape}-{pattern.pitch:g}")
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_the_ink_of_a_pattern_is_as_much_as_its_measures_say(pattern: Pattern, ratio: float) -> None:
    share = coverage_of(pattern, round(TILE * ratio)).mean()
    expected = {
        "falling": pattern.weight / pattern.pitch,
        "rising": pattern.weight / pattern.pitch,
        "level": pattern.weight / pattern.pitch,
        "dots": 2 * np.pi * pattern.weight**2 / pattern.pitch**2,
        "crosses": 2 * 6 * np.sqrt(2) * pattern.weight / pattern.pitch**2,
    }[pattern.shape]
    assert share == pytest.approx(expected, rel=0.3)


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{pattern.shape}-{pattern.pitch:g}")
def test_tiles_fit_together(pattern: Pattern) -> None:
    """What repeats within the tile repeats over its edge: no line is cut there."""
    share = coverage_of(pattern, TILE)
    two = np.tile(share, (2, 2))
    inside = np.abs(np.diff(two, axis=1)).max(axis=0)
    assert inside[TILE - 1] <= np.delete(inside, TILE - 1).max() + 1e-9


def test_falling_lines_fall_from_the_upper_left() -> None:
    share = coverage_of(OCCUPIED, TILE)
    np.testing.assert_allclose(share[1:, 1:], share[:-1, :-1], atol=1e-9)
    rising = coverage_of(CLAIMED, TILE)
    np.testing.assert_allclose(rising[1:, :-1], rising[:-1, 1:], atol=1e-9)


def test_area_codes_stand_for_their_styles() -> None:
    for style in range(len(STYLES)):
        for tone in TONES:
            for hatch in HATCHES:
                area = AreaStyle(style, tone, hatch, style, style + 1)
                assert AreaStyle.of(area.code) == area


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_colours_of_the_tokens(theme: Theme) -> None:
    assert fill_of(theme, AreaStyle(0, "full")).ground == rgb(theme.land)
    assert fill_of(theme, AreaStyle(0, "full")).patterns == ()
    west = STYLES.index("west")
    assert fill_of(theme, AreaStyle(west, "full")).ground == rgb(theme.blocs["west"].fill)
    assert fill_of(theme, AreaStyle(west, "weak")).ground == rgb(theme.blocs["west"].fill2)
    dependency = fill_of(theme, AreaStyle(west, "dependency"))
    assert dependency.ground == mix(rgb(theme.land), rgb(theme.blocs["west"].fill2), 0.55)
    assert dependency.patterns == ((DEPENDENT, rgb(theme.blocs["west"].ink)),)
    east = fill_of(theme, AreaStyle(STYLES.index("east"), "full"))
    assert east.patterns == ((BLOC_PATTERNS["east"], rgb(theme.blocs["east"].ink)),)
    assert fill_of(theme, AreaStyle(0, "nodata")).patterns == ((NO_DATA, rgb(theme.nodataink)),)


def test_occupied_and_claimed_land_is_cross_hatched_in_two_inks() -> None:
    allies, axis = STYLES.index("allies"), STYLES.index("axis")
    fill = fill_of(LIGHT, AreaStyle(allies, "weak", "occupied", allies, axis + 1))
    assert fill.ground == rgb(LIGHT.blocs["allies"].fill2)
    assert fill.patterns == ((OCCUPIED, ink_of(LIGHT, allies)), (CLAIMED, ink_of(LIGHT, axis)))
    assert fill_of(LIGHT, AreaStyle(0, "full", claim=1)).patterns == ((CLAIMED, rgb(LIGHT.border)),)


def test_a_palette_has_a_colour_for_each_phase_and_ribbon_level() -> None:
    palette = Palette(LIGHT, 1.0)
    west = AreaStyle(STYLES.index("west"), "full")
    east = AreaStyle(STYLES.index("east"), "full")
    rows = palette.rows(np.array([west.code, east.code, west.code], dtype=np.uint16))
    assert rows[0] == rows[2] != rows[1]
    own = palette.colours[rows[0] : rows[0] + palette.phases * RIBBON_LEVELS].reshape(RIBBON_LEVELS, -1)
    assert (own == own[:, :1]).all(), "the West has no pattern"
    assert own[0, 0] == packed(rgb(LIGHT.blocs["west"].fill))
    full = channels(own[-1, :1])[0]
    expected = mix(rgb(LIGHT.blocs["west"].fill), rgb(LIGHT.blocs["west"].ink), LIGHT.ribbon)
    np.testing.assert_allclose(full, expected, atol=0.51)
    striped = palette.colours[rows[1] : rows[1] + palette.phases]
    assert len(np.unique(striped)) > 2
    again = palette.rows(np.array([east.code], dtype=np.uint16))
    assert again[0] == rows[1]


def test_hidden_blocs_and_patterns() -> None:
    area = AreaStyle(STYLES.index("east"), "full")
    plain = Palette(LIGHT, 1.0, blocs=False)
    plain.rows(np.array([area.code], dtype=np.uint16))
    assert (plain.colours == packed(rgb(LIGHT.land))).all()
    even = Palette(LIGHT, 1.0, patterns=False)
    even.rows(np.array([area.code], dtype=np.uint16))
    assert len(np.unique(even.colours[: even.phases])) == 1


def test_blending_is_exact_at_both_ends_and_near_between() -> None:
    random = np.random.default_rng(4)
    under = random.integers(0, 1 << 24, 5000).astype(np.uint32) | np.uint32(0xFF000000)
    over = random.integers(0, 1 << 24, 5000).astype(np.uint32) | np.uint32(0xFF000000)
    opacity = random.integers(0, 256, 5000).astype(np.uint8)
    np.testing.assert_array_equal(blend(under, over, np.zeros(5000, np.uint8)), under)
    np.testing.assert_array_equal(blend(under, over, np.full(5000, 255, np.uint8)), over)
    share = opacity[:, None] / 255.0
    expected = channels(under) * (1 - share) + channels(over) * share
    np.testing.assert_allclose(channels(blend(under, over, opacity)), expected, atol=1.6)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("mark", ["associate", "observer", "suspended"])
def test_land_tied_to_a_bloc_is_told_from_its_members_and_from_land_in_no_bloc(theme: Theme, mark: str) -> None:
    east = STYLES.index("east")
    tied = fill_of(theme, AreaStyle(east, "full", mark=mark))
    assert tied.ground not in (rgb(theme.land), rgb(theme.blocs["east"].fill), rgb(theme.blocs["east"].fill2))
    assert tied.patterns[-1][0] == MARKS[mark]
    bare = fill_of(theme, AreaStyle(east, "full", mark=mark), patterns=False)  # it tells a fact, as hatches do
    assert [pattern for pattern, _ in bare.patterns] == [MARKS[mark]]


def test_a_second_bloc_lies_as_lines_of_its_ink_over_the_first() -> None:
    west, allies = STYLES.index("west"), STYLES.index("allies")
    area = AreaStyle(west, "full", hatch_style=allies, mark="beside")
    assert AreaStyle.of(area.code) == area
    fill = fill_of(LIGHT, area)
    assert fill.ground == rgb(LIGHT.blocs["west"].fill)
    assert fill.patterns[-1] == (MARKS["beside"], rgb(LIGHT.blocs["allies"].ink))


def test_upright_lines_and_grids_repeat_over_the_tile_and_cover_about_what_they_should() -> None:
    for name in ("associate", "beside", "suspended"):
        pattern = MARKS[name]
        share = coverage_of(pattern, TILE)
        alone = pattern.weight / pattern.pitch
        assert share.mean() == pytest.approx(alone if pattern.shape == "upright" else 2 * alone - alone**2, abs=0.03)
        wide = np.tile(share, (2, 2))
        step = np.abs(np.diff(wide, axis=1)).max(axis=0)
        assert step[TILE - 1] <= step.max()  # no seam of its own where tiles meet
