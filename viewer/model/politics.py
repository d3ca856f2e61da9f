"""Who answers to whom and who stands in which bloc, on any day, as arrays over all polities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.model.distinct import distinct
from viewer.model.entities import Bloc, BlocGroup, Membership, Polity

RELATIONS = ("self", "part", "dependent", "occupied")
"""How a polity stands to its sovereign; the position is the number in the arrays."""
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
    """[P] group of the sovereign, for dependencies and occupied lands without one of their own; else NO_GROUP."""


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
            (member.when.start, member.when.end, index[member.polity], group_index[blocs[member.bloc].group])
            for member in memberships
            if member.tie == "member" and blocs[member.bloc].group
        ]
        self._memberships = np.array(coloured, dtype=np.int64).reshape(-1, 4)

    def change_days(self) -> NDArray[np.int64]:
        """Return the days on which any dependence or coloured membership begins or ends, sorted."""
        return distinct(np.concatenate([self._ties[:, :2].ravel(), self._memberships[:, :2].ravel()]))

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
        group = self._own_groups(day)
        above = group[sovereign]
        part = (relation == RELATIONS.index("part")) & (group == NO_GROUP)
        group[part] = above[part]
        inherited = np.where((relation > RELATIONS.index("part")) & (group == NO_GROUP), above, NO_GROUP)
        return Standing(master, relation, sovereign, group, inherited.astype(np.int16))

    def _own_groups(self, day: int) -> NDArray[np.int16]:
        """[P] group with the best rank among a polity's memberships on a day."""
        none = np.iinfo(np.int16).max
        best = np.full(self._count, none, dtype=np.int16)
        rows = self._memberships[(self._memberships[:, 0] <= day) & (day < self._memberships[:, 1])]
        np.minimum.at(best, rows[:, 2], rows[:, 3].astype(np.int16))
        best[best == none] = NO_GROUP
        return best
