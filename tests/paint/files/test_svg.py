"""Pages as SVG: the same map as the picture made of pixels, in shapes and words with names, safe to write and to read."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from viewer.api import export, export_story, page_of
from viewer.carto.own.extra import shown_layers
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.files import svg
from viewer.paint.files.image import ExportFailed, read_taken
from viewer.paint.files.sequence import exporting
from viewer.paint.files.svg_marks import svg_marks
from viewer.paint.pages.page import Page, frame_of, render_page
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.days import TIMELESS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
FLAT = 4
"""Pixels round a pixel that have its colour where it is compared: away from edges, and from what Qt can't clip."""
BARE = frozenset({"ribbons", "lines", "graticule", "names", "places", "events", "states", "seas", "rivers"})


def page(atlas: Atlas, look: str = "t=1961-08-13&l=en", size: tuple[int, int] = (900, 620), *, plain: bool = False) -> Page:
    return page_of(atlas, View.parse(look), size, plain=plain)


def drawn(page: Page, path: Path) -> ET.Element:
    export(page, path)
    return ET.parse(path).getroot()


def group(root: ET.Element, name: str) -> ET.Element:
    found = root.find(f".//*[@id='{name}']")
    assert found is not None, f"there is no part `{name}`"
    return found


def pixels(image: QImage) -> NDArray[np.int64]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)
    return rows[..., :3].astype(np.int64)


