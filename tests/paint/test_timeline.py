"""The timeline's rows: each where it belongs, the thumb within its panel, nothing outside."""

from __future__ import annotations

import pytest
from looking import box, count, painted, pixels, touched
from PySide6.QtGui import QImage, QPainter

from viewer.carto.chronicle import Chronicle, compose_chronicle
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import FAMILIES, THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.glyphs import Glyphs
from viewer.paint.timeline import Rows, draw_rows, draw_thumb
from viewer.store.resources import read_icon

WIDTH, HEIGHT = 1000, 210
NAMES = {"changes": "Changes", "eras": "Era", "spans": "Wars, talks", "events": "Events"}
WORLD, DAYS = "t=1962-10-22&l=en", "t=1962-10-22&l=en&y=1962-10-18/1962-10-30"


def scale_of(atlas: Atlas, view: View) -> TimeScale:
    start, end = view.axis or (atlas.span.start, atlas.span.end)
    return TimeScale(start, end, 88.0, WIDTH - 88.0 - 16.0)


def picture(atlas: Atlas, text: str, *, rows: bool = True, thumb: bool = False, folded: bool = False, height: int = HEIGHT) -> QImage:
    view = View.parse(text)
    scale = scale_of(atlas, view)
    place = Rows(WIDTH, height, folded=folded)
    chronicle: Chronicle = compose_chronicle(atlas, view, scale)
    theme = THEMES[view.theme]

    def paint(painter: QPainter) -> None:
        if rows:
            draw_rows(painter, chronicle, scale, view, theme, place, NAMES, Glyphs(read_icon))
        if thumb:
            draw_thumb(painter, scale, view, theme, place)

    return painted(WIDTH, height, paint)


def test_rows_stand_below_one_another_and_above_the_axis() -> None:
    rows = Rows(WIDTH, HEIGHT)
    tops = [rows.changes, rows.eras, rows.office, rows.spans, rows.bars, rows.axis]
    assert tops == sorted(tops)
    assert rows.axis - rows.bars >= 32
    assert rows.axis < HEIGHT - 20
    folded = Rows(WIDTH, 92, folded=True)
    assert folded.bars < folded.axis - 32


def test_the_histogram_has_the_colours_of_the_families(sample: Atlas, fonts: object) -> None:
    image = picture(sample, WORLD)
    rows = Rows(WIDTH, HEIGHT)
    bars = image.copy(88, int(rows.bars), WIDTH - 104, int(rows.axis - rows.bars))
    theme = THEMES["light"]
    seen = {family for family in FAMILIES if count(bars, theme.families[family]) > 4}
    here = {sample.kinds[event.kind].family for event in sample.event_list}
    assert seen == here


def test_a_hidden_family_is_no_bar(sample: Atlas, fonts: object) -> None:
    image = picture(sample, WORLD + "&h=power")
    rows = Rows(WIDTH, HEIGHT)
    bars = image.copy(88, int(rows.bars), WIDTH - 104, int(rows.axis - rows.bars))
    assert count(bars, THEMES["light"].families["power"]) == 0
    assert count(bars, THEMES["light"].families["crisis"]) > 4


def test_the_current_term_is_underlined(sample: Atlas, fonts: object) -> None:
    rows, view = Rows(WIDTH, HEIGHT), View.parse(WORLD)
    x = int(scale_of(sample, view).x_of(view.instant)) - 4
    image = picture(sample, WORLD)
    strip = pixels(image.copy(x, int(rows.office), 3, 34)).astype(int)
    assert (strip.sum(axis=2).min(axis=1) < 160).sum() >= 4, "a black foot under both leaders"


def test_nothing_is_drawn_outside_of_the_panel_s_rows(sample: Atlas, fonts: object) -> None:
    for text in (WORLD, DAYS, "t=1999-12-31&l=ja", "t=1945-01-01&l=en"):
        mask = touched(picture(sample, text, thumb=True))
        left, top, right, bottom = box(mask)
        assert top >= 30, "the controls' room stays free"
        assert right <= WIDTH - 1
        assert bottom < HEIGHT
        assert left >= 0


@pytest.mark.parametrize("date", ["1945-01-01", "1945-01-20", "1972-06-01", "1999-12-31"])
def test_the_thumb_and_its_flag_stay_inside(date: str, sample: Atlas, fonts: object) -> None:
    view = View.parse(f"t={date}&b=0&a=0&l=en")
    mask = touched(picture(sample, view.text(), rows=False, thumb=True))
    left, _, right, bottom = box(mask)
    assert left >= 0
    assert right < WIDTH
    x = scale_of(sample, view).x_of(view.instant + 0.5)
    line = box(mask[60:150])
    assert line[0] - 3 <= x <= line[2] + 3
    rows = Rows(WIDTH, HEIGHT)
    assert bottom == pytest.approx(rows.axis + 21, abs=2)


def test_the_window_reaches_from_its_first_to_its_last_day(sample: Atlas, fonts: object) -> None:
    view = View.parse("t=1970-01-01&b=3653&a=1826&l=en")
    scale, rows = scale_of(sample, view), Rows(WIDTH, HEIGHT)
    mask = touched(picture(sample, view.text(), rows=False, thumb=True))
    left, _, right, _ = box(mask[int(rows.changes) : int(rows.bars)])
    first, end = view.window
    assert left == pytest.approx(scale.x_of(first), abs=2)
    assert right == pytest.approx(scale.x_of(end), abs=2)


def test_all_time_has_no_window(sample: Atlas, fonts: object) -> None:
    mask = touched(picture(sample, "t=1970-01-01&b=3652059&a=3652059&l=en", rows=False, thumb=True))
    left, _, right, _ = box(mask[60:120])
    assert right - left < 8, "only the thumb's line"


def test_single_days_show_cards_with_their_discs(sample: Atlas, fonts: object) -> None:
    view = View.parse(DAYS)
    chronicle = compose_chronicle(sample, view, scale_of(sample, view))
    assert {card.event for card in chronicle.cards} == {"washington-quarantine", "moscow-letter"}
    image = picture(sample, DAYS)
    rows = Rows(WIDTH, HEIGHT)
    for card in chronicle.cards:
        disc = image.copy(int(card.x), int(rows.bars + 34 * card.lane), 32, 32)
        assert count(disc, THEMES["light"].families[card.family], 40) > 30


def test_folded_rows_show_histogram_and_axis_alone(sample: Atlas, fonts: object) -> None:
    mask = touched(picture(sample, WORLD, folded=True, height=92))
    rows = Rows(WIDTH, 92, folded=True)
    assert mask[int(rows.axis)].sum() > WIDTH * 0.8
    assert box(mask)[1] >= 2


def test_dark_and_light_differ_and_language_changes_only_words(sample: Atlas, fonts: object) -> None:
    light, dark = picture(sample, WORLD), picture(sample, WORLD + "&k=dark")
    assert (pixels(light) != pixels(dark)).any()
    rows = Rows(WIDTH, HEIGHT)
    one, other = picture(sample, WORLD), picture(sample, WORLD.replace("l=en", "l=ja"))
    bars = slice(int(rows.bars) + 10, int(rows.axis) - 4)
    assert (pixels(one)[bars, 100:] == pixels(other)[bars, 100:]).mean() > 0.99
