"""The drawn lines against the towns along them: each lies with the state that had it when the line was a border."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from atlas_places import holding, the_atlas

from viewer.model.time import day_of

LINES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "data" / "border_towns.yaml").read_bytes(), yaml.CBaseLoader)


def on_the_wrong_side(line: dict[str, Any]) -> list[str]:
    """Towns of a line that the ledger gives to another; `sides` names holders, else whom they answer to."""
    wrong = []
    for side, towns in line["sides"].items():
        for name, lon, lat in towns:
            found = holding(float(lon), float(lat), line["day"])
            if side != (found.holder if found.holder in line["sides"] else found.sovereign):
                wrong.append(f"{name} ({lon}, {lat}) is {side}'s, the ledger has {found.holder} of {found.sovereign} ({found.unit})")
    return wrong


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['line']}-{line['day']}")
def test_towns_lie_on_their_side_of_the_line(line: dict[str, Any]) -> None:
    assert not on_the_wrong_side(line)


def test_a_town_told_on_the_other_side_is_found_out() -> None:
    vilnius = ["Vilnius", "25.280", "54.690"]
    assert on_the_wrong_side({"day": "1930-01-01", "sides": {"lithuania": [vilnius]}})
    assert not on_the_wrong_side({"day": "1930-01-01", "sides": {"poland": [vilnius]}})


def test_the_towns_name_what_the_atlas_knows() -> None:
    atlas = the_atlas()
    cut = {piece for code in atlas.basemap.codes for piece in code.split(":")[1:]}
    assert {line["line"] for line in LINES} <= cut
    assert {line["source"] for line in LINES} <= {*atlas.sources}
    assert {side for line in LINES for side in line["sides"]} <= {*atlas.polities}
    assert all(day_of(line["day"]) in atlas.span for line in LINES)
    assert len({(line["line"], line["day"]) for line in LINES}) == len(LINES)
    assert sum(len(towns) for line in LINES for towns in line["sides"].values()) > 1000
