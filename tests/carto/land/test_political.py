"""The political map of a day: who is shown, in what style, and what the lines between are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests import made_up, made_up_map
from viewer.carto.land.frontier import chains, frontier
from viewer.carto.land.political import (
    BLOC,
    CLAIM,
    DEPENDENCY,
    INNER,
    NONE,
    STATE,
    STYLES,
    AreaStyle,
    PoliticalMap,
    PoliticalState,
    zones_of,
)
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Dependency, Membership, NamedLine, Side
from viewer.model.ledger import NOBODY, STATUSES, Claim, build_territory
from viewer.model.time import ALWAYS, LAST_DAY, Interval, day_of

DAY = day_of("1960-06-01")
NAMES = ("usa", "ussr", "france", "colony", "zone", "republic", "india", "sweden", "french-zone")
USA, USSR, FRANCE, COLONY, ZONE, REPUBLIC, INDIA, SWEDEN, FRENCH_ZONE = range(9)
GROUPS = (
    BlocGroup("nato", "west", "full", {}, dependencies={"en": "Dependencies"}),
    BlocGroup("pact", "east", "full", {}, dependencies={"en": "Dependencies"}),
    BlocGroup("friends", "west", "weak", {}),
    BlocGroup("movement", "nonaligned", "full", {}),
)


def world(holders: list[tuple[int, str]], claims: tuple[Claim, ...] = (), lines: tuple[NamedLine, ...] = ()) -> PoliticalMap:
    """An atlas in which unit u is held as `holders[u]` tells: (polity, status)."""
    polities = {name: made_up.polity(name) for name in NAMES}
    ties = (
        ("colony", "france", "dependent"),
        ("zone", "usa", "occupied"),
        ("republic", "ussr", "part"),
        ("french-zone", "france", "occupied"),
    )
    for name, master, relation in ties:
        polities[name] = replace(polities[name], answers_to=(Dependency(ALWAYS, master, relation),))
    members = [("nato", "usa"), ("nato", "france"), ("pact", "ussr"), ("movement", "india")]
    opening = [(holder, STATUSES.index(status)) for holder, status in holders]
    atlas: Atlas = made_up.atlas(
        areas=[100.0] * len(holders),
        polities=tuple(polities.values()),
        holders=[0] * len(holders),
        blocs={group.id: Bloc(group.id, {}, {}, "alliance", group.id) for group in GROUPS},
        groups=GROUPS,
    )
    return PoliticalMap(
        replace(
            atlas,
            territory=build_territory(len(holders), opening, [(0, DAY + 900, holders[0][0], 0, 0)], (), claims),
            memberships=tuple(Membership(bloc, polity, ALWAYS) for bloc, polity in members),
            lines=lines,
        ),
    )


def area(state: PoliticalState, politics: PoliticalMap, unit: int) -> AreaStyle:
    return AreaStyle.of(int(state.area[politics.zones.of_unit[unit]]))


def line(politics: PoliticalMap, state: PoliticalState, left: int, right: int) -> tuple[int, str]:
    zones = politics.zones.of_unit
    kind, look = state.lines(zones[[left]], zones[[right]])
    return int(kind[0]), STYLES[look[0]]


@pytest.mark.parametrize(
    ("holder", "status", "expected"),
    [
        (USA, "full", AreaStyle(STYLES.index("west"), "full")),
        (COLONY, "full", AreaStyle(STYLES.index("west"), "dependency")),
        (ZONE, "full", AreaStyle(STYLES.index("west"), "weak", "occupied", STYLES.index("west"))),
        (REPUBLIC, "full", AreaStyle(STYLES.index("east"), "full")),
        (USSR, "occupied", AreaStyle(STYLES.index("east"), "weak", "occupied", STYLES.index("east"))),
        (USSR, "annexed", AreaStyle(STYLES.index("east"), "full", "unrecognised", STYLES.index("east"))),
        (SWEDEN, "full", AreaStyle(0, "full")),
        (SWEDEN, "mandate", AreaStyle(0, "full")),
        (FRANCE, "mandate", AreaStyle(STYLES.index("west"), "dependency")),
        (INDIA, "disputed", AreaStyle(STYLES.index("nonaligned"), "full", "disputed", STYLES.index("nonaligned"))),
        (NOBODY, "full", AreaStyle(0, "nodata")),
    ],
)
def test_land_is_styled_by_its_holder_and_how_it_is_held(holder: int, status: str, expected: AreaStyle) -> None:
    politics = world([(SWEDEN, "full"), (holder, status)])
    assert area(politics.state(DAY), politics, 1) == expected


def test_what_lines_are() -> None:
    politics = world(
        [
            (USA, "full"),
            (USSR, "full"),
            (FRANCE, "full"),
            (COLONY, "full"),
            (ZONE, "full"),
            (REPUBLIC, "full"),
            (INDIA, "full"),
            (SWEDEN, "full"),
            (USSR, "occupied"),
            (NOBODY, "full"),
        ],
    )
    state = politics.state(DAY)

    def between(left: int, right: int) -> tuple[int, str]:
        assert line(politics, state, left, right) == line(politics, state, right, left)
        return line(politics, state, left, right)

    assert between(0, 2) == (STATE, "west")
    assert between(0, 1) == (BLOC, "east")
    assert between(0, 6) == (BLOC, "west")
    assert between(6, 7) == (BLOC, "nonaligned")
    assert between(2, 3)[0] == DEPENDENCY
    assert between(1, 5)[0] == INNER
    assert between(0, 4)[0] == INNER
    assert between(1, 8) == (CLAIM, "east")
    assert between(7, 9)[0] == STATE
    assert between(1, 1)[0] == NONE


def test_two_occupation_zones_of_one_bloc_are_divided_by_an_inner_border() -> None:
    politics = world([(ZONE, "full"), (FRENCH_ZONE, "full"), (COLONY, "full")])
    assert line(politics, politics.state(DAY), 0, 1)[0] == INNER
    assert line(politics, politics.state(DAY), 0, 2)[0] == STATE


CLAIMED = (Claim("india", Interval(DAY - 10, LAST_DAY), (1,), "standing"),)


def test_a_claim_is_hatched_unless_one_looks_as_the_holder_or_the_claimant_does() -> None:
    politics = world([(USSR, "full")] * 2 + [(INDIA, "full")] + [(USSR, "full")] * 2, CLAIMED)
    before = politics.state(DAY - 11)
    assert area(before, politics, 1).claim == 0
    de_facto = politics.state(DAY)
    assert area(de_facto, politics, 1) == AreaStyle(STYLES.index("east"), "full", claim=STYLES.index("nonaligned") + 1)
    assert area(de_facto, politics, 0).claim == 0
    assert line(politics, de_facto, 0, 1) == (CLAIM, "nonaligned")
    russian = politics.state(DAY, "ussr")
    assert area(russian, politics, 1) == AreaStyle(STYLES.index("east"), "full")
    indian = politics.state(DAY, "india")
    nonaligned, east = STYLES.index("nonaligned"), STYLES.index("east")
    assert area(indian, politics, 1) == AreaStyle(nonaligned, "weak", "occupied", east)
    assert indian.holder[politics.zones.of_unit[1]] == INDIA
    assert area(politics.state(DAY, "usa"), politics, 1) == area(de_facto, politics, 1)


def test_the_claim_of_who_lost_land_by_war_is_told_by_the_hatch_of_occupation() -> None:
    holders = [(USSR, "occupied"), (USSR, "full"), (USSR, "full"), (USSR, "full"), (INDIA, "full")]
    of_transfer = (Claim("india", ALWAYS, (0, 1)),)
    politics = world(holders, of_transfer)
    assert [area(politics.state(DAY), politics, unit).claim for unit in (0, 1)] == [0, STYLES.index("nonaligned") + 1]
    standing = world(holders, (replace(of_transfer[0], id="standing"),))
    assert area(standing.state(DAY), standing, 0).claim == STYLES.index("nonaligned") + 1


def test_a_claim_to_a_whole_state_is_not_hatched() -> None:
    politics = world([(USSR, "full"), (USSR, "full"), (INDIA, "full")], (Claim("india", ALWAYS, (0, 1)),))
    assert area(politics.state(DAY), politics, 1).claim == 0


def test_annexation_is_plain_to_those_who_annexed() -> None:
    politics = world([(USSR, "full"), (REPUBLIC, "annexed")])
    assert area(politics.state(DAY), politics, 1).hatch == "unrecognised"
    assert area(politics.state(DAY, "ussr"), politics, 1).hatch == ""


def test_the_named_line_knows_its_east() -> None:
    curtain = NamedLine("curtain", {}, Interval(DAY, DAY + 10), "curtain", Side(("nato",), ("sweden",)), Side(("pact",), ()))
    politics = world([(USA, "full"), (REPUBLIC, "full"), (SWEDEN, "full"), (INDIA, "full"), (COLONY, "full")], lines=(curtain,))
    zones = politics.zones.of_unit
    left, right = zones[[0, 1, 2, 3, 1, 0]], zones[[1, 0, 1, 1, 4, 2]]
    assert politics.state(DAY).curtain(left, right).tolist() == [-1, 1, -1, 0, 1, 0]
    assert not politics.state(DAY - 1).curtain(left, right).any()
    assert not politics.state(DAY + 10).curtain(left, right).any()


def test_states_are_remembered_by_the_political_interval() -> None:
    politics = world([(USA, "full"), (USSR, "full")])
    assert politics.state(DAY) is politics.state(DAY + 899)
    assert politics.state(DAY) is not politics.state(DAY + 900)
    assert politics.state(DAY) is not politics.state(DAY, "usa")


def test_land_with_the_same_history_is_one_zone() -> None:
    politics = world([(USA, "full"), (USA, "full"), (USA, "full"), (USSR, "full"), (USA, "annexed"), (USA, "full")], CLAIMED)
    zones = politics.zones.of_unit.tolist()
    assert zones[2] == zones[5]
    assert len({zones[0], zones[1], zones[2], zones[3], zones[4]}) == 5
    np.testing.assert_array_equal(politics.zones.of_unit[politics.zones.unit], np.arange(politics.zones.count))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_zones_show_what_every_one_of_their_units_shows(seed: int) -> None:
    """The made-up continent's holders, unit by unit, on many days."""
    atlas = made_up_map.atlas(seed)
    politics = PoliticalMap(atlas)
    for day in range(made_up_map.FIRST - 5, made_up_map.LAST, 97):
        np.testing.assert_array_equal(politics.state(day).holder[politics.zones.of_unit], atlas.territory.holders(day))


