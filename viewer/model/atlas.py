"""The atlas: everything that is true, as one immutable value."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import field, fields, replace
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.model.distinct import distinct
from viewer.model.entities import (
    Actor,
    Bloc,
    BlocGroup,
    BlocScheme,
    EraScheme,
    Event,
    Frontier,
    Kind,
    Membership,
    NamedLine,
    Office,
    Place,
    Polity,
    Route,
    Sea,
    Series,
    Source,
    Story,
    Synonyms,
    Text,
    say,
)
from viewer.model.free_land import FreeLand
from viewer.model.ledger import Territory
from viewer.model.politics import Politics, Standing
from viewer.model.record import dataclass
from viewer.model.time import Interval
from viewer.model.topology import Basemap
from viewer.model.treaties import Treaty

_KEPT = 64
"""Political intervals of which it is remembered how all polities stand."""
_NUMBERS = count(1)


@dataclass(frozen=True, eq=False)
class Atlas:
    """All of an atlas. Mappings keep the order of the files; `events` are sorted by (start, id)."""

    title: Text
    span: Interval
    languages: tuple[str, ...]
    opening_view: str
    basemap: Basemap
    territory: Territory
    polities: Mapping[str, Polity]
    kinds: Mapping[str, Kind]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    events: Mapping[str, Event]
    blocs: Mapping[str, Bloc]
    groups: tuple[BlocGroup, ...]
    memberships: tuple[Membership, ...]
    lines: tuple[NamedLine, ...] = ()
    eras: tuple[EraScheme, ...] = ()
    offices: tuple[Office, ...] = ()
    series: tuple[Series, ...] = ()
    seas: tuple[Sea, ...] = ()
    routes: tuple[Route, ...] = ()
    stories: tuple[Story, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()
    regions: Mapping[str, tuple[Text, tuple[int, ...]]] = field(default_factory=dict)
    """Named regions: id -> (names, unit indices); `cut:ID` and `adm0:ID` are not listed."""
    treaties: Mapping[str, Treaty] = field(default_factory=dict)
    """Treaties and papers of archives, in the order of the files."""
    schemes: tuple[BlocScheme, ...] = ()
    """Ways to read the blocs; the first is the atlas's own."""
    scheme: str = ""
    """Scheme by which this value reads the blocs; empty = by the rows of the atlas itself."""
    own: Atlas | None = None
    """The atlas of which this is a reading by a scheme; None for the atlas itself."""
    unheld: tuple[FreeLand, ...] = ()
    """Land that is said to be nobody's."""
    licence: str = ""
    frontiers: tuple[Frontier, ...] = ()
    """Lines that are told by name, in the order of the files."""
    heading: Text = field(default_factory=dict)
    """What a picture of the whole is called; the title where it is empty."""
    checksum: str = ""

    @property
    def first_language(self) -> str:
        """Language in which the atlas is told first; English where it names none."""
        return self.languages[0] if self.languages else "en"

    @cached_property
    def polity_list(self) -> tuple[Polity, ...]:
        """Polities by the index that the arrays use."""
        return tuple(self.polities.values())

    @cached_property
    def polity_index(self) -> Mapping[str, int]:
        """Polity id -> index."""
        return {polity: number for number, polity in enumerate(self.polities)}

    @cached_property
    def politics(self) -> Politics:
        """Dependence and membership by day."""
        return Politics(self.polity_list, self.blocs, self.groups, self.memberships)

    def in_scheme(self, identifier: str) -> Atlas:
        """Return this atlas with its blocs read by a scheme; by its own rows where it has no such scheme. Each reading is made once."""
        own = self.own or self
        if identifier not in own._readings:  # noqa: SLF001 - of the same class
            found = next((scheme for scheme in own.schemes if scheme.id == identifier and scheme.groups), None)
            own._readings[identifier] = _read_by(own, found) if found else own  # noqa: SLF001
        return own._readings[identifier]  # noqa: SLF001

    def with_stories(self, stories: tuple[Story, ...]) -> Atlas:
        """Return this atlas (not a reading of it by a scheme) with other stories; what was worked out from the rest is kept."""
        own = self.own or self
        made = replace(own, stories=stories)
        names = {one.name for one in fields(own)} | {"_readings", "number", "worked_out"}
        made.__dict__.update({name: value for name, value in own.__dict__.items() if name not in names})
        return made

    @cached_property
    def _readings(self) -> dict[str, Atlas]:
        return {}

    @cached_property
    def number(self) -> int:
        """Tells it from every other atlas of this process: unlike an `id`, it is never given again."""
        return next(_NUMBERS)

    @cached_property
    def worked_out(self) -> dict[object, dict[Hashable, Any]]:
        """What functions remember of it (`model.worked_out.kept`)."""
        return {}

    @cached_property
    def tells_land(self) -> bool:
        """Whether it tells of any land whose it is, or that it is nobody's. An atlas of places and ways alone is drawn on plain land."""
        return bool(self.unheld) or bool((self.territory.holder >= 0).any())

    @cached_property
    def change_days(self) -> NDArray[np.int64]:
        """Days on which land, dependence, membership or a named line changes; sorted."""
        lines = np.array([day for line in self.lines for day in (line.when.start, line.when.end)], dtype=np.int64)
        claims = np.array([day for c in self.territory.claims for day in (c.when.start, c.when.end)], dtype=np.int64)
        lives = np.array([d for p in self.polity_list for i in p.life for d in (i.start, i.end)], dtype=np.int64)
        blocs = [one.politics.change_days() for one in (self, self.own) if one]  # named lines run where the atlas's own rows say
        return distinct(np.concatenate([self.territory.change_days(), *blocs, lines, claims, lives]))

    def version(self, day: int) -> int:
        """Return the number of the political interval that a day lies in: equal numbers, equal political map."""
        return int(np.searchsorted(self.change_days, day, side="right"))

    def standing(self, day: int) -> Standing:
        """Return how all polities stand on a day; the last answers are kept, so treat the arrays as read only."""
        kept, version = self._standings, self.version(day)
        if version not in kept:
            if len(kept) >= _KEPT:
                del kept[next(iter(kept))]
            kept[version] = self.politics.at(day)
        return kept[version]

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        return {}

    def unheld_at(self, unit: int, day: int) -> FreeLand | None:
        """Return what the atlas tells of a unit that nobody holds on a day; None where it tells nothing."""
        return next((land for land in self.unheld if day in land.when and unit in land.units), None)

    @cached_property
    def event_list(self) -> tuple[Event, ...]:
        """Events in order of time."""
        return tuple(self.events.values())

    @cached_property
    def causes(self) -> Mapping[str, tuple[str, ...]]:
        """Event id -> ids of the events that lead to it."""
        found: dict[str, list[str]] = {}
        for event in self.event_list:
            for link in event.leads_to:
                found.setdefault(link.event, []).append(event.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def treaties_of(self) -> Mapping[str, tuple[Treaty, ...]]:
        """Event id -> the treaties and documents that it tells of."""
        found: dict[str, tuple[Treaty, ...]] = {}
        for treaty in self.treaties.values():
            if treaty.event:
                found[treaty.event] = (*found.get(treaty.event, ()), treaty)
        return found

    def name_of(self, identifier: str, language: str, day: int) -> str:
        """Return the name of any polity, actor, place or bloc on a day; the id itself where it is unknown."""
        if identifier in self.polities:
            return self.polities[identifier].short_name(language, day)
        if identifier in self.actors:
            actor = self.actors[identifier]
            return say(actor.short, language) or say(actor.names, language)
        if identifier in self.places:
            return self.places[identifier].name(language, day)
        if identifier in self.blocs:
            return say(self.blocs[identifier].names, language)
        return identifier

    def place_name(self, event: Event, language: str) -> str:
        """Return the name of where an event happened, as it was called then; empty where that is unknown."""
        if event.place in self.places:
            return self.places[event.place].name(language, event.when.start)
        return say(event.spot, language)


def _read_by(atlas: Atlas, scheme: BlocScheme) -> Atlas:
    """Return an atlas whose blocs feed the rows of a scheme."""
    row = {bloc: group.id for group in scheme.groups for bloc in group.blocs}
    blocs = {bloc.id: replace(bloc, group=row.get(bloc.id, "")) for bloc in atlas.blocs.values()}
    return replace(atlas, blocs=blocs, groups=scheme.groups, scheme=scheme.id, own=atlas)
