"""What land a polity gained and lost: by day, by the other side, in km²."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.model.atlas import Atlas
from viewer.model.ledger import Transfer
from viewer.model.record import dataclass
from viewer.model.worked_out import kept


@dataclass(frozen=True, slots=True)
class LandChange:
    """Land that came from, or went to, another polity on a day; `event` is what tells of it, or empty."""

    day: int
    gained: bool
    other: str
    event: str
    km2: float


@kept(64)
def land_changes(atlas: Atlas, polity: str) -> tuple[LandChange, ...]:
    """Return the gains and losses of a polity in order of time; what goes to several or comes from several is told apart."""
    found: dict[tuple[int, bool, str, str], float] = {}
    for transfer in atlas.territory.transfers:
        if polity != transfer.to and polity not in transfer.givers:
            continue
        for giver, km2 in _by_giver(atlas, transfer):
            if giver != transfer.to and polity in {giver, transfer.to}:
                gained = transfer.to == polity
                key = (transfer.day, gained, giver if gained else transfer.to, transfer.event)
                found[key] = found.get(key, 0.0) + km2
    return tuple(LandChange(*key, km2) for key, km2 in sorted(found.items()))


def _by_giver(atlas: Atlas, transfer: Transfer) -> Iterator[tuple[str, float]]:
    """Give who gave how much: who of several held a piece is asked of the day before; where none did, it counts for the first."""
    areas = atlas.basemap.area_km2[list(transfer.units)]
    if len(transfer.givers) < 2:
        if transfer.givers:
            yield transfer.givers[0], float(areas.sum())
        return
    before = atlas.territory.holders(transfer.day - 1)[list(transfer.units)]
    share = dict.fromkeys(transfer.givers, 0.0)
    for holder, km2 in zip(before.tolist(), areas.tolist(), strict=True):
        name = atlas.polity_list[holder].id if holder >= 0 else ""
        share[name if name in share else transfer.givers[0]] += km2
    yield from ((giver, km2) for giver, km2 in share.items() if km2)
