"""The political map of a day: what every piece of land shows and what every line between two pieces is.

Only numpy, nothing of pixels. Land with the same history (holder, status, claims) is one *zone*: zones, not units, are drawn.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import NamedLine, Side
from viewer.model.ledger import NOBODY, STATUSES, Claim
from viewer.model.politics import NO_GROUP, RELATIONS, Standing
from viewer.model.record import dataclass

STYLES = ("", "west", "east", "china", "nonaligned", "axis", "allies")
"""Bloc styles; the position is the number in the arrays, 0 = in no bloc."""
LINE_RANK = ("east", "west", "axis", "allies", "china", "nonaligned", "")
"""Where two blocs meet, the first of these gives the boundary its look."""
TONES = ("full", "weak", "dependency", "nodata")
HATCHES = ("", "occupied", "unrecognised", "disputed")
MARKS = ("", "associate", "observer", "suspended", "beside")
"""What a pattern on land tells besides its colour: a tie that is less than membership, or a second bloc."""
NEUTRAL = 1
"""Claim of a state in no bloc (claims: 0 none, 1 neutral, style + 1 otherwise)."""
DE_FACTO = "de-facto"

LINES = ("none", "inner", "dependency", "state", "bloc", "claim")
"""What a line between two zones is; the position is the number in the arrays."""
NONE, INNER, DEPENDENCY, STATE, BLOC, CLAIM = range(6)
_PART, _DEPENDENT, _OCCUPIED = (RELATIONS.index(name) for name in ("part", "dependent", "occupied"))
_HATCHED = (STATUSES.index("occupied"), STATUSES.index("annexed"))
RIVAL = 0.6
"""A claim to more than this share of a state's land is a claim to the state: it is not hatched."""
_KEPT = 256
"""States of the map that are remembered."""
_UNMARKED = (1 << 13) - 1
"""Bits of the code of an AreaStyle that are not its mark."""


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How a piece of land is filled. Its `code` is a small number that means the same on every day.

    `style` is a number of STYLES; `tone` one of TONES; `hatch` one of HATCHES in the ink of `hatch_style`; `claim` 0 for none,
    else the claimant's style + 1; `mark` one of MARKS, `beside` in the ink of `hatch_style`. Land with a hatch has no mark.
    """

    style: int
    tone: str
    hatch: str = ""
    hatch_style: int = 0
    claim: int = 0
    mark: str = ""

    @property
    def code(self) -> int:
        """Number of this style, below AREA_CODES."""
        hatch, mark = HATCHES.index(self.hatch) << 5 | self.hatch_style << 7, MARKS.index(self.mark) << 13
        return self.style | TONES.index(self.tone) << 3 | hatch | self.claim << 10 | mark

    @classmethod
    def of(cls, code: int) -> AreaStyle:
        """Return the style that a code stands for."""
        return cls(code & 7, TONES[code >> 3 & 3], HATCHES[code >> 5 & 3], code >> 7 & 7, code >> 10 & 7, MARKS[code >> 13])


AREA_CODES = len(MARKS) << 13


@dataclass(frozen=True, slots=True)
class Zones:
    """Land with one and the same history. `of_unit` [U] is the zone of each unit, `unit` [Z] one unit of each zone."""

    of_unit: NDArray[np.int32]
    unit: NDArray[np.int32]

    @property
    def count(self) -> int:
        """Number of zones."""
        return len(self.unit)


def zones_of(atlas: Atlas) -> Zones:
    """Gather units that are held by the same polities, in the same way and with the same claims, all the time."""
    territory = atlas.territory
    claimed: dict[int, tuple[int, ...]] = {}
    for number, claim in enumerate(territory.claims):
        for unit in claim.units:
            claimed[unit] = (*claimed.get(unit, ()), number)
    columns: dict[str, NDArray[Any]] = {"day": territory.day, "holder": territory.holder, "status": territory.status}
    rows = np.empty(len(territory.day), dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        rows[name] = column
    held = rows.tobytes()
    edges = (territory.unit_start.astype(np.int64) * rows.itemsize).tolist()
    found: dict[object, int] = {}
    of_unit: list[int] = []
    first: list[int] = []
    for unit, (start, end) in enumerate(pairwise(edges)):
        history = held[start:end]
        zone = found.setdefault((history, claimed[unit]) if unit in claimed else history, len(found))
        of_unit.append(zone)
        if zone == len(first):
            first.append(unit)
    return Zones(np.array(of_unit, dtype=np.int32), np.array(first, dtype=np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class PoliticalState:
    """The political map of a run of days, seen from one viewpoint. Arrays run over zones.

    Equal `key`, equal map.
    """

    key: tuple[int, str]
    holder: NDArray[np.int16]
    """[Z] polity that is shown as the holder, NOBODY where unknown."""
    sovereign: NDArray[np.int16]
    """[Z] independent polity that the holder answers to."""
    relation: NDArray[np.uint8]
    """[Z] how the holder stands to the sovereign, a number of RELATIONS."""
    style: NDArray[np.uint8]
    """[Z] number of the bloc style."""
    area: NDArray[np.uint16]
    """[Z] code of the AreaStyle."""
    extent: NDArray[np.float64]
    """[Z] square kilometres of all the land of the sovereign."""
    sides: tuple[tuple[NDArray[np.bool_], NDArray[np.bool_]], ...]
    """For every named line in force: whether each zone [Z] stands on its western and on its eastern side."""

    def lines(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return what the lines between zones [A] and zones [A] are: numbers of LINES and of STYLES (whose look they take)."""
        one, other = self.style[left], self.style[right]
        rank = np.array([LINE_RANK.index(style) for style in STYLES], dtype=np.uint8)
        look = np.where(rank[one] <= rank[other], one, other)
        weakest = np.minimum(self.relation[left], self.relation[right])
        strongest = np.maximum(self.relation[left], self.relation[right])
        zones_of_occupation = (weakest == _OCCUPIED) & (one == other)
        within = (self.sovereign[left] == self.sovereign[right]) & (strongest != _DEPENDENT)
        kind = np.full(len(left), STATE, dtype=np.uint8)
        kind[(self.sovereign[left] == self.sovereign[right]) & (strongest == _DEPENDENT)] = DEPENDENCY
        kind[within | zones_of_occupation] = INNER
        kind[one != other] = BLOC
        same = self.holder[left] == self.holder[right]
        kind[same] = NONE
        self._mark_claims(left, right, same, kind, look)
        return kind, look.astype(np.uint8)

    def _mark_claims(
        self,
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        same: NDArray[np.bool_],
        kind: NDArray[np.uint8],
        look: NDArray[np.uint8],
    ) -> None:
        """Within one polity's land, mark lines on one side of which land is claimed, occupied or annexed, and on the other not."""
        one, other = self.area[left].astype(np.int32) & _UNMARKED, self.area[right].astype(np.int32) & _UNMARKED
        held = same & ((one >> 5 & 3) != (other >> 5 & 3))
        kind[held] = CLAIM
        look[held] = np.maximum(one >> 7 & 7, other >> 7 & 7)[held]
        disputed = same & (one >> 10 != other >> 10)
        kind[disputed] = CLAIM
        look[disputed] = np.maximum(np.maximum(one, other)[disputed] - (1 << 10), 0) >> 10

    def curtain(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int8]:
        """Return [A] 1 where a named line runs and its east is on the left, -1 where it is on the right, else 0."""
        found = np.zeros(len(left), dtype=np.int8)
        for west, east in self.sides:
            found[west[left] & east[right]] = -1
            found[east[left] & west[right]] = 1
        return found


