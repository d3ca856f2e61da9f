"""The exported page: everything on it, in both languages, within its frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from looking import count, pixels
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.api import page_of
from viewer.carto.names.placement import Label
from viewer.carto.projections.scalebar import projection_words
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import parse_when
from viewer.paint.pages.layout import PARTS, composed, sheet_of, world_height
from viewer.paint.pages.lines import Note, wrapped
from viewer.paint.pages.page import GROUND, Page, frame_of, render_page
from viewer.paint.type import text_width

LOOK = "t=1961-10-27&p=laea&c=13,51&z=4.3&s=berlin-tanks&l=en"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is written with drawText."""
    said: list[str] = []
    draw: Callable[..., None] = QPainter.drawText

    def listening(painter: QPainter, *given: object) -> None:
        said.extend(one for one in given if isinstance(one, str))
        draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", listening)
    return said


def page(atlas: Atlas, text: str = LOOK, size: tuple[int, int] = (1600, 1000), **more: object) -> Page:
    return page_of(atlas, View.parse(text), size, **more)  # type: ignore[arg-type]


def test_the_page_says_what_it_shows(sample: Atlas, written: list[str]) -> None:
    render_page(page(sample))
    said = "\n".join(written)
    assert "Tanks face each other at the checkpoint, 27 October 1961" in written
    assert "検問所で戦車がにらみ合う" in said, "the other language below"
    assert "Legend 凡例" in written
    assert {"West", "西側", "East", "東側", "Iron Curtain", "鉄のカーテン"} <= set(written)
    assert "1" in written, "a number, in bold before its note"
    assert "Tanks face each other at the checkpoint (27 Oct 1961" in said
    assert "Sources: " in said
    assert "Handbook" in said
    assert "Viewpoint: de facto control" in said
    assert "Window: " in said
    assert "Sample · Made with Natural Earth · past borders are approximate" in written
    assert any(text.startswith("t=1961-10-27&p=laea") for text in written), "the View's text form"


@pytest.mark.parametrize("languages", [("fr", "en"), ("fr", "de")])
def test_a_page_says_nothing_twice_in_languages_that_the_interface_does_not_speak(
    languages: tuple[str, ...], sample: Atlas, written: list[str]
) -> None:
    render_page(page(replace(sample, languages=languages), LOOK.replace("l=en", "l=fr")))
    assert "Legend" in written
    day = [text for text in written if "27 October 1961" in text]
    assert len(day) == 1
    assert day[0].count("27 October 1961") == 1
    assert not [pair for pair in pairwise(written) if pair[0] == pair[1] and not pair[0].isdigit()]


@pytest.mark.parametrize("size", [(1600, 1000), (1100, 700), (700, 560)])
def test_every_number_on_the_map_has_its_note(
    size: tuple[int, int], sample: Atlas, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers: list[str] = []
    monkeypatch.setattr("viewer.paint.pages.page.draw_number", lambda _painter, _x, _y, text, *_more: numbers.append(text))
    render_page(page(sample, "t=1961-10-27&b=9000&a=9000&l=en&c=20,40", size))
    notes = [number for number, note in pairwise(written) if number.isdigit() and re.search(r" \(.*\d{4}", note)]
    assert len(numbers) >= 1
    assert sorted(notes) == sorted(numbers)


def test_the_title_is_the_one_given_else_the_event_s_else_the_world_s(sample: Atlas, written: list[str]) -> None:
    render_page(page(sample, title="My map"))
    assert "My map, 27 October 1961" in written
    written.clear()
    render_page(page(sample, LOOK.replace("&s=berlin-tanks", "")))
    assert "Blocs and borders, 27 October 1961" in written, "of a region"
    written.clear()
    render_page(page(sample, "t=1961-10-27&l=en"))
    assert "The blocs of the world, 27 October 1961" in written


def test_a_plain_page_is_the_map_alone(sample: Atlas, written: list[str]) -> None:
    image = render_page(page(sample, plain=True))
    assert not any("Legend" in text or "Sources" in text for text in written)
    assert image.text("bloc-atlas-view")
    assert count(image, GROUND["light"]) < image.width() * image.height() * 0.02


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_is_drawn_and_the_margin_is_empty(theme: str, sample: Atlas) -> None:
    image = render_page(page(sample, f"{LOOK}&k={theme}"))
    edge = pixels(image)[:22]
    assert (edge == edge[0, 0]).all(), "nothing outside of the neat line"
    line = pixels(image)[24:26, 100:1500].astype(int)
    assert (line[0] == line[0, 0]).all(), "the neat line"
    assert np.abs(line[0, 0] - edge[0, 0]).max() > 100


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2480, 1754), (1080, 1080), (1080, 1920), (794, 1123), (800, 600), (640, 520)])
def test_the_map_takes_most_of_the_page_within_its_frame(size: tuple[int, int], sample: Atlas) -> None:
    left, top, right, bottom = frame_of(page(sample, size=size))
    grow = max(1.0, min(size[0] / 1920, size[1] / 1080))
    wide, high = size[0] / grow, size[1] / grow
    assert 35 < left < right < wide - 35
    assert 80 < top < bottom < high - 90
    assert (right - left) * (bottom - top) > 0.29 * wide * high


