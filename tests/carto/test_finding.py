"""What the search offers in words, and where each result leads."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.finding import hits, led_to, results
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Bloc, Named, Place, Polity
from viewer.model.time import ALWAYS, Interval, day_of

LIFE = Interval(day_of("1949-10-07"), day_of("1990-10-03"))
BERLIN = (Named(ALWAYS, {"ja": "ベルリン", "en": "Berlin"}),)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    long = "まず前置きがあり、それから長い話が続いたのち、ようやくフルシチョフの名が出て、また長い話になる。" * 3
    wall = replace(
        made_up.event("wall", "1961-08-13", "berlin"), title={"ja": "壁の建設", "en": "The wall"}, text={"ja": long, "en": "Text."}
    )
    return made_up.atlas(
        events=[wall],
        places=[Place("berlin", (13.4, 52.5), BERLIN, rank=0)],
        polities=[Polity("east-germany", (Named(ALWAYS, {"ja": "東ドイツ", "en": "East Germany"}),), (LIFE,))],
        actors={
            "khrushchev": Actor(
                "khrushchev", "person", {"ja": "ニキータ・フルシチョフ", "en": "Nikita Khrushchev"}, {"ja": "フルシチョフ"}, LIFE
            ),
            "nato": Actor("nato", "organisation", {"ja": "NATO", "en": "NATO"}),
        },
        blocs={
            "nato": Bloc("nato", {"ja": "NATO", "en": "NATO"}, {}, "alliance"),
            "pact": Bloc("pact", {"ja": "ワルシャワ条約機構", "en": "Warsaw Pact"}, {"ja": "WTO", "en": "WTO"}, "alliance", life=LIFE),
        },
    )


VIEW = View(instant=day_of("1946-01-01"), language="ja")


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_an_event_tells_date_and_place_and_marks_the_hits(atlas: Atlas) -> None:
    (event, place) = results(atlas, VIEW, "berurin")
    assert (event.sort, event.id, event.title, event.detail) == ("event", "wall", "壁の建設", "1961年8月13日  ベルリン")
    assert marked(event.detail, event.detail_spans) == ["ベルリン"]
    assert (place.sort, place.title, place.detail) == ("place", "ベルリン", "Berlin")
    assert marked(place.title, place.spans) == ["ベルリン"]
    assert marked(place.detail, place.detail_spans) == ["Berlin"]


def test_a_hit_in_the_text_is_shown_with_what_stands_around_it(atlas: Atlas) -> None:
    event = results(atlas, VIEW, "フルシチョフ")[0]
    assert event.detail.startswith("1961年8月13日  …")
    assert event.detail.endswith("…")
    assert "フルシチョフ" in marked(event.detail, event.detail_spans)
    assert len(event.detail) < 130


def test_a_person_is_told_by_other_names_and_years(atlas: Atlas) -> None:
    person = next(result for result in results(atlas, VIEW, "khrushchev") if result.sort == "person")
    assert (person.title, person.detail) == ("ニキータ・フルシチョフ", "Nikita Khrushchev · 1949–1990")


def test_a_bloc_that_is_also_an_organisation_is_offered_once(atlas: Atlas) -> None:
    assert [result.sort for result in results(atlas, VIEW, "nato")] == ["organisation"]


def test_choosing_an_event_selects_it_on_its_day_and_lets_go_of_the_words(atlas: Atlas) -> None:
    view = led_to(atlas, VIEW.with_(query="壁", place="moscow"), "event", "wall")
    assert (view.selected, view.instant, view.query, view.place) == ("wall", day_of("1961-08-13"), "", "")


def test_choosing_a_place_goes_there(atlas: Atlas) -> None:
    view = led_to(atlas, VIEW.with_(query="berlin"), "place", "berlin")
    assert (view.centre, view.projection, view.query) == ((13.4, 52.5), "laea", "")
    assert view.zoom >= 4.0


@pytest.mark.parametrize(("day", "then"), [("1946-01-01", "1949-10-07"), ("1960-05-05", "1960-05-05"), ("2000-01-01", "1990-10-02")])
def test_choosing_a_polity_selects_it_on_the_nearest_day_of_its_life(atlas: Atlas, day: str, then: str) -> None:
    view = led_to(atlas, VIEW.at(day_of(day)), "polity", "east-germany")
    assert (view.selected, view.instant) == ("polity:east-germany", day_of(then))


def test_choosing_a_person_filters_by_them(atlas: Atlas) -> None:
    assert led_to(atlas, VIEW, "person", "khrushchev").query == "フルシチョフ"


@pytest.mark.parametrize(("day", "then"), [("1946-01-01", "1949-10-07"), ("1970-05-05", "1970-05-05")])
def test_choosing_a_bloc_opens_its_page_within_its_life(atlas: Atlas, day: str, then: str) -> None:
    view = led_to(atlas, VIEW.at(day_of(day)).with_(query="条約"), "bloc", "pact")
    assert (view.selected, view.instant, view.query) == ("bloc:pact", day_of(then), "")


def test_choosing_an_organisation_that_is_a_bloc_opens_its_page_too(atlas: Atlas) -> None:
    assert led_to(atlas, VIEW, "organisation", "nato").selected == "bloc:nato"


def test_nothing_is_marked_or_offered_where_nothing_is_asked(atlas: Atlas) -> None:
    assert hits(atlas, " ", "ベルリン") == ()
    assert results(atlas, VIEW, " ") == ()
