"""What land is filled with, as SVG: a colour, or a tile of a colour with lines, dots or crosses that repeats over the picture."""

from __future__ import annotations

import math

from viewer.carto.land.symbology import Fill, Pattern, Rgb
from viewer.paint.land.patterns import TILE
from viewer.paint.vectors.markup import Look, Markup, number

_ARM = 3.0
"""Half the width and height of a cross (px)."""


def colour(channels: Rgb) -> str:
    """Return channels as `#rrggbb`."""
    return "#" + "".join(f"{min(max(round(channel), 0), 255):02x}" for channel in channels)


def fill_paint(markup: Markup, fill: Fill, at: tuple[float, float] = (0.0, 0.0)) -> str:
    """Return what a `fill` attribute says; the tile of a pattern begins at a point. Who knows no patterns takes the ground colour."""
    ground = colour(fill.ground)
    if not fill.patterns:
        return ground
    body = f'<rect width="{TILE}" height="{TILE}" fill="{ground}"/>' + "".join(
        _drawn(pattern, colour(ink)) for pattern, ink in fill.patterns
    )
    return f"url(#{_tile(markup, body, at)}) {ground}"


def _tile(markup: Markup, body: str, at: tuple[float, float]) -> str:
    moved = f"translate({number(at[0])} {number(at[1])})" if at != (0.0, 0.0) else ""
    size: Look = {"width": TILE, "height": TILE, "patternUnits": "userSpaceOnUse", "patternTransform": moved}
    return markup.defined("pattern", "pattern", body, **size)


def _drawn(pattern: Pattern, ink: str) -> str:
    """Return a pattern in one tile, at the places where the map made of pixels has it (`paint.land.patterns`)."""
    slanted = pattern.shape in ("falling", "rising")
    count = max(1, round(TILE / (pattern.pitch * math.sqrt(2.0) if slanted else pattern.pitch)))
    if pattern.shape == "dots":
        return _dots(count, pattern, ink)
    lines = _lines(pattern.shape, count)
    return (
        f'<path d="{lines}" fill="none" stroke="{ink}" stroke-width="{number(pattern.weight)}" stroke-opacity="{number(pattern.opacity)}"/>'
    )


def _lines(shape: str, count: int) -> str:
    steps = [TILE * number_ / count for number_ in range(count)]
    if shape in ("falling", "rising"):
        over = 2  # px beyond the tile, so that the ends of lines are not seen
        tall = TILE + 2 * over
        starts = [TILE * number_ / count for number_ in range(-count, 2 * count + 1)]
        if shape == "falling":
            return "".join(f"M{number(x - over)} {-over}l{tall} {tall}" for x in starts if -TILE <= x <= TILE)
        return "".join(f"M{number(x + over)} {-over}l{-tall} {tall}" for x in starts if 0 <= x <= 2 * TILE)
    if shape == "crosses":
        begun = [round(step) + _ARM + 1 for step in steps]
        wide = number(2 * _ARM)
        return "".join(
            f"M{number(x - _ARM)} {number(y - _ARM)}l{wide} {wide}m-{wide} 0l{wide}-{wide}" for y in _again(begun) for x in _again(begun)
        )
    level = "".join(f"M-1 {number(3.5 + step)}h{TILE + 2}" for step in steps)
    upright = "".join(f"M{number(3.5 + step)} -1v{TILE + 2}" for step in steps)
    return {"level": level, "upright": upright}.get(shape, level + upright)


def _again(places: list[float]) -> list[float]:
    """Return places, and those beyond the tile from which something reaches into it."""
    return [place + turn for turn in (-TILE, 0, TILE) for place in places if -_ARM - 1 < place + turn < TILE + _ARM + 1]


def _dots(count: int, pattern: Pattern, ink: str) -> str:
    starts = [float(round(TILE * step / count)) for step in range(count)]
    half = float(round(TILE / count / 2))
    spots = [(x + shift + 0.5, y + shift + 0.5) for shift in (0.0, half) for y in starts for x in starts]
    wide = pattern.weight
    near = [
        (x + across, y + down)
        for x, y in spots
        for across in (-TILE, 0, TILE)
        for down in (-TILE, 0, TILE)
        if -wide < x + across < TILE + wide and -wide < y + down < TILE + wide
    ]
    radius = number(wide)
    told = "".join(
        f"M{number(x - wide)} {number(y)}a{radius} {radius} 0 1 0 {number(2 * wide)} 0a{radius} {radius} 0 1 0 {number(-2 * wide)} 0z"
        for x, y in sorted(set(near))
    )
    return f'<path d="{told}" fill="{ink}" fill-opacity="{number(pattern.opacity)}"/>'