def test_a_larger_page_has_larger_type(sample: Atlas) -> None:
    """On a page twice as large everything is twice as large: the same picture, finer."""
    small = render_page(page(sample, size=(1920, 1080)))
    large = render_page(page(sample, size=(3840, 2160)))
    shrunk = large.scaled(960, 540).convertToFormat(small.format())
    usual = small.scaled(960, 540)
    assert np.abs(pixels(shrunk).astype(int) - pixels(usual)).mean() < 6


def test_the_page_is_the_same_every_time(sample: Atlas) -> None:
    assert render_page(page(sample)) == render_page(page(sample))


def test_hidden_layers_stay_hidden(sample: Atlas) -> None:
    bare = render_page(page(sample, LOOK.replace("&s=berlin-tanks", "") + "&x=events,names,places,seas,lines", plain=True))
    full = render_page(page(sample, LOOK.replace("&s=berlin-tanks", ""), plain=True))
    assert count(bare, THEMES["light"].cur, 8) < count(full, THEMES["light"].cur, 8) / 4


@pytest.mark.parametrize("words", ["<b>x</b> & y", "長い" * 100_000, "\u202eturned", ""])
def test_any_words_can_be_written(words: str, sample: Atlas) -> None:
    both = {"ja": words, "en": words}
    events = {key: replace(event, title=both, text=both) for key, event in sample.events.items()}
    odd = replace(sample, events=events, title=both, sources={key: replace(one, title=both) for key, one in sample.sources.items()})
    image = render_page(page(odd))
    edge = pixels(image)[:, :22]
    assert (edge == edge[0, 0]).all()


