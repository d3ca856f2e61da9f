"""What lies over the map: discs, stacks, badges, names, the open stack."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from looking import box, count, painted, pixels, touched
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage, QPainter

from viewer.carto.events.markers import FAN_RADIUS, Fan, Marker, compose_fan, compose_markers, radius
from viewer.carto.names.fan_words import with_words
from viewer.carto.names.placement import Label
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Scene
from viewer.carto.tokens import FAMILIES, THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.land.curtain import Curtain, Sprite
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.overlay.overlay import DiscLook, Sprites, draw_fan, draw_labels, draw_markers
from viewer.paint.overlay.ties import draw_ties, fan_words
from viewer.paint.type import text_width
from viewer.store.resources import read_icon

SIZE = (800, 600)
BERLIN = "t=1989-11-09&p=laea&c=13.4,52.5&z=4&l=en"


@pytest.fixture(scope="module")
def sprites(fonts: object) -> Sprites:
    return Sprites(Glyphs(read_icon))


def composed(atlas: Atlas, text: str) -> tuple[View, Viewport, tuple[Marker, ...]]:
    view = View.parse(text)
    port = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, *SIZE)
    return view, port, compose_markers(atlas, view, port.pixels_of, (0, 0, *map(float, SIZE)))


def drawn(atlas: Atlas, text: str, sprites: Sprites, hover: str = "", ratio: float = 1.0) -> QImage:
    view, _, markers = composed(atlas, text)
    return painted(*SIZE, lambda painter: draw_markers(painter, markers, view, THEMES[view.theme], sprites, hover=hover), ratio)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_disc_has_the_rim_of_its_family(family: str, theme: str, sprites: Sprites) -> None:
    look = THEMES[theme]
    image = painted(60, 60, lambda p: p.drawImage(QPointF(10, 10), sprites.disc(DiscLook(family, "siren", 12.0), look, 1.0)))
    assert count(image, look.families[family]) > 20
    assert count(image, look.surface) > 150


def test_a_doubtful_date_has_a_dashed_rim(sprites: Sprites) -> None:
    look = THEMES["light"]

    def rim(certain: bool) -> int:
        disc = sprites.disc(DiscLook("force", "", 12.0, certain), look, 2.0)
        return count(painted(100, 100, lambda p: p.drawImage(QPointF(0, 0), disc), 2.0), look.families["force"], 30)

    assert 0.4 < rim(certain=False) / rim(certain=True) < 0.8


def test_a_selected_disc_is_filled_and_ringed(sprites: Sprites) -> None:
    look = THEMES["light"]
    disc = sprites.disc(DiscLook("force", "siren", 12.0, selected=True), look, 1.0)
    image = painted(60, 60, lambda p: p.drawImage(QPointF(5, 5), disc))
    assert count(image, look.families["force"]) > 250
    assert count(image, look.focus, 40) > 40


def test_sprites_are_made_once(sprites: Sprites) -> None:
    look = DiscLook("force", "siren", 12.0)
    assert sprites.disc(look, THEMES["light"], 1.0) is sprites.disc(look, THEMES["light"], 1.0)
    label = Label("Berlin", 0, 0, 12)
    assert sprites.label(label, THEMES["light"], 1.0) is sprites.label(label, THEMES["light"], 1.0)
    assert sprites.label(label, THEMES["dark"], 1.0) is not sprites.label(label, THEMES["light"], 1.0)


def test_a_frame_without_time_makes_one_name_and_leaves_the_others_for_the_next(fonts: object) -> None:
    own = Sprites(Glyphs(read_icon))
    names, light = [Label(text, 0, 0, 12) for text in ("Vilnius", "Riga", "Tallinn")], THEMES["light"]
    frames = []
    for _ in range(4):
        own.begin_frame(-1.0)
        frames.append(([own.label(label, light, 1.0) is not None for label in names], own.pending))
    assert frames == [([True, False, False], True), ([True, True, False], True), ([True, True, True], False), ([True, True, True], False)]
    own.begin_frame()
    assert own.label(Label("Minsk", 0, 0, 12), light, 1.0) is not None
    assert not own.pending


def test_stacks_are_drawn_where_they_stand_with_their_count(sample: Atlas, sprites: Sprites) -> None:
    view, _, markers = composed(sample, BERLIN)
    image = drawn(sample, BERLIN, sprites)
    berlin = next(marker for marker in markers if marker.key == "berlin")
    assert berlin.count == 2
    mask = touched(image)
    assert mask[round(berlin.y), round(berlin.x) - 8]
    reach = radius(view.zoom)
    badge = image.copy(round(berlin.x + reach * 0.75 - 8), round(berlin.y - reach * 0.85 - 10), 22, 20)
    assert count(badge, THEMES["light"].ink, 20) > 60


def test_hovering_makes_the_rim_heavier(sample: Atlas, sprites: Sprites) -> None:
    _, _, markers = composed(sample, BERLIN)
    family = THEMES["light"].families[markers[-1].family]
    plain, hovered = (count(drawn(sample, BERLIN, sprites, hover), family, 30) for hover in ("", markers[-1].key))
    assert hovered > plain


def test_age_fades_but_never_under_four_tenths(sample: Atlas, sprites: Sprites) -> None:
    _, _, markers = composed(sample, "t=1961-08-13&b=9000&a=9000&p=laea&c=20,50&z=3")
    opacities = [marker.opacity for marker in markers]
    assert max(opacities) > 0.95
    assert min(opacities) >= 0.4 - 1e-9


def fan_of(atlas: Atlas, text: str) -> tuple[View, Fan]:
    view, port, markers = composed(atlas, text)
    fan = compose_fan(atlas, view, port.pixels_of, markers)
    assert fan is not None
    return view, fan


def test_the_open_stack_has_a_disc_for_each_event_shown(sample: Atlas, sprites: Sprites) -> None:
    view, fan = fan_of(sample, BERLIN + "&f=berlin&s=berlin-opened")
    theme = THEMES["light"]
    image = painted(*SIZE, lambda p: draw_fan(p, sample, fan, view, theme, sprites, ("7 of 10 shown", "List all")))
    assert len(fan.items) == 7
    for item in fan.items:
        disc = image.copy(round(item.x) - 14, round(item.y) - 14, 28, 28)
        assert count(disc, theme.families[item.family], 60) > 25, item.event
    hub = image.copy(round(fan.x) - 13, round(fan.y) - 13, 26, 26)
    assert count(hub, theme.ink) > 200
    mask = touched(image)
    left, top, right, bottom = box(mask)
    assert right - left >= 2 * FAN_RADIUS
    assert bottom - top >= 2 * FAN_RADIUS - 20


def test_discs_of_the_open_stack_keep_apart(sample: Atlas) -> None:
    _, fan = fan_of(sample, BERLIN + "&f=berlin")
    for number, one in enumerate(fan.items):
        for other in fan.items[number + 1 :]:
            assert np.hypot(one.x - other.x, one.y - other.y) > 40


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_names_have_their_middle_where_they_were_placed(ratio: float, sprites: Sprites) -> None:
    label = Label("ベルリン", 100.0, 40.0, 14.0, bold=True)
    image = painted(200, 80, lambda p: draw_labels(p, [label], THEMES["light"], sprites, ratio), ratio)
    left, top, right, bottom = box(touched(image))
    assert (left + right) / 2 / ratio == pytest.approx(100, abs=3)
    assert (top + bottom) / 2 / ratio == pytest.approx(40, abs=3)


def test_names_have_a_halo(sprites: Sprites) -> None:
    theme = THEMES["light"]
    image = painted(200, 40, lambda p: draw_labels(p, [Label("Berlin", 100, 20, 14, ink="ink")], theme, sprites, 1.0))
    assert count(image, theme.halo, 12) > count(image, theme.ink, 40) > 20


@pytest.mark.parametrize("large", [0, 1_000_000], ids=["stroked", "kept as an image"])
def test_ties_are_dashed_arcs_between_their_ends(large: int, fonts: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.paint.overlay.ties._LARGE", large)

    def paint(painter: QPainter) -> None:
        draw_ties(painter, [((20.0, 50.0), (180.0, 50.0))], THEMES["light"])

    mask = touched(painted(200, 100, paint))
    left, top, right, bottom = box(mask)
    assert left == pytest.approx(20, abs=3)
    assert right == pytest.approx(180, abs=6)
    assert not 45 <= (top + bottom) / 2 <= 55, "an arc, not a straight line"
    crossings = np.diff(mask.any(axis=0).astype(int))
    assert (crossings == 1).sum() > 8, "dashes"


def test_a_tie_that_is_kept_as_an_image_looks_as_one_that_is_stroked(fonts: object, monkeypatch: pytest.MonkeyPatch) -> None:
    ties = [((20.4, 50.2), (180.0, 20.0)), ((150.0, 90.0), (30.0, 10.0))]
    seen = []
    for large in (0, 1_000_000):
        monkeypatch.setattr("viewer.paint.overlay.ties._LARGE", large)
        seen.append(pixels(painted(200, 100, lambda painter: draw_ties(painter, ties, THEMES["light"]))).astype(int))
    assert np.abs(seen[0] - seen[1]).max() <= 2, "blending in two steps may round otherwise"


def test_drawing_twice_is_the_same(sample: Atlas, sprites: Sprites) -> None:
    assert np.array_equal(pixels(drawn(sample, BERLIN, sprites)), pixels(drawn(sample, BERLIN, sprites)))


def scene_with(marker: Marker, ties: tuple[tuple[tuple[float, float], tuple[float, float]], ...], fan: Fan | None = None) -> Scene:
    return Scene((marker,), (), fan, ties)


def test_a_tie_ends_at_the_rim_of_a_disc_and_in_a_dot_where_none_stands(sample: Atlas, fonts: object) -> None:
    _, _, markers = composed(sample, BERLIN)
    theme, marker = THEMES["light"], replace(markers[-1], x=60.0, y=60.0)
    scene = scene_with(marker, (((60.0, 60.0), (260.0, 60.0)),))
    image = painted(320, 120, lambda p: draw_ties(p, scene.ties, theme, scene, 11.0))
    mask = touched(image)
    assert not mask[52:69, 52:69].any(), "a faint disc would show the line through"
    assert mask[:, 72:250].any()
    dot = image.copy(256, 56, 9, 9)
    assert count(dot, theme.surface, 30) > 8
    assert count(dot, theme.ink, 90) > 8


def test_no_line_passes_through_words_of_the_open_stack(sample: Atlas, sprites: Sprites) -> None:
    view, fan = fan_of(sample, BERLIN + "&f=berlin&s=berlin-opened")
    fan = with_words(sample, view, fan, lambda text, size, bold, _: text_width(text, size, bold=bold), (0, 0, *map(float, SIZE)))
    theme, words = THEMES["light"], fan_words(fan, ("7 of 10 shown", "List all"))
    item = fan.items[3]
    far = ((item.x, item.y), (item.x + 300.0, item.y - 10.0))
    lines = painted(*SIZE, lambda p: draw_ties(p, [far], theme, scene_with(composed(sample, BERLIN)[2][-1], (far,), fan), 11.0))
    mask = touched(lines)
    assert mask.any()
    assert not any(mask[y, x] for y, x in np.argwhere(mask) if words.contains(QPoint(int(x), int(y))))


def test_the_curtain_is_as_plain_under_the_open_stack_as_elsewhere(sample: Atlas, sprites: Sprites) -> None:
    view, fan = fan_of(sample, BERLIN + "&f=berlin&k=dark")
    theme = THEMES["dark"]
    rows, columns = np.mgrid[int(fan.y) + 60 : int(fan.y) + 64, int(fan.x) - 200 : int(fan.x) + 200]
    pixel = (rows * SIZE[0] + columns).ravel()
    colour = np.full(len(pixel), 0xFF000000 | int(theme.cur[1:], 16), dtype=np.uint32)
    piece = Sprite(pixel, colour, np.full(len(pixel), 255, dtype=np.uint8), (0, 0, 0, 0))

    def seen(curtain: Curtain | None, left: int, wide: int) -> int:
        image = painted(*SIZE, lambda p: draw_fan(p, sample, fan, view, theme, sprites, ("", ""), curtain), ground=theme.land)
        return count(image.copy(round(fan.x) + left, round(fan.y) + 60, wide, 4), theme.cur, 6)

    assert seen(None, -40, 80) == 0
    assert seen(Curtain((piece,), SIZE, 1.0), -40, 80) > 250
    assert seen(Curtain((piece,), SIZE, 1.0), -190, 50) == 0, "there the map shows it"
