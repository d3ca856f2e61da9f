"""Rings and lines on a picture: cut off at its edges, closed round the limb, and holding what they hold on the earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import made_up_map
from viewer.carto.land.frontier import Chain
from viewer.carto.projections.projection import Points, projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.vectors.areas import area_rings
from viewer.carto.vectors.outlines import batches, holds, laid_ring, on_picture
from viewer.carto.vectors.polylines import cut_line


def port(name: str = "laea", centre: tuple[float, float] = (0.0, 20.0), zoom: float = 1.0) -> Viewport:
    return Viewport(projection_of(name, centre), centre, zoom, 400, 300)


def circle(lon: float, lat: float, radius: float) -> Points:
    """A ring about a place, in degrees."""
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    return np.column_stack([lon + radius * np.cos(turn) / np.cos(np.radians(lat)), lat + radius * np.sin(turn)])


def area(rings: list[Points]) -> float:
    return sum(abs(float((r[:, 0] * np.roll(r[:, 1], -1) - np.roll(r[:, 0], -1) * r[:, 1]).sum() / 2)) for r in rings)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_areas_are_closed_and_have_only_their_own_edge(seed: int) -> None:
    level = made_up_map.level()
    number = np.append(np.random.default_rng(seed).integers(-1, 3, made_up_map.UNITS), -1)
    left, right = number[level.arc_left], number[level.arc_right]
    rings = area_rings(level, left, right)
    assert list(rings) == sorted(set(number[:-1].tolist()) - {-1})

    def ends(step: int) -> tuple[Points, Points]:
        arc = step if step >= 0 else ~step
        first, last = level.xy[level.arc_start[arc]], level.xy[level.arc_start[arc + 1] - 1]
        return (first, last) if step >= 0 else (last, first)

    for one, chains in rings.items():
        steps = [step for chain in chains for step in chain]
        assert len(steps) == len(set(steps)) == np.count_nonzero((left == one) != (right == one))
        for chain in chains:
            following: Chain = (*chain[1:], chain[0])
            assert all((ends(step)[1] == ends(after)[0]).all() for step, after in zip(chain, following, strict=True))
            assert all((left[step] if step >= 0 else right[~step]) == one for step in chain)


@pytest.mark.parametrize("centre", [(0.0, 0.0), (70.0, 0.0), (85.0, 30.0), (-60.0, -50.0)])
def test_a_ring_over_the_limb_is_closed_along_it(centre: tuple[float, float]) -> None:
    """Whatever is seen of a cap, a globe shows at least that, and nothing beyond its edge."""
    projection = projection_of("globe", centre)
    ring = laid_ring(circle(0.0, 0.0, 40.0), projection)
    assert np.hypot(*ring.T).max() <= 1.0 + 1e-9
    for lon, lat in np.random.default_rng(5).uniform(-88, 88, (200, 2)):
        apart = np.hypot(lon, lat)  # the cap is a circle in degrees
        place = np.array([[lon, lat]])
        if projection.visible(place)[0] and abs(apart - 40.0) > 2.0 and np.hypot(*projection.forward(place)[0]) < 0.99:
            assert holds([ring], projection.forward(place)) == (apart < 40.0)


def test_what_is_behind_the_globe_is_not_drawn() -> None:
    assert not len(laid_ring(circle(180.0, 0.0, 20.0), projection_of("globe", (0.0, 0.0))))


@pytest.mark.parametrize("name", ["equal-earth", "natural-earth"])
def test_a_ring_over_the_cut_of_a_world_lies_at_both_its_ends(name: str) -> None:
    projection = projection_of(name, (11.0, 0.0))
    ring = laid_ring(circle(-169.0, 10.0, 15.0), projection)
    edge = float(projection.outline()[:, 0].max())
    for lon, inside in ((-175.0, True), (-160.0, True), (-150.0, False), (11.0, False), (170.0, False)):
        assert holds([ring], projection.forward(np.array([[lon, 10.0001]]))) == inside
    assert np.abs(ring[:, 0]).max() <= edge + 1e-9
    shown = on_picture([ring], Viewport(projection, (11.0, 0.0), 0.0, 2000, 1000))
    assert area(shown) < 30_000, "no streak across the map"


@given(some.floats(-170, 170), some.floats(-70, 70), some.floats(1, 40), some.sampled_from(["equal-earth", "globe", "laea", "arctic"]))
def test_nothing_lies_beyond_the_picture(lon: float, lat: float, radius: float, name: str) -> None:
    viewport = port(name, (lon / 2, lat / 2))
    for ring in on_picture([laid_ring(circle(lon, min(max(lat, -40), 40), radius), viewport.projection)], viewport):
        assert (ring >= -1e-9).all()
        assert (ring <= np.array([400, 300]) + 1e-9).all()


def test_a_ring_round_the_picture_fills_it() -> None:
    viewport = port(zoom=5.0)
    assert area(on_picture([laid_ring(circle(0.0, 20.0, 30.0), viewport.projection)], viewport)) == pytest.approx(400 * 300)


def test_a_line_is_cut_at_the_edges_of_the_picture() -> None:
    line = np.array([[-50.0, 150.0], [200.0, 150.0], [200.0, 400.0], [300.0, 400.0], [300.0, 200.0]])
    first, second = cut_line(line, port())
    assert first.tolist() == [[0.0, 150.0], [200.0, 150.0], [200.0, 300.0]]
    assert second.tolist() == [[300.0, 300.0], [300.0, 200.0]]


def test_parts_of_many_rings_fill_the_same() -> None:
    """A ring and what lies in it, as a lake with an island, stay together."""
    rings = [ring for lon in range(-60, 61, 30) for ring in (circle(lon, 0, 10), circle(lon, 0, 6), circle(lon, 0, 2), circle(lon, 20, 3))]
    parts = batches(rings, 500)
    assert len(parts) > 2
    assert sum(map(len, parts)) == len(rings)
    for place in np.random.default_rng(1).uniform(-70, 70, (300, 1, 2)):
        point = place * (1.0, 0.4)
        assert holds(rings, point) == any(holds(part, point) for part in parts)
