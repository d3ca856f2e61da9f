"""Several maps of one View: the second map, cells of a sheet, days spread over a span."""

from __future__ import annotations

import math
from itertools import pairwise

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.beside import MODES, MOST_CELLS, Beside, read_beside, read_days, spread_days, write_beside, write_days
from viewer.carto.moving.fit import fit_world
from viewer.carto.multiples import CAPTION, cell_view, lay_cells, second_view, swapped
from viewer.carto.view import View
from viewer.model.time import LAST_DAY, day_of

_DAYS = st.integers(1, LAST_DAY - 1)
_BESIDES = st.builds(Beside, st.sampled_from(MODES), st.none() | _DAYS, st.none() | st.text("ab-;= é", max_size=5), st.floats(0, 1))


@given(_BESIDES)
def test_a_second_map_is_read_back(beside: Beside) -> None:
    assert read_beside(write_beside(beside)) == beside


@pytest.mark.parametrize("text", ["over", "side;1962", "side;;spheres", "side;;=a;2", "side;;=a;nan", "side;;=a;0.5;x", "side;1962-02-30"])
def test_a_second_map_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_beside(text)


@given(made_up.views())
def test_the_second_view_differs_only_in_what_beside_says(view: View) -> None:
    second = second_view(view)
    if view.beside is None:
        assert second == view
        return
    assert second.instant == (view.instant if view.beside.instant is None else view.beside.instant)
    assert second.scheme == (view.scheme if view.beside.scheme is None else view.beside.scheme)
    assert (second.centre, second.zoom, second.projection, second.query) == (view.centre, view.zoom, view.projection, view.query)
    assert second_view(second) == second


@given(made_up.views())
def test_swapping_twice_changes_nothing(view: View) -> None:
    assert swapped(swapped(view)) == view
    if view.beside is not None:
        assert second_view(swapped(view)).instant == view.instant


@given(_DAYS, _DAYS, st.integers(-3, 60))
def test_days_are_spread_from_the_first_to_the_last(one: int, other: int, count: int) -> None:
    first, last = sorted((one, other))
    days = spread_days(first, last, count)
    assert len(days) == max(1, min(count, MOST_CELLS, last - first + 1))
    assert days[0] == first
    assert len(days) == 1 or days[-1] == last
    assert list(days) == sorted(set(days))
    gaps = {after - before for before, after in pairwise(days)}
    assert not gaps or max(gaps) - min(gaps) <= 1
    assert read_days(write_days(days)) == days


def test_too_many_days_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 25"):
        read_days(",".join(["1962-10-22"] * 26))


@given(st.integers(1, 25), st.floats(50, 4000), st.floats(50, 3000))
def test_cells_fill_the_sheet_without_overlap(count: int, width: float, height: float) -> None:
    cells = lay_cells(range(1, count + 1), width, height)
    assert [cell.day for cell in cells] == list(range(1, count + 1))
    for cell in cells:
        assert -1e-6 <= cell.x <= cell.x + cell.width <= width + 1e-6 or cell.width == 1.0
        assert cell.map[1] == cell.y + CAPTION
    for number, cell in enumerate(cells):
        for other in cells[number + 1 :]:
            apart = other.x >= cell.x + cell.width or other.y >= cell.y + cell.height or cell.x >= other.x + other.width
            assert apart or 1.0 in (cell.width, cell.height)
        middle = cell.x + cell.width / 2, cell.y + cell.height / 2
        assert [one for one in cells if one.holds(*middle)] == [cell]


def test_as_much_is_seen_in_a_cell_as_on_the_whole_map() -> None:
    view = View(zoom=3.0, centre=(15.0, 50.0), projection="laea", selected="some-event", fan="berlin")
    cell = cell_view(view, day_of("1945-05-09"), (800.0, 600.0), (200.0, 150.0))
    assert (cell.zoom, cell.centre, cell.instant) == (1.0, view.centre, day_of("1945-05-09"))
    assert (cell.selected, cell.fan, cell.days, cell.beside) == ("", "", (), None)
    assert cell_view(view.with_(selected="bloc:nato"), 1, (8.0, 6.0), (2.0, 1.5)).selected == "bloc:nato"


def test_a_map_of_all_the_world_stays_one_in_a_cell_of_another_shape() -> None:
    view = fit_world(View(), 1600.0, 700.0)
    cell = cell_view(view, 1, (1600.0, 700.0), (400.0, 300.0))
    assert cell.zoom == fit_world(View(), 400.0, 300.0).zoom
    assert "names" in cell.hidden_layers
    near = cell_view(view.with_(zoom=view.zoom + 1.0), 1, (1600.0, 700.0), (400.0, 300.0))
    assert near.zoom == round(view.zoom + 1.0 + math.log2(min(400 / 1600, 300 / 700)), 3)
    assert "names" not in near.hidden_layers
