"""The territory ledger: who held each unit on each day, as sorted arrays that answer any day at the same cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from viewer.model.distinct import distinct
from viewer.model.entities import Citation, Text
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, Interval

STATUSES = ("full", "occupied", "annexed", "leased", "mandate", "disputed")
"""How land is held; the position in this tuple is the number in the arrays."""
NOBODY = -1
"""Holder index of land without data."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Land that a polity claims for a time though another holds it. `units` are unit indices."""

    by: str
    when: Interval
    units: tuple[int, ...]
    id: str = ""
    names: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
    shared_by: tuple[str, ...] = ()
    """Polities that see it as the claimant does."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One entry of the territory ledger: from `day` on `to` holds `units`, which it takes from one of `givers`."""

    day: int
    units: tuple[int, ...]
    givers: tuple[str, ...]
    to: str
    status: str = "full"
    event: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""
    where: str = ""
    """File and line of the entry, for reports."""


@dataclass(frozen=True, slots=True)
class Territory:
    """Holdings of all units through time.

    The records of unit u are rows `unit_start[u]:unit_start[u + 1]`, in order of `day`: from `day[k]` on, `holder[k]` (polity
    index or NOBODY) holds it with `status[k]` by ledger entry `entry[k]` (-1 = opening position). The first record of
    a unit has day FIRST_DAY. `keys` is unit * 2**32 + day, so that one search answers a day.
    """

    unit_start: NDArray[np.int64]
    day: NDArray[np.int64]
    holder: NDArray[np.int16]
    status: NDArray[np.uint8]
    entry: NDArray[np.int32]
    keys: NDArray[np.int64]
    transfers: Sequence[Transfer]
    claims: tuple[Claim, ...] = ()

    @property
    def count(self) -> int:
        """Number of units."""
        return len(self.unit_start) - 1

    def rows(self, day: int) -> NDArray[np.intp]:
        """Return the row in force for every unit on a day, [U]."""
        wanted = (np.arange(self.count, dtype=np.int64) << 32) + day
        return np.searchsorted(self.keys, wanted, side="right") - 1

    def holders(self, day: int) -> NDArray[np.int16]:
        """Return the polity index that holds each unit on a day, [U]; NOBODY where unknown."""
        return self.holder[self.rows(day)]

    def change_days(self) -> NDArray[np.int64]:
        """Return the days on which any holding changes, sorted, without FIRST_DAY."""
        days = distinct(self.day)
        return days[days > FIRST_DAY]


def build_territory(
    count: int,
    opening: Sequence[tuple[int, int]],
    records: Sequence[tuple[int, int, int, int, int]],
    transfers: Sequence[Transfer],
    claims: tuple[Claim, ...] = (),
) -> Territory:
    """Make the arrays of a ledger that was checked.

    `opening` is (holder, status) for each of `count` units; `records` are (unit, day, holder, status, entry) in any order, at
    most one a unit and day (the last one given wins).
    """
    by_unit: dict[tuple[int, int], tuple[int, int, int]] = {}
    for unit, day, holder, status, entry in records:
        by_unit[unit, day] = (holder, status, entry)
    rows = [(unit, FIRST_DAY, holder, status, -1) for unit, (holder, status) in enumerate(opening)]
    rows += [(unit, day, *rest) for (unit, day), rest in by_unit.items()]
    rows.sort()
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Territory(
        unit_start=np.searchsorted(table[:, 0], np.arange(count + 1)).astype(np.int64),
        day=table[:, 1].copy(),
        holder=table[:, 2].astype(np.int16),
        status=table[:, 3].astype(np.uint8),
        entry=table[:, 4].astype(np.int32),
        keys=(table[:, 0] << 32) + table[:, 1],
        transfers=transfers,
        claims=claims,
    )
