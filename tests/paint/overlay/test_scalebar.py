"""The numbers of a scale bar: exact, none over another, the middle rather than the quarter."""

from __future__ import annotations

from itertools import pairwise

import pytest

from viewer.carto.projections.scalebar import ScaleBar
from viewer.paint.overlay.scalebar import _numbers
from viewer.paint.type import text_width


@pytest.mark.parametrize(
    ("km", "width", "told"),
    [
        (50.0, 140.0, ["50 km", "0", "20", "10"]),
        (5000.0, 140.0, ["5,000 km", "0", "2,000"]),
        (2000.0, 75.0, ["2,000 km", "0", "1,000"]),
        (2000.0, 50.0, ["2,000 km", "0"]),
        (4000.0, 148.0, ["4,000 km", "0", "2,000", "1,000"]),
        (2000.0, 74.0, ["2,000 km", "0", "1,000"]),
        (10.0, 140.0, ["10 km", "0", "5", "2.5"]),
        (0.5, 140.0, ["0.5 km", "0", "0.2", "0.1"]),
    ],
)
def test_numbers_are_exact_and_the_middle_comes_first(km: float, width: float, told: list[str], fonts: object) -> None:
    parts = (0.2, 0.4) if str(km).lstrip("0.").startswith("5") else (0.25, 0.5)
    found = _numbers(ScaleBar(km, width, (0.0, parts[0] * km, parts[1] * km, km)), 20.0, 10.5)
    assert [text for _, text in found] == told
    ends = sorted((x, x + text_width(text, 10.5)) for x, text in found)
    assert all(left - right >= 0.7 * 10.5 for (_, right), (left, _) in pairwise(ends)), "numbers run together"
