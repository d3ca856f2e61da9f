"""The other blocs of a state that is coloured by one: badges beside its name."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.politics import NO_GROUP

Badge = tuple[str, str, str]
"""Style and level of a row, and the mark of a tie that is less than membership."""
MOST = 3
"""Badges beside one name."""
WIDTH, HEIGHT, GAP = 11.0, 8.0, 2.0
"""Measures of a badge (px), and what parts it from the next."""


def badges_in(atlas: Atlas, view: View) -> dict[int, tuple[Badge, ...]]:
    """Return the badges of each polity (index) that has some on the day of a View: what its colour and pattern do not tell already."""
    if not view.layer("blocs"):
        return {}
    return _badges(atlas, atlas.version(view.instant), view.instant)


_known: WeakKeyDictionary[Atlas, dict[int, dict[int, tuple[Badge, ...]]]] = WeakKeyDictionary()
"""Badges by political interval; they go with their atlas."""
_KEPT = 64


def _badges(atlas: Atlas, version: int, day: int) -> dict[int, tuple[Badge, ...]]:
    """Return the badges of a political interval; the last few answers are kept."""
    kept = _known.setdefault(atlas, {})
    if version not in kept:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[version] = _made(atlas, day)
    return kept[version]


def _made(atlas: Atlas, day: int) -> dict[int, tuple[Badge, ...]]:
    standing, number = atlas.standing(day), {group.id: n for n, group in enumerate(atlas.groups)}
    found: dict[int, list[tuple[int, Badge]]] = {}
    for member in atlas.memberships:
        group = number.get(atlas.blocs[member.bloc].group, NO_GROUP)
        if group == NO_GROUP or day not in member.when or member.polity not in atlas.polity_index:
            continue
        polity, row = atlas.polity_index[member.polity], atlas.groups[group]
        told = {int(standing.group[polity]), int(standing.beside[polity]), int(standing.tied[polity])}
        shown = {atlas.groups[one].style for one in told if one != NO_GROUP}
        if group not in told and row.style not in shown and row.besides == "badge":
            found.setdefault(polity, []).append((group, (row.style, row.level, "" if member.tie == "member" else member.tie)))
    return {polity: _first(badges) for polity, badges in found.items()}


def _first(badges: list[tuple[int, Badge]]) -> tuple[Badge, ...]:
    """The badges in order of rank, one for each colour: a member's before a lesser tie."""
    ordered = sorted(set(badges), key=lambda item: (item[1][2] != "", item[0]))
    by_style = {badge[0]: badge for _, badge in reversed(ordered)}
    return tuple(badge for _, badge in ordered if by_style[badge[0]] == badge)[:MOST]


def badges_width(badges: tuple[Badge, ...]) -> float:
    """Return the room that badges take beside a name (px)."""
    return len(badges) * (WIDTH + GAP) + 2.0 if badges else 0.0
