"""Who answers to whom and who stands in which bloc, on any day, as arrays over all polities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.model.distinct import distinct
from viewer.model.entities import Bloc, BlocGroup, Membership, Polity
from viewer.model.record import dataclass

RELATIONS = ("self", "part", "dependent", "occupied")
"""How a polity stands to its sovereign; the position is the number in the arrays."""
TIES = ("member", "associate", "observer", "suspended")
"""How a polity belongs to a bloc; the position is the number in the arrays."""
NO_GROUP = -1
"""Group index of polities in no coloured bloc."""
_CHAIN = 8
"""Longest chain of dependence that is followed (republic of a union in a zone of ...)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How all polities stand on a day. Arrays run over polity indices."""

    master: NDArray[np.int16]
    """[P] the polity it answers to directly, itself if independent."""
    relation: NDArray[np.uint8]
    """[P] index into RELATIONS: how it stands to `sovereign` (the weakest tie on the way up counts)."""
    sovereign: NDArray[np.int16]
    """[P] the independent polity at the end of the chain."""
    group: NDArray[np.int16]
    """[P] group by its own memberships, or by its sovereign's where it is a part, NO_GROUP if in none."""
    inherited: NDArray[np.int16]
    """[P] group of the sovereign, for dependencies and occupied lands without one of their own, where that names them; else NO_GROUP."""
    beside: NDArray[np.int16]
    """[P] another group of the polity that is shown as a pattern over the colour of `group`; NO_GROUP where there is none."""
    tied: NDArray[np.int16]
    """[P] group to which a polity in none is tied by less than membership; NO_GROUP where it is not."""
    tie: NDArray[np.uint8]
    """[P] index into TIES: how it is tied to `tied`; 0 where it is not."""


class Politics:
    """Dependence and membership ledgers of an atlas, answered per day.

    Args: polities, blocs and groups by index order; memberships in any order.
    """

    def __init__(
        self,
        polities: Sequence[Polity],
        blocs: Mapping[str, Bloc],
        groups: Sequence[BlocGroup],
        memberships: Sequence[Membership],
    ) -> None:
        self._count = len(polities)
        index = {polity.id: number for number, polity in enumerate(polities)}
        group_index = {group.id: number for number, group in enumerate(groups)}
        ties = [
            (dependency.when.start, dependency.when.end, index[polity.id], index[dependency.to], RELATIONS.index(dependency.relation))
            for polity in polities
            for dependency in polity.answers_to
        ]
        self._ties = np.array(ties, dtype=np.int64).reshape(-1, 5)
        coloured = [
            (member.when.start, member.when.end, index[member.polity], group_index[blocs[member.bloc].group], TIES.index(member.tie))
            for member in memberships
            if blocs[member.bloc].group
        ]
        every = np.array(coloured, dtype=np.int64).reshape(-1, 5)
        self._memberships, self._lesser = every[every[:, 4] == 0], every[every[:, 4] > 0]
        self._over = np.array([group.besides == "pattern" for group in groups], dtype=np.bool_)
        # One more for NO_GROUP, which stands at the end of the array as the index -1.
        self._takes_along = np.array([*(bool(group.dependencies) for group in groups), False], dtype=np.bool_)

    def change_days(self) -> NDArray[np.int64]:
        """Return the days on which any dependence or coloured membership begins or ends, sorted."""
        return distinct(np.concatenate([rows[:, :2].ravel() for rows in (self._ties, self._memberships, self._lesser)]))

    def at(self, day: int) -> Standing:
        """Return how all polities stand on a day."""
        master = np.arange(self._count, dtype=np.int16)
        tie = np.zeros(self._count, dtype=np.uint8)
        rows = self._ties[(self._ties[:, 0] <= day) & (day < self._ties[:, 1])]
        master[rows[:, 2]] = rows[:, 3]
        tie[rows[:, 2]] = rows[:, 4]
        sovereign = np.arange(self._count, dtype=np.int16)
        relation = np.zeros(self._count, dtype=np.uint8)
        for _ in range(_CHAIN):
            relation = np.maximum(relation, tie[sovereign])
            sovereign = master[sovereign]
        members = self._memberships[(self._memberships[:, 0] <= day) & (day < self._memberships[:, 1])]
        group = self._first(members)
        over = members[self._over[members[:, 3]]]
        beside = self._first(over[over[:, 3] != group[over[:, 2]]])
        above = group[sovereign]
        part = (relation == RELATIONS.index("part")) & (group == NO_GROUP)
        group[part], beside[part] = above[part], beside[sovereign][part]
        below = (relation > RELATIONS.index("part")) & (group == NO_GROUP) & self._takes_along[above]
        inherited = np.where(below, above, NO_GROUP).astype(np.int16)
        tied, kind = self._tied(day, (group == NO_GROUP) & (inherited == NO_GROUP), sovereign, relation)
        return Standing(master, relation, sovereign, group, inherited, beside, tied, kind)

    def _first(self, rows: NDArray[np.int64]) -> NDArray[np.int16]:
        """[P] group with the best rank among a polity's rows of memberships, NO_GROUP where it has none."""
        none = np.iinfo(np.int16).max
        best = np.full(self._count, none, dtype=np.int16)
        np.minimum.at(best, rows[:, 2], rows[:, 3].astype(np.int16))
        best[best == none] = NO_GROUP
        return best

    def _tied(
        self, day: int, free: NDArray[np.bool_], sovereign: NDArray[np.int16], relation: NDArray[np.uint8]
    ) -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
        """[P] the group to which each polity that is free is tied by less than membership, and how; parts as their sovereign."""
        rows = self._lesser[(self._lesser[:, 0] <= day) & (day < self._lesser[:, 1])]
        tied, kind = self._first(rows), np.zeros(self._count, dtype=np.uint8)
        best = rows[rows[:, 3] == tied[rows[:, 2]]]
        kind[best[::-1, 2]] = best[::-1, 4]
        part = (relation == RELATIONS.index("part")) & (tied == NO_GROUP)
        tied[part], kind[part] = tied[sovereign][part], kind[sovereign][part]
        tied[~free], kind[~free] = NO_GROUP, 0
        return tied, kind
