"""The rows of the legend: only what is in view, in the order of its size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.days.dates import short_day
from viewer.carto.land.badges import badges_in
from viewer.carto.land.comparison import Comparison, compare_units
from viewer.carto.land.hatch_inks import claimed_inks, inks_of, one_ink
from viewer.carto.land.political import DE_FACTO, on_side
from viewer.carto.land.viewpoint import disputes, freed_land, seen_holders
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import say
from viewer.model.ledger import STATUSES
from viewer.model.politics import NO_GROUP, TIES
from viewer.model.record import dataclass

LEGEND_WORDS = (
    *("none", "held", "nodata", "occupied", "annexed", "claim", "taken", "viewpoint", "moved", "shifted", "badge"),
    *TIES[1:],
)
"""Rows whose words are the program's, not the atlas's."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row.

    `sort`: group, tied (less than a member), dependency, occupied, annexed (without recognition), claim, taken (own land that others
    hold), none, nodata, badge, line, moved and shifted (what is otherwise than on the day compared with), viewpoint (words alone).
    `count` is the number of states in view, `states` and `km2` are the states and the land of the row in all the world; -1 where
    none are told. `mark` is one of MARKS; `beside` the style of the second bloc whose pattern lies over the first. The `style` of
    land that is occupied, annexed or claimed is that of the hatch's ink where all of it in view has one, else empty.
    """

    sort: str
    label: str
    second: str = ""
    style: str = ""
    level: str = "full"
    count: int = -1
    key: str = ""
    states: int = -1
    km2: float = 0.0
    mark: str = ""
    beside: str = ""
    parts: tuple[LegendRow, ...] = ()
    """The rows that share this one (`carto.land.legend_room.sharing`); its sort is then `hatches`."""


def compose_legend(
    atlas: Atlas, view: View, weight: NDArray[np.float64] | None, words: dict[str, str], second: str = ""
) -> tuple[LegendRow, ...]:
    """Return the rows of the legend.

    `weight` [U] is how much of the picture each unit takes (None = its land area); `words` names the rows that are not of the
    atlas (none, nodata); `second` is another language to name rows in too.
    """
    land = _land(atlas, view, weight)
    size = land.size
    rows = _together([*_bloc_rows(atlas, view, land, second), *_tied_rows(atlas, view, land, words, second)])
    found = [row for _, row in sorted(rows, key=lambda item: -item[0])]
    none = land.held & (land.group == NO_GROUP) & (land.inherited == NO_GROUP) & (land.tied == NO_GROUP)
    if float(size[none].sum()) > 0:
        word = "none" if atlas.groups else "held"  # where no blocs are told, being in none says nothing
        found.append(land.told(none, LegendRow("none", words[word], words.get(f"{word}2", "")))[1])
    found += _hatch_rows(atlas, view, size, words)
    if atlas.tells_land and float(size[~land.held].sum()) > 0:
        km2 = float(land.area[~land.held].sum())
        found.append(LegendRow("nodata", words["nodata"], words.get("nodata2", ""), km2=km2))
    found += [*_badge_rows(atlas, view, land, words), *_line_rows(atlas, view, weight, second)]
    found += _comparison_rows(atlas, view, size, words, second)
    return (*found, *_viewpoint_rows(atlas, view, words, second))


@dataclass(frozen=True, slots=True)
class _Land:
    """What the units [U] of a day are: their size in view and in km2, whether they are held, and how their holders stand."""

    size: NDArray[np.float64]
    area: NDArray[np.float64]
    held: NDArray[np.bool_]
    sovereign: NDArray[np.int16]
    group: NDArray[np.int16]
    inherited: NDArray[np.int16]
    beside: NDArray[np.int16]
    tied: NDArray[np.int16]
    tie: NDArray[np.uint8]

    def told(self, mine: NDArray[np.bool_], row: LegendRow) -> tuple[float, LegendRow]:
        """Return how much of the picture some units take, and their row with its states and land."""
        seen = distinct(self.sovereign[mine & (self.size > 0)])
        km2, every = float(self.area[mine].sum()), distinct(self.sovereign[mine])
        return float(self.size[mine].sum()), replace(row, count=len(seen), states=len(every), km2=km2)


def _land(atlas: Atlas, view: View, weight: NDArray[np.float64] | None) -> _Land:
    holders, standing = seen_holders(atlas, view.instant, view.viewpoint), atlas.standing(view.instant)
    area = atlas.basemap.area_km2
    groups = (standing.group, standing.inherited, standing.beside, standing.tied)
    group, inherited, beside, tied = (np.append(one, NO_GROUP)[holders] for one in groups)  # the last stands for nobody
    sovereign, tie = np.append(standing.sovereign, -1)[holders], np.append(standing.tie, 0)[holders]
    return _Land(area if weight is None else weight, area, holders >= 0, sovereign, group, inherited, beside, tied, tie)


def _bloc_rows(atlas: Atlas, view: View, land: _Land, second: str) -> list[tuple[float, LegendRow]]:
    """Rows of the groups, of those with the pattern of another over them, and of their dependencies; with their size in view."""
    rows: list[tuple[float, LegendRow]] = []
    for number, row in enumerate(atlas.groups):
        members = land.group == number
        for other in distinct(land.beside[members]).tolist():
            label, under, beside = say(row.names, view.language), row.names.get(second, ""), ""
            if other != NO_GROUP:
                over = atlas.groups[other]
                label, beside = f"{label} + {say(over.names, view.language)}", over.style
                under = f"{under} + {over.names.get(second, '')}" if under else ""
            mark = "beside" if beside else ""
            rows.append(land.told(members & (land.beside == other), LegendRow("group", label, under, row.style, row.level, key=row.id)))
            rows[-1] = rows[-1][0], replace(rows[-1][1], mark=mark, beside=beside)
        below = land.inherited == number
        if below.any():
            label, under = say(row.dependencies, view.language), row.dependencies.get(second, "")
            km2 = float(land.area[below].sum())
            rows.append((float(land.size[below].sum()), LegendRow("dependency", label, under, row.style, "weak", key=row.id, km2=km2)))
    return [item for item in rows if item[0] > 0]


def _tied_rows(atlas: Atlas, view: View, land: _Land, words: dict[str, str], second: str) -> list[tuple[float, LegendRow]]:
    """Rows of those tied to a group as associates, observers or suspended members, where the words for them are given."""
    rows: list[tuple[float, LegendRow]] = []
    for number in distinct(land.tied[land.tied != NO_GROUP]).tolist():
        row = atlas.groups[number]
        for kind in distinct(land.tie[land.tied == number]).tolist():
            name = TIES[kind]
            if name not in words:
                continue
            label, under = words[name].format(bloc=say(row.names, view.language)), row.names.get(second, "")
            under = words.get(f"{name}2", "").format(bloc=under) if under else ""
            mine = (land.tied == number) & (land.tie == kind)
            rows.append(land.told(mine, LegendRow("tied", label, under, row.style, "weak", key=row.id, mark=name)))
    return [item for item in rows if item[0] > 0]


def land_unit(language: str) -> float:
    """Return the square kilometres in which land is told in a column of figures: 10,000 where Japanese is spoken, else a million."""
    return 10_000.0 if language == "ja" else 1_000_000.0


def land_figure(km2: float, language: str) -> str:
    """Return land for a column of figures in three digits, in units of `land_unit`."""
    value = km2 / land_unit(language)
    digits = 0 if value >= 99.95 else 1 if value >= 9.995 else 2
    least = 10.0**-digits
    return f"{value:,.{digits}f}" if value >= least / 2 else f"<{least:g}"


def _hatch_rows(atlas: Atlas, view: View, size: NDArray[np.float64], words: dict[str, str]) -> list[LegendRow]:
    """Rows for land under occupation and land that another state claims, where the words for them are given; their style is the ink."""
    territory, day = atlas.territory, view.instant
    status, holders = territory.status[territory.rows(day)], territory.holders(day)
    inks = inks_of(atlas, day, holders)
    found: list[LegendRow] = []

    def tell(sort: str, mine: NDArray[np.bool_], inks: NDArray[np.uint8]) -> None:
        if sort in words and float(size[mine].sum()) > 0:
            km2 = float(atlas.basemap.area_km2[mine].sum())
            found.append(LegendRow(sort, words[sort], words.get(f"{sort}2", ""), one_ink(inks, mine & (size > 0)), km2=km2))

    tell("occupied", status == STATUSES.index("occupied"), inks)
    taken = seen_holders(atlas, day, view.viewpoint) != holders
    taken |= freed_land(atlas, day, view.viewpoint)
    tell("taken", taken, inks)
    others = ~_by_viewer(atlas, view)
    tell("annexed", (status == STATUSES.index("annexed")) & ~taken & others, inks)
    claimed: NDArray[np.bool_] = (status == STATUSES.index("disputed")) & others
    held = np.isin(status, [STATUSES.index(name) for name in ("occupied", "annexed")])
    known = [one for one in disputes(atlas, day) if not one.rival]
    for one in known:
        units = one.units[others[one.units]]
        # A claim without a name is that of who lost the land by war: the hatch of occupation tells it already.
        claimed[units if one.claim.id else units[~held[units]]] = True
    tell("claim", claimed & ~taken, claimed_inks(atlas, day, inks, known))
    return found


def _by_viewer(atlas: Atlas, view: View) -> NDArray[np.bool_]:
    """[U] whether land is held by the state whose view is drawn, or by what answers to it: it is not hatched."""
    viewer = atlas.polity_index.get(view.viewpoint, -1)
    holders = atlas.territory.holders(view.instant)
    sovereign = np.append(atlas.standing(view.instant).sovereign, -1)[holders]
    mine: NDArray[np.bool_] = (viewer >= 0) & ((holders == viewer) | (sovereign == viewer))
    return mine


def _badge_rows(atlas: Atlas, view: View, land: _Land, words: dict[str, str]) -> list[LegendRow]:
    """A row that tells what badges beside names are, where a state in view has one."""
    badged = list(badges_in(atlas, view)) if "badge" in words and view.layer("names") else []
    if not badged or not (np.isin(land.sovereign, badged) & (land.size > 0)).any():
        return []
    return [LegendRow("badge", words["badge"], words.get("badge2", ""))]


def _comparison_rows(atlas: Atlas, view: View, size: NDArray[np.float64], words: dict[str, str], second: str) -> list[LegendRow]:
    """Rows for what is otherwise than on the day that the day shown is compared with."""
    if view.since is None:
        return []
    marks, found = compare_units(atlas, view), []
    for sort, mark in (("moved", Comparison.MOVED), ("shifted", Comparison.SHIFTED)):
        if sort in words and float(size[marks == mark].sum()) > 0:
            label = words[sort].format(date=short_day(view.since, view.language, year=True))
            other = words.get(f"{sort}2", "").format(date=short_day(view.since, second, year=True)) if second else ""
            found.append(LegendRow(sort, label, other))
    return found


def _viewpoint_rows(atlas: Atlas, view: View, words: dict[str, str], second: str) -> list[LegendRow]:
    """A row that says whose view is drawn, where it is not the de facto one."""
    if view.viewpoint == DE_FACTO or "viewpoint" not in words:
        return []
    label = words["viewpoint"].format(who=atlas.name_of(view.viewpoint, view.language, view.instant))
    other = words.get("viewpoint2", "").format(who=atlas.name_of(view.viewpoint, second, view.instant)) if second else ""
    return [LegendRow("viewpoint", label, other)]


def _together(rows: list[tuple[float, LegendRow]]) -> list[tuple[float, LegendRow]]:
    """Join rows of dependencies that say the same words."""
    joined: dict[tuple[str, str, str], tuple[float, LegendRow]] = {}
    for size, row in rows:
        key = (row.sort, row.label, row.style) if row.sort == "dependency" else (row.sort, row.key, row.mark + row.beside)
        before, first = joined.get(key, (0.0, None))
        joined[key] = (before + size, replace(first, km2=first.km2 + row.km2) if first else row)
    return list(joined.values())


def _line_rows(atlas: Atlas, view: View, weight: NDArray[np.float64] | None, second: str) -> list[LegendRow]:
    """Rows of named lines with land of both their sides in view."""
    if not view.layer("lines"):
        return []
    lines = [line for line in atlas.lines if view.instant in line.when]
    if weight is not None and lines:
        inside = distinct(seen_holders(atlas, view.instant, view.viewpoint)[weight > 0])
        inside, standing = inside[inside >= 0], (atlas.own or atlas).standing(view.instant)
        lines = [line for line in lines if all(on_side(atlas, side, standing)[inside].any() for side in (line.west, line.east))]
    seen = {say(line.names, view.language): line for line in lines}
    return [LegendRow("line", name, line.names.get(second, ""), line.style, key=line.id) for name, line in seen.items()]
