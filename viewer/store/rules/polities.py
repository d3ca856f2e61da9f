"""Rules of polities and places: names through time, dependence, capitals."""

from __future__ import annotations

from collections.abc import Mapping

from viewer.model.entities import Dependency, Polity
from viewer.model.time import Interval, iso
from viewer.store.draft import Draft
from viewer.store.rules.spans import clashes, first_outside, told, told_all
from viewer.store.schema.desk import Desk, Found


def check_polities(draft: Draft) -> None:
    """Note polities whose names, masters or lives contradict each other."""
    polities = {found.value.id: found.value for found in draft.polities}
    for found in draft.polities:
        _check_life(found, draft.desk)
        _check_names(found, draft.desk)
        _check_dependence(found, polities, draft)
    _check_circles(draft)


def check_places(draft: Draft) -> None:
    """Note places that have two names at once."""
    for found in draft.places:
        for later, earlier in clashes([named.when for named in found.value.names]):
            both = f"{told(found.value.names[earlier].when)} and {told(found.value.names[later].when)}"
            hint = f"{both}; the day of change belongs to the new name"
            draft.desk.complain(found, "names", "two names hold on the same day", hint, later)


def _check_life(found: Found[Polity], desk: Desk) -> None:
    for later, earlier in clashes(found.value.life):
        desk.complain(found, "life", f"{told(found.value.life[later])} overlaps {told(found.value.life[earlier])}")


def _check_names(found: Found[Polity], desk: Desk) -> None:
    """Names tile the life: every day has exactly one."""
    names = [named.when for named in found.value.names]
    for later, earlier in clashes(names):
        desk.complain(found, "names", "two names hold on the same day", f"{told(names[earlier])} and {told(names[later])}", later)
    for life in found.value.life:
        day = first_outside(life, names)
        if day is not None:
            desk.complain(found, "names", f"there is no name for {iso(day)}", f"names tile the life {told(life)}")


def _check_dependence(found: Found[Polity], polities: Mapping[str, Polity], draft: Draft) -> None:
    """A dependency lies within the lives of both, and there is one master at a time."""
    polity = found.value
    desk = draft.desk
    ties = polity.answers_to
    for later, earlier in clashes([tie.when for tie in ties]):
        hint = f"to {ties[earlier].to} {told(ties[earlier].when)}, to {ties[later].to} {told(ties[later].when)}"
        desk.complain(found, "answers_to", "answers to two polities on the same day", hint, later)
    for index, tie in enumerate(ties):
        when = _within(tie.when, polity.life)
        if when is None:
            hint = f"its life is {told_all(polity.life)}"
            desk.complain(found, "answers_to", f"{told(tie.when)} lies outside the life of `{polity.id}`", hint, index)
            continue
        master = polities.get(tie.to)
        day = first_outside(_clip(when, draft.head.span), master.life) if master else None
        if master and day is not None and draft.dated:
            desk.complain(found, "answers_to", f"`{tie.to}` does not exist on {iso(day)}", f"its life is {told_all(master.life)}", index)


def _within(when: Interval, lives: tuple[Interval, ...]) -> Interval | None:
    """Return the part of a time in which a life (the last that it touches) holds; a time that is open may exceed the life."""
    touched = [life for life in lives if life.overlaps(when)]
    if not touched:
        return None
    return Interval(max(when.start, touched[0].start), min(when.end, touched[-1].end))


def _clip(when: Interval, span: Interval) -> Interval:
    start = max(when.start, span.start)
    return Interval(start, max(start, min(when.end, span.end)))


def _check_circles(draft: Draft) -> None:
    """Nobody answers to itself through others."""
    masters = {found.value.id: found.value.answers_to for found in draft.polities}
    for found in draft.polities:
        for index, tie in enumerate(found.value.answers_to):
            circle = _circle(found.value.id, tie.to, tie.when, masters, [found.value.id])
            if circle:
                draft.desk.complain(found, "answers_to", "answers to itself in the end", " -> ".join(circle), index)


def _circle(goal: str, at: str, when: Interval, masters: Mapping[str, tuple[Dependency, ...]], path: list[str]) -> list[str]:
    """Return the chain of masters from `at` back to `goal` that holds on some day of `when`; empty where there is none."""
    path = [*path, at]
    if at == goal:
        return path
    if len(path) > 12:
        return []
    for tie in masters.get(at, ()):
        if tie.when.overlaps(when) and (tie.to not in path or tie.to == goal):
            both = Interval(max(when.start, tie.when.start), min(when.end, tie.when.end))
            found = _circle(goal, tie.to, both, masters, path)
            if found:
                return found
    return []