def shown(path: Path, like: QImage) -> NDArray[np.int64]:
    """The drawing as pixels, as large as a picture."""
    image = QImage(like.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    return pixels(image)


def flat(picture: NDArray[np.int64]) -> NDArray[np.bool_]:
    low, high = picture.copy(), picture.copy()
    for axis in (0, 1):
        for shift in range(-FLAT, FLAT + 1):
            low, high = np.minimum(low, np.roll(picture, shift, axis)), np.maximum(high, np.roll(picture, shift, axis))
    even: NDArray[np.bool_] = (high - low).max(axis=2) <= 6
    return even


@pytest.mark.parametrize(
    ("look", "turn"),
    [
        ("p=equal-earth&c=11,0&z=0.5", 40.0),
        ("p=equal-earth&c=150,0&z=0.5", 0.0),
        ("p=natural-earth&c=-155,0&z=0.5", 0.0),
        ("p=globe&c=100,50&z=1", 0.0),
        ("p=globe&c=-75,-38&z=1", 25.0),
        ("p=globe&c=0,-80&z=1", 0.0),
        ("p=arctic&z=0.8", 0.0),
        ("p=laea&c=20,10&z=0.6", 0.0),
        ("p=laea&c=15,48&z=3.4", 40.0),
        ("p=laea&c=90,62&z=5", 0.0),
    ],
)
def test_the_land_is_that_of_the_picture_made_of_pixels(look: str, turn: float, sample: Atlas, fonts: object, tmp_path: Path) -> None:
    """The cut of a world, the limb of a globe with land on its far side, and a turned map fill the same ground."""
    view = View.parse(f"t=1961-08-13&{look}").with_(hidden_layers=BARE | {"patterns"}, rotation=turn)
    plain = replace(page_of(sample, view, (640, 420), plain=True), without=frozenset({"bars"}))
    picture = render_page(plain)
    export(plain, tmp_path / "map.svg")
    one = pixels(picture)
    other = (np.abs(one - shown(tmp_path / "map.svg", picture)).max(axis=2) > 12) & flat(one)
    assert other.mean() < 0.004, "some land is filled otherwise"


def test_patterns_and_inks_are_those_of_the_picture(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    """Seen from afar, so that a line of a pattern may lie half a pixel aside."""
    view = View.parse("t=1961-08-13&p=laea&c=60,50&z=2.4").with_(hidden_layers=BARE)
    plain = replace(page_of(sample, view, (600, 400), plain=True), without=frozenset({"bars"}))
    picture = render_page(plain)
    export(plain, tmp_path / "map.svg")
    both = [part.reshape(10, 40, 15, 40, 3).mean(axis=(1, 3)) for part in (pixels(picture), shown(tmp_path / "map.svg", picture))]
    assert np.abs(both[0] - both[1]).max() < 9


def test_parts_have_names_and_what_is_referred_to_is_there(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    look = "t=1961-08-13&l=en&p=laea&c=15,50&z=3.6"
    root = drawn(page(sample, look, (1280, 800)), tmp_path / "page.svg")
    for name in ("ground", "frame", "title", "legend", "notes", "credits", "map", "sea", "land", "borders", "coast", "names", "markers"):
        group(root, name)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    text = (tmp_path / "page.svg").read_text(encoding="utf-8")
    referred = {*re.findall(r"url\(#([^)]+)\)", text), *(each.get(HREF, "#")[1:] for each in root.iter(f"{SVG}use"))}
    assert referred
    assert referred <= set(names)
    assert "Yugoslavia / ユーゴスラビア" in [each.text for each in group(root, "land").iter(f"{SVG}title")]
    written = "".join("".join(each.itertext()) for each in group(root, "title"))
    assert "13 August 1961" in written
    assert not list(root.iter(f"{SVG}image")), "nothing is made of pixels"


def test_ribbons_stay_on_the_land_of_their_bloc(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    root = drawn(page(sample, "t=1961-08-13&l=en&p=laea&c=15,50&z=3.6", plain=True), tmp_path / "map.svg")
    bands = list(group(root, "ribbons"))
    assert bands
    for band in bands:
        clip = group(root, band.get("clip-path", "")[5:-1])
        land = [group(root, use.get(HREF, "#")[1:]) for use in clip]
        style = str(band.get("id")).removeprefix("ribbon-")
        assert land
        parents = {child: parent for parent in root.iter() for child in parent}
        assert all(str(parents[path].get("id")).startswith(f"land-{style}") for path in land)


def test_a_layer_that_is_hidden_is_not_written(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    view = View.parse("t=1961-08-13&l=en&p=laea&c=15,50&z=3.6").with_(
        hidden_layers=frozenset({"ribbons", "patterns", "rivers", "lakes", "graticule", "lines"})
    )
    root = drawn(page_of(sample, view, (900, 620), plain=True), tmp_path / "map.svg")
    names = {element.get("id") for element in root.iter()}
    assert not names & {"ribbons", "rivers", "lakes", "graticule"}
    full = next(each for each in group(root, "land") if each.get("id") == "land-east")
    assert "#pattern" not in full.get("fill", ""), "what tells of occupation stays"


def test_a_comparison_and_a_chosen_bloc_are_drawn(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    plain = page(sample, "t=1961-08-13&l=en", plain=True)
    root = drawn(replace(plain, view=plain.view.with_(since=day_of("1947-01-01"))), tmp_path / "since.svg")
    assert len(group(root, "changes")) > 3
    chosen = next(bloc for bloc in sample.blocs)
    root = drawn(replace(plain, view=plain.view.with_(selected=f"bloc:{chosen}")), tmp_path / "bloc.svg")
    assert group(root, "veil").get("fill-opacity")


def test_hostile_words_stay_words(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    title = '</text><script>alert("&1")</script>\x00\x1b ]]> \ud800 <!ENTITY x "y">'
    root = drawn(replace(page(sample), title=title), tmp_path / "odd.svg")
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in "".join("".join(each.itertext()) for each in group(root, "title"))


def test_the_same_page_is_the_same_file(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        export(page(sample), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.svg", "two.svg"]


def test_a_world_is_no_huge_file_and_no_path_too_long_for_others(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    export(page(sample, "t=1961-08-13&l=en&p=equal-earth&c=11,0&z=0.9", (1920, 1080)), tmp_path / "world.svg")
    assert (tmp_path / "world.svg").stat().st_size < 5_000_000
    told = re.findall(r' d="([^"]*)"', (tmp_path / "world.svg").read_text("utf-8"))
    steps = [len(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", outline)) for outline in told]
    assert max(steps) < 32_000 * 2, "a step is two numbers"


def test_paper_is_told_in_millimetres(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    root = drawn(page(sample, size=(794, 1123)), tmp_path / "paper.svg")
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    root = drawn(replace(page(sample), factor=2.0), tmp_path / "large.svg")
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1800px", "1240px", "0 0 900 620")


def test_the_view_is_told(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    asked = page(sample, "t=1961-08-13&l=en&p=laea&c=13,52&z=4")
    export(asked, tmp_path / "wall.svg")
    taken = read_taken(str(tmp_path / "wall.svg"))
    assert taken is not None
    assert View.parse(taken.view) == asked.view
    left, top, right, bottom = frame_of(asked)
    assert taken.frame == (right - left, bottom - top)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"\xff\xfe<\x00s\x00v\x00g\x00",
        b"<svg xmlns:ba='urn:bloc-atlas'><ba:view>" + b"t" * 9000 + b"</ba:view></svg>",
        b"<svg xmlns:ba='urn:bloc-atlas'><ba:view>t=1961<b/></ba:view></svg>",
        b"<svg><x:view>t=1961-08-13</x:view></svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg xmlns:ba='urn:bloc-atlas'><ba:view></ba:view>&b;</svg>",
        b"<a:view" * 200_000,
    ],
)
def test_what_strangers_write_tells_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.svg").write_bytes(data)
    assert read_taken(str(tmp_path / "odd.svg")) is None


def test_what_an_editor_saved_again_still_tells_its_view() -> None:
    """Editors write what they don't know at the end, with other prefixes, and no entity is ever looked up."""
    body = b"<path d='M0 0'/>" * 200_000
    saved = b"<svg>" + body + b"<metadata xmlns:ns1='urn:bloc-atlas'>\n<ns1:view>t=1961-08-13&amp;l=en &x;</ns1:view></metadata></svg>"
    assert svg_marks(BytesIO(saved)) == ("t=1961-08-13&l=en &x;", "")


def test_a_sheet_of_maps_is_refused_before_anything_is_touched(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    asked = page(sample)
    asked = replace(asked, view=asked.view.with_(days=(day_of("1950-01-01"), day_of("1961-08-13"))))
    with pytest.raises(ExportFailed, match="one map"):
        export(asked, tmp_path / "sheet.svg")
    assert not list(tmp_path.iterdir())


def test_a_fault_on_the_way_leaves_the_old_file(sample: Atlas, fonts: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.svg").write_text("old")

    def broken(*_: object) -> str:
        raise ValueError("odd")

    monkeypatch.setattr(svg, "_head", broken)
    with pytest.raises(ValueError, match="odd"):
        export(page(sample), tmp_path / "old.svg")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_days_and_steps_are_a_file_each(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    days = [day_of("1950-01-01"), day_of("1961-08-13")]
    small = replace(page(sample, size=(400, 300)), caption=True)
    written = [path for path in exporting(small, days, str(tmp_path / "map {date}.svg")) if path]
    assert [path.name for path in written] == ["map 1950-01-01.svg", "map 1961-08-13.svg"]
    assert all(QSvgRenderer(QByteArray(path.read_bytes())).isValid() for path in written)
    assert len(list(tmp_path.glob("*.caption.txt"))) == 2
    if sample.stories:
        steps = list(export_story(sample, sample.stories[0].id, tmp_path / "step.svg", View(), (400, 300)))
        assert len(steps) == len(sample.stories[0].steps)


def test_own_data_is_drawn_as_shapes(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    """In the colours in which a picture made of pixels shows them."""
    builder = LayerBuilder("a")
    ring = np.array([(5.0, 45.0), (15.0, 45.0), (15.0, 52.0), (5.0, 52.0), (5.0, 45.0)])
    builder.add("area", [], TIMELESS, rings=[ring])
    builder.add("line", [], TIMELESS, lines=[np.add(ring[:3], (0.0, 5.0))])
    builder.add("point", [], TIMELESS, points=[np.array([(10.0, 48.0)])])
    view = View.parse("t=1961-08-13&p=laea&c=10,50&z=3.6").with_(hidden_layers=BARE | {"patterns"})
    plain = replace(
        page_of(sample, view, (600, 400), plain=True), without=frozenset({"bars"}), extras=shown_layers([builder.layer("k", "a")])
    )
    root = drawn(plain, tmp_path / "own.svg")
    shapes = [each.tag.removeprefix(SVG) for each in group(root, "own-data")]
    assert shapes.count("path") >= 3
    assert "circle" in shapes
    assert "image" not in shapes
    picture = render_page(plain)
    one = pixels(picture)
    other = (np.abs(one - shown(tmp_path / "own.svg", picture)).max(axis=2) > 12) & flat(one)
    assert other.mean() < 0.004
