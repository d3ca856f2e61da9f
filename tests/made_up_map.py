"""A made-up continent of crooked squares with an island, whose land changes hands, for tests of what is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests import made_up
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Dependency, Membership, NamedLine, Polity, Side
from viewer.model.ledger import Claim, build_territory
from viewer.model.time import Interval, day_of
from viewer.model.topology import Basemap, Level, Lines

SIDE = 8
"""Squares along each side of the continent."""
STEP = 6.0
"""Degrees of a square."""
WEST, SOUTH = -24.0, 4.0
UNITS = SIDE * SIDE + 1
"""The last unit is the island."""
ISLAND = UNITS - 1
STYLES = ("west", "east", "china", "nonaligned")
FIRST, LAST = day_of("1950-01-01"), day_of("1960-12-31")


def _corner(column: int, row: int) -> tuple[float, float]:
    """A corner of the net, moved a little so that edges are crooked."""
    wiggle = np.random.default_rng(column * 97 + row * 13)
    east, north = wiggle.uniform(-1.5, 1.5, 2)
    return WEST + column * STEP + float(east), SOUTH + row * STEP + float(north)


def unit_of(column: int, row: int) -> int:
    """Unit in a column and row of the continent, -1 outside."""
    return row * SIDE + column if 0 <= column < SIDE and 0 <= row < SIDE else -1


def level() -> Level:
    """Return the coverage: every edge of the net is an arc with a bend in the middle."""
    lines, left, right = [], [], []
    for row in range(SIDE + 1):
        for column in range(SIDE):  # going east: north is on the left
            lines.append((_corner(column, row), _corner(column + 1, row)))
            left.append(unit_of(column, row))
            right.append(unit_of(column, row - 1))
    for column in range(SIDE + 1):
        for row in range(SIDE):  # going north: west is on the left
            lines.append((_corner(column, row), _corner(column, row + 1)))
            left.append(unit_of(column - 1, row))
            right.append(unit_of(column, row))
    points = [np.array([a, ((a[0] + b[0]) / 2 + 0.4, (a[1] + b[1]) / 2 - 0.3), b]) for a, b in lines]
    island = np.array([(40.0, 10.0), (44.0, 10.5), (43.0, 14.0), (39.5, 13.0), (40.0, 10.0)])
    points.append(island)
    left.append(ISLAND)
    right.append(-1)
    start = np.concatenate([[0], np.cumsum([len(one) for one in points])])
    across = SIDE * (SIDE + 1)
    rings, arcs = [0], []
    for unit in range(UNITS - 1):
        row, column = divmod(unit, SIDE)
        south, north = row * SIDE + column, (row + 1) * SIDE + column
        west, east = across + column * SIDE + row, across + (column + 1) * SIDE + row
        arcs += [south, east, ~north, ~west]
        rings.append(len(arcs))
    arcs.append(len(points) - 1)
    rings.append(len(arcs))
    return Level(
        tolerance=0.1,
        xy=np.concatenate(points).astype(np.float32),
        arc_start=start.astype(np.int32),
        arc_left=np.array(left, np.int32),
        arc_right=np.array(right, np.int32),
        arc_frame=np.zeros(len(points), np.bool_),
        ring_start=np.array(rings, np.int32),
        ring_arcs=np.array(arcs, np.int32),
        ring_unit=np.arange(UNITS, dtype=np.int32),
    )


def basemap() -> Basemap:
    """Return the continent with a lake and a river."""
    lake = Lines(np.array([(-5, 25), (1, 26), (2, 30), (-4, 31), (-5, 25)], np.float32), np.array([0, 5], np.int32), np.zeros(1, np.int32))
    river = Lines(np.array([(-20, 8), (-8, 20), (10, 44)], np.float32), np.array([0, 3], np.int32), np.zeros(1, np.int32))
    codes = tuple(f"AAA-{number}" for number in range(UNITS))
    point = np.array([(WEST + (u % SIDE + 0.5) * STEP, SOUTH + (u // SIDE + 0.5) * STEP) for u in range(UNITS - 1)] + [(42.0, 12.0)])
    return Basemap(codes, ("AAA",) * UNITS, np.full(UNITS, 400_000.0), point, (level(),), (lake,), river)


def atlas(seed: int = 1) -> Atlas:
    """Return an atlas whose land, dependence, blocs, claims and named line change often between FIRST and LAST."""
    random = np.random.default_rng(seed)
    names = [f"state-{number}" for number in range(10)] + ["colony", "zone", "republic"]
    polities = {name: made_up.polity(name) for name in names}
    for name, relation in (("colony", "dependent"), ("zone", "occupied"), ("republic", "part")):
        master = Dependency(Interval(1, FIRST + 2500), f"state-{random.integers(0, 4)}", relation)
        polities[name] = replace(polities[name], answers_to=(master,))
    days = sorted(random.integers(FIRST, LAST, 40).tolist())
    opening = [(int(random.integers(-1, len(names))), int(random.integers(0, 2) * random.integers(0, 6))) for _ in range(UNITS)]
    records = []
    for entry, day in enumerate(days):
        taken = random.choice(UNITS, random.integers(1, 9), replace=False).tolist()
        records += [(unit, day, int(random.integers(0, len(names))), int(random.choice([0, 0, 0, 1, 2, 5])), entry) for unit in taken]
    claims = tuple(
        Claim(names[int(random.integers(0, 6))], Interval(days[i], days[i + 9]), tuple(random.choice(UNITS, 3, replace=False).tolist()))
        for i in range(0, 30, 7)
    )
    groups = (
        *(BlocGroup(style, style, "full", {}, dependencies={"en": "Dependencies"}) for style in STYLES),
        BlocGroup("weak", "west", "weak", {}),
    )
    blocs = {group.id: Bloc(group.id, {}, {}, "alliance", group.id) for group in groups}
    members = tuple(
        Membership(groups[int(random.integers(0, 5))].id, name, Interval(days[i % 30], days[i % 30 + 9]))
        for i, name in enumerate(names[:10] * 2)
    )
    curtain = NamedLine("curtain", {}, Interval(days[4], days[30]), "curtain", Side(("west",), ("state-8",)), Side(("east",), ()))
    return replace(
        made_up.atlas(polities=tuple[Polity, ...](polities.values()), blocs=blocs, groups=groups),
        basemap=basemap(),
        territory=build_territory(UNITS, opening, records, (), claims),
        memberships=members,
        lines=(curtain,),
        span=Interval(FIRST, LAST),
    )
