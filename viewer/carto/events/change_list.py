"""What is otherwise than on another day, as rows to read: land, dependence, blocs, states, names, and the events between."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viewer.carto.days.dates import short_day
from viewer.carto.events.filters import filtered
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.changes import Change, Difference, LandDifference, change_rows, difference
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.model.tabular import to_csv
from viewer.model.worked_out import kept

Say = Callable[..., str]
"""Words of the interface: (key, **values) -> words."""
_MOST_EVENTS = 200
_MOST_DATES = 2


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row. `sort`: head, land, dependence, bloc, state, name or event; a head has only a title and the number of its rows.

    `select` is what a View selects for it (an event, or `polity:ID`), `units` is the land it is about.
    """

    sort: str
    title: str
    caption: str = ""
    select: str = ""
    units: tuple[int, ...] = ()
    count: int = -1


@kept(4)
def _difference(atlas: Atlas, first: int, last: int) -> Difference:
    return difference(atlas, first, last)


def difference_of(atlas: Atlas, view: View) -> Difference | None:
    """Return what is otherwise than on the day a View compares with; None where it compares with none."""
    return _difference(atlas, min(view.since, view.instant), max(view.since, view.instant)) if view.since is not None else None


def change_list(atlas: Atlas, view: View, words: Say) -> tuple[ChangeRow, ...]:
    """Return the rows of a View; empty where it compares with no day."""
    found = difference_of(atlas, view)
    if found is None:
        return ()
    teller = _Teller(atlas, view, found, words)
    groups = {
        "land": [teller.land(one) for one in found.land],
        "dependence": [teller.dependence(*one) for one in found.dependence],
        "bloc": [*(teller.member(*one, joined=True) for one in found.joined), *(teller.member(*one, joined=False) for one in found.left)],
        "state": [*(teller.state(one, born=True) for one in found.born), *(teller.state(one, born=False) for one in found.gone)],
        "name": [row for row in (teller.name(polity) for polity, _, _ in found.renamed) if row],
        "event": _events(atlas, view, found),
    }
    rows: list[ChangeRow] = []
    for sort, members in groups.items():
        if members:
            rows += [ChangeRow("head", words(f"changes.{sort}"), count=len(members)), *members]
    return tuple(rows)


def changes_csv(atlas: Atlas, view: View) -> str:
    """Return every single change of a View as CSV, with the land in km2; safe to open in a spreadsheet."""
    found = difference_of(atlas, view)
    changes = found.changes if found else ()
    rows = [{**row, "km2": round(one.km2, 2) if one.units else None} for row, one in zip(change_rows(atlas, changes), changes, strict=True)]
    return to_csv(rows, ("date", "what", "units", "from", "to", "km2", "event", "source"))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts one difference into words."""

    atlas: Atlas
    view: View
    found: Difference
    words: Say

    def _name(self, identifier: str, day: int) -> str:
        return self.atlas.name_of(identifier, self.view.language, day) if identifier else self.words("changes.nobody")

    def _dates(self, changes: Sequence[Change]) -> str:
        days = [short_day(day, self.view.language, year=True) for day in dict.fromkeys(one.day for one in changes)]
        return " … ".join((days[0], days[-1])) if len(days) > _MOST_DATES else ", ".join(days)

    def land(self, one: LandDifference) -> ChangeRow:
        before, after = self._name(one.before, self.found.first), self._name(one.after, self.found.last)
        terms = "" if one.status == "full" and one.before != one.after else self.words(f"status.{one.status}")
        size = self.words("changes.km2", n=f"{one.km2:,.0f}")
        caption = " · ".join(part for part in (size, terms, self._dates(one.changes)) if part)
        event = next((step.event for step in reversed(one.changes) if step.event in self.atlas.events), "")
        select = event or (f"polity:{one.after}" if one.after else "")
        return ChangeRow("land", before if one.before == one.after else f"{before} → {after}", caption, select, one.units)

    def dependence(self, polity: str, before: str, after: str) -> ChangeRow:
        free = self.words("relation.self")
        steps = [self._name(one, day) if one else free for one, day in ((before, self.found.first), (after, self.found.last))]
        done = [one for one in self.found.changes if one.what == "dependence" and one.polity == polity]
        name = self._name(polity, self.found.last)
        return ChangeRow("dependence", name, f"{' → '.join(steps)} · {self._dates(done)}", f"polity:{polity}", self._land(polity))

    def member(self, bloc: str, polity: str, *, joined: bool) -> ChangeRow:
        at = "after" if joined else "before"
        done = [one for one in self.found.changes if one.what == "membership" and one.polity == polity and getattr(one, at) == bloc]
        told = self.words("changes.joined" if joined else "changes.left", bloc=say(self.atlas.blocs[bloc].short, self.view.language))
        event = next((one.event for one in reversed(done) if one.event in self.atlas.events), "")
        name = self._name(polity, self.found.last if joined else self.found.first)
        return ChangeRow("bloc", name, f"{told} · {self._dates(done)}", event or f"polity:{polity}", self._land(polity))

    def state(self, polity: str, *, born: bool) -> ChangeRow:
        lives = self.atlas.polities[polity].life
        day = next((life.start for life in lives if self.found.last in life), 0) if born else 0
        day = day or next((life.end for life in lives if self.found.first in life), self.found.last)
        told = self.words("changes.born" if born else "changes.gone")
        name = self._name(polity, self.found.last if born else self.found.first)
        when = short_day(day, self.view.language, year=True)
        return ChangeRow("state", name, f"{told} · {when}", f"polity:{polity}", self._land(polity))

    def name(self, polity: str) -> ChangeRow | None:
        language, one = self.view.language, self.atlas.polities[polity]
        before, after = one.name(language, self.found.first), one.name(language, self.found.last)
        if before == after:  # another language has another name
            return None
        done = [change for change in self.found.changes if change.what == "name" and change.polity == polity]
        return ChangeRow("name", f"{before} → {after}", self._dates(done), f"polity:{polity}", self._land(polity))

    def _land(self, polity: str) -> tuple[int, ...]:
        """Units that a polity holds on the last day, else those it held on the first."""
        index = self.atlas.polity_index[polity]
        for day in (self.found.last, self.found.first):
            held = (self.atlas.territory.holders(day) == index).nonzero()[0]
            if len(held):
                return tuple(held.tolist())
        return ()


def _events(atlas: Atlas, view: View, found: Difference) -> list[ChangeRow]:
    """Events between the two days that the filters let through, the weightier ones where there are many, by date."""
    between = [event for event in filtered(atlas, view) if found.first < event.when.start <= found.last]
    chosen = sorted(between, key=lambda event: event.weight)[:_MOST_EVENTS]
    chosen.sort(key=lambda event: (event.when.start, event.id))
    language = view.language
    return [
        ChangeRow(
            "event",
            say(event.title, language),
            " · ".join(part for part in (short_day(event.when.start, language, year=True), atlas.place_name(event, language)) if part),
            event.id,
        )
        for event in chosen
    ]
