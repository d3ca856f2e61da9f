"""What some views of the atlas itself must name: their waters and lines, and no small place on the land of others."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from viewer.carto.names.labels import Ground
from viewer.carto.names.land_names import land_spots
from viewer.carto.names.placement import Label
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Scene, compose_scene, composing_ground
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.stepwise import finished
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.type import name_width

_WIDE, _HIGH = 1280, 570
_FRAME = (4.0, 4.0, _WIDE - 4.0, _HIGH - 4.0)
_MOST = 0.6
"""Part of a small place's name that may lie on the land of others where lands are seen from far off."""
NAMED = {
    "t=1962-10-22&c=11,0&z=0.403": "大西洋 太平洋 インド洋 南極海",
    "t=1945-05-09&c=11,0&z=0.403&l=en": "Atlantic Ocean, Pacific Ocean, Indian Ocean, Southern Ocean",
    "t=1983-01-01&p=arctic&c=0,90&z=0.477": "北極海 太平洋 大西洋",
    "t=1962-10-22&p=globe&c=60,40&z=0.584": "インド洋",
    "t=1985-03-11&p=globe&c=-60,40&z=0.6&l=en": "Atlantic Ocean",
    "t=1962-10-22&p=laea&c=-78,24&z=4": "大西洋 カリブ海 メキシコ湾 フロリダ海峡",
    "t=1962-10-28&p=laea&c=-78,24&z=4&l=en": "Atlantic Ocean, Caribbean Sea, Gulf of Mexico",
    "t=1967-06-11&p=laea&c=36,31&z=4.8&l=en": "Mediterranean Sea",
    "t=1956-10-30&p=laea&c=38,31&z=4": "地中海 ペルシア湾",
    "t=2022-03-25&p=laea&c=32,48.5&z=4.6": "黒海 アゾフ海",
    "t=2008-08-12&p=laea&c=44,42&z=5.5": "カスピ海 ウラジカフカス",
    "t=1948-06-24&p=laea&c=13,51&z=4": "北海 バルト海 コペンハーゲン ワルシャワ",
    "t=1962-10-22&p=laea&c=14,51&z=2.8": "大西洋 黒海 地中海 北海 バルト海",
    "t=1941-12-05&p=laea&c=20,52&z=3.2": "黒海 北海 バルト海",
    "t=1937-12-14&p=laea&c=112,36&z=3.6": "日本海 東シナ海 黄海",
    "t=1975-05-01&p=laea&c=108,12&z=3.8": "南シナ海",
    "t=1980-01-10&p=laea&c=60,33&z=4": "カスピ海 テヘラン カーブル",
    "t=1945-09-05&p=laea&c=149,47.3&z=5&s=habomai-occupied": "オホーツク海 太平洋 北緯50度（1905〜45年の国境）",
    "t=1945-09-05&p=laea&c=146,44.5&z=5.6&s=habomai-occupied": "オホーツク海 歯舞群島（ハボマイ）",
    "t=1960-09-05&p=laea&c=147,44.5&z=5.4": "オホーツク海 太平洋 日本が主張する線（択捉・得撫間） 実際の管理線（概略）",
    "t=1939-08-20&p=laea&c=118.6,47.7&z=7": "ノモンハン 日本・満洲国が主張する国境（ハルハ河） モンゴル・ソ連が主張する国境",
    "t=1939-08-20&p=laea&c=118,47.8&z=6&s=nomonhan-august-offensive": "ハルハ河 モンゴル・ソ連が主張する国境",
}
"""View -> names that must stand in it; a comma parts those of several words."""


@cache
def _layer(atlas: Atlas) -> PoliticalLayer:
    return PoliticalLayer(atlas, THEMES["light"], frozenset())


def seen(atlas: Atlas, view: View) -> tuple[Viewport, Ground, Scene]:
    """Return what is named in a view on a map as large as that of a small window."""
    port = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, _WIDE, _HIGH)
    layer = _layer(atlas)
    if layer.viewport != port:
        layer.prepare(port)
    layer.update(view.instant, view.viewpoint)
    grid = layer.zone_grid()
    assert grid is not None
    spots = land_spots(atlas, view.instant, grid, _FRAME, viewpoint=view.viewpoint)
    ground = finished(composing_ground(atlas, view, port, name_width, spots, _FRAME))
    return port, ground, compose_scene(atlas, view, port, name_width, ground=ground, frame=_FRAME)


def told(labels: tuple[Label, ...]) -> set[str]:
    """Return names as they are read: those in two lines are one."""
    words = [label.text for label in labels]
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    return {*words, *pairs}


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("text", NAMED)
def test_a_view_names_its_waters_and_lines_and_no_small_place_on_the_land_of_others(built_in: Atlas, text: str) -> None:
    view = View.parse(text)
    port, ground, scene = seen(built_in, view)
    wanted = NAMED[text].split(", ") if "l=en" in text else NAMED[text].split()
    assert set(wanted) <= told(scene.labels)
    places = {place.name(view.name_language, view.instant): place for place in built_in.places.values()}
    small = [
        (places[label.text], box)
        for label, box in zip(scene.labels, scene.rooms, strict=True)
        if label.text in places and not label.bold and not label.water and (label.point or label.ink == "ink")
    ]
    if view.zoom < 4.5 and small:
        at = port.pixels_of(np.array([place.lonlat for place, _ in small]))[0]
        foreign = ground.soil.under([place.id for place, _ in small], at, np.array([box for _, box in small])[:, None])[:, 0]
        assert [place.id for (place, _), part in zip(small, foreign.tolist(), strict=True) if part > _MOST] == []


@pytest.mark.usefixtures("fonts")
def test_waters_stay_where_they_are_named_from_day_to_day(built_in: Atlas) -> None:
    view = View.parse("t=1962-10-16&p=laea&c=-78,24&z=4")
    days = [view.at(view.instant + day) for day in range(13)]
    waters = [{(label.text, label.x, label.y) for label in seen(built_in, day)[2].labels if label.water} for day in days]
    assert waters[0]
    assert all(of_day == waters[0] for of_day in waters)
