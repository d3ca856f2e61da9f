"""Things that must not cover each other: each stands at the first free spot, those before it undisturbed."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.events.spreading import spread

APART, REACH = 29.0, 96.0
SPOTS = st.lists(st.tuples(st.integers(0, 160), st.integers(0, 160)).map(lambda spot: (float(spot[0]), float(spot[1]))), max_size=40)


def plain(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same, spot by spot."""
    placed: list[tuple[float, float]] = []
    for x, y in spots:
        rings = [(ring * 6.0, math.tau * turn / 24 + math.pi) for ring in range(1, 17) for turn in range(24)]
        tried = [(x, y), *((x + ring * math.cos(angle), y + ring * math.sin(angle)) for ring, angle in rings)]
        free = (spot for spot in tried if all((spot[0] - a) ** 2 + (spot[1] - b) ** 2 >= APART * APART for a, b in placed))
        placed.append(next(free, (x, y)))
    return placed


@given(SPOTS)
def test_each_stands_at_the_first_spot_that_is_free(spots: list[tuple[float, float]]) -> None:
    assert spread(spots, APART, REACH) == plain(spots)


def test_what_finds_no_room_stays_where_it_wants_to_stand() -> None:
    found = spread([(0.0, 0.0)] * 80, APART, REACH)
    assert found[-1] == (0.0, 0.0)
    assert len(set(found)) > 20
