"""The political map of a day as SVG: what the picture made of pixels shows, in the same order, as outlines with names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from viewer.carto.land.blocs import bloc_units, chosen_bloc
from viewer.carto.land.comparison import Comparison, compare_units, compared_pieces
from viewer.carto.land.frontier import chains
from viewer.carto.land.political import BLOC, CLAIM, HATCHES, LINES, NONE, STYLES, AreaStyle, PoliticalMap
from viewer.carto.land.symbology import (
    DASHES,
    GRATICULE_DASH,
    GRATICULE_WIDTH,
    SMALLEST_RIBBONED,
    SMALLEST_SHORE,
    fill_of,
    graticule_step,
    ink_of,
    rgb,
    width,
)
from viewer.carto.projections.graticule import circles, distance_rings, grid, meridians
from viewer.carto.projections.projection import EARTH_RADIUS_KM, Points
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.tokens import Theme
from viewer.carto.vectors.outlines import batches
from viewer.carto.vectors.polylines import cut_line
from viewer.carto.vectors.shapes import Shapes, thinned
from viewer.carto.view import View
from viewer.paint.land.curtain import paint_curtain
from viewer.paint.land.difference import DASH, FINE_LINE, FINE_ZOOM, LINE, TINT
from viewer.paint.land.dimming import OPACITY
from viewer.paint.vectors.engine import VectorEngine, clip_of
from viewer.paint.vectors.fills import colour, fill_paint
from viewer.paint.vectors.markup import Look, Markup, escaped, number, outline

_RIVER_RANKS = ((1.0, 3), (2.0, 5), (3.0, 6), (4.5, 9))
"""Up to this zoom, rivers of this rank and greater."""
_SHORE_STEP = 2.0
"""Px between the points of the bands along a shore."""
_LONGEST = 15_000
"""Points of a path, about: many programs take no more than some 32,000."""
_SEAM = 0.9
"""Width in px of what lies under the edges between two areas, so that no sea shines through."""
_SPECK_COAST = 4.0
"""Islands smaller than so many px have a thinner coast: it would hide them."""
_RING_WIDTH, _RING_OPACITY, _RING_GAP = 0.8, 0.4, 7.0
"""Rings of distance of the Arctic view, and px from its edge to the ring of degrees."""
_ROUND: Look = {"stroke_linejoin": "round", "stroke_linecap": "round"}


class LandDrawing:
    """Writes the land of one View into `markup`, in px of its map."""

    def __init__(self, markup: Markup, politics: PoliticalMap, view: View, theme: Theme, viewport: Viewport) -> None:
        self._markup, self._politics, self._view, self._theme, self._port = markup, politics, view, theme, viewport
        self._atlas, self._hidden = politics.atlas, view.hidden_layers
        self._state = politics.state(view.instant, view.viewpoint)
        self._shapes = Shapes(self._atlas.basemap, politics.zones, viewport)
        self._kind, self._look = self._state.lines(*self._shapes.front.sides)
        self._paths: dict[int, list[str]] = {}
        """Ids of the paths of each bloc style."""

    def draw(self, painter: QPainter) -> None:
        """Draw all of it. `painter` paints on the drawing, in px of the map."""
        self._sea()
        with self._markup.group("land", fill_rule="evenodd"):
            self._seams()
            self._looks()
        if not self._hidden & {"ribbons", "blocs"}:
            self._ribbons()
        self._water("rivers")
        self._borders()
        self._water("lakes")
        self._coast()
        self._bloc_lines()
        self._map_edge()
        self._curtain(painter)
        self._veil()
        self._difference()

    def _path(self, lines: Sequence[Points], *, closed: bool = False, title: str = "", **look: str | float) -> None:
        drawn: Look = {**look, "d": outline(lines, closed=closed)}
        if drawn["d"]:
            self._markup.add("path", f"<title>{escaped(title)}</title>" if title else "", **drawn)

    def _strokes_of(self, name: str, lines: Sequence[Points], **look: str | float) -> None:
        """Draw lines that may be very many: in several paths of a group, where programs take no longer ones."""
        ends = np.cumsum([len(line) for line in lines]) // _LONGEST
        parts = [[lines[at] for at in np.flatnonzero(ends == part).tolist()] for part in np.unique(ends).tolist()]
        told: Look = look
        if len(parts) == 1:
            self._path(parts[0], id=self._markup.named(name), **told)
            return
        with self._markup.group(name, **told):
            for part in parts:
                self._path(part)

    def _whole(self) -> str:
        """Return the id of what clips to the map; empty where the map covers the picture."""
        rings = self._shapes.outline()
        if not rings or len(rings[0]) <= 4:
            return ""
        ring = outline(rings, closed=True)
        return self._markup.defined("map-shape", "clipPath", f'<path d="{ring}"/>')

    def _sea(self) -> None:
        theme, zoom, shapes = self._theme, self._view.zoom, self._shapes
        clip = self._whole()
        with self._markup.group("sea", clip_path=f"url(#{clip})" if clip else ""):
            self._path(shapes.outline(), closed=True, fill=theme.sea)
            if "graticule" not in self._hidden:
                self._graticule()
            front = shapes.front
            large = np.flatnonzero(front.coast & (shapes.detail.coast_area >= SMALLEST_SHORE * shapes.pixel**2))
            shore = [thinned(part, _SHORE_STEP) for parts in shapes.lines(large).values() for part in parts]
            with self._markup.group("shores", fill="none", **_ROUND):
                for name, tint in (("shore1", theme.sea1), ("shore2", theme.sea2)):
                    self._strokes_of(name, shore, stroke=tint, stroke_width=width(name, zoom))

    def _graticule(self) -> None:
        shapes, arctic = self._shapes, self._port.projection.name == "arctic"
        step = graticule_step(self._view.zoom)
        with self._markup.group("graticule", fill="none", stroke=self._theme.grat, stroke_width=GRATICULE_WIDTH):
            self._path(shapes.strands(meridians(step) if arctic else grid(step)))
            if not arctic:
                self._path(shapes.strands(circles()), stroke_dasharray=_dashed(GRATICULE_DASH))

    def _area_codes(self) -> NDArray[np.int64]:
        """Return [Z] the code of the style that each zone is shown in."""
        codes = self._state.area.astype(np.int64)
        if "blocs" not in self._hidden:
            return codes
        shown = {code: AreaStyle.of(code) for code in np.unique(codes).tolist()}
        plain = {
            code: area.code if area.tone == "nodata" else AreaStyle(0, "full", area.hatch, 0, min(area.claim, 1)).code
            for code, area in shown.items()
        }
        return np.array([plain[code] for code in codes.tolist()], dtype=np.int64)

    def _looks(self) -> None:
        """Fill the land: a path for each polity and way in which its land is shown, those of one way in a group."""
        codes = self._area_codes()
        keys = codes << 16 | (self._state.holder.astype(np.int64) + 1)
        areas = self._shapes.areas(keys)
        for code in sorted({key >> 16 for key in areas}):
            look = AreaStyle.of(code)
            fill = fill_of(self._theme, look, patterns="patterns" not in self._hidden)
            with self._markup.group(f"land-{STYLES[look.style] or 'none'}", fill=fill_paint(self._markup, fill)):
                for key, rings in areas.items():
                    if key >> 16 == code:
                        self._land(rings, (key & 0xFFFF) - 1, look.style)

    def _land(self, rings: list[Points], holder: int, style: int) -> None:
        polity = self._atlas.polity_list[holder] if holder >= 0 else None
        wish, title, parts = polity.id if polity else "nobody", self._named(holder), batches(rings, _LONGEST)
        with self._markup.group(wish, title) if len(parts) > 1 else nullcontext():
            for part in parts:
                name = self._markup.named(wish)
                self._path(part, closed=True, id=name, title="" if len(parts) > 1 else title)
                self._paths.setdefault(style, []).append(name)

    def _named(self, holder: int) -> str:
        """Return the names of a polity: in the language of the View, then in others."""
        if holder < 0:
            return ""
        polity, view = self._atlas.polity_list[holder], self._view
        languages = dict.fromkeys([view.language, *self._atlas.languages])
        return " / ".join(dict.fromkeys(polity.name(language, view.instant) for language in languages))

    def _seams(self) -> None:
        """Lay the colour of one side under every edge between two areas."""
        front, shapes, codes = self._shapes.front, self._shapes, self._area_codes()
        cuts = shapes.cuts()
        arcs = np.concatenate([front.between, cuts])
        zone = np.maximum(front.left[arcs], front.right[arcs])
        drawn = shapes.lines(arcs[np.concatenate([self._differs(codes), np.ones(len(cuts), dtype=np.bool_)])])
        tints = {
            arc: colour(fill_of(self._theme, AreaStyle.of(int(codes[at]))).ground)
            for arc, at in zip(arcs.tolist(), zone.tolist(), strict=True)
        }
        with self._markup.group("seams", fill="none", stroke_width=_SEAM, **_ROUND):
            for tint in sorted({tints[arc] for arc in drawn}):
                self._path([part for arc, parts in drawn.items() if tints[arc] == tint for part in parts], stroke=tint)

    def _differs(self, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        left, right = self._shapes.front.sides
        other: NDArray[np.bool_] = (codes[left] != codes[right]) | (self._state.holder[left] != self._state.holder[right])
        return other

    def _ribbons(self) -> None:
        """Draw bands in the inks of blocs along their land boundaries, each on its own land only."""
        state, (left, right) = self._state, self._shapes.front.sides
        least = SMALLEST_RIBBONED * km_per_px(self._view.zoom) ** 2
        ribboned = (self._kind == BLOC) & (np.minimum(state.extent[left], state.extent[right]) >= least)
        style = state.area & 7
        wide = 2 * width("ribbon", self._view.zoom)
        with self._markup.group("ribbons", fill="none", stroke_width=wide, stroke_opacity=self._theme.ribbon, **_ROUND):
            for number_, name in enumerate(STYLES):
                lines = ribboned & ((style[left] == number_) | (style[right] == number_))
                drawn = self._parts(self._shapes.front.between[lines])
                if not number_ or not drawn or number_ not in self._paths:
                    continue
                land = "".join(f'<use xlink:href="#{path}" clip-rule="evenodd"/>' for path in self._paths[number_])
                clip = self._markup.defined(f"land-of-{name}", "clipPath", land)
                ink = colour(ink_of(self._theme, number_))
                self._path(drawn, id=self._markup.named(f"ribbon-{name}"), stroke=ink, clip_path=f"url(#{clip})")

    def _parts(self, arcs: NDArray[np.intp]) -> list[Points]:
        return [part for parts in self._shapes.lines(arcs).values() for part in parts]

    def _water(self, name: str) -> None:
        if name in self._hidden:
            return
        theme, zoom = self._theme, self._view.zoom
        if name == "rivers":
            rank = next((rank for most, rank in _RIVER_RANKS if zoom <= most), 99)
            look: Look = {"fill": "none", "stroke": theme.river, "stroke_width": width("river", zoom)}
            self._strokes_of(name, self._shapes.rivers(rank), **look, **_ROUND)
            return
        look = {"fill": theme.water, "stroke": theme.coast, "stroke_width": width("lake", zoom), "fill_rule": "evenodd"}
        self._path(self._shapes.lakes(), closed=True, id=self._markup.named(name), **look)

    def _borders(self) -> None:
        with self._markup.group("borders", fill="none", stroke_linejoin="round"):
            for kind, name in enumerate(LINES):
                if kind not in (NONE, BLOC):
                    self._strokes(kind, name)

    def _bloc_lines(self) -> None:
        with self._markup.group("bloc-boundaries", fill="none", stroke_linejoin="round"):
            self._strokes(BLOC, "bloc")

    def _strokes(self, kind: int, name: str) -> None:
        """Draw the lines of a kind, those in one ink as one path."""
        wide = width(name, self._view.zoom, dark=self._theme.dark)
        inked = kind in (BLOC, CLAIM)
        for style in sorted(set(self._look[self._kind == kind].tolist())) if inked else [0]:
            chosen = (self._kind == kind) & ((self._look == style) if inked else True)
            dash = DASHES.get(STYLES[style] if kind == BLOC else name, ())
            ink = colour(ink_of(self._theme, style) if inked else rgb(self._theme.border))
            caps = {"stroke_dasharray": _dashed(dash)} if dash else {"stroke_linecap": "round"}
            drawn = self._parts(self._shapes.front.between[chosen]) if wide else []
            title = f"{name}-{STYLES[style]}" if inked and style else name
            if drawn:
                self._strokes_of(f"border-{title}", drawn, stroke=ink, stroke_width=wide, **caps)

    def _coast(self) -> None:
        """Draw the coast: that of occupied land in the ink of its hatch, that of specks thinner."""
        front, shapes, area = self._shapes.front, self._shapes, self._state.area
        coast = np.flatnonzero(front.coast)
        zone = np.maximum(front.left[coast], front.right[coast])
        occupied = (area[zone] >> 5 & 3) == HATCHES.index("occupied")
        ink = np.where(occupied, (area[zone] >> 7 & 7).astype(np.int64), -1)
        speck = shapes.detail.coast_area[coast] < (_SPECK_COAST * shapes.pixel) ** 2
        thick = width("coast", self._view.zoom)
        with self._markup.group("coast", fill="none", **_ROUND):
            for style in sorted(set(ink.tolist())):
                tint = self._theme.coast if style < 0 else colour(ink_of(self._theme, style))
                for small in (False, True):
                    drawn = self._parts(coast[(ink == style) & (speck == small)])
                    self._strokes_of("specks" if small else "shore", drawn, stroke=tint, stroke_width=thick * (0.5 if small else 1.0))

    def _map_edge(self) -> None:
        """Draw the line round the map; round the Arctic view rings of distance and of degrees too."""
        port, theme, arctic = self._port, self._theme, self._port.projection.name == "arctic"
        ring = port.to_device(port.projection.outline()) / port.ratio
        with self._markup.group("map-edge", fill="none"):
            if arctic and "graticule" not in self._hidden:
                solid, dashed = distance_rings(EARTH_RADIUS_KM * float(np.abs(port.projection.outline()).max()))
                look: Look = {"stroke": theme.seaink, "stroke_width": _RING_WIDTH, "stroke_opacity": _RING_OPACITY}
                self._path(self._shapes.strands(solid), **look)
                self._path(self._shapes.strands(dashed), stroke_dasharray=_dashed(GRATICULE_DASH), **look)
            if arctic:
                self._path(_in_picture(_degrees(ring, port), port), stroke=theme.ink3, stroke_width=_RING_WIDTH)
            self._path(cut_line(ring, port), stroke=theme.ink if arctic else theme.coast, stroke_width=1.6 if arctic else 1.2)

    def _curtain(self, painter: QPainter) -> None:
        """Draw named lines with teeth on their eastern side."""
        if "lines" in self._hidden or not self._state.sides:
            return
        front, detail, port = self._shapes.front, self._shapes.detail, self._port
        east = self._state.curtain(*front.sides)
        on = np.flatnonzero(east)
        painter.save()
        painter.scale(1 / port.ratio, 1 / port.ratio)
        for chain in chains(detail.level, front.between[on], east[on]):
            for points in self._shapes.chain(chain):
                paint_curtain(painter, points, port, self._theme)
        painter.restore()

    def _veil(self) -> None:
        """Lay a veil over the land that is not of the bloc which a View selects."""
        bloc = chosen_bloc(self._atlas, self._view)
        if not bloc:
            return
        lit = bloc_units(self._atlas, self._view, bloc)[self._politics.zones.unit]
        for rings in self._shapes.areas(np.where(lit, -1, 0)).values():
            name = self._markup.named("veil")
            self._path(rings, closed=True, id=name, fill=self._theme.land, fill_opacity=OPACITY, fill_rule="evenodd")

    def _difference(self) -> None:
        """Mark what is otherwise than on the day that a View compares with."""
        if self._view.since is None:
            return
        units, theme = self._politics.zones.unit, self._theme
        marks = compare_units(self._atlas, self._view)[units].astype(np.int64)
        pieces = compared_pieces(self._atlas, self._view)[units].astype(np.int64)
        line = FINE_LINE if self._view.zoom < FINE_ZOOM else LINE
        with self._markup.group("changes", stroke=theme.focus, stroke_width=line, fill_rule="evenodd"):
            for key, rings in self._shapes.areas(np.where(marks > 0, pieces << 2 | marks, -1)).items():
                moved = key & 3 == Comparison.MOVED
                look: Look = {"fill": theme.focus, "fill_opacity": TINT} if moved else {"fill": "none", "stroke_dasharray": _dashed(DASH)}
                self._path(rings, closed=True, **look)


def _dashed(dash: Iterable[float]) -> str:
    return " ".join(number(part) for part in dash)


def _degrees(ring: Points, port: Viewport) -> list[Points]:
    """Return the outer ring of the Arctic view, with a tick every 5 degrees and longer ones every 30."""
    middle = port.to_device(np.zeros((1, 2)))[0] / port.ratio
    radius = float(np.hypot(*(ring[0] - middle)))
    spokes = (ring - middle) / radius
    outer, ticks = middle + spokes * (radius + _RING_GAP), spokes[:-1:5]
    length = np.where(np.arange(len(ticks)) % 6 == 0, 1.0, 0.5)[:, None] * _RING_GAP
    begin, end = middle + ticks * (radius + _RING_GAP), middle + ticks * (radius + _RING_GAP - length)
    return [outer, *np.stack([begin, end], axis=1)]


def _in_picture(lines: Iterable[Points], port: Viewport) -> list[Points]:
    return [part for line in lines for part in cut_line(line, port)]


def draw_land(vectors: VectorEngine, painter: QPainter, politics: PoliticalMap, view: View, theme: Theme, viewport: Viewport) -> None:
    """Draw the land of a map whose corner is the origin of a painter."""
    vectors.end_words()
    at = painter.transform().map(QPointF(0, 0))
    moved = f"translate({number(at.x())} {number(at.y())})"
    clip = clip_of(vectors.markup, QRectF(0, 0, viewport.width, viewport.height))
    painter.save()
    painter.setClipping(False)
    painter.resetTransform()  # the group has it
    with vectors.markup.group("map", transform=moved, clip_path=f"url(#{clip})"):
        LandDrawing(vectors.markup, politics, view, theme, viewport).draw(painter)
    painter.restore()
