"""Splitting a coverage along cuts so that it stays one: no gap, no overlap, every line shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.store.build.cuts import Cut
from viewer.store.build.errors import BuildError
from viewer.store.build.measure import GRID, area_km2, perimeter_km
from viewer.store.build.noding import clusters, faces_along, passed_on
from viewer.store.build.recipe import Slivers
from viewer.store.build.segments import segment_ends, segment_keys
from viewer.store.build.source import Coverage

_ROUNDS = 20
_DELIBERATE = 0.5  # of the area of its cut: what fills that much of it was meant

Label = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Piece:
    unit: int
    cuts: tuple[str, ...]
    shape: shapely.Polygon

    @property
    def label(self) -> Label:
        return self.unit, self.cuts


def split(coverage: Coverage, cuts: Sequence[Cut], slivers: Slivers, report: Callable[[str], None]) -> Coverage:
    """Split the units of a coverage by cuts.

    What of unit `u` lies inside cuts `c1` and `c2` becomes unit `u:c1:c2` (ids in alphabetical order); what
    lies in none keeps the code `u`. A sliver that a line happened to shave off goes back to the part it was
    shaved off. Raises BuildError where a cut has no effect at all.
    """
    if not cuts:
        return coverage
    by_unit = _by_unit(coverage, cuts)
    reached = np.flatnonzero(np.isin(coverage.owner, list(by_unit)))
    crossed = np.array([i for i in reached if _crosses(coverage.parts[i], by_unit[coverage.owner[i]])], dtype=np.intp)
    pieces = _split_parts(coverage, crossed, by_unit)
    rest = np.setdiff1d(np.arange(coverage.parts.size), crossed)
    shapes = coverage.parts[rest]
    if pieces:
        _check_areas(coverage, crossed, pieces)
        pieces = _without_slivers(pieces, {cut.id: cut for cut in cuts}, slivers)
        after = np.array([piece.shape for piece in pieces], dtype=object)
        shapes = passed_on(coverage.parts[crossed], after, shapes)
    for index, shape in zip(rest, shapes, strict=True):
        unit = int(coverage.owner[index])
        inside = _cuts_at(shapely.point_on_surface(shape), by_unit.get(unit, ()))
        pieces.append(_Piece(unit, inside, shape))
    _check_reach(coverage, cuts, pieces, report)
    return _assemble(coverage, pieces)


def _by_unit(coverage: Coverage, cuts: Sequence[Cut]) -> dict[int, tuple[Cut, ...]]:
    """List for each unit the cuts that may split it and come near it."""
    number = {code: i for i, code in enumerate(coverage.codes)}
    tree = shapely.STRtree(coverage.parts)
    found: dict[int, list[Cut]] = defaultdict(list)
    for cut in cuts:
        allowed = {number[code] for code in cut.units}
        near = set(coverage.owner[tree.query(cut.shape)].tolist())
        for unit in sorted(allowed & near):
            found[unit].append(cut)
    return {unit: tuple(listed) for unit, listed in found.items()}


def _crosses(part: shapely.Polygon, cuts: Sequence[Cut]) -> bool:
    return any(shapely.intersects(shapely.boundary(cut.shape), part) for cut in cuts)


def _cuts_at(point: shapely.Point, cuts: Sequence[Cut]) -> tuple[str, ...]:
    return tuple(sorted(cut.id for cut in cuts if shapely.intersects(cut.shape, point)))


def _split_parts(coverage: Coverage, crossed: NDArray[np.intp], by_unit: dict[int, tuple[Cut, ...]]) -> list[_Piece]:
    """Split the parts that cuts run through, and join again what the same cuts hold."""
    faces: list[_Piece] = []
    for group in clusters(coverage.parts[crossed]):
        parts, owner = coverage.parts[crossed[group]], coverage.owner[crossed[group]]
        lines = {cut.id: shapely.boundary(cut.shape) for unit in owner for cut in by_unit[int(unit)]}
        shapes, polygon = faces_along(parts, [lines[name] for name in sorted(lines)])
        for shape, index in zip(shapes, polygon, strict=True):
            unit = int(owner[index])
            faces.append(_Piece(unit, _cuts_at(shapely.point_on_surface(shape), by_unit[unit]), shape))
    return _joined(faces)


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Unite pieces of one label that share an edge."""
    groups: dict[Label, list[shapely.Polygon]] = defaultdict(list)
    for piece in pieces:
        groups[piece.label].append(piece.shape)
    joined = []
    for (unit, cuts), shapes in sorted(groups.items(), key=lambda item: item[0]):
        whole = shapes if len(shapes) == 1 else shapely.get_parts(shapely.coverage_union_all(shapes))
        joined += [_Piece(unit, cuts, shape) for shape in whole]
    return joined


