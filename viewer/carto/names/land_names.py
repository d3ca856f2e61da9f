"""Where the name of a land belongs: deep inside what is seen of it, found on a coarse grid of the picture."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import field
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import DE_FACTO, on_side
from viewer.carto.land.viewpoint import seen_holders
from viewer.carto.names.land_cells import Cell, among_others, depths, main_pieces, other_cells, runs_of, spread_cells
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.model.atlas import Atlas
from viewer.model.ledger import STATUSES
from viewer.model.politics import RELATIONS, Standing
from viewer.model.record import dataclass
from viewer.model.stepwise import finished
from viewer.model.worked_out import kept

_PART = RELATIONS.index("part")
_OCCUPIED = STATUSES.index("occupied")
_ALONG, _ACROSS = np.linspace(-0.95, 0.95, 8), np.array((-0.6, 0.6))
"""Where under a name it is asked whose land it lies on, in halves of its width and height."""
_ON_THE_WAY = np.linspace(0.0, 1.0, 12)
"""Where on the way from a land to its name on the water it is asked whose land it crosses."""
_ISLET, _ISLET_PART = 200.0, 0.05
"""Px² up to which what is seen of a land is an islet of it, where it is no greater part of the whole."""
_NO_POINTS: NDArray[np.float64] = np.empty((0, 2), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Water:
    """Where the picture shows no land: `cells` [H, W], `step` logical px wide. `drafts` are kept by those who found them out."""

    cells: NDArray[np.bool_]
    step: float
    drafts: dict[object, object] = field(default_factory=dict)
    zones: NDArray[np.int32] | None = None
    """[H, W] the zone of each cell (-1 = sea), where it is known."""


@dataclass(frozen=True, slots=True, eq=False)
class ZoneGrid:
    """The picture in coarse cells: `cells` [H, W] zone of each (-1 = sea), `step` logical px wide; `unit` [Z] a unit of each zone."""

    cells: NDArray[np.int32]
    step: float
    unit: NDArray[np.int32]
    viewport: Viewport
    water: Water | None = None
    """Where there is no land, in finer cells; None where that is not known."""


@dataclass(frozen=True, slots=True)
class LandSpot:
    """Where a land is named: its polity, a lon/lat inside it, px² it takes on the picture, px of width there.

    `whole` is True for a state with its parts and for dependencies, False for a part named by itself.
    """

    polity: int
    lonlat: tuple[float, float]
    area: float
    room: float
    whole: bool
    others: tuple[tuple[float, float, float], ...] = ()
    """More places for the name, where the first is taken: lon/lat, and px of its own land about each."""
    tall: tuple[float, float] = (0.0, 0.0)
    """Px of its own land above and below the first place."""


class LandSpots(tuple[LandSpot, ...]):  # noqa: SLOT001 a tuple takes no slots
    """Spots of lands, with the picture on which they were found: it tells names what is land, and whose."""

    grid: ZoneGrid | None = None
    owners: Mapping[bool, NDArray[np.int16]] = MappingProxyType({})
    """[H, W] the land that each cell is named as (-1 = none), for whole lands and for parts."""
    by_zone: Mapping[bool, NDArray[np.int16]] = MappingProxyType({})
    """[Z + 1] the same for each zone, and for none."""
    curtain: NDArray[np.float64] = _NO_POINTS
    """[N, 2] lon/lat of points on the Iron Curtain, a cell of the grid apart."""

    @classmethod
    def on(
        cls,
        grid: ZoneGrid,
        spots: list[LandSpot],
        owners: Mapping[bool, NDArray[np.int16]] | None = None,
        curtain: NDArray[np.float64] = _NO_POINTS,
        by_zone: Mapping[bool, NDArray[np.int16]] | None = None,
    ) -> LandSpots:
        """Return spots that were found on a grid."""
        made = cls(spots)
        made.grid, made.owners, made.curtain, made.by_zone = grid, owners or {}, curtain, by_zone or {}
        return made

    @cached_property
    def fine(self) -> tuple[NDArray[np.int32], Mapping[bool, NDArray[np.int16]], float]:
        """The zones of the picture [H, W] and the lands that they are named as, in the finest cells that are known, and px of a cell."""
        assert self.grid is not None
        water = self.grid.water
        if water is None or water.zones is None or not self.by_zone:
            return self.grid.cells, self.owners, self.grid.step
        return water.zones, {whole: np.take(land, water.zones, mode="wrap") for whole, land in self.by_zone.items()}, water.step

    @cached_property
    def polities(self) -> NDArray[np.intp]:
        """[S] the polity of each spot."""
        return np.array([spot.polity for spot in self], dtype=np.intp)

    @cached_property
    def wholes(self) -> NDArray[np.bool_]:
        """[S] whether each is a whole land."""
        return np.array([spot.whole for spot in self], dtype=np.bool_)

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """[S, 2] lon/lat of each spot."""
        return np.array([spot.lonlat for spot in self], dtype=np.float64).reshape(-1, 2)

    @cached_property
    def found_at(self) -> NDArray[np.float64]:
        """[S, 2] px at which each was found on the grid."""
        return self.grid.viewport.pixels_of(self.places)[0] if self.grid is not None else self.places

    @cached_property
    def drafts(self) -> dict[object, object]:
        """What was found out about names on this picture, kept by those who ask."""
        return {}

    def under(
        self, polities: NDArray[np.intp], boxes: NDArray[np.float64], whole: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """Return which part [N] of names is on the land of others, and which on any land or off the picture; None where it is not known.

        Args: polities: [N] whose names they are. boxes: [N, 4] middle, half width and half height (px of the grid).
          whole: [N] whether the land of a whole state counts as its own.
        """
        if self.grid is None or not self.owners:
            return None
        cells, owners, step = self.fine
        tall, wide = cells.shape
        column = np.floor((boxes[:, 0, None] + boxes[:, 2, None] * _ALONG) / step).astype(np.intp)[:, None, :]
        row = np.floor((boxes[:, 1, None] + boxes[:, 3, None] * _ACROSS) / step).astype(np.intp)[:, :, None]
        inside = ((column >= 0) & (column < wide)) & ((row >= 0) & (row < tall))
        cell = np.where(inside, row * wide + column, 0)
        land = np.take(cells, cell) >= 0
        owner = np.take(owners[True], cell)
        if not whole.all() and False in owners:
            owner = np.where(whole[:, None, None], owner, np.take(owners[False], cell))
        foreign = land & inside & (owner != polities[:, None, None])
        count = float(len(_ALONG) * len(_ACROSS))
        return np.count_nonzero(foreign, axis=(1, 2)) / count, np.count_nonzero(land | ~inside, axis=(1, 2)) / count

    def cut_off(self, polities: NDArray[np.intp], lines: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which lines [N, 4] (x, y, to x, to y; px of the grid) cross land of others than the polities [N] whose they are."""
        cells, owners, step = self.fine
        tall, wide = cells.shape
        at = lines[:, None, :2] + (lines[:, None, 2:] - lines[:, None, :2]) * _ON_THE_WAY[:, None]
        column, row = (np.floor(at[..., side] / step).astype(np.intp) for side in (0, 1))
        inside = (column >= 0) & (column < wide) & (row >= 0) & (row < tall)
        cell = np.where(inside, row * wide + column, 0)
        foreign = inside & (np.take(cells, cell) >= 0) & (np.take(owners[True], cell) != polities[:, None])
        found: NDArray[np.bool_] = foreign.any(axis=1)
        return found