class PoliticalMap:
    """Answers the political map of any day of an atlas; the last few answers are kept."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.zones = zones_of(atlas)
        area = atlas.basemap.area_km2
        self._zone_km2: NDArray[np.float64] = np.bincount(self.zones.of_unit, weights=area, minlength=self.zones.count).astype(np.float64)
        self._group_style = np.array([_style(group.style) for group in atlas.groups] + [0], dtype=np.uint8)
        self._group_weak = np.array([group.level == "weak" for group in atlas.groups] + [False], dtype=np.bool_)
        self._group_loose = np.array([group.level == "loose" for group in atlas.groups] + [False], dtype=np.bool_)
        self._zone_keys = self.zones.unit.astype(np.int64) << 32
        self._political_days = atlas.politics.change_days()
        self._standings: dict[int, Standing] = {}
        self._claimed = self._claim_table()
        self._states: OrderedDict[tuple[int, str], PoliticalState] = OrderedDict()

    def _claim_table(self) -> tuple[tuple[Claim, int, NDArray[np.intp]], ...]:
        """Return each claim, by which polity and to which zones it is."""
        known = [(claim, self.atlas.polity_index.get(claim.by, NOBODY)) for claim in self.atlas.territory.claims]
        return tuple(
            (claim, by, distinct(self.zones.of_unit[list(claim.units)]).astype(np.intp))
            for claim, by in known
            if by != NOBODY and claim.units
        )

    def state(self, day: int, viewpoint: str = DE_FACTO) -> PoliticalState:
        """Return the political map of a day. `viewpoint` is `de-facto` or the id of a polity whose view of disputed land is shown."""
        key = (self.atlas.version(day), viewpoint)
        state = self._states.get(key)
        if state is None:
            state = self._compute(day, key)
            self._states[key] = state
            if len(self._states) > _KEPT:
                self._states.popitem(last=False)
        else:
            self._states.move_to_end(key)
        return state

    def _compute(self, day: int, key: tuple[int, str]) -> PoliticalState:
        territory, standing = self.atlas.territory, self._standing(day)
        rows = np.searchsorted(territory.keys, self._zone_keys + day, side="right") - 1
        actual, status = territory.holder[rows], territory.status[rows]
        viewer = self.atlas.polity_index.get(key[1], NOBODY)
        shown, claim = self._claims(day, actual, np.isin(status, _HATCHED), standing, viewer)
        style, own, tone = self._tints(standing)
        mark, marked = self._marks(standing)
        # The row after the last polity stands for nobody, so that NOBODY (-1) finds it.
        sovereign = np.append(standing.sovereign, NOBODY).astype(np.int16)
        relation = np.append(standing.relation, 0).astype(np.uint8)
        taken = shown != actual
        mine = (actual >= 0) & ((actual == viewer) | (sovereign[actual] == viewer))
        area = _area_codes(style, own, tone, relation, shown, actual, status, claim, taken, mine)
        area = _marked(area, mark[shown], marked[shown])
        freed = self._freed(day, actual, standing, key[1])
        area[freed] = AreaStyle(0, "weak", "occupied").code | style[actual[freed]].astype(np.uint16) << 7
        above, related, look = (np.where(freed, own, of[shown]) for own, of in ((shown, sovereign), (0, relation), (0, style)))
        land = self._land(above)
        sides = self._sides(day, standing, shown)
        return PoliticalState(key, shown, above, related.astype(np.uint8), look.astype(np.uint8), area, land, sides)

    def _land(self, sovereign: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return [Z] square kilometres of all the land of each zone's sovereign."""
        whole = np.bincount(sovereign + 1, weights=self._zone_km2).astype(np.float64)
        return whole[sovereign + 1]

    def _standing(self, day: int) -> Standing:
        """Return how all polities stand on a day; dependence and membership change less often than land."""
        number = int(np.searchsorted(self._political_days, day, side="right"))
        if number not in self._standings:
            self._standings[number] = self.atlas.standing(day)
        return self._standings[number]

    def _tints(self, standing: Standing) -> tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint8]]:
        """Return for every polity and nobody [P + 1]: style, whether it is in a bloc by itself, and tone (a number of TONES)."""
        own = np.append(standing.group != NO_GROUP, False)
        group = np.append(np.where(standing.group != NO_GROUP, standing.group, standing.inherited), NO_GROUP)
        tone = np.where(self._group_weak[group], TONES.index("weak"), TONES.index("full")).astype(np.uint8)
        tone[-1] = TONES.index("nodata" if self.atlas.tells_land else "full")
        return self._group_style[group], own, tone

    def _marks(self, standing: Standing) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
        """Return for every polity and nobody [P + 1]: its mark (a number of MARKS), and the style of the bloc that the mark is of."""
        group, beside, tied = (np.append(one, NO_GROUP) for one in (standing.group, standing.beside, standing.tied))
        mark = np.where(beside != NO_GROUP, MARKS.index("beside"), np.append(standing.tie, 0)).astype(np.uint16)
        loose = self._group_loose[group]
        mark[loose], tied[loose], beside[loose] = MARKS.index("associate"), group[loose], NO_GROUP
        return mark, self._group_style[np.where(beside != NO_GROUP, beside, tied)].astype(np.uint16)

    def _claims(
        self,
        day: int,
        actual: NDArray[np.int16],
        hatched: NDArray[np.bool_],
        standing: Standing,
        viewer: int,
    ) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
        """Return who is shown as the holder of each zone [Z], and the index of the polity that claims it besides [Z], NOBODY if none."""
        shown, claimant = actual.copy(), np.full(len(actual), NOBODY, dtype=np.int64)
        sovereign = np.append(standing.sovereign, NOBODY)[actual]
        state = states_of(standing, actual)
        whole = self._land(state)
        for made, by, claimed in self._claimed:
            if day not in made.when:
                continue
            zones = claimed[actual[claimed] != by]
            if viewer != NOBODY and (speaks_for(standing, by, viewer) or self.atlas.polity_list[viewer].id in made.shared_by):
                shown[zones] = by
                continue
            if not made.id:  # who lost land by war claims it: the hatch of occupation tells that already
                zones = zones[~hatched[zones]]
            above, first = sovereign[zones], zones[:1]
            # A claim to most of a state is another government, not disputed land.
            rival = self._zone_km2[zones].sum() > RIVAL * whole[first].sum() and (state[zones] == state[first]).all()
            if not rival:
                claimant[zones[(actual[zones] != viewer) & (above != viewer)] if viewer != NOBODY else zones] = by
        claimant[shown != actual] = NOBODY
        return shown, claimant

    def _freed(self, day: int, actual: NDArray[np.int16], standing: Standing, viewpoint: str) -> NDArray[np.bool_]:
        """Return [Z] whether land answers to another than its holder in fact, but from a viewpoint does not: an annexed state's own."""
        freed = np.zeros(len(actual), dtype=np.bool_)
        for made, by, claimed in self._claimed:
            if made.id and viewpoint in (made.by, *made.shared_by) and day in made.when and standing.sovereign[by] != by:
                freed[claimed[actual[claimed] == by]] = True
        return freed

    def _sides(
        self,
        day: int,
        standing: Standing,
        shown: NDArray[np.int16],
    ) -> tuple[tuple[NDArray[np.bool_], NDArray[np.bool_]], ...]:
        lines: list[NamedLine] = [line for line in self.atlas.lines if day in line.when]
        standing = self.atlas.own.standing(day) if self.atlas.own and lines else standing
        both = ([np.append(on_side(self.atlas, side, standing), False)[shown] for side in (line.west, line.east)] for line in lines)
        return tuple((west, east) for west, east in both)


