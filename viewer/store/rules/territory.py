"""The territory ledger, replayed: a transfer takes from who holds, the opening names a unit once, holders are alive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from viewer.model.ledger import Claim, Transfer
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, iso
from viewer.model.topology import Basemap
from viewer.store.draft import Draft
from viewer.store.rules.spans import first_outside, told_all
from viewer.store.schema.desk import Found
from viewer.store.schema.drafts import ClaimDraft, OpeningDraft, TransferDraft, UnheldDraft
from viewer.store.selectors import BrokenRegionError, SelectorError, Units, unbuilt
from viewer.store.syntax.problems import shown, suggestion

_NAMED = 4
"""Units that a message names before it only counts."""


@dataclass(slots=True)
class _Holding:
    """Who holds a unit since when, by which entry (None = nobody yet)."""

    holder: str = ""
    status: str = "full"
    since: int = FIRST_DAY
    by: Found[OpeningDraft] | Found[TransferDraft] | None = None
    moved: int = 0
    """Day of the last transfer."""


class Passing(NamedTuple):
    """A unit that passes to another holder, or is held on other terms, from a day on. `entry` is the number of the transfer."""

    unit: int
    day: int
    holder: str
    status: str
    entry: int


@dataclass(slots=True)
class Replay:
    """What replaying the ledger gave. Units are indices; a holding is the id of the holder, and the status."""

    regions: dict[str, tuple[int, ...]] = field(default_factory=dict)
    opening: dict[int, tuple[str, str]] = field(default_factory=dict)
    passings: list[Passing] = field(default_factory=list)
    """Each change of hands, in the order of the entries; those of one unit in order of time."""
    transfers: list[Transfer] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    unheld: list[tuple[Found[UnheldDraft], tuple[int, ...]]] = field(default_factory=list)
    """Land that is said to be nobody's, with its units."""

    def keep_built(self, count: int) -> None:
        """Drop the parts of cuts that are not built yet: their land stays with the unit that they will be cut from."""
        self.regions = {name: tuple(unit for unit in units if unit < count) for name, units in self.regions.items()}
        self.opening = {unit: holding for unit, holding in self.opening.items() if unit < count}
        self.passings = [passing for passing in self.passings if passing.unit < count]
        self.transfers = [replace(one, units=tuple(unit for unit in one.units if unit < count)) for one in self.transfers]
        self.claims = [replace(one, units=tuple(unit for unit in one.units if unit < count)) for one in self.claims]
        self.unheld = [(found, tuple(unit for unit in units if unit < count)) for found, units in self.unheld]


def replay(draft: Draft, basemap: Basemap) -> Replay:
    """Replay the ledger over the units of a base geometry, noting every breach."""
    return _Book(draft, basemap).replay()