def test_the_extent_of_a_state_is_all_its_land() -> None:
    politics = world([(USSR, "full"), (REPUBLIC, "full"), (SWEDEN, "full"), (USSR, "annexed")])
    extent = politics.state(DAY).extent[politics.zones.of_unit]
    assert extent.tolist() == [300.0, 300.0, 100.0, 300.0]


def test_frontiers_are_between_zones_and_coasts_at_the_sea() -> None:
    level = made_up_map.level()
    atlas = made_up_map.atlas()
    front = frontier(level, zones_of(atlas))
    left, right = front.sides
    assert (left != right).all()
    assert (left >= 0).all()
    assert (right >= 0).all()
    assert front.coast.sum() == 4 * made_up_map.SIDE + 1
    np.testing.assert_array_equal(front.index[front.between], np.arange(len(front.between)))


def test_arcs_are_chained_with_their_east_on_the_left_whatever_their_order() -> None:
    level = made_up_map.level()
    side = made_up_map.SIDE
    across = side * (side + 1)
    # The meridian in the middle of the continent, arcs going north: their east is on the right.
    arcs = np.array([across + 4 * side + row for row in range(side)])
    east = np.full(side, -1, dtype=np.int8)
    found = chains(level, arcs, east)
    assert found == [tuple(~arc for arc in reversed(arcs.tolist()))]
    shuffled = np.random.default_rng(1).permutation(side)
    assert chains(level, arcs[shuffled], east[shuffled]) == found


def test_chains_of_a_ring_and_of_two_pieces() -> None:
    level = made_up_map.level()
    side = made_up_map.SIDE
    across = side * (side + 1)
    square = [2 * side + 2, across + 3 * side + 2, 3 * side + 2, across + 2 * side + 2]  # south, east, north, west of one unit
    ring = chains(level, np.array(square), np.array([1, 1, -1, -1], dtype=np.int8))
    assert len(ring) == 1
    assert len(ring[0]) == 4
    apart = chains(level, np.array([0, 5]), np.array([1, 1], dtype=np.int8))
    assert apart == [(0,), (5,)]
