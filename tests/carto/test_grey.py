"""Printed in black and white a map still tells land from sea, and members of a bloc from those who stand aside."""

from __future__ import annotations

from itertools import combinations

import pytest
from wcag import luminance

from viewer.carto.land.political import STYLES, AreaStyle
from viewer.carto.land.symbology import fill_of
from viewer.carto.tokens import LIGHT, LIGHT_HIGH, Theme

PRINTED = (LIGHT, LIGHT_HIGH)
"""Themes that are printed; on a dark ground nobody prints in black and white."""
COLD_WAR, WORLD_WAR = ("west", "east", "china", "nonaligned"), ("axis", "allies")


def lightness(colour: str) -> float:
    """CIE L* of a colour, which is its tone in grey: 0 = black, 100 = white."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def looks(styles: tuple[str, ...]) -> list[AreaStyle]:
    """How land may be filled in an age: of no bloc, of each, and of what belongs to it less closely."""
    return [AreaStyle(0, "full"), *(AreaStyle(STYLES.index(style), level) for style in styles for level in ("full", "weak"))]


@pytest.mark.parametrize("styles", [COLD_WAR, WORLD_WAR])
@pytest.mark.parametrize("theme", PRINTED, ids=lambda theme: theme.name)
def test_fills_that_meet_differ_in_grey_or_by_a_pattern(theme: Theme, styles: tuple[str, ...]) -> None:
    for one, two in combinations(looks(styles), 2):
        first, second = fill_of(theme, one), fill_of(theme, two)
        grounds = [lightness(f"#{round(r):02x}{round(g):02x}{round(b):02x}") for r, g, b in (first.ground, second.ground)]
        patterns = [[pattern for pattern, _ in fill.patterns] for fill in (first, second)]
        assert abs(grounds[0] - grounds[1]) >= 5 or patterns[0] != patterns[1], (one, two)


@pytest.mark.parametrize("theme", PRINTED, ids=lambda theme: theme.name)
def test_coasts_part_land_from_sea_where_both_are_one_grey(theme: Theme) -> None:
    """The fill of other allies of the West is of the tone of the sea: the coast and the shore bands tell them apart."""
    fills = [theme.land, theme.nodata, *(tone for bloc in theme.blocs.values() for tone in (bloc.fill, bloc.fill2))]
    for fill in fills:
        apart = abs(lightness(fill) - lightness(theme.sea)) >= 4
        shore = abs(lightness(theme.sea2) - lightness(theme.sea)) >= 5
        line = min(abs(lightness(theme.coast) - lightness(tone)) for tone in (fill, theme.sea, theme.sea2))
        assert line >= (5 if apart else 25), fill
        assert apart or shore, fill