def land_spots(
    atlas: Atlas,
    day: int,
    grid: ZoneGrid,
    frame: tuple[float, float, float, float],
    *,
    parts: bool = True,
    viewpoint: str = DE_FACTO,
) -> LandSpots:
    """Return a spot for every land seen within a frame (px); `parts`: also for republics and the like within a state."""
    return finished(finding_spots(atlas, day, grid, frame, parts=parts, viewpoint=viewpoint))


def finding_spots(
    atlas: Atlas, day: int, grid: ZoneGrid, frame: tuple[float, float, float, float], *, parts: bool, viewpoint: str
) -> Generator[None, None, LandSpots]:
    """Find in steps what `land_spots` returns."""
    if not atlas.polities:
        return LandSpots.on(grid, [])
    every = seen_holders(atlas, day, viewpoint)
    standing = atlas.standing(day)
    held = np.where(every >= 0, every, 0)
    # A union whose land is held by its parts is named as a whole; a state with a home of its own leaves its parts their names.
    together = (standing.relation[held] <= _PART) & ~_has_home(atlas, every, standing)[standing.sovereign[held]]
    owners = np.where(together, standing.sovereign[held], held)
    named = ((every >= 0) & ~_taken(atlas, day, every, owners))[grid.unit]
    holders, owner = every[grid.unit], owners[grid.unit]
    part = ((standing.relation[held] == _PART) & together)[grid.unit]
    rows, columns = np.indices(grid.cells.shape)
    x, y = (columns + 0.5) * grid.step, (rows + 0.5) * grid.step
    seen = (grid.cells >= 0) & (x > frame[0]) & (x < frame[2]) & (y > frame[1]) & (y < frame[3])
    zone = np.where(seen, grid.cells, 0)
    whole = np.where(seen & named[zone], owner[zone], -1)
    yield
    found, owners_of = _deepest(whole, grid, whole_lands=True), {True: whole}
    yield
    whole_km2 = np.bincount(owners[every >= 0], weights=atlas.basemap.area_km2[every >= 0], minlength=len(atlas.polity_list))
    found = _without_islets(found, whole_km2 / km_per_px(grid.viewport.zoom) ** 2)
    by_zone = {True: np.append(np.where(named, owner, -1), np.int16(-1)).astype(np.int16)}
    if parts:
        owners_of[False] = np.where(seen & named[zone] & part[zone], holders[zone], -1)
        by_zone[False] = np.append(np.where(named & part, holders, -1), np.int16(-1)).astype(np.int16)
        found += _deepest(owners_of[False], grid, whole_lands=False)
        yield
    return LandSpots.on(grid, found, owners_of, _curtain(atlas, day, holders, grid), by_zone)


