"""The rows of the legend: only what is in view, in the order of its size."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.comparison import Comparison, compare_units
from viewer.carto.dates import short_day
from viewer.carto.political import DE_FACTO
from viewer.carto.view import View
from viewer.carto.viewpoint import disputes, seen_holders
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import say
from viewer.model.ledger import STATUSES
from viewer.model.politics import NO_GROUP

LEGEND_WORDS = ("none", "nodata", "occupied", "annexed", "claim", "taken", "viewpoint", "moved", "shifted")
"""Rows whose words are the program's, not the atlas's."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row.

    `sort`: group, dependency, occupied, annexed (without recognition), claim, taken (own land that others hold), none, nodata, line,
    moved and shifted (what is otherwise than on the day compared with), viewpoint (words alone); `count` is the number of states, -1
    where none is told. `states` and `km2` are the states (-1 where none are counted) and the land of the row in all the world.
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


def compose_legend(
    atlas: Atlas, view: View, weight: NDArray[np.float64] | None, words: dict[str, str], second: str = ""
) -> tuple[LegendRow, ...]:
    """Return the rows of the legend.

    `weight` [U] is how much of the picture each unit takes (None = its land area); `words` names the rows that are not of the
    atlas (none, nodata); `second` is another language to name rows in too.
    """
    holders = seen_holders(atlas, view.instant, view.viewpoint)
    standing = atlas.standing(view.instant)
    area = atlas.basemap.area_km2
    size = area if weight is None else weight
    held = holders >= 0
    holder = np.where(held, holders, 0)
    group = np.where(held, standing.group[holder], NO_GROUP)
    inherited = np.where(held, standing.inherited[holder], NO_GROUP)
    rows: list[tuple[float, LegendRow]] = []
    for number, row in enumerate(atlas.groups):
        mine = group == number
        seen = float(size[mine].sum())
        if seen > 0:
            states = distinct(standing.sovereign[holder[mine & (size > 0)]])
            label, other = say(row.names, view.language), row.names.get(second, "")
            every, km2 = len(distinct(standing.sovereign[holder[mine]])), float(area[mine].sum())
            rows.append((seen, LegendRow("group", label, other, row.style, row.level, len(states), row.id, every, km2)))
        below = float(size[inherited == number].sum())
        if below > 0 and row.dependencies:
            label, other = say(row.dependencies, view.language), row.dependencies.get(second, "")
            km2 = float(area[inherited == number].sum())
            rows.append((below, LegendRow("dependency", label, other, row.style, "weak", -1, row.id, km2=km2)))
    rows = _together(rows)
    none = held & (group == NO_GROUP) & (inherited == NO_GROUP)
    found = [row for _, row in sorted(rows, key=lambda item: -item[0])]
    if float(size[none].sum()) > 0:
        states = distinct(standing.sovereign[holder[none & (size > 0)]])
        every, km2 = len(distinct(standing.sovereign[holder[none]])), float(area[none].sum())
        found.append(LegendRow("none", words["none"], words.get("none2", ""), count=len(states), states=every, km2=km2))
    found += _hatch_rows(atlas, view, size, words)
    if float(size[~held].sum()) > 0:
        found.append(LegendRow("nodata", words["nodata"], words.get("nodata2", ""), km2=float(area[~held].sum())))
    found += [*_line_rows(atlas, view, second), *_comparison_rows(atlas, view, size, words, second)]
    return (*found, *_viewpoint_rows(atlas, view, words, second))


_LAND_UNITS = {"ja": 10_000.0}
"""Language -> square kilometres that its unit of land in a table stands for; a million where none is given."""


def land_figure(km2: float, language: str) -> str:
    """Return land for a column of figures, in the unit of the language (million km2, or 10,000 km2 in Japanese): three digits tell enough."""
    value = km2 / _LAND_UNITS.get(language, 1_000_000.0)
    digits = 0 if value >= 99.95 else 1 if value >= 9.995 else 2
    least = 10.0**-digits
    return f"{value:,.{digits}f}" if value >= least / 2 else f"<{least:g}"


def _hatch_rows(atlas: Atlas, view: View, size: NDArray[np.float64], words: dict[str, str]) -> list[LegendRow]:
    """Rows for land under occupation and land that another state claims, where the words for them are given."""
    territory, found = atlas.territory, []
    status = territory.status[territory.rows(view.instant)]
    area, occupied = atlas.basemap.area_km2, status == STATUSES.index("occupied")
    if "occupied" in words and float(size[occupied].sum()) > 0:
        found.append(LegendRow("occupied", words["occupied"], words.get("occupied2", ""), km2=float(area[occupied].sum())))
    taken = seen_holders(atlas, view.instant, view.viewpoint) != territory.holders(view.instant)
    if "taken" in words and float(size[taken].sum()) > 0:
        found.append(LegendRow("taken", words["taken"], words.get("taken2", ""), km2=float(area[taken].sum())))
    annexed = (status == STATUSES.index("annexed")) & ~taken & ~_by_viewer(atlas, view)
    if "annexed" in words and float(size[annexed].sum()) > 0:
        found.append(LegendRow("annexed", words["annexed"], words.get("annexed2", ""), km2=float(area[annexed].sum())))
    claimed: NDArray[np.bool_] = (status == STATUSES.index("disputed")) & ~_by_viewer(atlas, view)
    held = np.isin(status, [STATUSES.index(name) for name in ("occupied", "annexed")])
    for one in disputes(atlas, view.instant):
        if not one.rival:  # who lost land by war claims it: the hatch of occupation tells that already
            units = one.units[~_by_viewer(atlas, view)[one.units]]
            claimed[units if one.claim.id else units[~held[units]]] = True
    claimed &= ~taken
    if "claim" in words and float(size[claimed].sum()) > 0:
        found.append(LegendRow("claim", words["claim"], words.get("claim2", ""), km2=float(area[claimed].sum())))
    return found


def _by_viewer(atlas: Atlas, view: View) -> NDArray[np.bool_]:
    """[U] whether land is held by the state whose view is drawn, or by what answers to it: it is not hatched."""
    viewer = atlas.polity_index.get(view.viewpoint, -1)
    holders = atlas.territory.holders(view.instant)
    sovereign = np.append(atlas.standing(view.instant).sovereign, -1)[holders]
    mine: NDArray[np.bool_] = (viewer >= 0) & ((holders == viewer) | (sovereign == viewer))
    return mine


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
        key = (row.sort, row.label, row.style) if row.sort == "dependency" else (row.sort, row.key, "")
        before, first = joined.get(key, (0.0, None))
        joined[key] = (before + size, replace(first, km2=first.km2 + row.km2) if first else row)
    return list(joined.values())


def _line_rows(atlas: Atlas, view: View, second: str) -> list[LegendRow]:
    if not view.layer("lines"):
        return []
    lines = [line for line in atlas.lines if view.instant in line.when]
    seen = {say(line.names, view.language): line for line in lines}
    return [LegendRow("line", name, line.names.get(second, ""), line.style, key=line.id) for name, line in seen.items()]
