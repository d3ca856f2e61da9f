"""The built-in atlas is sound, and says of memberships and land what the record says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from shapely.geometry import shape

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.store.cache.compiled import open_atlas
from viewer.store.checking import check_folder
from viewer.store.data_out.tables import membership_rows, polities_geojson
from viewer.store.locations import cache_folder, data_folder

PROBES = yaml.load((Path(__file__).parent.parent / "data" / "membership_probes.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(data_folder(), cache_folder())


def test_the_built_in_atlas_is_sound() -> None:
    assert "\n".join(map(str, check_folder(data_folder()))) == ""


def test_memberships_are_those_of_the_record(atlas: Atlas) -> None:
    """The day before, of and after each accession and exit; as a program would read it from `data memberships`."""
    rows = membership_rows(atlas)
    held = {(row["bloc"], row["polity"]): [] for row in rows}
    for row in rows:
        held[row["bloc"], row["polity"]].append((row["start"] or "0001-01-01", row["end"] or "9999-12-31"))

    def member(probe: dict[str, str]) -> bool:
        return any(start <= probe["day"] <= end for start, end in held.get((probe["bloc"], probe["polity"]), []))

    assert len(PROBES) >= 300
    full = [probe for probe in PROBES if probe.get("tie", "member") == "member"]  # the table tells no lesser ties unless asked
    assert [probe for probe in full if member(probe) != (probe["member"] == "true")] == []


@pytest.mark.parametrize("date", ["1920-08-15", "1962-10-22", "2015-01-01"])
def test_the_land_of_polities_is_valid_and_shared_out_once(date: str, atlas: Atlas) -> None:
    day = day_of(date)
    features: list[dict[str, Any]] = polities_geojson(atlas, day)["features"]
    shapes = [shape(feature["geometry"]) for feature in features]
    assert all(land.is_valid for land in shapes)
    held = {atlas.polity_index[feature["properties"]["id"]] for feature, land in zip(features, shapes, strict=True) if not land.is_empty}
    holders = set(np.unique(atlas.territory.holders(day)).tolist()) - {-1}
    assert held == holders
    assert all(feature["properties"]["sovereign"] in atlas.polities for feature in features)
