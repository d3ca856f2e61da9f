"""The rows of the timeline: every event counted once, bars that keep apart, ticks that are in view."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import made_up
from hypothesis import given
from hypothesis import strategies as st

import viewer
from viewer.carto.timeline.chronicle import ERA_LANES, TICKS_APART, chosen_offices, compose_chronicle, era_lanes, tie_xs
from viewer.carto.timeline.day_cards import CARD_LANES, DISC, DayCard, worded
from viewer.carto.timeline.era_schemes import JAPANESE, era_scheme, era_schemes, ticks_of
from viewer.carto.timeline.lanes import LANES, LONG_SPAN, NAME, WIDE, ends_in_doubt, span_bars, treaty_bars
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Era, EraScheme, Kind, Link, Office, Term, say
from viewer.model.ledger import build_territory
from viewer.model.time import Interval, day_of, iso, parse_period, parse_when
from viewer.model.treaties import Treaty

FIRST = day_of("1940-01-01")
NEAR = st.integers(FIRST, day_of("1975-12-31"))


@st.composite
def atlases(draw: st.DrawFn, kinds_of: tuple[str, ...] = FAMILIES, lengths: tuple[int, ...] = (0, 0, 3, LONG_SPAN, 400, 3000)) -> Atlas:
    """Draw events, short and long, of kinds that are bars when they are long or are not."""
    events = []
    for number in range(draw(st.integers(0, 20))):
        first, length = draw(NEAR), draw(st.sampled_from(lengths))
        when = f"{iso(first)}/{iso(first + length)}" if length else iso(first)
        events.append(made_up.event(f"e{number}", when, kind=draw(st.sampled_from(kinds_of))))
    changes = draw(st.lists(NEAR, max_size=10))
    territory = build_territory(1, [(-1, 0)], [(0, day, -1, 0, 0) for day in changes], ())
    atlas = made_up.atlas(areas=[1.0], holders=[-1], events=events, territory=territory)
    spans = {"force": "war", "diplomacy": "talks"}
    kinds = {name: Kind(name, name, {}, "dot", spans.get(name, "none")) for name in FAMILIES}
    return made_up.atlas(areas=[1.0], holders=[-1], events=atlas.event_list, territory=territory, kinds=kinds)


@st.composite
def scales(draw: st.DrawFn) -> TimeScale:
    start = draw(NEAR)
    return TimeScale(start, start + draw(st.sampled_from((6, 20, 100, 700, 4000, 13000, 30000))), 80.0, draw(st.floats(300, 1800)))


@given(atlases(), scales(), st.frozensets(st.sampled_from(FAMILIES), max_size=2))
def test_the_histogram_counts_every_event_that_begins_in_its_bins_once(atlas: Atlas, scale: TimeScale, hidden: frozenset[str]) -> None:
    chronicle = compose_chronicle(atlas, View(hidden_kinds=hidden), scale)
    edges = scale.bins()
    shown = [event for event in atlas.event_list if event.kind not in hidden and edges[0] <= event.when.start < edges[-1]]
    for number, family in enumerate(FAMILIES):
        assert sum(column.counts[number] for column in chronicle.columns) == sum(event.kind == family for event in shown)
    assert all(column.left < column.right and sum(column.counts) for column in chronicle.columns)
    assert chronicle.highest == max((sum(column.counts) for column in chronicle.columns), default=0)
    for first, second in combinations(chronicle.columns, 2):
        assert first.right <= second.left + 1e-6


@given(atlases(), scales())
def test_ticks_of_change_are_the_days_of_change_in_view(atlas: Atlas, scale: TimeScale) -> None:
    chronicle = compose_chronicle(atlas, View(), scale)
    days = [day for day in atlas.territory.change_days().tolist() if scale.start <= day < scale.end]
    ticks = chronicle.border_ticks
    assert set(ticks) <= {round(scale.x_of(day)) for day in days}
    assert all(any(-1 <= scale.x_of(day) - x <= TICKS_APART + 1 for x in ticks) for day in days), "each day has a tick"
    assert all(second - first >= TICKS_APART - 1 for first, second in pairwise(ticks)), "none hides another"
    assert len(chronicle.border_shares) == len(ticks)
    assert all(scale.left - 1 <= x <= scale.left + scale.width + 1 for x in chronicle.border_ticks)


@given(atlases() | atlases(("force", "diplomacy"), (LONG_SPAN, 400, 3000)), scales())
def test_bars_of_wars_and_talks_keep_apart_in_their_lanes(atlas: Atlas, scale: TimeScale) -> None:
    chronicle = compose_chronicle(atlas, View(), scale)
    for bar in chronicle.spans:
        event = atlas.events[bar.event]
        assert bar.sort == {"force": "war", "diplomacy": "talks", "crisis": "crisis"}[event.kind]
        assert event.when.extent.days >= min(LONG_SPAN, WIDE * scale.days_per_px)
        assert 0 <= bar.lane < LANES
        assert scale.left - 1e-6 <= bar.left <= bar.right <= scale.left + scale.width + 2
    for first, second in combinations(chronicle.spans, 2):
        if first.lane == second.lane:
            assert min(first.right, second.right) <= max(first.left, second.left) + 1e-6


@given(atlases(), scales())
def test_single_events_stand_on_an_axis_of_days_only_and_in_lanes_of_their_own(atlas: Atlas, scale: TimeScale) -> None:
    chronicle = compose_chronicle(atlas, View(language="en"), scale)
    if scale.rule.bin != "event":
        assert chronicle.cards == ()
        return
    inside = {e.id for e in atlas.event_list if scale.start <= e.when.start < scale.end and e.when.extent.days <= LONG_SPAN}
    assert inside <= {card.event for card in chronicle.cards}
    _words_keep_apart(chronicle.cards, scale)


def _words_keep_apart(cards: tuple[DayCard, ...], scale: TimeScale) -> None:
    """Discs and words of a lane lie beside one another, and all words have room for a few letters."""
    found = worded(cards, CARD_LANES, scale)
    assert {each.card.event for each in found} == {card.event for card in cards if card.lane < CARD_LANES}
    for each in found:
        assert each.right - each.left >= 99
    taken = [(each.card.lane, min(each.left, each.card.x), max(each.right, each.card.x + DISC)) for each in found]
    for (lane, left, right), (other, begin, end) in combinations(taken, 2):
        assert lane != other or right <= begin + 1 or end <= left + 1


def test_the_weightier_event_keeps_its_lane_and_a_long_title_finds_one_where_it_is_not_cut() -> None:
    day, scale = day_of("1950-03-05"), TimeScale(day_of("1950-03-01"), day_of("1950-03-13"), 80.0, 1200.0)
    light = [replace(made_up.event(f"light{n}", "1950-03-04"), weight=3) for n in range(3)]
    heavy = replace(made_up.event("heavy", "1950-03-05"), weight=1)
    atlas = made_up.atlas(events=[*light, heavy])
    lanes = {card.event: card.lane for card in compose_chronicle(atlas, View(instant=day, language="en"), scale, 2, 2).cards}
    assert lanes["heavy"] == 0
    assert min(lane for event, lane in lanes.items() if event != "heavy") == 1, "beside a weightier one there is a lane left"
    chosen = View(instant=day, language="en", selected=next(event for event, lane in lanes.items() if lane == 2))
    assert {card.event: card.lane for card in compose_chronicle(atlas, chosen, scale, 2, 2).cards}[chosen.selected] < 2
    long = replace(made_up.event("long", "1950-03-02"), title={"en": "A title that needs more room than to the next event"}, weight=2)
    cards = compose_chronicle(made_up.atlas(events=[long, heavy]), View(language="en"), scale, 2, 2).cards
    assert {card.lane for card in cards} == {0, 1}


def test_the_words_of_an_event_at_the_end_of_the_axis_stand_before_it() -> None:
    atlas = made_up.atlas(events=[made_up.event("late", "1950-03-14"), made_up.event("soon", "1950-03-03")])
    scale = TimeScale(day_of("1950-03-01"), day_of("1950-03-15"), 80.0, 1200.0)
    cards = compose_chronicle(atlas, View(language="en"), scale).cards
    assert [(card.event, card.before) for card in cards] == [("soon", False), ("late", True)]
    _words_keep_apart(cards, scale)
    long = replace(made_up.event("long", "1950-03-12"), title={"en": "A title that needs more room than to the end of the axis"})
    for others, before in (([], True), ([made_up.event(f"e{n}", "1950-03-10") for n in range(3)], False)):
        atlas = made_up.atlas(events=[long, *others])
        cards = compose_chronicle(atlas, View(language="en"), scale).cards
        assert next(card.before for card in cards if card.event == "long") == before, "only where it cuts nothing"
        _words_keep_apart(cards, scale)


def test_cards_of_days_that_follow_each_other_keep_apart_in_their_lanes() -> None:
    atlas = made_up.atlas(events=[made_up.event(f"e{day}", f"1950-03-{day:02d}") for day in range(1, 19)])
    cards = compose_chronicle(atlas, View(language="en"), TimeScale(day_of("1950-03-01"), day_of("1950-03-19"), 80.0, 1400.0)).cards
    assert len({card.event for card in cards}) == len(cards) == 18
    assert len({card.lane for card in cards}) < 18
    _words_keep_apart(cards, TimeScale(day_of("1950-03-01"), day_of("1950-03-19"), 80.0, 1400.0))


def test_japanese_eras_are_offered_where_an_atlas_tells_of_their_time_and_the_axis_then_tells_their_years() -> None:
    def offered(first: str, last: str) -> list[str]:
        schemes = era_schemes(made_up.atlas(span=Interval(day_of(first), day_of(last) + 1)))
        return [say(era.names, "ja") for scheme in schemes if scheme.id == JAPANESE for era in scheme.eras]

    assert offered("1917-01-01", "2022-12-31") == ["大正", "昭和", "平成", "令和"]
    assert offered("1930-01-01", "1988-12-31") == ["昭和"]
    assert offered("1618-01-01", "1648-12-31") == []
    own = EraScheme(JAPANESE, {"en": "Ours"}, ())
    assert era_schemes(made_up.atlas(eras=(own,))) == (own,)
    view, scale = View(eras=JAPANESE, language="ja"), TimeScale(day_of("1917-01-01"), day_of("2023-01-01"), 80.0, 1200.0)
    atlas = made_up.atlas(span=Interval(day_of("1917-01-01"), day_of("2023-01-01")))
    assert era_scheme(atlas, View()) is None, "only where it is chosen"
    bars = compose_chronicle(atlas, view, scale).eras
    assert [(bar.label, round(bar.left)) for bar in bars][1:] == [
        (name, round(scale.x_of(day_of(day)))) for name, day in (("昭和", "1926-12-25"), ("平成", "1989-01-08"), ("令和", "2019-05-01"))
    ]
    assert {"1930（昭5）", "1990（平2）"} <= {tick.label for tick in ticks_of(scale, view)}
    assert "1930 (S5)" in {tick.label for tick in ticks_of(scale, view.with_(language="en"))}
    assert "1930" in {tick.label for tick in ticks_of(scale, View(language="ja"))}
    narrow = TimeScale(scale.start, scale.end, 80.0, 500.0)
    assert "1930" in {tick.label for tick in ticks_of(narrow, view)}, "where there is no room the year alone"


def test_eras_of_the_same_time_have_lanes_and_those_that_share_days_of_doubt_have_one() -> None:
    def era(name: str, start: str, end: str) -> Era:
        return Era(name, {"en": name}, parse_when(start).extent, parse_when(end).extent)

    shared = (era("a", "1945-09-02/1949-12-31", "1954/1956"), era("b", "1954/1956", "1969/1970"), era("c", "1971", "1975"))
    follow = EraScheme("follow", {}, shared)
    overlap = EraScheme("overlap", {}, (era("long", "1945", "1980"), era("first", "1946", "1950"), era("next", "1951", "1960")))
    crowd = EraScheme("crowd", {}, tuple(era(f"e{n}", "1945", str(1950 + n)) for n in range(9)))
    atlas, scale = made_up.atlas(eras=(follow, overlap, crowd)), TimeScale(day_of("1940-01-01"), day_of("1985-01-01"), 80.0, 1000.0)
    told = {one: [bar.lane for bar in compose_chronicle(atlas, View(eras=one), scale).eras] for one in ("follow", "overlap", "crowd")}
    assert told["follow"] == [0, 0, 0]
    assert told["overlap"] == [0, 1, 1]
    assert set(told["crowd"]) == set(range(ERA_LANES)), "more than there is room for lie over one another"
    assert [era_lanes(atlas, View(eras=one)) for one in told] == [1, 2, ERA_LANES]
    assert era_lanes(made_up.atlas(), View()) == 1


def test_an_era_has_slanted_ends_as_wide_as_the_doubt_about_them() -> None:
    first = Era("thaw", {"en": "Thaw"}, Interval(FIRST, FIRST + 1), Interval(FIRST + 1000, FIRST + 1101))
    second = Era("freeze", {"en": "Freeze"}, Interval(FIRST + 1000, FIRST + 1101), Interval(FIRST + 2000, FIRST + 2001))
    schemes = (EraScheme("lecture", {}, (first, second)), EraScheme("paper", {}, (second,)))
    atlas = made_up.atlas(eras=schemes)
    scale = TimeScale(FIRST - 500, FIRST + 2500, 0.0, 3000.0)
    view = View(instant=FIRST + 500, language="en")
    bars = compose_chronicle(atlas, view, scale).eras
    assert [(bar.label, bar.current) for bar in bars] == [("Thaw", True), ("Freeze", False)]
    assert [(bar.rise, bar.fall) for bar in bars] == [(0, 100), (100, 0)]
    assert bars[0].left == 500
    assert era_scheme(atlas, view.with_(eras="paper")) is schemes[1]
    assert era_scheme(atlas, view.with_(eras="unknown")) is schemes[0]
    assert era_scheme(made_up.atlas(), view) is None


def test_terms_of_office_are_clipped_to_the_axis_and_the_current_one_is_told() -> None:
    terms = (
        Term("stalin", parse_period("1922-04-03/1953-03-05"), {"en": "Stalin"}),
        Term("khrushchev", parse_period("1953-09-14/1964-10-14"), {"en": "Khrushchev"}),
    )
    atlas = made_up.atlas(offices=(Office("ussr", {"en": "USSR"}, terms),))
    scale = TimeScale(day_of("1950-01-01"), day_of("1960-01-01"), 80.0, 1000.0)
    ((name, bars),) = compose_chronicle(atlas, View(instant=day_of("1956-02-25"), language="en"), scale).offices
    assert name == "USSR"
    assert [(bar.label, bar.current) for bar in bars] == [("Stalin", False), ("Khrushchev", True)]
    assert (bars[0].left, bars[1].right) == (80.0, 1080.0)


def test_the_reader_chooses_whose_terms_are_shown() -> None:
    rows = tuple(Office(name, {"en": name}, ()) for name in ("ussr", "usa", "japan"))
    atlas = made_up.atlas(offices=rows)

    def shown(*names: str) -> list[str]:
        return [office.id for office in chosen_offices(atlas, View(offices=names))]

    assert shown() == ["ussr", "usa"]
    assert shown("japan") == ["japan", "ussr"]
    assert shown("japan", "nobody", "usa") == ["japan", "usa"]
    assert shown("usa", "usa", "japan", "ussr") == ["usa", "japan"]


def test_ties_of_the_selected_event_run_from_its_causes_and_to_its_effects() -> None:
    cause = replace(made_up.event("cause", iso(FIRST + 100)), leads_to=(Link("middle"),))
    middle = replace(made_up.event("middle", iso(FIRST + 500)), leads_to=(Link("late"), Link("beyond")))
    late, beyond = made_up.event("late", iso(FIRST + 900)), made_up.event("beyond", iso(FIRST + 5000))
    atlas = made_up.atlas(events=[cause, middle, late, beyond])
    scale = TimeScale(FIRST, FIRST + 1000, 0.0, 1000.0)
    view = View(instant=FIRST + 500, selected="middle")
    assert sorted(tie_xs(atlas, view, scale)) == [(500.0, 100.0, False), (500.0, 900.0, True), (500.0, 1000.0, True)]
    assert tie_xs(atlas, view.selecting("late"), scale) == ((900.0, 500.0, False),)
    assert tie_xs(atlas, view.with_(hidden_layers=frozenset({"ties"})), scale) == ()
    assert tie_xs(atlas, view.selecting(""), scale) == ()


def test_the_weightier_stays_where_the_lanes_are_full() -> None:
    when = f"{iso(FIRST)}/{iso(FIRST + 900)}"
    events = [made_up.event(f"e{number}", when, kind="force", weight=weight) for number, weight in enumerate((3, 2, 3, 1))]
    kinds = {"force": Kind("force", "force", {}, "dot", "war")}
    atlas = made_up.atlas(events=events, kinds=kinds)
    bars, others = span_bars(atlas, View(), TimeScale(FIRST - 100, FIRST + 1000, 0.0, 1000.0))
    assert [bar.event for bar in bars] == ["e3", "e1"]
    assert [bar.event for bar in others] == ["e0", "e2"], "what has no room is told"
    assert len(span_bars(atlas, View(), TimeScale(FIRST - 100, FIRST + 1000, 0.0, 1000.0), 4)[0]) == 4


def test_the_ends_of_a_span_fade_over_the_days_of_doubt_and_a_doubted_one_is_not_sure() -> None:
    assert ends_in_doubt(parse_when("1932/1933-05")) == (365, 30)
    assert ends_in_doubt(parse_when("1932-03-01/1933-05-02")) == (0, 0)
    assert ends_in_doubt(parse_when("1932")) == (0, 0)
    events = [made_up.event("rough", "1950/1953-06-01", kind="force"), made_up.event("doubted", "1955-01-01?/1957-01-01", kind="force")]
    atlas = made_up.atlas(events=events, kinds={"force": Kind("force", "force", {}, "dot", "war")})
    scale = TimeScale(day_of("1949-01-01"), day_of("1959-01-01"), 0.0, 1000.0)
    bars = {bar.event: bar for bar in span_bars(atlas, View(language="en"), scale)[0]}
    assert bars["rough"].rise == 364 / scale.days_per_px
    assert bars["rough"].fall == 0
    assert (bars["rough"].sure, bars["doubted"].sure) == (True, False)


def treaty(identifier: str, signed: str, force: str = "", ended: str = "", event: str = "") -> Treaty:
    read = [parse_when(text) if text else None for text in (force, ended)]
    return Treaty(identifier, "treaty", {"en": identifier}, parse_when(signed), read[0], read[1], event=event)


def test_a_treaty_runs_from_its_signing_to_its_end_and_fades_where_none_is_known() -> None:
    pacts = [
        treaty("pact", "1955-05-14", "1955-06-05", "1991-07-01"),
        treaty("open", "1949-04-04", "1949-08-24"),
        treaty("never", "1960-01-01", event="signing"),
    ]
    atlas = replace(made_up.atlas(events=[made_up.event("signing", "1960-01-01")]), treaties={one.id: one for one in pacts})
    scale = TimeScale(day_of("1940-01-01"), day_of("2000-01-01"), 0.0, 1200.0)
    view = View(language="en")
    bars = {bar.about: bar for bar in treaty_bars(atlas, view, scale)[0]}
    assert bars["pact"].right == scale.x_of(day_of("1991-07-02"))
    assert bars["pact"].fall == 0
    assert bars["pact"].lead > 0
    assert bars["open"].fall > 40
    assert (bars["open"].sure, bars["never"].sure) == (True, False)
    assert bars["never"].event == "signing"
    hidden = view.with_(hidden_kinds=frozenset({"words"}))
    assert "never" not in {bar.about for bar in treaty_bars(atlas, hidden, scale)[0]}, "its event is filtered out"
    assert treaty_bars(atlas, view.with_(hidden_layers=frozenset({"treaties"})), scale) == ((), ())


@given(scales(), st.lists(st.tuples(NEAR, st.integers(0, 9000)), max_size=30))
def test_bars_of_treaties_keep_apart_in_their_lanes(scale: TimeScale, spans: list[tuple[int, int]]) -> None:
    pacts = [treaty(f"t{n}", iso(first), iso(first), iso(first + length) if length else "") for n, (first, length) in enumerate(spans)]
    atlas = replace(made_up.atlas(), treaties={one.id: one for one in pacts})
    bars, _ = treaty_bars(atlas, View(language="en"), scale)
    for first, second in combinations(bars, 2):
        if first.lane == second.lane:
            assert min(first.right, second.right) <= max(first.left, second.left) + 1e-6


def test_the_overview_counts_all_time_wherever_the_axis_is() -> None:
    atlas = made_up.atlas(events=[made_up.event("a", "1950-01-01"), made_up.event("b", "1970-01-01")])
    axis = (day_of("1960-01-01"), day_of("1965-01-01"))
    scale = TimeScale(*axis, 80.0, 1000.0)
    assert compose_chronicle(atlas, View(), scale).overview is None
    overview = compose_chronicle(atlas, View(axis=axis), scale).overview
    assert overview is not None
    assert sum(sum(column.counts) for column in overview.columns) == 2
    assert (overview.scale.start, overview.scale.left, overview.scale.width) == (atlas.span.start, 80.0, 1000.0)


def test_names_after_bars_run_on_where_nothing_follows_and_never_into_the_next() -> None:
    for span in (("1948-01-01", "1978-01-01"), ("1962-04-01", "1963-04-01")):
        scale = TimeScale(day_of(span[0]), day_of(span[1]), 88.0, 1100.0)
        bars = span_bars(viewer.open_atlas(), View(language="en"), scale)[0]
        named = [bar for bar in bars if bar.label and not bar.inside]
        assert any(bar.room > NAME for bar in named)
        for bar in named:
            end = bar.right + min(bar.room, 6.0 * len(bar.label))
            assert end <= scale.left + scale.width
            assert not any(other.lane == bar.lane and bar.right < other.left < end for other in bars), bar.label
