"""The Arctic view tells its rings, its meridians and its Pole."""

from __future__ import annotations

import math

import made_up
import pytest

from viewer.carto.names.labels import naming
from viewer.carto.names.placement import Label
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.view import View
from viewer.model.entities import Named, Place
from viewer.model.stepwise import finished
from viewer.model.time import ALWAYS

FRAME = (0.0, 0.0, 900.0, 700.0)
POLE = Place("pole", (0.0, 90.0), (Named(ALWAYS, {"ja": "北極点", "en": "North Pole"}),), rank=5)


def told(view: View, *places: Place) -> list[Label]:
    port = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, 900, 700, rotation=view.rotation)
    ground = finished(naming(made_up.atlas(places=places), view, port.pixels_of, made_up.plain_measure, (), FRAME))
    return [label for _, label in ground.names]


@pytest.mark.parametrize("turn", [0.0, 75.0])
def test_rings_are_told_where_they_are_and_meridians_round_the_edge(turn: float) -> None:
    view = View(projection="arctic", centre=(0.0, 90.0), zoom=0.3, language="en", rotation=turn)
    labels = {label.text: label for label in told(view, POLE)}
    assert {"+", "North Pole", "2,000 km", "4,000 km", "6,000 km", "180°", "0°", "90° E", "120° W"} <= set(labels)
    pole = labels["+"]
    assert (pole.x, pole.y) == pytest.approx((450.0, 350.0), abs=1)
    for km in (2000, 4000, 6000):
        ring = labels[f"{km:,} km"]
        assert math.hypot(ring.x - pole.x, ring.y - pole.y) * km_per_px(view.zoom) == pytest.approx(km, rel=0.03)
    edge = 6671 / km_per_px(view.zoom)
    for lon in ("0°", "90° E", "120° W", "180°"):
        assert edge + 10 < math.hypot(labels[lon].x - pole.x, labels[lon].y - pole.y) < edge + 60
    if not turn:
        assert labels["60° E"].x > pole.x > labels["120° W"].x, "30 W is at the foot"


def test_they_go_with_the_grid_and_speak_the_language_of_names() -> None:
    view = View(projection="arctic", centre=(0.0, 90.0), zoom=0.3, language="ja")
    assert {"北極点", "東経90°", "2,000 km"} <= {label.text for label in told(view, POLE)}
    assert "North Pole" in {label.text for label in told(view.with_(names="en"), POLE)}
    assert told(view.with_(hidden_layers=frozenset({"graticule"}))) == []
    assert told(view.with_(projection="globe")) == []
    assert [label.text for label in told(view.with_(zoom=-1.0), POLE)] == ["+"], "a small map has no room for words"


def test_the_pole_is_called_what_the_atlas_calls_it_and_said_once() -> None:
    view = View(projection="arctic", centre=(0.0, 90.0), zoom=5.5, language="en", names="en")
    assert [label.text for label in told(view, POLE)].count("North Pole") == 1
    assert "North Pole" not in {label.text for label in told(view)}, "an atlas that knows none names none"