def _without_slivers(pieces: list[_Piece], cuts: dict[str, Cut], slivers: Slivers) -> list[_Piece]:
    """Give back what lines shaved off: each sliver to the greater sibling it has the longest edge with."""
    for _ in range(_ROUNDS):
        shapes = np.array([piece.shape for piece in pieces], dtype=object)
        areas = area_km2(shapes)
        thin = (areas < slivers.thin_below_km2) & (2 * areas < slivers.thin_km * perimeter_km(shapes))
        small = [i for i in np.flatnonzero((areas < slivers.below_km2) | thin).tolist() if not _deliberate(pieces[i], cuts)]
        heirs = {i: heir for i in small if (heir := _heir(i, pieces, areas)) is not None}
        if not heirs:
            return pieces
        relabelled = [replace(piece, cuts=pieces[heirs[i]].cuts) if i in heirs else piece for i, piece in enumerate(pieces)]
        units = {pieces[i].unit for i in heirs}
        pieces = [p for p in relabelled if p.unit not in units] + _joined([p for p in relabelled if p.unit in units])
    raise BuildError("slivers along the cuts do not come to rest")


def _deliberate(piece: _Piece, cuts: dict[str, Cut]) -> bool:
    """Tell a small place someone cut out on purpose from a sliver: it fills most of a polygon of its cut."""
    point = shapely.point_on_surface(piece.shape)
    for name in piece.cuts:
        outline = shapely.get_parts(cuts[name].shape)
        around = outline[shapely.intersects(outline, point)]
        if shapely.area(piece.shape) > _DELIBERATE * shapely.area(around).min(initial=np.inf):
            return True
    return False


def _heir(index: int, pieces: Sequence[_Piece], areas: NDArray[np.float64]) -> int | None:
    piece = pieces[index]
    siblings = [i for i, other in enumerate(pieces) if other.unit == piece.unit and (areas[i], i) > (areas[index], index)]
    shared = [_shared_length(piece.shape, pieces[i].shape) for i in siblings]
    if max(shared, default=0.0) <= 0:
        return None
    return siblings[int(np.argmax(shared))]


def _shared_length(one: shapely.Polygon, other: shapely.Polygon) -> float:
    ends, _ = segment_ends(np.array([one], dtype=object))
    theirs = {tuple(key) for key in segment_keys(segment_ends(np.array([other], dtype=object))[0]).tolist()}
    common = np.array([tuple(key) in theirs for key in segment_keys(ends).tolist()], dtype=bool)
    return float(np.hypot(ends[common, 2] - ends[common, 0], ends[common, 3] - ends[common, 1]).sum())


def _check_areas(coverage: Coverage, crossed: NDArray[np.intp], pieces: Sequence[_Piece]) -> None:
    """Make sure that splitting neither lost nor won land, up to what the grid moves lines by."""
    before: dict[int, float] = defaultdict(float)
    slack: dict[int, float] = defaultdict(float)
    for index in crossed:
        unit = int(coverage.owner[index])
        before[unit] += shapely.area(coverage.parts[index])
        slack[unit] += shapely.length(coverage.parts[index]) * 2 * GRID
    for piece in pieces:
        before[piece.unit] -= shapely.area(piece.shape)
    for unit, difference in before.items():
        if abs(difference) > slack[unit]:
            raise BuildError(f"splitting unit `{coverage.codes[unit]}` changed its area by {difference:.2g} square degrees")


def _check_reach(coverage: Coverage, cuts: Sequence[Cut], pieces: Sequence[_Piece], report: Callable[[str], None]) -> None:
    """Refuse cuts that do nothing; tell of listed units a cut leaves alone, and of units that are gone."""
    reached = {(coverage.codes[piece.unit], name) for piece in pieces for name in piece.cuts}
    effective = {name for _, name in reached}
    idle = [f"{cut.file}: cut `{cut.id}` reaches none of its units" for cut in cuts if cut.id not in effective]
    if idle:
        raise BuildError("\n".join(idle))
    for cut in cuts:
        spared = sorted(code for code in cut.named if (code, cut.id) not in reached)
        if spared:
            report(f"{cut.file}: cut `{cut.id}` leaves {', '.join(spared)} whole")
    labels = {piece.label for piece in pieces}
    gone = sorted({unit for unit, names in labels if names} - {unit for unit, names in labels if not names})
    if gone:
        listed = ", ".join(coverage.codes[unit] for unit in gone)
        report(f"{len(gone)} units lie wholly inside cuts, so only their parts have codes: {listed}")


def _assemble(coverage: Coverage, pieces: Sequence[_Piece]) -> Coverage:
    labels = sorted({piece.label for piece in pieces})
    number = {label: i for i, label in enumerate(labels)}
    owner = np.array([number[piece.label] for piece in pieces], dtype=np.intp)
    order = np.argsort(owner, kind="stable")
    parts = shapely.orient_polygons(np.array([piece.shape for piece in pieces], dtype=object)[order])
    if not (shapely.is_valid(parts).all() and shapely.coverage_is_valid(parts)):
        wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(parts)) | ~shapely.is_valid(parts)
        names = sorted({":".join([coverage.codes[labels[i][0]], *labels[i][1]]) for i in owner[order][wrong]})
        raise BuildError(f"after cutting, these units no longer fit together: {', '.join(names[:8])}")
    codes = tuple(":".join([coverage.codes[unit], *names]) for unit, names in labels)
    return Coverage(codes, parts, owner[order])
