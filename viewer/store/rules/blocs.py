"""Rules of blocs: memberships lie within the lives of both, and nobody is in twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from viewer.model.entities import Membership
from viewer.model.time import LAST_DAY, Interval, iso
from viewer.store.draft import Draft
from viewer.store.rules.spans import clashes, first_outside, told, told_all
from viewer.store.schema.desk import Found

_LATER, _EARLIER = 31, 1100
"""Days after and before an accession or exit in which the event that made it may have begun: a treaty is signed before it is in force."""


def check_memberships(draft: Draft) -> None:
    """Note memberships outside the life of bloc or polity, doubled ones, two exclusive blocs at once, and events of other times."""
    lives = {found.value.id: found.value.life for found in draft.polities}
    blocs = {found.value.id: found.value for found in draft.blocs}
    for found in draft.memberships:
        member = found.value
        if member.bloc in blocs:
            _check_within(found, "bloc", member.bloc, (blocs[member.bloc].life,), draft)
        if member.polity in lives:
            _check_within(found, "polity", member.polity, lives[member.polity], draft)
    together: dict[tuple[str, str], list[Found[Membership]]] = defaultdict(list)
    exclusive: dict[str, list[Found[Membership]]] = defaultdict(list)
    _check_events(draft)
    for found in draft.memberships:
        together[found.value.bloc, found.value.polity].append(found)
        bloc = blocs.get(found.value.bloc)
        if bloc and bloc.exclusive and found.value.tie == "member":
            exclusive[found.value.polity].append(found)
    for group in together.values():
        _check_double(group, draft)
    for group in exclusive.values():
        _check_exclusive(group, draft)


def check_schemes(draft: Draft) -> None:
    """Note schemes in which two rows bear one id, or a bloc feeds two rows; only the first is without rows of its own."""
    for number, found in enumerate(draft.bloc_schemes):
        if bool(found.value.groups) == (number == 0):
            hint = "leave `groups` out" if number == 0 else "give it `groups`"
            draft.desk.complain(found, "groups", "the first scheme and no other stands for bloc_groups.yaml", hint)
        rows = [group.id for group in found.value.groups]
        fed = [bloc for group in found.value.groups for bloc in group.blocs]
        for what, names in (("row", rows), ("bloc", fed)):
            for name in dict.fromkeys(one for one in names if names.count(one) > 1):
                message = f"the {what} `{name}` stands twice in the scheme `{found.value.id}`"
                draft.desk.complain(found, "groups", message, "name it once")


def _check_events(draft: Draft) -> None:
    """Note events that are said to have made or ended a membership long before or after it."""
    began = {found.value.id: found.value.when.start for found in draft.events}
    for found in draft.memberships:
        member = found.value
        for field, event, day in (("joined_by", member.joined_by, member.when.start), ("left_by", member.left_by, member.when.end)):
            if event in began and not day - _EARLIER <= began[event] <= day + _LATER:
                message = f"the event `{event}` of {iso(began[event])} can't have made what holds {told(member.when)}"
                draft.desk.complain(found, field, message, "name another event, or none")


def _check_within(found: Found[Membership], field: str, identifier: str, lives: Sequence[Interval], draft: Draft) -> None:
    when = found.value.when
    end = max(life.end for life in lives)
    open_end = when.end >= LAST_DAY and (end >= draft.head.span.end or not draft.dated)
    wanted = Interval(when.start, end) if open_end and end > when.start else when
    day = first_outside(wanted, lives)
    if day is not None:
        message = f"the membership {told(when)} leaves the life of `{identifier}`, which does not exist on {iso(day)}"
        draft.desk.complain(found, "when", message, f"the life of this {field} is {told_all(lives)}")


def _check_double(group: list[Found[Membership]], draft: Draft) -> None:
    for later, earlier in clashes([found.value.when for found in group]):
        member = group[later].value
        hint = f"{told(group[earlier].value.when)} at {group[earlier].where}"
        draft.desk.complain(group[later], "when", f"`{member.polity}` is in `{member.bloc}` twice at the same time", hint)


def _check_exclusive(group: list[Found[Membership]], draft: Draft) -> None:
    for later, earlier in clashes([found.value.when for found in group]):
        one, other = group[later].value, group[earlier].value
        if one.bloc != other.bloc:
            hint = f"both exclude others; {told(other.when)} at {group[earlier].where}"
            draft.desk.complain(group[later], "when", f"`{one.polity}` is in `{one.bloc}` and `{other.bloc}` at the same time", hint)
