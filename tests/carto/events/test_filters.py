"""What a View lets through, and how events fade with their distance from the thumb."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.events.filters import distance, fade, filtered, in_window, place_of
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Citation, Event, Source
from viewer.model.time import day_of, iso

DAY = day_of("1962-10-22")
NEAR = st.integers(DAY - 9, DAY + 9) | st.integers(day_of("1950-01-01"), day_of("1970-12-31"))


@st.composite
def events(draw: st.DrawFn) -> Event:
    first, length = draw(NEAR), draw(st.sampled_from((0, 0, 1, 4, 2000)))
    when = iso(first) if not length else f"{iso(first)}/{iso(first + length)}"
    return made_up.event(f"e{draw(st.integers(0, 10**9))}", when, "", draw(st.sampled_from((*FAMILIES, "note"))))


LISTS = st.lists(events(), max_size=8, unique_by=lambda event: event.id)
REACH = st.integers(0, 9) | st.integers(0, 4000)


@settings(max_examples=300)
@given(LISTS, NEAR, REACH, REACH, st.frozensets(st.sampled_from(FAMILIES), max_size=3))
def test_the_window_holds_the_events_that_share_a_day_with_it(
    found: list[Event], day: int, before: int, after: int, hidden: frozenset[str]
) -> None:
    atlas = made_up.atlas(events=found)
    view = View(instant=day, before=before, after=after, hidden_kinds=hidden)
    wanted = {
        event.id
        for event in found
        if event.when.last >= day - before
        and event.when.start <= day + after
        and event.kind not in hidden
        and not (event.kind == "note" and "words" in hidden)
    }
    inside = in_window(atlas, view)
    assert {event.id for event in inside} == wanted
    assert [event.when.start for event in inside] == sorted(event.when.start for event in inside)
    assert wanted <= {event.id for event in filtered(atlas, view)}


@given(LISTS.filter(bool), NEAR, st.integers(0, 9))
def test_the_place_in_a_list_is_that_of_the_event_else_of_the_nearest_beginning(found: list[Event], day: int, number: int) -> None:
    listed = list(made_up.atlas(events=found).event_list)
    chosen = listed[number % len(listed)]
    assert listed[place_of(listed, chosen, day)] is chosen
    nearest = min(range(len(listed)), key=lambda n: abs(listed[n].when.start - day))
    assert place_of(listed, None, day) == nearest
    assert place_of(listed, made_up.event("elsewhere", iso(day)), day) == nearest


@given(events(), NEAR, st.integers(1, 4000), st.integers(1, 4000))
def test_an_event_fades_from_one_at_the_thumb_to_four_tenths(event: Event, day: int, before: int, after: int) -> None:
    view = View(instant=day, before=before, after=after)
    days = distance(event, day)
    opacity = fade(event, view)
    assert 0.4 - 1e-9 <= opacity <= 1.0
    if event.when.start <= day <= event.when.last:
        assert (days, opacity) == (0, 1.0)
    reach = after if days > 0 else before
    if abs(days) >= reach:
        assert opacity == pytest.approx(0.4)
    step = 1 if days > 0 else -1
    farther = fade(event, view.at(day - step))
    if days:
        assert farther <= opacity + 1e-12


@pytest.mark.parametrize(("part", "opacity"), [(0.0, 1.0), (0.15, 0.96), (0.5, 0.70), (1.0, 0.40), (3.0, 0.40)])
def test_the_fade_has_the_measures_of_the_tokens(part: float, opacity: float) -> None:
    view = View(instant=day_of("1962-10-22"), before=1000, after=1000)
    for side in (-1, 1):
        event = made_up.event("e", iso(view.instant + round(side * part * 1000)))
        assert fade(event, view) == pytest.approx(opacity, abs=0.006)


def test_a_window_of_one_day_fades_nothing() -> None:
    view = View(instant=day_of("1962-10-22"), before=0, after=0)
    assert fade(made_up.event("e", "1962-10-22"), view) == 1.0


@pytest.fixture
def told() -> Atlas:
    khrushchev = Actor("khrushchev", "person", {"ja": "フルシチョフ", "en": "Nikita Khrushchev"})
    speech = made_up.event("speech", "1956-02-25", "moscow", title="Secret speech")
    speech = Event(**{name: getattr(speech, name) for name in speech.__slots__} | {"actors": ("khrushchev",)})
    other = made_up.event("wall", "1961-08-13", "berlin", title="The Wall")
    places = [made_up.place("moscow", (37.6, 55.8), "Moscow"), made_up.place("berlin", (13.4, 52.5), "Berlin")]
    return made_up.atlas(events=[speech, other], places=places, actors={"khrushchev": khrushchev})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["speech", "wall"]),
        ("  ", ["speech", "wall"]),
        ("SECRET", ["speech"]),
        ("secret moscow", ["speech"]),
        ("secret berlin", []),
        ("ｂｅｒｌｉｎ", ["wall"]),
        ("ふるしちょふ", ["speech"]),
        ("フルシチョフ", ["speech"]),
        ("1961-08", ["wall"]),
        ("nothing", []),
    ],
)
def test_every_word_must_be_found_in_title_text_date_place_or_actors(told: Atlas, query: str, found: list[str]) -> None:
    view = View(query=query)
    assert [event.id for event in filtered(told, view)] == found


def test_events_from_works_of_reference_alone_are_let_through_unless_only_documents_are_wanted() -> None:
    told, known, both = (made_up.event(name, "1956-10-29") for name in ("told", "known", "both"))
    both = replace(both, sources=(Citation("book"), Citation("lecture", (1, 2))))
    told = replace(told, sources=(Citation("lecture", (3, 3)),))
    sources = {name: Source(name, "book", {"en": name}, role) for name, role in (("lecture", "document"), ("book", "reference"))}
    atlas = made_up.atlas(events=[told, known, both], sources=sources)
    assert [event.id for event in filtered(atlas, View())] == ["both", "known", "told"]
    only = View.parse("m=1&t=1956-10-29")
    assert [event.id for event in in_window(atlas, only)] == ["both", "told"]
    assert known not in filtered(atlas, only)
    assert View.parse(only.text()) == only
    with pytest.raises(BadView):
        View.parse("m=yes")


def test_the_events_of_a_place_are_let_through_whenever_they_were() -> None:
    spots = [made_up.place("moscow", (10, 10)), made_up.place("berlin", (90, 90))]
    found = [
        made_up.event("long-ago", "1922-12-30", "moscow", "power"),
        made_up.event("wall", "1961-08-13", "berlin", "force"),
        made_up.event("adrift", "1962-10-20", "", "force"),
        made_up.event("reply", "1962-10-26", "moscow", "words"),
    ]
    atlas = made_up.atlas(events=found, places=spots)
    view = View(instant=day_of("1962-10-22"), before=10, after=10)
    assert [event.id for event in in_window(atlas, view.with_(place="moscow"))] == ["long-ago", "reply"]
    assert [event.id for event in in_window(atlas, view.with_(place="moscow", hidden_kinds=frozenset({"words"})))] == ["long-ago"]
    assert [event.id for event in in_window(atlas, view.with_(place="adrift"))] == ["adrift"]
    assert filtered(atlas, view.with_(place="nowhere")) == ()


def test_within_a_brushed_range_events_fade_towards_its_ends() -> None:
    days = {name: day_of(date) for name, date in (("first", "1962-10-14"), ("now", "1962-10-22"), ("last", "1962-10-28"))}
    view = View(instant=days["now"], before=0, after=0, range=(days["first"], days["last"]))
    found = {name: made_up.event(name, iso(day), "", "words") for name, day in days.items()}
    fades = {name: round(fade(event, view), 2) for name, event in found.items()}
    assert fades == {"first": 0.4, "now": 1.0, "last": 0.4}
