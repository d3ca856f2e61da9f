"""What a whole atlas owes its readers: no land without a holder, and every state that must stand does, from its first day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from viewer.model.entities import Polity
from viewer.model.time import Interval, iso
from viewer.model.topology import Basemap
from viewer.store.draft import Draft
from viewer.store.files import HEAD_FILE
from viewer.store.rules.spans import first_outside, told, told_all
from viewer.store.rules.territory import Replay, named

_Spells = tuple[Interval, ...]


def check_unheld(draft: Draft, basemap: Basemap, ledger: Replay) -> None:
    """Note land that is said to be nobody's and is not; in an atlas that calls itself complete, also land that nobody holds unsaid."""
    span = draft.head.span
    if not draft.dated:
        return
    empty = {unit: Interval(span.start, end) for unit, end in _first_held(basemap.count, ledger, span).items()}
    said: dict[int, list[Interval]] = defaultdict(list)
    for found, units in ledger.unheld:
        when = Interval(max(found.value.when.start, span.start), min(found.value.when.end, span.end))
        held: dict[int, list[int]] = defaultdict(list)
        for unit in units:
            said[unit].append(when)
            day = first_outside(when, [empty[unit]] if unit in empty else [])
            if day is not None:
                held[day].append(unit)
        for day, those in sorted(held.items()):
            message = f"somebody holds {named(those, basemap.codes)} on {iso(day)}"
            draft.desk.complain(found, "units", message, "let `when` end on that day, or mend the ledger")
    if draft.head.complete:
        _check_complete(draft, basemap, empty, said)


def _check_complete(draft: Draft, basemap: Basemap, empty: Mapping[int, Interval], said: Mapping[int, Sequence[Interval]]) -> None:
    """No unit is without a holder on any day, unless the atlas says that it is nobody's."""
    open_days: dict[int, list[int]] = defaultdict(list)
    for unit, gap in empty.items():
        day = first_outside(gap, said.get(unit, ()))
        if day is not None:
            open_days[day].append(unit)
    for day, units in sorted(open_days.items()):
        message = f"the atlas calls itself complete, but nobody holds {named(units, basemap.codes)} on {iso(day)}"
        hint = "name them in the opening position, or in territory/unheld.yaml if they are nobody's"
        draft.desk.problems.add(HEAD_FILE, 1, "complete", message, hint)


def _first_held(count: int, ledger: Replay, span: Interval) -> dict[int, int]:
    """Unit -> first day on which it is held (the end of the atlas: never), of units that nobody holds at first.

    Land is never given to nobody, so a unit without a holder has had none since the first day.
    """
    empty = {unit: span.end for unit in range(count) if unit not in ledger.opening}
    for passing in ledger.passings:
        if passing.day < empty.get(passing.unit, 0):
            empty[passing.unit] = passing.day
    return empty


def check_standing(draft: Draft, basemap: Basemap, ledger: Replay) -> None:
    """Note polities that must stand on a day and don't: they do not live, answer to another, or have no land, nor have their parts."""
    polities = {found.value.id: found.value for found in draft.polities}
    parts = {found.value.polity: _parts(found.value.polity, polities.values()) for found in draft.standing}
    wanted = {*parts, *(part for found in parts.values() for part, _ in found)}
    land = _with_land(wanted, basemap.count, ledger, draft.head.span)
    whole = {polity: _joined([*land[polity], *_within(own, land)]) for polity, own in parts.items()}
    for found in draft.standing:
        polity = polities.get(found.value.polity)
        if polity is None or not draft.dated:  # told already
            continue
        for index, when in enumerate(found.value.when):
            inside = Interval(max(when.start, draft.head.span.start), min(when.end, draft.head.span.end))
            wrong = _lacking(polity, inside, whole[polity.id]) if inside.start < inside.end else None
            if wrong:
                draft.desk.complain(found, "when", *wrong, index)


def _parts(polity: str, polities: Iterable[Polity]) -> list[tuple[str, Interval]]:
    """Return what is a part of a polity, as the republics of a union are, and when."""
    return [(other.id, tie.when) for other in polities for tie in other.answers_to if tie.to == polity and tie.relation == "part"]


def _within(parts: Iterable[tuple[str, Interval]], land: Mapping[str, _Spells]) -> Iterable[Interval]:
    """Return the times at which parts hold land while they are parts."""
    for part, when in parts:
        for spell in land[part]:
            if spell.overlaps(when):
                yield Interval(max(spell.start, when.start), min(spell.end, when.end))


def _lacking(polity: Polity, when: Interval, land: Sequence[Interval]) -> tuple[str, str] | None:
    """Return what a polity lacks first to stand all of a time, and a hint; None where it lacks nothing."""
    day = first_outside(when, polity.life)
    if day is not None:
        return f"`{polity.id}` must stand, but it does not exist on {iso(day)}", f"its life is {told_all(polity.life)}"
    ties = [tie for tie in polity.answers_to if tie.when.overlaps(when)]
    if ties:
        first = min(ties, key=lambda tie: tie.when.start)
        day = max(first.when.start, when.start)
        return f"`{polity.id}` must stand, but it answers to `{first.to}` on {iso(day)}", f"it does {told(first.when)}"
    day = first_outside(when, land)
    if day is not None:
        return f"`{polity.id}` must stand, but it holds no land on {iso(day)}", f"it holds land {told_all(land) or 'never'}"
    return None


def _with_land(polities: Iterable[str], count: int, ledger: Replay, span: Interval) -> dict[str, _Spells]:
    """Polity -> the times at which it holds any unit."""
    spells: dict[str, list[Interval]] = {polity: [] for polity in polities}
    holdings = [(ledger.opening.get(unit, ("", ""))[0], span.start) for unit in range(count)]

    def keep(unit: int, end: int) -> None:
        holder, start = holdings[unit]
        if holder in spells and start < end:
            spells[holder].append(Interval(start, end))

    for passing in ledger.passings:
        keep(passing.unit, passing.day)
        holdings[passing.unit] = (passing.holder, passing.day)
    for unit in range(count):
        keep(unit, span.end)
    return {polity: _joined(times) for polity, times in spells.items()}


def _joined(intervals: Iterable[Interval]) -> _Spells:
    """Times that touch or overlap, as one."""
    joined: list[Interval] = []
    for interval in sorted(set(intervals)):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)
