"""A reader's features as things that are found: the search over all of them at once says what each one would say of itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.own.extra import ShownLayer
from viewer.carto.own.items import beside, counts_in, first_day, matching, rows_in_window, title_line
from viewer.carto.view import View
from viewer.model.extra import ExtraLayer
from viewer.model.finding.folding import fold
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.days import TIMELESS, Span, one_date

WORDS = st.text(alphabet="aBé ソ連ｶﾞ-'\n", max_size=8)
DAY = day_of("1962-10-22")
PLACE = np.array([[13.4, 52.5]])


def layer_of(*told: tuple[str, dict[str, str], Span]) -> ExtraLayer:
    builder = LayerBuilder("made up")
    for title, properties, span in told:
        builder.add(title, properties.items(), span, points=[PLACE])
    return builder.layer("k", "made up")


def on(first: str, last: str = "", *, lasting: bool = False) -> Span:
    return Span(Interval(day_of(first), day_of(last or first) + 1), lasting=lasting)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.dictionaries(st.sampled_from(["name", "owner"]), WORDS)), min_size=1, max_size=6), WORDS)
def test_a_word_is_found_where_a_title_or_a_value_holds_it(told: list[tuple[str, dict[str, str]]], query: str) -> None:
    layer = layer_of(*((title, values, TIMELESS) for title, values in told))
    wanted = [all(word in fold(" ".join([title, *values.values()])) for word in fold(query).split()) for title, values in told]
    assert matching(layer, query).tolist() == wanted


def test_names_of_properties_are_not_searched() -> None:
    layer = layer_of(("A", {"owner": "VOA"}, TIMELESS), ("Owner", {}, TIMELESS))
    assert matching(layer, "owner").tolist() == [False, True]
    assert matching(layer, "voa").tolist() == [True, False]


def test_lists_are_in_order_of_time_and_end_with_what_has_none() -> None:
    late = layer_of(("no time", {}, TIMELESS), ("late", {}, on("1962-11-01")), ("early", {}, on("1962-10-01", "1962-12-01", lasting=True)))
    ended = layer_of(("ended", {}, Span(Interval(FIRST_DAY, day_of("1962-10-20")), lasting=False)))
    shown = (ShownLayer(late, 0), ShownLayer(ended, 1), ShownLayer(layer_of(("hidden", {}, TIMELESS)), 2, hidden=True))
    rows = rows_in_window(shown, View(instant=DAY, before=30, after=30))
    assert [title_line(one.layer, feature) for one, feature in map(rows.at, range(len(rows)))] == ["early", "ended", "late", "no time"]
    assert rows.same(rows_in_window(shown, View(instant=DAY, before=30, after=30)))
    assert not rows.same(rows_in_window(shown[:1], View(instant=DAY, before=30, after=30)))
    assert len(rows_in_window(shown, View(instant=DAY, before=30, after=30, query="late"))) == 1


def test_one_goes_on_and_back_through_all_that_have_a_time() -> None:
    layer = layer_of(("a", {}, on("1950-01-01")), ("b", {}, on("1950-01-01")), ("c", {}, on("1960-01-01")), ("never", {}, TIMELESS))
    shown = (ShownLayer(layer, 0),)
    day, chosen, seen = day_of("1940-01-01"), None, []
    while (found := beside(shown, day, chosen, 1)) is not None:
        day, chosen = found
        seen.append(layer.title(chosen[1]))
    assert seen == ["a", "b", "c"]
    back = []
    while (found := beside(shown, day, chosen, -1)) is not None:
        day, chosen = found
        back.append(layer.title(chosen[1]))
    assert back == ["b", "a"]
    assert beside(shown, day_of("1950-01-01"), None, 1) == (day_of("1960-01-01"), ("k", 3))
    assert beside(shown, day_of("1950-01-01"), None, 1, whole_day=True) == (day_of("1950-01-01"), ("k", 1))


@pytest.mark.parametrize(
    ("span", "day"), [(on("1950-01-01"), "1950-01-01"), (Span(Interval(FIRST_DAY, DAY + 1), lasting=True), "1962-10-22")]
)
def test_a_feature_is_looked_at_on_its_first_day_or_its_last(span: Span, day: str) -> None:
    one = ShownLayer(layer_of(("a", {}, span)), 0)
    assert first_day(one, 0) == day_of(day)
    assert first_day(ShownLayer(layer_of(("a", {}, TIMELESS)), 0), 0) is None


def test_what_begins_in_a_bin_is_counted_there() -> None:
    layer = layer_of(("a", {}, on("1950-06-01")), ("b", {}, on("1951-01-01")), ("c", {}, on("1949-12-31")), ("d", {}, TIMELESS))
    edges = np.array([day_of("1950-01-01"), day_of("1951-01-01"), day_of("1952-01-01")], dtype=np.int64)
    (one,) = counts_in((ShownLayer(layer, 3, called="Sites"),), "", edges)
    assert (one.tone, one.name) == (3, "Sites")
    assert one.counts.tolist() == [1, 1]
    assert one.doubted.tolist() == [0, 0]
    assert counts_in((ShownLayer(layer, 0),), "a", edges)[0].counts.tolist() == [1, 0]
    assert LAST_DAY not in edges


def test_what_is_not_sure_about_its_date_is_counted_apart_with_the_days_that_it_can_mean() -> None:
    told = {"a": "1950-06-01", "b": "1950-06", "c": "1950-06-01?", "d": "1950-06/1950-07", "e": "1950-06", "f": "1960"}
    layer = layer_of(*((name, {}, one_date(text)) for name, text in told.items()))
    edges = np.array([day_of("1950-01-01"), day_of("1951-01-01")], dtype=np.int64)
    (one,) = counts_in((ShownLayer(layer, 0),), "", edges)
    assert (one.counts.tolist(), one.doubted.tolist()) == ([5], [3])
    assert one.vague == ((day_of("1950-06-01"), day_of("1950-07-01")),), "once where several mean the same, and only what is in sight"
