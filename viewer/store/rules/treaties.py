"""Rules of treaties: signed, then in force, then ended; parties, senders and receivers that lived then."""

from __future__ import annotations

from itertools import pairwise

from viewer.model.time import Interval, iso
from viewer.model.treaties import Treaty
from viewer.store.draft import Draft
from viewer.store.rules.events import lives_of
from viewer.store.rules.spans import told_all
from viewer.store.schema.desk import Desk, Found

_PEOPLE = (("parties", "parties"), ("from", "sender"), ("to", "receiver"))
"""Field of the file, attribute."""


def check_treaties(draft: Draft) -> None:
    """Note treaties whose dates are out of order, whose parties did not live, and documents with the wrong sort of people."""
    lives = lives_of(draft)
    for found in draft.treaties:
        _check_order(found, draft.desk)
        _check_sort(found, draft.desk)
        for name, attribute in _PEOPLE:
            _check_lives(found, name, getattr(found.value, attribute), lives, draft.desk)


def _check_order(found: Found[Treaty], desk: Desk) -> None:
    treaty = found.value
    dates = [(name, when) for name in ("signed", "in_force", "ended") if (when := getattr(treaty, name))]
    for (before, earlier), (after, later) in pairwise(dates):
        if later.last < earlier.start:
            desk.complain(found, after, f"`{after}` comes before `{before}`", f"{after} {later.text}, {before} {earlier.text}")


def _check_sort(found: Found[Treaty], desk: Desk) -> None:
    """Parties sign treaties; a document is from somebody, or the record of a talk between its parties."""
    treaty = found.value
    if treaty.sort == "document" and not (treaty.sender or treaty.parties):
        desk.complain(found, "from", "a document names who it is from", "write `from: [usa]`, or `parties` for the record of a talk")
    if treaty.sort != "document" and not treaty.parties:
        desk.complain(found, "parties", f"a {treaty.sort} names its parties", "write `parties: [ussr, japan]`")


def _check_lives(found: Found[Treaty], name: str, who: tuple[str, ...], lives: dict[str, tuple[Interval, ...]], desk: Desk) -> None:
    """Each lives on some day on which the treaty may have been signed; the day of the end of a life is still its own."""
    signed = found.value.signed.extent
    for identifier in who:
        known = lives.get(identifier)
        if known and not any(life.start < signed.end and signed.start <= life.end for life in known):
            message = f"`{identifier}` does not exist when it is signed"
            desk.complain(found, name, message, f"`{identifier}` lived {told_all(known)}; signed {iso(signed.start)}")