def on_side(atlas: Atlas, side: Side, standing: Standing) -> NDArray[np.bool_]:
    """Return [P] whether each polity stands on a side of a named line; parts stand with their sovereign.

    `standing` is that of the atlas's own scheme: a line is the same in every scheme.
    """
    wanted = np.array([group.id in side.groups for group in (atlas.own or atlas).groups] + [False], dtype=np.bool_)
    found: NDArray[np.bool_] = wanted[np.where(standing.group != NO_GROUP, standing.group, standing.inherited)]
    found[[atlas.polity_index[polity] for polity in side.polities if polity in atlas.polity_index]] = True
    found |= (standing.relation == _PART) & found[standing.sovereign]
    return found


def states_of(standing: Standing, holders: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return [N] the states whose land holders [N] have: those they answer to, but a state under occupation is one all the same."""
    under = np.append(standing.relation, _PART)[holders] == _OCCUPIED
    return np.where(under, holders, np.append(standing.sovereign, NOBODY)[holders]).astype(np.int16)


def speaks_for(standing: Standing, claimant: int, viewer: int) -> bool:
    """Whether a claim is the viewer's own: made by itself, or by a part of it as a union republic."""
    part = standing.relation[claimant] == _PART and standing.sovereign[claimant] == viewer
    return claimant == viewer or bool(part)


def _style(name: str) -> int:
    return STYLES.index(name) if name in STYLES else 0


def _marked(area: NDArray[np.uint16], mark: NDArray[np.uint16], style: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return codes of AreaStyles [Z] with marks in a style [Z]; land that is hatched keeps its hatch alone."""
    plain = (area >> 5 & 3) == 0
    beside = plain & (mark == MARKS.index("beside"))
    tied = plain & (mark > 0) & ~beside
    found = area | np.where(plain, mark << 13, 0) | np.where(beside, style << 7, 0) | np.where(tied, style, 0)
    return found.astype(np.uint16)


def _area_codes(
    style: NDArray[np.uint8],
    own: NDArray[np.bool_],
    tone: NDArray[np.uint8],
    relation: NDArray[np.uint8],
    shown: NDArray[np.int16],
    actual: NDArray[np.int16],
    status: NDArray[np.uint8],
    claimant: NDArray[np.int64],
    taken: NDArray[np.bool_],
    mine: NDArray[np.bool_],
) -> NDArray[np.uint16]:
    """Return the code of the AreaStyle of every zone [Z]; polity arrays are [P + 1], the others [Z]."""
    weak, dependency = TONES.index("weak"), TONES.index("dependency")
    area_style = style[shown].astype(np.int64)
    area_tone = tone[shown].astype(np.int64)
    hatch = np.zeros(len(shown), dtype=np.int64)
    hatch_style = np.zeros(len(shown), dtype=np.int64)
    coloured = area_style > 0
    inherited = coloured & ~own[shown]
    held = np.isin(status, (STATUSES.index("leased"), STATUSES.index("mandate")))
    area_tone[coloured & ((inherited & (relation[shown] == _DEPENDENT)) | held)] = dependency
    known = shown >= 0
    occupied = known & (taken | (status == STATUSES.index("occupied")) | (inherited & (relation[shown] == _OCCUPIED)))
    hatch[known & (status == STATUSES.index("annexed")) & ~mine] = HATCHES.index("unrecognised")
    hatch[known & (status == STATUSES.index("disputed")) & (claimant == NOBODY) & ~mine] = HATCHES.index("disputed")
    hatch[occupied] = HATCHES.index("occupied")
    area_tone[occupied] = weak
    hatched = hatch > 0
    hatch_style[hatched] = style[actual[hatched]]
    claim = np.where(claimant != NOBODY, style[claimant].astype(np.int64) + NEUTRAL, 0)
    return (area_style | area_tone << 3 | hatch << 5 | hatch_style << 7 | claim << 10).astype(np.uint16)
