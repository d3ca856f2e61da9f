"""Names that hold for a time, words in several languages, and the atlas as a whole."""

from __future__ import annotations

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency, Link, Named, Polity, named_at, say
from viewer.model.ledger import build_territory
from viewer.model.time import Interval, parse_period


def test_words_come_in_the_language_asked_for_else_in_the_first() -> None:
    assert say({"ja": "東京", "en": "Tokyo"}, "en") == "Tokyo"
    assert say({"ja": "東京", "en": "Tokyo"}, "fr") == "東京"
    assert say({"ja": "東京", "en": ""}, "en") == "東京"
    assert say({}, "en") == ""


@given(st.lists(st.integers(2, 60), min_size=1, max_size=5, unique=True).map(sorted), st.integers(1, 70))
def test_the_name_of_a_day_is_the_one_that_holds_or_the_nearest(edges: list[int], day: int) -> None:
    names = tuple(Named(Interval(edge, edge + 1), {"en": str(edge)}) for edge in edges)
    found = named_at(names, day)
    assert found is not None
    assert abs(found.when.start - day) == min(abs(edge - day) for edge in edges)
    assert named_at((), day) is None


def test_what_has_no_name_is_called_by_its_identifier() -> None:
    assert Polity("nobody", (), ()).name("en", 1000) == "nobody"


def test_a_place_is_called_as_it_was_called_then() -> None:
    polity = Polity(
        "russia",
        (
            Named(parse_period("../1991-12-26"), {"en": "Russian SFSR"}, {"en": "RSFSR"}),
            Named(parse_period("1991-12-26/.."), {"en": "Russian Federation"}),
        ),
        (parse_period("1917-11-07/.."),),
    )
    change = parse_period("1991-12-26/..").start
    assert (polity.name("en", change - 1), polity.name("en", change)) == ("Russian SFSR", "Russian Federation")
    assert (polity.short_name("en", change - 1), polity.short_name("en", change)) == ("RSFSR", "Russian Federation")
    assert not polity.lives(parse_period("1917-11-07/..").start - 1)


@pytest.fixture
def linked() -> Atlas:
    cause = made_up.event("cause", "1962-10-14", "cuba")
    effect = made_up.event("effect", "1962-10-28", "cuba")
    cause = type(cause)(**{name: getattr(cause, name) for name in cause.__slots__} | {"leads_to": (Link("effect"),)})
    return made_up.atlas(events=[effect, cause], places=[made_up.place("cuba", (-80, 22))])


def test_causes_are_the_links_read_backwards(linked: Atlas) -> None:
    assert linked.causes == {"effect": ("cause",)}
    assert [event.id for event in linked.event_list] == ["cause", "effect"]
    assert linked.place_name(linked.events["cause"], "en") == "Cuba"
    assert linked.name_of("cuba", "en", 1) == "Cuba"
    assert linked.name_of("unknown", "en", 1) == "unknown"


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(2, 40), st.integers(-1, 2)), max_size=8),
    st.lists(st.tuples(st.integers(2, 20), st.integers(1, 9)), max_size=1),
)
def test_equal_versions_mean_equal_maps(records: list[tuple[int, int, int]], ties: list[tuple[int, int]]) -> None:
    answers = tuple(Dependency(Interval(start, start + length), "a", "dependent") for start, length in ties)
    polities = [made_up.polity("a"), made_up.polity("b"), made_up.polity("c")]
    polities[2] = Polity("c", polities[2].names, polities[2].life, answers)
    territory = build_territory(3, [(0, 0)] * 3, [(unit, day, holder, 0, 0) for unit, day, holder in records], ())
    atlas = made_up.atlas(areas=[1, 1, 1], polities=polities, holders=[0, 0, 0], territory=territory)
    seen: dict[int, tuple[object, ...]] = {}
    for day in range(1, 45):
        standing = atlas.standing(day)
        state = (*atlas.territory.holders(day).tolist(), *standing.sovereign.tolist(), *standing.relation.tolist())
        assert seen.setdefault(atlas.version(day), state) == state
