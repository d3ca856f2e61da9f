"""The rows of a legend are told from each other by everybody: by colour, or by a pattern of another kind."""

from __future__ import annotations

from itertools import combinations

import pytest
from colour_vision import SIGHTS, difference

from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend
from viewer.carto.land.political import STYLES, AreaStyle
from viewer.carto.land.symbology import Fill, fill_of
from viewer.carto.tokens import DARK, LIGHT, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of

_DAYS = (
    "1917-06-01 1918-06-01 1922-12-30 1936-12-01 1939-08-23 1940-09-27 1942-06-01 1944-10-01 1949-10-07 1955-05-14 1961-09-10 "
    "1968-08-21 1979-12-27 1989-11-09 1991-12-26 1999-03-24 2004-05-01 2014-03-18 2022-02-24"
)
DAYS = tuple(_DAYS.split())
LEAST = 4.5
"""What two fills of one pattern must be apart at least; 2.3 can just be seen side by side."""


def fill(row: LegendRow, theme: Theme) -> Fill:
    style = STYLES.index(row.style) if row.style else 0
    if row.sort == "none":
        return fill_of(theme, AreaStyle(0, "full"))
    if row.sort == "nodata":
        return fill_of(theme, AreaStyle(0, "nodata"))
    if row.sort == "dependency":
        return fill_of(theme, AreaStyle(style, "dependency"))
    if row.sort == "tied" or row.level == "loose":
        return fill_of(theme, AreaStyle(style, "full", mark=row.mark or "associate"))
    other = STYLES.index(row.beside) if row.beside else 0
    return fill_of(theme, AreaStyle(style, row.level, hatch_style=other, mark=row.mark))


def same_look(one: LegendRow, other: LegendRow) -> bool:
    """Whether two rows are of one colour on purpose: alliances of one side, told apart by their names and pages."""
    return (one.sort, one.style, one.level, one.mark, one.beside) == (other.sort, other.style, other.level, other.mark, other.beside)


def rows_of(atlas: Atlas, scheme: str, day: str) -> list[LegendRow]:
    words = {name: f"{name} {{bloc}}" for name in LEGEND_WORDS}
    rows = compose_legend(atlas.in_scheme(scheme), View(instant=day_of(day), scheme=scheme, language="en"), None, words)
    return [row for row in rows if row.sort in ("group", "tied", "dependency", "none", "nodata")]


SEEN = [(theme, sight) for theme in (LIGHT, DARK) for sight in SIGHTS if (theme, sight) != (DARK, "grey")]
"""What is printed without colours is the light theme."""


@pytest.mark.parametrize(("theme", "sight"), SEEN, ids=[f"{theme.name}-{sight}" for theme, sight in SEEN])
@pytest.mark.parametrize("scheme", ["", "alliances", "economy", "europe"])
def test_two_rows_of_a_day_differ_in_colour_or_in_pattern(built_in: Atlas, scheme: str, sight: str, theme: Theme) -> None:
    alike = set()
    for day in DAYS:
        for one, other in combinations(rows_of(built_in, scheme, day), 2):
            if same_look(one, other):
                continue
            first, second = fill(one, theme), fill(other, theme)
            if [pattern for pattern, _ in first.patterns] != [pattern for pattern, _ in second.patterns]:
                continue
            apart = difference(first.ground, second.ground, sight)
            inks = [difference(a, b, sight) for (_, a), (_, b) in zip(first.patterns, second.patterns, strict=True)]
            if max(apart, *(0.5 * ink for ink in inks), 0.0) < LEAST:
                alike.add((day, one.label, other.label, round(apart, 1)))
    assert not alike


def test_the_measure_finds_what_looks_alike() -> None:
    red, green = (190.0, 90.0, 60.0), (120.0, 130.0, 60.0)
    assert difference(red, green, "full") > 40
    assert difference(red, green, "deutan") < 0.5 * difference(red, green, "full")
    assert difference((200.0, 200.0, 200.0), (200.0, 200.0, 200.0), "grey") == 0
