"""What a card beside the pointer tells of what lies under it."""

from __future__ import annotations

from collections.abc import Callable

from viewer.carto.days.dates import when_text
from viewer.carto.events.markers import Marker
from viewer.carto.land.blocs import bloc_name
from viewer.carto.land.viewpoint import disputes
from viewer.carto.scene import title_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say as text_of
from viewer.model.record import dataclass

Say = Callable[..., str]
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A few lines: a small one above, the title, small ones below, and what a click does."""

    above: str
    title: str
    below: tuple[str, ...]
    hint: str

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.title)

    @property
    def text(self) -> str:
        """All of it in lines, for readers of the screen."""
        return "\n".join(line for line in (self.above, self.title, *self.below, self.hint) if line)


NOTHING = Card("", "", (), "")


def marker_card(atlas: Atlas, view: View, marker: Marker, say: Say) -> Card:
    """Return what is told of a stack: the event in front, its date and place, and what else stands there."""
    event, language = atlas.events[marker.front], view.language
    below = [marker.name] if marker.name else []
    hint = say(language, "card.read")
    if len(marker.places) > 1:
        names = [name for name in dict.fromkeys(atlas.place_name(atlas.events[e], language) for e in _fronts(atlas, marker)) if name]
        more = "…" if len(names) > _MOST_NAMES else ""
        below = [say(language, "card.places", n=len(marker.places), names=_list(names[:_MOST_NAMES], language) + more)]
        hint = say(language, "card.part", n=marker.count)
    elif marker.count > 1:
        hint = say(language, "card.fan", n=marker.count)
    return Card(when_text(event.when, language), title_of(atlas, marker.front, language), tuple(below), hint)


def _fronts(atlas: Atlas, marker: Marker) -> list[str]:
    """One event of each place of a cluster."""
    found: dict[str, str] = {}
    for event in marker.events:
        found.setdefault(atlas.events[event].place or event, event)
    return list(found.values())


def _list(names: list[str], language: str) -> str:
    return ("、" if language == "ja" else ", ").join(names)


def land_card(atlas: Atlas, view: View, unit: int, say: Say) -> Card:
    """Return what is told of land: who holds it, how that polity stands, its blocs of the day by their tie, who claims it.

    Of nobody's land it tells why it is that; where the atlas tells of no land at all, there is nothing to tell.
    """
    holder = int(atlas.territory.holders(view.instant)[unit])
    if holder < 0:
        return _free_card(atlas, view, unit, say)
    day, language = view.instant, view.language
    polity = atlas.polity_list[holder]
    ties = [tie for tie in polity.answers_to if day in tie.when]
    told = [say(language, f"relation.{tie.relation}", of=atlas.name_of(tie.to, language, day)) for tie in ties]
    members = sorted((m for m in atlas.memberships if m.polity == polity.id and day in m.when), key=lambda m: m.tie != "member")
    blocs = list(dict.fromkeys(_tied(bloc_name(atlas, m.bloc, language), m.tie, language, say) for m in members))
    told += [_shortened(blocs, language)] if blocs else []
    told += _claimed(atlas, view, unit, say)
    return Card("", polity.name(language, day), tuple(told), say(language, "card.land"))


def _tied(bloc: str, tie: str, language: str, say: Say) -> str:
    """A bloc, with the tie behind it where that is less than membership."""
    if tie == "member":
        return bloc
    word = say(language, f"tie.{tie}")
    return f"{bloc}（{word}）" if language == "ja" else f"{bloc} ({word})"


def _shortened(names: list[str], language: str) -> str:
    return _list(names[:_MOST_NAMES], language) + ("…" if len(names) > _MOST_NAMES else "")


def _claimed(atlas: Atlas, view: View, unit: int, say: Say) -> list[str]:
    """A line that tells who claims land, in a claim with a name; none where nobody does, or only to be its government."""
    day, language = view.instant, view.language
    found = [one.claim.by for one in disputes(atlas, day) if one.claim.names and not one.rival and unit in one.units]
    names = [atlas.name_of(who, language, day) for who in dict.fromkeys(found)]
    return [say(language, "card.claimed", names=_shortened(names, language))] if names else []


def _free_card(atlas: Atlas, view: View, unit: int, say: Say) -> Card:
    """What is told of land that nobody holds."""
    land, language = atlas.unheld_at(unit, view.instant), view.language
    if land is None:
        if not atlas.tells_land:
            return NOTHING
        return Card("", say(language, "free.unknown"), (), "")
    nobody = say(language, "free.nobody")
    name, note = text_of(land.names, language), text_of(land.note, language)
    below = ((note,) if note else ()) + tuple(_claimed(atlas, view, unit, say))
    return Card(nobody if name else "", name or nobody, below, say(language, "free.click"))
