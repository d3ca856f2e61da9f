"""How wide, how dashed and how patterned the map is drawn: the tokens' tables as values, in logical pixels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from viewer.carto.land.political import STYLES, AreaStyle
from viewer.carto.tokens import BlocColours, Theme
from viewer.model.record import dataclass

Rgb = tuple[float, float, float]
"""Red, green, blue, 0 to 255."""

_ZOOMS = (1.0, 3.5, 4.5, 7.0)
_WIDTHS: Mapping[str, tuple[float, float, float, float]] = MappingProxyType(
    {
        "coast": (0.7, 0.7, 1.0, 1.2),
        "state": (0.6, 0.8, 1.0, 1.2),
        "inner": (0.0, 1.0, 1.2, 1.4),
        "dependency": (0.6, 0.7, 0.8, 1.0),
        "claim": (0.0, 1.5, 1.5, 1.8),
        "bloc": (1.2, 1.2, 1.3, 1.6),
        "ribbon": (5.0, 5.0, 6.0, 8.0),
        "curtain": (2.6, 3.4, 3.8, 4.2),
        "tooth_base": (4.8, 8.0, 9.0, 10.0),
        "tooth_height": (4.0, 6.5, 7.0, 8.0),
        "tooth_pitch": (9.0, 15.0, 18.0, 20.0),
        "shore1": (15.0, 15.0, 30.0, 30.0),
        "shore2": (6.0, 6.0, 12.0, 12.0),
        "river": (0.5, 0.8, 1.0, 1.3),
        "lake": (0.4, 0.5, 0.7, 0.8),
    },
)
"""Stroke -> width at the zooms of _ZOOMS."""
CASING = 2.2
"""What the casing of the Iron Curtain adds to its width."""
CASING_OPACITY = 0.9
SHORTEST_TOOTHED = 6.0
"""A piece of the Curtain shorter than this has no teeth."""
SMALLEST_RIBBONED = 60.0
"""Boundaries of a state whose land takes fewer square pixels than this have no ribbon."""
SMALLEST_SHORE = 30.0
"""Shore bands only round land of more square pixels than this."""
DASHES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "inner": (1.5, 3.5),
        "claim": (8.0, 3.0, 2.0, 3.0),
        "china": (6.0, 2.0, 1.4, 2.0),
        "nonaligned": (1.4, 2.4),
    },
)
"""Line, or style of a bloc's boundary -> dash, gap, ...; what is not named is solid."""
GRATICULE = ((1.0, 30.0), (3.5, 5.0), (4.5, 2.0), (7.0, 1.0))
"""Zoom -> degrees between lines of the graticule; the step of the last zoom reached holds."""
GRATICULE_WIDTH = 0.6
GRATICULE_DASH = (4.0, 3.0)


def width(stroke: str, zoom: float, *, dark: bool = False) -> float:
    """Return the width of a stroke at a zoom; between the columns of the table it grows evenly."""
    if stroke == "state" and dark and zoom > _ZOOMS[0]:
        return max(_between(_WIDTHS[stroke], zoom), min(1.0, 0.6 + 0.16 * (zoom - _ZOOMS[0])))
    return _between(_WIDTHS[stroke], zoom)


def _between(widths: tuple[float, float, float, float], zoom: float) -> float:
    if zoom <= _ZOOMS[0]:
        return widths[0]
    for low, high, first, last in zip(_ZOOMS, _ZOOMS[1:], widths, widths[1:], strict=False):
        if zoom <= high:
            return first + (last - first) * (zoom - low) / (high - low)
    return widths[-1]