class _Book:
    """The ledger while it is replayed."""

    def __init__(self, draft: Draft, basemap: Basemap) -> None:
        self._draft = draft
        self._desk = draft.desk
        self._units = Units(basemap, draft.cuts, draft.regions)
        self._basemap = basemap
        self._lives = {found.value.id: found.value.life for found in draft.polities}
        self._held = [_Holding() for _ in self._units.codes]
        self._ended: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._result = Replay()

    def replay(self) -> Replay:
        self._check_cuts()
        for region in self._draft.regions:
            units = self._select(region, region.value.units)
            self._result.regions[region.value.id] = units
        self._open()
        selected = [(found, units) for found in self._draft.transfers if (units := self._select(found, found.value.units))]
        selected.sort(key=lambda pair: (pair[0].value.day, pair[0].file, pair[0].line))
        for _, day in groupby(selected, key=lambda pair: pair[0].value.day):
            self._transfer_day(list(day))
        self._close()
        self._standing_claims()
        self._result.unheld = [(found, self._select(found, found.value.units)) for found in self._draft.unheld]
        self._result.keep_built(self._basemap.count)
        return self._result

    def _select(self, found: Found[object], selectors: Sequence[str]) -> tuple[int, ...]:
        try:
            return self._units.select(selectors)
        except BrokenRegionError:
            return ()
        except SelectorError as error:
            self._desk.complain(found, "units", str(error), error.hint)
            return ()

    def _check_cuts(self) -> None:
        """Cuts name units that there are, and the base geometry knows all cuts."""
        for cut in self._draft.cuts:
            for unit in cut.units:
                if not self._units.knows(unit):
                    hint = suggestion(unit, self._basemap.codes) or "unit codes are in base/units.csv, countries as adm0:XXX"
                    self._desk.problems.add(cut.file, cut.line, "units", f"unknown unit `{shown(unit)}` in the cut `{cut.id}`", hint)
        hint = "run `bloc-atlas build` (with the folder, where the atlas is your own); a cut that is named here after that misses its units"
        for file, cuts in groupby(unbuilt(self._basemap, self._draft.cuts), key=lambda cut: cut.file):
            waiting = list(cuts)
            names = ", ".join(f"`{cut.id}`" for cut in waiting)
            self._desk.problems.remark(file, waiting[0].line, "id", f"the base geometry does not know these cuts yet: {names}", hint)

    def _open(self) -> None:
        """Set up the opening position."""
        start = self._draft.head.span.start
        for found in self._draft.opening:
            units = self._select(found, found.value.units)
            twice = [unit for unit in units if self._held[unit].by is not None]
            if twice:
                first = self._held[twice[0]].by
                hint = f"first by {self._held[twice[0]].holder} at {first.where if first else ''}"
                self._desk.complain(found, "units", f"{self._named(twice)} named twice in the opening position", hint)
            for unit in units:
                self._held[unit] = _Holding(found.value.polity, found.value.status, start, found)
                self._result.opening[unit] = (found.value.polity, found.value.status)
            if self._draft.dated:
                self._check_alive(found, "polity", found.value.polity, start)
            self._own_claims(found.value.claims, start, units)

    def _transfer_day(self, entries: list[tuple[Found[TransferDraft], tuple[int, ...]]]) -> None:
        """Enter the transfers of one day, all against the state of the day before."""
        moved: dict[int, Found[TransferDraft]] = {}
        for found, units in entries:
            self._check_entry(found, units)
            twice = [unit for unit in units if unit in moved]
            if twice:
                hint = f"also at {moved[twice[0]].where}; one transfer a unit and day"
                self._desk.complain(found, "units", f"{self._named(twice)} transferred twice on {iso(found.value.day)}", hint)
            moved.update(dict.fromkeys(units, found))
        for found, units in entries:
            self._enter(found, units)

    def _check_entry(self, found: Found[TransferDraft], units: tuple[int, ...]) -> None:
        """Double entry: the givers hold all units on that day, and each of them gives something."""
        transfer = found.value
        if transfer.day <= self._draft.head.span.start:
            hint = f"the opening position stands for {iso(self._draft.head.span.start)}"
            self._desk.complain(found, "when", "the transfer is not after the first day of the atlas", hint)
        wrong: dict[str, list[int]] = defaultdict(list)
        giving: set[str] = set()
        for unit in units:
            holder = self._held[unit].holder
            giving.add(holder)
            if holder != "" if not transfer.givers else holder not in transfer.givers:
                wrong[holder].append(unit)
        for holder, those in sorted(wrong.items()):
            givers = " and ".join(f"`{giver}`" for giver in transfer.givers) or "nobody"
            by = self._held[those[0]].by
            hint = f"`{holder}` holds them since {iso(self._held[those[0]].since)} by {by.where}" if by and holder else "nobody holds them"
            message = f"{givers} {'do' if len(transfer.givers) > 1 else 'does'} not hold {self._named(those)} on {iso(transfer.day)}"
            self._desk.complain(found, "from", message, hint)
        for giver in transfer.givers:
            if giver not in giving and not wrong:
                self._desk.complain(found, "from", f"`{giver}` holds none of these units on {iso(transfer.day)}", "leave it out")
        same = all((self._held[unit].holder, self._held[unit].status) == (transfer.to, transfer.status) for unit in units)
        if same and not transfer.claims and not wrong:
            self._desk.complain(found, "to", f"`{transfer.to}` holds these units already, with status {transfer.status}", "nothing changes")
        self._check_alive(found, "to", transfer.to, transfer.day)

    def _enter(self, found: Found[TransferDraft], units: tuple[int, ...]) -> None:
        """Write a transfer into the holdings, also a wrong one: later entries build on it."""
        transfer = found.value
        number = len(self._result.transfers)
        self._result.transfers.append(
            Transfer(
                day=transfer.day,
                units=units,
                givers=transfer.givers,
                to=transfer.to,
                status=transfer.status,
                event=transfer.event,
                sources=transfer.sources,
                note=transfer.note,
                where=found.where,
            )
        )
        for unit in units:
            self._finish(unit, transfer.day)
            self._held[unit] = _Holding(transfer.to, transfer.status, transfer.day, found, transfer.day)
            self._result.passings.append(Passing(unit, transfer.day, transfer.to, transfer.status, number))
        self._own_claims(transfer.claims, transfer.day, units)

    def _check_alive(self, found: Found[OpeningDraft] | Found[TransferDraft], name: str, polity: str, day: int) -> None:
        lives = self._lives.get(polity)
        if lives and not any(day in life for life in lives):
            self._desk.complain(found, name, f"`{polity}` does not exist on {iso(day)}", f"its life is {told_all(lives)}")

    def _finish(self, unit: int, end: int) -> None:
        """A holding ends: note it where the holder's life ended before."""
        held = self._held[unit]
        lives = self._lives.get(held.holder)
        if not lives or held.since >= end or not any(held.since in life for life in lives):
            return
        day = first_outside(Interval(held.since, end), lives)
        if day is not None:
            self._ended[held.holder, day].append(unit)

    def _close(self) -> None:
        """End all holdings on the last day, then tell who held land after its life."""
        for unit in range(len(self._held) if self._draft.dated else 0):
            self._finish(unit, self._draft.head.span.end)
        founds = {found.value.id: found for found in self._draft.polities}
        for (polity, day), units in sorted(self._ended.items()):
            message = f"`{polity}` still holds {self._named(units)} on {iso(day)}, when its life has ended"
            self._desk.complain(founds[polity], "life", message, "transfer them by that day, or mend the life")

    def _own_claims(self, claims: Iterable[ClaimDraft], day: int, units: tuple[int, ...]) -> None:
        """Claims inside an entry are on its units, from its day on unless they say otherwise."""
        for claim in claims:
            when = claim.when if claim.when != Interval(FIRST_DAY, LAST_DAY) else Interval(day, LAST_DAY)
            self._result.claims.append(Claim(claim.by, when, units, claim.id, claim.names, claim.note, claim.sources))

    def _standing_claims(self) -> None:
        for found in self._draft.claims:
            units = self._select(found, found.value.units)
            claim = found.value
            if claim.by in claim.shared_by:
                self._desk.complain(found, "shared_by", f"`{claim.by}` makes the claim itself", "leave it out")
            own = (claim.id, claim.names, claim.note, claim.sources, claim.shared_by)
            self._result.claims.append(Claim(claim.by, claim.when, units, *own))

    def _named(self, units: Sequence[int]) -> str:
        return named(units, self._units.codes)


def named(units: Sequence[int], codes: Sequence[str]) -> str:
    """Return units as a message names them: the first few, then a count."""
    some = ", ".join(codes[unit] for unit in units[:_NAMED])
    more = len(units) - _NAMED
    return f"{some} and {more} more" if more > 0 else some