def test_no_stack_and_no_number_is_cut_by_the_edge_of_the_map(sample: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    badges: list[tuple[float, float]] = []
    monkeypatch.setattr("viewer.paint.pages.page.draw_number", lambda _painter, x, y, *_: badges.append((x, y)))
    for north in range(40, 66, 2):
        made = page(sample, f"t=1961-10-27&b=9000&a=9000&p=laea&c=13,{north}&z=4.3&l=en")
        left, top, right, bottom = frame_of(made)
        render_page(made)
        assert all(0 <= x <= right - left - 8 and 6 <= y <= bottom - top - 8 for x, y in badges)
    assert badges


def test_names_keep_off_the_scale_bar_of_a_map_alone(sample: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[Label] = []
    seen = 0
    monkeypatch.setattr("viewer.paint.pages.page.draw_labels", lambda _painter, labels, *_: names.extend(labels))
    for north in range(44, 60):
        made = page(sample, f"t=1961-10-27&p=laea&c=6,{north}&z=4.3&l=ja", plain=True)
        render_page(made)
        wide = text_width(projection_words(made.view, made.say), 10.5)
        seen += len(names)
        for label in names:
            below = label.y + label.size / 2 > 1000 - 20
            assert not (below and label.x + text_width(label.text, label.size) / 2 > 1600 - wide - 8), label.text
        names.clear()
    assert seen > 40


def test_long_names_in_the_legend_are_whole(built_in: Atlas, written: list[str]) -> None:
    render_page(page_of(built_in, View.parse("t=2022-02-24&l=en"), (1600, 900)))
    assert "Collective Security Treaty (CSTO)" in " ".join(written)
    render_page(page_of(built_in, View.parse("t=1942-06-01&l=en"), (1600, 900)))
    for name in ("Other states on the Axis side", "Dependencies and conquests of the Axis"):
        assert name in " ".join(written)


def test_a_doubted_date_stands_in_one_pair_of_brackets(sample: Atlas, written: list[str]) -> None:
    doubted = next(event for event in sample.event_list if event.place and event.when.precision == 0)
    events = tuple(
        replace(event, when=parse_when(f"{date.fromordinal(event.when.start)}?")) if event is doubted else event
        for event in sample.event_list
    )
    day = date.fromordinal(doubted.when.start)
    atlas = replace(sample, events={event.id: event for event in events})
    render_page(page_of(atlas, View.parse(f"t={day}&b=2&a=2&l=en&s={doubted.id}"), (1600, 900), fit="world"))
    noted = "\n".join(written)
    assert "?)" in noted
    assert "(?)" not in noted


def test_a_page_of_a_bloc_is_called_as_the_bloc_is(built_in: Atlas, written: list[str]) -> None:
    render_page(page_of(built_in, View.parse("t=1989-11-09&l=en&s=bloc:warsaw-pact"), (1600, 900), fit="world"))
    assert any(text.startswith("Warsaw") and text.endswith(", 9 November 1989") for text in written)
    assert any("ワルシャワ条約機構" in text and "1989年11月9日" in text for text in written)
    assert not any("The blocs of the world" in text for text in written)


@pytest.mark.parametrize("size", [(800, 600), (794, 1123), (1080, 1080), (1080, 1920), (1123, 794), (1587, 1123), (3840, 2160)])
def test_a_page_of_any_shape_tells_its_legend_between_map_and_notes(
    size: tuple[int, int], sample: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture of colours without their meaning is of no use, whatever its shape."""
    boxes: list[tuple[float, float, float, float]] = []

    def swatch(_painter: QPainter, _row: object, rect: QRectF, _theme: object) -> None:
        boxes.append((rect.left(), rect.top(), rect.right(), rect.bottom()))

    monkeypatch.setattr("viewer.paint.pages.legend.draw_swatch", swatch)
    made = page(sample, size=size)
    render_page(made)
    left, top, _, bottom = frame_of(made)
    sheet = sheet_of(composed(made))
    assert len(boxes) >= 3
    assert all(box[3] <= sheet.rule for box in boxes)
    assert all(box[2] <= left or box[1] >= bottom for box in boxes), "no row lies on the map"
    assert all(box[0] >= sheet.edge and box[2] <= sheet.width - sheet.edge and box[1] >= top for box in boxes)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_day_is_never_cut_from_the_title(language: str, built_in: Atlas, written: list[str]) -> None:
    long = "Kennedy reveals the missiles and announces a quarantine of all offensive equipment under shipment to Cuba"
    for size in ((800, 600), (640, 900), (1100, 700)):
        written.clear()
        render_page(page_of(built_in, View.parse(f"t=1962-10-22&l={language}"), size, title=long))
        day = "1962年10月22日" if language == "ja" else "22 October 1962"
        assert any(text.endswith(day) for text in written)


def test_sources_give_way_before_whose_view_of_disputed_land_is_drawn(built_in: Atlas, written: list[str]) -> None:
    for size in ((1100, 700), (800, 600), (794, 1123)):
        written.clear()
        render_page(page_of(built_in, View.parse("t=1989-11-09&l=en"), size, fit="-12,35,45,62"))
        below = " ".join(written)
        assert "Viewpoint: de facto control" in below
        assert re.search(r"Window: 9 November 1986 \S 9 November 1990", below)
        assert "…" not in below[below.index("Sources:") : below.index("Window:")]
    assert re.search(r"and \d+ more\.\s+Viewpoint", below)


def test_no_stack_is_cut_by_the_edge_of_a_map(built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, float]] = []
    drawing = "viewer.paint.pages.page.draw_markers"
    monkeypatch.setattr(drawing, lambda _painter, markers, *_, **__: drawn.extend((m.x, m.y) for m in markers))
    for look in ("t=1955-05-14&p=arctic&z=1.2&c=0,90", "t=1989-11-09&p=laea&c=35,52&z=3", "t=1941-01-01&p=laea&c=16,50&z=3.2"):
        made = page_of(built_in, View.parse(look), (1123, 794))
        left, top, right, bottom = frame_of(made)
        drawn.clear()
        render_page(made)
        wide, high = right - left, bottom - top
        assert drawn
        assert all(11 < x < wide - 11 and 11 < y < high - 11 for x, y in drawn)


def test_parts_can_be_left_out_and_give_their_room_to_the_map(sample: Atlas, written: list[str]) -> None:
    whole = frame_of(page(sample))
    area = (whole[2] - whole[0]) * (whole[3] - whole[1])
    signs = {"title": "checkpoint, 27 October", "legend": "Legend 凡例", "notes": "Sources: ", "bars": "Lambert", "frame": ""}
    assert set(signs) == set(PARTS)
    for part, sign in signs.items():
        written.clear()
        bare = replace(page(sample), without=frozenset({part}))
        image = render_page(bare)
        said = "\n".join(written)
        assert not sign or sign not in said, part
        box = frame_of(bare)
        grown = (box[2] - box[0]) * (box[3] - box[1])
        assert grown > area
        for kept in ("27 October 1961", "Viewpoint: de facto control", "Made with Natural Earth"):
            assert kept in said, f"without {part}: {kept} is told all the same"
        assert image.text("bloc-atlas-view")


def test_the_picture_tells_itself_in_words_and_how_large_it_is(sample: Atlas) -> None:
    image = render_page(page(sample, scale=2.0))
    words = image.text("Description")
    assert words.startswith("Tanks face each other at the checkpoint, 27 October 1961\n")
    for part in ("Legend: ", "West (", "1 Tanks face each other", "Sources: ", "Handbook", "Viewpoint: de facto", "Made with"):
        assert part in words
    assert image.text("Title") == "Tanks face each other at the checkpoint, 27 October 1961"
    assert image.dotsPerMeterX() * 0.0254 == pytest.approx(192, abs=0.1)


def test_a_stack_that_is_open_in_the_window_is_a_stack_on_the_page(sample: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[set[str]] = []
    monkeypatch.setattr("viewer.paint.pages.page.draw_markers", lambda _painter, markers, *_, **__: drawn.append({m.key for m in markers}))
    shut = page(sample)
    render_page(shut)
    key = next(iter(drawn[0]))
    render_page(replace(shut, view=shut.view.with_(fan=key)))
    assert drawn[0] == drawn[1]


def test_lines_begin_and_end_with_what_may_stand_there(fonts: object) -> None:
    text = "『講義資料「第2次世界大戦後のソ連外交」』、200、202–204。" * 6 + "Odd Arne Westad, The Global Cold War, 2005; " * 4
    for room in range(180, 420, 7):
        lines = wrapped([Note(text)], 11, room)
        assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
        for line, after in pairwise(lines):
            assert line.text[-1] not in "「『（"
            assert after.text[0] not in "、。」』）；,.;"
            assert not (line.text[-1].isascii() and line.text[-1].isalpha() and after.text[0].isascii() and after.text[0].islower())
            assert not (line.text[-1].isdigit() and after.text[0].isdigit()), "nor is a number torn before a comma"


def test_an_upright_page_of_the_world_gives_its_room_to_the_notes(built_in: Atlas, written: list[str]) -> None:
    """A world is low: between title and legend of an upright page it would float in nothing."""
    whole = page_of(built_in, View.parse("t=1955-05-14&l=en"), (794, 1123), fit="world", settle=False)
    near = replace(whole, view=whole.view.with_(zoom=3.0))
    sheets = [sheet_of(composed(one)) for one in (whole, near)]
    assert sheets[0].map.height() < 0.8 * sheets[1].map.height()
    assert sheets[0].map.height() >= world_height(whole.view), "all of it is seen"
    assert frame_of(whole) == frame_of(near), "what is fitted is fitted to all the room"
    counts = []
    for one in (whole, replace(whole, size=(1123, 794))):
        written.clear()
        render_page(one)
        counts.append(len({text for text in written if text.isdigit()}))
    assert counts[0] >= counts[1] + 4


def test_a_view_that_finds_no_room_in_its_line_is_left_out_not_cut(sample: Atlas, written: list[str]) -> None:
    render_page(page(sample, f"{LOOK}&q={'long' * 30}", (700, 560)))
    assert not any(text.startswith("t=1961") for text in written)
    assert not any(text.endswith("…") and "=" in text for text in written)


def test_a_page_says_which_events_were_let_through(built_in: Atlas, written: list[str]) -> None:
    """Who sees a picture sees no filters, and would take the events on it for all there were."""
    look = "t=1962-10-22&l=en&q=missile&m=1&h=economy,treaty&fo=actor:cuba,date:exact"
    render_page(page_of(built_in, View.parse(look), (1600, 1000), fit="world"))
    below = " ".join(written)
    for told in ("Events shown: ", "“missile”", "only what the documents say", "actor: Cuba", "without Economy & technology, treaty"):
        assert told.lower() in below.lower(), told
    written.clear()
    render_page(page_of(built_in, View.parse(look.replace("&q=", "&x=events&q=")), (1600, 1000), fit="world"))
    assert "Events shown" not in " ".join(written), "where no events are shown there is nothing to tell"
    assert "Window" not in " ".join(written)
    written.clear()
    render_page(page_of(built_in, View.parse("t=1962-10-22&l=ja&g=berlin"), (1600, 1000), fit="world"))
    below = " ".join(written)
    assert "出来事の絞り込み: ベルリン" in below
    assert "期間:" not in below, "those of a place are shown whenever they were"


def test_no_tie_leaves_the_map(built_in: Atlas) -> None:
    """A tie to what lies outside of the map ends at its edge: it does not strike through the title."""
    view = View.parse("t=1939-06-27&b=0&a=0&p=laea&c=118,47.5&z=6.9&s=tamsag-raid&l=en")
    tied = page_of(built_in, view, (1600, 900), settle=False)
    untied = replace(tied, view=view.with_(hidden_layers=view.hidden_layers | {"ties"}))
    one, two = (pixels(render_page(made)).astype(int) for made in (tied, untied))
    left, top, right, bottom = (round(edge) for edge in frame_of(tied))
    differs = np.abs(one - two).max(axis=2) > 40
    assert differs[top:bottom, left:right].any(), "ties are drawn"
    differs[top - 1 : bottom + 1, left - 1 : right + 1] = False
    assert not differs[: top - 1].any()
