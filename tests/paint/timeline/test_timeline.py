"""The timeline's rows: each where it belongs, the thumb within its panel, nothing outside."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import box, count, painted, pixels, touched
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from viewer.carto.timeline.chronicle import Chronicle, DayCard, compose_chronicle
from viewer.carto.timeline.lanes import LaneBar
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import FAMILIES, THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of, parse_when
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.timeline.axis import axis_labels, guides
from viewer.paint.timeline.lanes import draw_lanes
from viewer.paint.timeline.overview import draw_overview_day
from viewer.paint.timeline.picture import draw_rows, draw_terms
from viewer.paint.timeline.pills import pills
from viewer.paint.timeline.rows import CARD, Rows
from viewer.paint.timeline.spared import pieces
from viewer.paint.timeline.thumb import draw_thumb, flag_ends, standing_of
from viewer.paint.type import text_width
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


@pytest.mark.parametrize("axis", ["", "&y=1940-01-01/1992-01-01"])
def test_eras_and_terms_drawn_over_those_of_another_day_are_those_of_the_day(axis: str, built_in: Atlas, fonts: object) -> None:
    days = ("1925-06-01", "1945-04-20", "1962-10-22", "1989-11-09", "1962-10-22")
    views = [View.parse(f"t={day}&l=en{axis}") for day in days]
    scale, rows = scale_of(built_in, views[0]), Rows(WIDTH, HEIGHT)

    def drawn(view: View, under: QImage | None = None) -> QImage:
        image = QImage(under) if under else QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        chronicle, theme = compose_chronicle(built_in, view, scale), THEMES[view.theme]
        painter = QPainter(image)
        if under is None:
            image.fill(theme.surface)
            draw_rows(painter, chronicle, scale, view, theme, rows, NAMES, Glyphs(read_icon))
        else:
            draw_terms(painter, chronicle, scale, view, theme, rows)
        painter.end()
        return image

    image = drawn(views[0])
    for view in views[1:]:
        before, image = image, drawn(view, image)
        assert image == drawn(view)
        assert image != before


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


def test_days_take_the_room_of_eras_and_terms() -> None:
    days, years = Rows(WIDTH, 218, days=True), Rows(WIDTH, 218)
    assert days.axis - days.bars >= 3 * CARD
    assert days.bars < years.bars


def test_days_tell_how_many_events_found_no_room(sample: Atlas, fonts: object) -> None:
    view, rows = View.parse(DAYS), Rows(WIDTH, 218, days=True)
    scale = scale_of(sample, view)
    chronicle = compose_chronicle(sample, view, scale)
    card = chronicle.cards[0]

    def drawn(lanes: int) -> int:
        shown = replace(chronicle, cards=tuple(replace(card, lane=lane) for lane in range(lanes)), spans=())
        image = painted(
            WIDTH,
            218,
            lambda painter: draw_rows(painter, shown, scale, view, THEMES["light"], rows, NAMES, Glyphs(read_icon)),
            ground="#FFFFFF",
        )
        right = int(scale.x_of(math.floor(scale.day_at(card.x)) + 1)) - 4
        return int((pixels(image.copy(right - 14, int(rows.axis) - 15, 14, 12)).max(axis=2) < 140).sum())

    assert drawn(9) > drawn(2) + 8


def test_an_event_not_known_to_the_day_has_a_dashed_line_over_its_days(sample: Atlas, fonts: object) -> None:
    rough = replace(sample.event_list[0], id="rough", when=parse_when("1962-10"))
    atlas = replace(sample, events={"rough": rough})
    view = View.parse("t=1962-10-03&l=en&y=1962-09-28/1962-10-10")
    scale = scale_of(atlas, view)
    card = compose_chronicle(atlas, view, scale).cards[0]
    assert card.right == scale.left + scale.width, "the month goes on beyond the axis"
    assert not card.certain


@pytest.mark.parametrize(("sort", "family"), [("war", "force"), ("crisis", "crisis"), ("talks", "diplomacy")])
def test_a_bar_has_the_colour_of_its_family_and_fades_over_its_doubt(sort: str, family: str, fonts: object) -> None:
    theme = THEMES["light"]
    sure = LaneBar(20, 220, "", 0, sort, "e", "e")

    def inks(bar: LaneBar) -> list[int]:
        image = painted(240, 20, lambda painter: draw_lanes(painter, [bar], theme, 0), ground="#FFFFFF")
        return [count(image.copy(left, 0, 40, 12), theme.families[family], 60) for left in (22, 100, 178)]

    begin, middle, end = inks(sure)
    assert min(begin, middle, end) > 30
    begin, middle, end = inks(replace(sure, rise=90, fall=90))
    assert middle > 20
    assert max(begin, end) < middle / 2, "the ends fade"
    assert inks(replace(sure, sure=False))[1] < inks(sure)[1] * 0.8, "what is doubted is dashed"


def test_a_treaty_is_dashed_until_it_is_in_force_and_has_a_bar_across_its_end(fonts: object) -> None:
    theme = THEMES["light"]
    bar = LaneBar(20, 220, "", 0, "treaty", "", "pact", lead=80)

    def image(shown: LaneBar) -> QImage:
        return painted(240, 20, lambda painter: draw_lanes(painter, [shown], theme, 0), ground="#FFFFFF")

    held = image(bar)
    before, after = (count(held.copy(left, 0, 60, 12), theme.ink2, 70) for left in (30, 110))
    assert 0 < before < after
    assert box(touched(held.copy(216, 0, 10, 16), "#FFFFFF"))[3] > box(touched(held.copy(150, 0, 10, 16), "#FFFFFF"))[3]
    assert touched(image(replace(bar, fall=100)).copy(217, 0, 6, 16), "#FFFFFF").sum() < 6, "no bar where no end is known"


def test_the_overview_frames_what_the_axis_shows(sample: Atlas, fonts: object) -> None:
    view = View.parse("t=1962-10-22&l=en&y=1960-01-01/1970-01-01")
    scale, rows, theme = scale_of(sample, view), Rows(WIDTH, 218), THEMES["light"]
    chronicle = compose_chronicle(sample, view, scale)
    assert chronicle.overview is not None
    whole = chronicle.overview.scale
    image = painted(
        WIDTH, 218, lambda painter: draw_rows(painter, chronicle, scale, view, theme, rows, NAMES, Glyphs(read_icon)), ground="#FFFFFF"
    )
    strip = pixels(image.copy(0, int(rows.overview) + 5, WIDTH, 1)).astype(int)[0]
    blue = strip[:, 2] - strip[:, 0] > 60
    edges = np.nonzero(blue)[0]
    assert edges[0] == pytest.approx(whole.x_of(day_of("1960-01-01")), abs=2)
    assert edges[-1] == pytest.approx(whole.x_of(day_of("1970-01-01")), abs=2)
    day = painted(WIDTH, 218, lambda painter: draw_overview_day(painter, whole, view, theme, rows.overview))
    left, top, right, bottom = box(touched(day))
    assert (left + right) / 2 == pytest.approx(whole.x_of(view.instant + 0.5), abs=1.5)
    assert rows.overview - 1 <= top < bottom <= 218


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


@pytest.mark.parametrize("day", ["1954-06-01", "1961-10-22", "1968-01-01"])
def test_neither_thumb_nor_window_crosses_words(day: str, built_in: Atlas, fonts: object) -> None:
    view = View.parse(f"t={day}&l=en")
    scale, rows, theme = scale_of(built_in, view), Rows(WIDTH, 240, treaties=True), THEMES["light"]
    chronicle = compose_chronicle(built_in, view, scale)
    under = standing_of(chronicle, scale, view, rows)
    thumb = painted(WIDTH, 240, lambda painter: draw_thumb(painter, scale, view, theme, rows, under))
    crossed = painted(WIDTH, 240, lambda painter: draw_thumb(painter, scale, view, theme, rows))
    assert thumb != crossed, "some name stands on the day or at an edge of the window"
    for bars, top in [(chronicle.eras, rows.eras)] + [(bars, rows.office + 16 * n) for n, (_, bars) in enumerate(chronicle.offices)]:
        [bar] = [bar for bar in bars if bar.left <= scale.x_of(view.instant) < bar.right][-1:]
        wide = text_width(bar.label, 9, bold=True)
        middle = (max(bar.left + bar.rise, scale.left) + bar.right - bar.fall) / 2
        if wide > bar.right - bar.left - 8:
            continue
        words = thumb.copy(int(middle - wide / 2), int(top) + 4, int(wide), 8)
        assert count(words, theme.thumb) == 0, f"{bar.label} is crossed"


@pytest.mark.parametrize("day", ["1962-02-20", "1962-05-18", "1962-08-12", "1962-11-20"])
def test_labels_that_the_flag_would_cut_make_way_whole(day: str, built_in: Atlas, fonts: object) -> None:
    view, theme, rows = View.parse(f"t={day}&l=en&y=1962-01-01/1963-01-01&b=0&a=0"), THEMES["light"], Rows(WIDTH, HEIGHT)
    scale = scale_of(built_in, view)
    chronicle = compose_chronicle(built_in, view, scale)
    under = standing_of(chronicle, scale, view, rows)

    def paint(painter: QPainter) -> None:
        draw_rows(painter, chronicle, scale, view, theme, rows, NAMES, Glyphs(read_icon))
        draw_thumb(painter, scale, view, theme, rows, under)

    foot = pixels(painted(WIDTH, HEIGHT, paint, ground=theme.surface)).max(axis=2)[int(rows.axis) + 8 : int(rows.axis) + 20]
    flag = np.flatnonzero((foot[-2:] < 60).all(axis=0))
    cut = [(left, right) for left, right in under.labels if left < flag[0] < right or left < flag[-1] < right]
    assert cut
    for left, right in cut:
        beside = [x for x in range(math.ceil(left), math.floor(right)) if x < flag[0] - 1 or x > flag[-1] + 1]
        assert (foot[:, beside] > 200).all(), "nothing of the label is left"


def test_a_line_is_drawn_between_the_gaps_and_nowhere_else() -> None:
    assert list(pieces(10, 100, [])) == [(10, 100)]
    assert list(pieces(10, 100, [(20, 30), (25, 40), (90, 120)])) == [(10, 20), (40, 90)]
    assert list(pieces(10, 100, [(0, 15)])) == [(15, 100)]
    assert list(pieces(10, 100, [(0, 200)])) == []


def test_on_an_axis_of_days_the_flag_covers_its_day_and_weekends_are_shaded(sample: Atlas, fonts: object) -> None:
    view = View.parse("t=1962-10-22&l=en&y=1962-10-20/1962-10-26")
    scale, rows, theme = scale_of(sample, view), Rows(WIDTH, HEIGHT, days=True), THEMES["light"]
    start, end = (int(scale.x_of(view.instant + n)) for n in (0, 1))
    assert end - start > 140
    thumb = painted(WIDTH, HEIGHT, lambda painter: draw_thumb(painter, scale, view, theme, rows))
    assert count(thumb.copy(start + 1, int(rows.axis) + 4, 6, 10), theme.thumb) > 50
    assert count(thumb.copy(end - 7, int(rows.axis) + 4, 6, 10), theme.thumb) > 50
    chronicle = compose_chronicle(sample, view, scale)
    image = painted(
        WIDTH, HEIGHT, lambda painter: draw_rows(painter, chronicle, scale, view, theme, rows, NAMES, Glyphs(read_icon)), ground="#FFFFFF"
    )
    shaded = [
        count(image.copy(int(scale.x_of(view.instant + n)) + 2, int(rows.axis) - 6, 20, 4), theme.surface2) > 60 for n in (-2, -1, 0, 1)
    ]
    assert shaded == [True, True, False, False], "Saturday and Sunday"


def test_a_title_runs_on_where_no_other_event_stands_beside_it(sample: Atlas, fonts: object) -> None:
    view = View.parse("t=1962-10-22&l=en&y=1962-10-18/1962-10-30")
    scale, rows, theme = scale_of(sample, view), Rows(WIDTH, HEIGHT, days=True), THEMES["light"]
    chronicle = compose_chronicle(sample, view, scale)
    card = replace(chronicle.cards[0], x=300.0, lane=0, title="A title that is longer than one that would have to end soon", caption="")

    def ink(*cards: DayCard) -> int:
        shown = replace(chronicle, cards=cards, spans=())
        image = painted(
            WIDTH, HEIGHT, lambda painter: draw_rows(painter, shown, scale, view, theme, rows, NAMES, Glyphs(read_icon)), ground="#FFFFFF"
        )
        return count(image.copy(520, int(rows.bars), 100, 30), theme.ink)

    assert ink(card) > 8
    assert ink(card, replace(card, x=505.0, title="", caption="")) < ink(card)


@pytest.mark.parametrize("height", range(196, 300, 8))
def test_figures_beside_the_histogram_keep_apart(height: int, built_in: Atlas, fonts: object, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, str]] = []
    draw = QPainter.drawText

    def listening(painter: QPainter, *given: object) -> object:
        if len(given) == 3 and isinstance(given[0], QRectF) and str(given[2]).isdecimal() and given[0].left() < 88:
            drawn.append((given[0].center().y(), str(given[2])))
        return draw(painter, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", listening)
    picture(built_in, WORLD, height=height)
    heights = sorted(y for y, _ in drawn)
    assert drawn
    assert all(low - high >= 11 for high, low in pairwise(heights))


@given(st.integers(6, 2_000_000), st.floats(24, 200))
def test_the_histogram_is_ruled_at_round_numbers_however_many_events_there_are(peak: int, height: float) -> None:
    found = guides(peak, height, height - 4)
    assert 1 <= len(found) <= height / 11 + 1
    assert all(int(str(guide).rstrip("0")) < 100 and guide <= peak for guide in found)
    assert all((after - before) * height / peak >= 11 - 1e-6 for before, after in pairwise(found))


@pytest.mark.parametrize("days", [False, True])
def test_names_of_rows_and_numbers_of_what_has_no_room_are_not_on_one_another(
    days: bool, built_in: Atlas, fonts: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View.parse("t=1962-10-22&l=en&y=" + ("1962-10-14/1962-10-30" if days else "1962-10-01/1962-12-01"))
    scale, rows = scale_of(built_in, view), Rows(WIDTH, 218, days=days)
    chronicle = compose_chronicle(built_in, view, scale)
    found = [pill.box for pill in pills(chronicle, scale, rows)]
    assert found
    told: list[QRectF] = []
    draw = QPainter.drawText
    monkeypatch.setattr(QPainter, "drawText", lambda self, *words: told.append(words[0]) or draw(self, *words))
    painted(WIDTH, 218, lambda painter: draw_rows(painter, chronicle, scale, view, THEMES["light"], rows, NAMES, Glyphs(read_icon)))
    names = sorted(rect.center().y() for rect in told if isinstance(rect, QRectF) and rect.left() == 0)
    assert len(names) >= 3
    assert all(below - above >= 11.5 for above, below in pairwise(names))
    lowest = rows.bars + CARD * (rows.card_lanes - 1) + 28
    for left, top, _, tall in found:
        if left > scale.left:
            assert top >= lowest, "below the words of the lowest event"
        else:
            assert all(top + tall / 2 - middle > 8 or middle - top - tall / 2 > 8 for middle in names)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("days", [5, 9, 16, 20])
def test_on_an_axis_of_days_the_flag_covers_its_day_alone_however_narrow_it_is(
    days: int, language: str, sample: Atlas, fonts: object
) -> None:
    view = View.parse(f"t=1962-10-20&l={language}")
    view = view.with_(axis=(view.instant - 2, view.instant - 2 + days))
    scale, rows = scale_of(sample, view), Rows(WIDTH, HEIGHT, days=True)
    left, right = flag_ends(scale, view, rows)
    assert left == round(scale.x_of(view.instant))
    assert right == pytest.approx(scale.x_of(view.instant + 1), abs=1)


def test_the_number_of_a_day_without_room_is_told_over_the_flag(built_in: Atlas, fonts: object) -> None:
    view, theme, rows = View.parse("t=1962-10-27&l=en&y=1962-10-14/1962-10-30"), THEMES["light"], Rows(WIDTH, HEIGHT, days=True)
    scale = scale_of(built_in, view)
    chronicle = compose_chronicle(built_in, view, scale)
    [pill] = [one for one in pills(chronicle, scale, rows) if one.day == view.instant]

    def paint(painter: QPainter) -> None:
        draw_rows(painter, chronicle, scale, view, theme, rows, NAMES, Glyphs(read_icon))
        draw_thumb(painter, scale, view, theme, rows, standing_of(chronicle, scale, view, rows))

    left, top, wide, tall = pill.box
    assert left + wide > flag_ends(scale, view, rows)[0]
    within = painted(WIDTH, HEIGHT, paint, ground=theme.surface).copy(int(left) + 4, int(top) + 2, int(wide) - 8, int(tall) - 4)
    assert count(within, theme.surface) > 0.4 * (wide - 8) * (tall - 4)


def test_the_label_of_a_year_stands_at_the_right_of_its_mark(sample: Atlas, fonts: object) -> None:
    for years, beside in ((8, True), (40, False)):
        scale = TimeScale(day_of("1955-01-01"), day_of("1955-01-01") + 365.25 * years, 88.0, WIDTH - 104.0)
        for left, right, tick in axis_labels(scale, scale.ticks("en"), Rows(WIDTH, HEIGHT)):
            x = scale.x_of(tick.day)
            assert (left >= x) == beside, tick
            assert left - 2 <= x <= right


def test_below_an_axis_of_all_time_no_room_is_kept_for_its_overview() -> None:
    assert Rows(WIDTH, HEIGHT, strip=False).axis > Rows(WIDTH, HEIGHT).axis + 10
    assert Rows(WIDTH, HEIGHT, strip=False).axis + 21 <= HEIGHT, "the flag stays inside"