def graticule_step(zoom: float) -> float:
    """Return the degrees between lines of the graticule at a zoom."""
    return next((step for low, step in reversed(GRATICULE) if zoom >= low - 0.5), GRATICULE[0][1])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern anchored to the screen.

    `shape`: `falling` lines (from upper left to lower right), `rising`, `level` or `upright` lines, a `grid`, `dots` or `crosses`;
    `pitch` and `weight` in logical pixels (for dots the weight is their radius); `opacity` of the ink.
    """

    shape: str
    pitch: float
    weight: float
    opacity: float


BLOC_PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "east": Pattern("falling", 6.0, 0.7, 0.22),
        "china": Pattern("level", 7.0, 0.8, 0.32),
        "nonaligned": Pattern("dots", 7.0, 0.85, 0.38),
        "axis": Pattern("rising", 6.0, 0.7, 0.22),
    },
)
"""Bloc style -> pattern on its fills."""
WEAK_PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "east": Pattern("falling", 12.0, 0.7, 0.26),
        "china": Pattern("level", 11.67, 0.8, 0.34),
        "nonaligned": Pattern("dots", 11.67, 0.85, 0.40),
        "axis": Pattern("rising", 12.0, 0.7, 0.26),
    },
)
"""The same for weak fills: wider, so that they are told from full ones where colours are not seen."""
OCCUPIED = Pattern("falling", 6.0, 1.5, 0.70)
CLAIMED = Pattern("rising", 6.0, 1.5, 0.75)
UNRECOGNISED = Pattern("falling", 9.0, 1.0, 0.45)
DEPENDENT = Pattern("rising", 8.0, 0.9, 0.30)
DEPENDENTS: Mapping[str, Pattern] = MappingProxyType(
    {"axis": Pattern("rising", 5.0, 0.8, 0.30), "allies": Pattern("rising", 12.0, 1.1, 0.36)}
)
"""Bloc style -> pattern of its dependencies where it is another: theirs are to be told apart without colours too."""
_CROSSED = ("east", "china", "nonaligned")
"""Bloc styles whose own pattern lies under that of their dependencies and ties."""
NO_DATA = Pattern("crosses", 11.0, 0.9, 0.75)
DEPENDENCY_TINT = 0.55
"""Opacity of the weak fill under a dependency's hatch."""
MARKS: Mapping[str, Pattern] = MappingProxyType(
    {
        "associate": Pattern("upright", 7.0, 1.1, 0.55),
        "observer": Pattern("upright", 11.67, 1.0, 0.45),
        "suspended": Pattern("grid", 7.0, 0.9, 0.45),
        "beside": Pattern("upright", 5.0, 1.3, 0.40),
    },
)
"""Mark of land -> pattern: ties that are less than membership, and a second bloc over the colour of the first."""
TIED = ("associate", "observer", "suspended")
"""Marks of land whose polity is tied to a bloc without being a member of it."""
TIED_TINT = 0.30
"""Opacity of a bloc's weak fill under the pattern of such a tie."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What an area is painted with: a ground colour, then patterns with their ink."""

    ground: Rgb
    patterns: tuple[tuple[Pattern, Rgb], ...] = ()


def rgb(colour: str) -> Rgb:
    """Return the channels of `#RRGGBB`."""
    red, green, blue = (float(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return red, green, blue


def mix(under: Rgb, over: Rgb, opacity: float) -> Rgb:
    """Return a colour laid over another."""
    red, green, blue = (u + (o - u) * opacity for u, o in zip(under, over, strict=True))
    return red, green, blue


def ink_of(theme: Theme, style: int) -> Rgb:
    """Return the ink of a bloc style; of the state border for land in no bloc."""
    return rgb(theme.blocs[STYLES[style]].ink if style else theme.border)


def _bloc_fill(theme: Theme, area: AreaStyle, bloc: BlocColours, *, patterns: bool) -> tuple[Rgb, list[tuple[Pattern, Rgb]]]:
    """Return the ground of land of a bloc, and the patterns that tell the bloc and how it belongs to it."""
    style, land, ink = STYLES[area.style], rgb(theme.land), rgb(bloc.ink)
    own = [] if area.hatch == "occupied" or not patterns else [(WEAK_PATTERNS[style], ink)] if style in WEAK_PATTERNS else []
    if area.mark in TIED:
        return mix(land, rgb(bloc.fill2), TIED_TINT), [*(own if style in _CROSSED else ()), (MARKS[area.mark], ink)]
    if area.tone == "dependency":
        hatch = DEPENDENTS.get(style, DEPENDENT)
        return mix(land, rgb(bloc.fill2), DEPENDENCY_TINT), [*(own if style in _CROSSED else ()), (hatch, ink)]
    if area.tone == "full":
        return rgb(bloc.fill), [(BLOC_PATTERNS[style], ink)] if own else []
    return rgb(bloc.fill2), own


def fill_of(theme: Theme, area: AreaStyle, *, patterns: bool = True) -> Fill:
    """Return what an area of a style is painted with.

    Bloc patterns go when `patterns` is not set; hatches that tell occupation, claims and missing data always stay.
    """
    if area.tone == "nodata":
        return Fill(rgb(theme.nodata), ((NO_DATA, rgb(theme.nodataink)),))
    bloc: BlocColours | None = theme.blocs[STYLES[area.style]] if area.style else None
    ground = rgb(theme.land)
    laid: list[tuple[Pattern, Rgb]] = []
    if bloc is not None:
        ground, laid = _bloc_fill(theme, area, bloc, patterns=patterns)
    hatch = {"occupied": OCCUPIED, "unrecognised": UNRECOGNISED, "disputed": CLAIMED}.get(area.hatch)
    if hatch is not None:
        laid.append((hatch, ink_of(theme, area.hatch_style)))
    if area.mark == "beside":
        laid.append((MARKS["beside"], ink_of(theme, area.hatch_style)))
    if area.claim:
        laid.append((CLAIMED, ink_of(theme, area.claim - 1)))
    return Fill(ground, tuple(laid))