def _without_islets(spots: list[LandSpot], whole: NDArray[np.float64]) -> list[LandSpot]:
    """Return spots but for islets of lands that lie elsewhere, which take px² [P] in all: a far holder's name tells nothing there."""
    return [spot for spot in spots if spot.area > _ISLET or spot.area > _ISLET_PART * whole[spot.polity]]


@kept(8)
def _sides(atlas: Atlas, day: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """[P + 1] to the west and to the east of which named lines each polity stands, a bit for each; the last row is nobody."""
    lines = [line for line in atlas.lines if day in line.when and line.style == "curtain"][:8]
    west, east = (np.zeros(len(atlas.polity_list) + 1, dtype=np.uint8) for _ in range(2))
    standing = (atlas.own or atlas).standing(day) if lines else None
    for bit, line in enumerate(lines):
        if standing is not None:
            west[:-1] |= on_side(atlas, line.west, standing).astype(np.uint8) << bit
            east[:-1] |= on_side(atlas, line.east, standing).astype(np.uint8) << bit
    return west, east


def _curtain(atlas: Atlas, day: int, holders: NDArray[np.int16], grid: ZoneGrid) -> NDArray[np.float64]:
    """[N, 2] lon/lat of the points between cells through which the Iron Curtain runs. `holders` [Z] of the zones."""
    west, east = _sides(atlas, day)
    if not west.any():
        return _NO_POINTS
    west, east = (np.append(side[holders], np.uint8(0))[grid.cells] for side in (west, east))  # cell -1, the sea, stands nowhere
    beside = (west[:, :-1] & east[:, 1:]) | (east[:, :-1] & west[:, 1:])
    below = (west[:-1] & east[1:]) | (east[:-1] & west[1:])
    (row, column), (upper, under) = np.nonzero(beside), np.nonzero(below)
    across = np.concatenate([column + 1.0, under + 0.5])
    down = np.concatenate([row + 0.5, upper + 1.0])
    plane = grid.viewport.to_plane(np.column_stack([across, down]) * grid.step * grid.viewport.ratio)
    return grid.viewport.projection.inverse(plane)


def _taken(atlas: Atlas, day: int, holders: NDArray[np.int16], owners: NDArray[np.int16]) -> NDArray[np.bool_]:
    """[U] whether land is occupied by a state that has land of its own: its name does not belong there."""
    rows = atlas.territory.rows(day)
    occupied = (atlas.territory.status[rows] == _OCCUPIED) & (atlas.territory.holder[rows] == holders)
    own = np.bincount(owners[~occupied & (holders >= 0)], minlength=len(atlas.polity_list))
    taken: NDArray[np.bool_] = occupied & (own[owners] > 0)
    return taken


def _has_home(atlas: Atlas, holders: NDArray[np.int16], standing: Standing) -> NDArray[np.bool_]:
    """[P] whether a polity holds more than a hundredth of its land by itself, not through its parts."""
    known = holders >= 0
    count, area = len(standing.sovereign), atlas.basemap.area_km2[known]
    own = np.bincount(holders[known], weights=area, minlength=count)
    part = standing.relation[holders[known]] <= _PART
    whole = np.bincount(standing.sovereign[holders[known]][part], weights=area[part], minlength=count)
    home: NDArray[np.bool_] = own > 0.01 * whole
    return home


def _deepest(owner: NDArray[np.int16], grid: ZoneGrid, *, whole_lands: bool) -> list[LandSpot]:
    """For every owner on the grid, the cell farthest from its edge, near its middle where several are as far."""
    depth, main, area = depths(owner), *main_pieces(owner)
    rows, columns = np.nonzero(main)
    if not len(rows):
        return []
    mine = owner[rows, columns].astype(np.int64)
    count = np.bincount(mine)
    middle_row = np.bincount(mine, weights=rows) / np.maximum(count, 1)
    middle_column = np.bincount(mine, weights=columns) / np.maximum(count, 1)
    away = np.hypot(rows - middle_row[mine], (columns - middle_column[mine]) * 0.6)
    score = depth[rows, columns] - away / (np.sqrt(count[mine]) + 2.0)
    spread = spread_cells(mine, rows, columns, score, count)
    order = np.lexsort((score, mine))
    ends = np.nonzero(np.diff(mine[order], append=-1))[0]
    begins = np.concatenate([[0], ends[:-1] + 1])
    found: list[tuple[int, float]] = []
    cells: list[list[Cell]] = []
    runs, (above, below) = runs_of(owner), runs_of(owner.T)
    tall: list[tuple[float, float]] = []
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        at = order[begin : end + 1]
        row, column = int(rows[at[-1]]), int(columns[at[-1]])
        if begin == end and among_others(owner, row, column):
            continue
        left, right = int(runs[0][row, column]), int(runs[1][row, column])
        found.append((int(mine[at[-1]]), float(right - left + 1)))
        tall.append(((row - int(above[column, row]) + 0.5) * grid.step, (int(below[column, row]) - row + 0.5) * grid.step))
        others = other_cells(runs, rows[at], columns[at], score[at], spread.get(int(mine[at[-1]]), ()))
        cells.append([((left + right) / 2, float(row), right - left + 1.0), *others])
    return _spots(found, cells, tall, area, grid, whole_lands=whole_lands) if found else []


def _spots(
    found: list[tuple[int, float]],
    cells: list[list[Cell]],
    tall: list[tuple[float, float]],
    count: NDArray[np.intp],
    grid: ZoneGrid,
    *,
    whole_lands: bool,
) -> list[LandSpot]:
    """Turn cells into spots; `found` gives the polity and the run of each list of cells, `tall` the px above and below the first."""
    flat = (np.array([cell[:2] for several in cells for cell in several]) + 0.5) * grid.step
    plane = grid.viewport.to_plane(flat * grid.viewport.ratio)
    places = grid.viewport.projection.inverse(plane).tolist()
    spots, at = [], 0
    for (polity, run), several, column in zip(found, cells, tall, strict=True):
        mine = [(lon, lat, cell[2] * grid.step) for (lon, lat), cell in zip(places[at : at + len(several)], several, strict=True)]
        at += len(several)
        area = float(count[polity]) * grid.step**2
        spots.append(LandSpot(polity, mine[0][:2], area, run * grid.step, whole_lands, tuple(mine[1:]), column))
    return spots
