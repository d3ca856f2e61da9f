"""The search finds what people type, ranks it, and tells where the hits are."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import matching

from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Bloc, Event, Kind, Named, Place, Polity, Synonyms
from viewer.model.finding.search import SearchIndex, index_of
from viewer.model.time import ALWAYS, Interval, day_of, parse_when

LIFE = Interval(day_of("1949-10-07"), day_of("1990-10-03"))


def happened(
    identifier: str, when: str, ja: str, en: str, text: str = "文。", *, place: str = "", actors: tuple[str, ...] = (), weight: int = 3
) -> Event:
    plain = made_up.event(identifier, when, place, weight=weight)
    return replace(plain, title={"ja": ja, "en": en}, text={"ja": text, "en": "Text."}, actors=actors)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    toponyms = (
        Named(Interval(1, day_of("1946-07-04")), {"ja": "ケーニヒスベルク", "en": "Königsberg"}),
        Named(Interval(day_of("1946-07-04"), ALWAYS.end), {"ja": "カリーニングラード", "en": "Kaliningrad"}),
    )
    ussr = (Named(ALWAYS, {"ja": "ソビエト連邦", "en": "Soviet Union"}, {"ja": "ソ連", "en": "USSR"}),)
    east = (Named(ALWAYS, {"ja": "ドイツ民主共和国", "en": "German Democratic Republic"}, {"ja": "東ドイツ", "en": "East Germany"}),)
    made = made_up.atlas(
        events=[
            happened("speech", "1956-02-25", "秘密報告", "Secret speech", "スターリンを批判した。", place="moscow", actors=("khrushchev",)),
            happened("crisis", "1962-10-22", "キューバ危機", "Cuban missile crisis", "フルシチョフが応じた。", actors=("ussr",), weight=1),
            happened("letter", "1962-10-26", "フルシチョフの書簡", "Khrushchev's letter", place="moscow", actors=("khrushchev", "ussr")),
            happened(
                "wall",
                "1961-08-13",
                "ベルリンの壁、建設",
                "Berlin wall begun",
                "東ドイツが築いた。",
                place="berlin",
                actors=("east-germany",),
            ),
            happened("fall", "1989-11-09", "ベルリンの壁、崩壊", "Berlin wall falls", place="berlin", weight=1),
            happened("konigsberg", "1945-04-09", "要塞の降伏", "The fortress surrenders", place="kaliningrad"),
            happened("hungary", "1956-10-23/1956-11-10", "ハンガリー動乱", "Hungarian uprising", "ソヴィエト軍が介入した。"),
            happened("war", "1950", "朝鮮戦争", "Korean War", "The Warsaw side kept out; toward the end talks began."),
            happened("talk", "1970-05", "対話", "Talks", "ルーマニアも加わった。NATO加盟国は28日に会った。"),
        ],
        places=[
            made_up.place("moscow", (37.6, 55.8), "Moscow"),
            Place("berlin", (13.4, 52.5), (Named(ALWAYS, {"ja": "ベルリン", "en": "Berlin"}),)),
            Place("kaliningrad", (20.5, 54.7), toponyms),
        ],
        polities=[Polity("ussr", ussr, (ALWAYS,)), Polity("east-germany", east, (LIFE,))],
        actors={
            "khrushchev": Actor(
                "khrushchev",
                "person",
                {"ja": "ニキータ・フルシチョフ", "en": "Nikita Khrushchev", "ru": "Никита Хрущёв"},
                {"en": "Khrushchev"},
            ),
            "un": Actor("un", "organisation", {"ja": "国際連合（UN）", "en": "United Nations"}),
        },
        blocs={"nato": Bloc("nato", {"ja": "北大西洋条約機構", "en": "North Atlantic Treaty Organization"}, {"en": "NATO"}, "alliance")},
        synonyms=(Synonyms(("ソ連", "ソビエト", "ソヴェト", "Soviet", "СССР")), Synonyms(("キューバ危機", "Caribbean crisis"))),
    )
    return replace(made, kinds={**made.kinds, "words": Kind("words", "words", {"ja": "演説", "en": "Speech"}, "quote")})


def found(atlas: Atlas, query: str) -> set[str]:
    ids = matching(index_of(atlas), query)
    assert ids is not None
    return set(ids)


def first(atlas: Atlas, query: str, day: str = "1960-01-01", sort: str = "event") -> list[str]:
    return [hit.id for hit in index_of(atlas).find(query, day_of(day)) if hit.sort == sort]


@pytest.mark.parametrize(
    "query", ["khrushchev", "Хрущёв", "хрущев", "フルシチョフ", "ふるしちょふ", "ﾌﾙｼﾁｮﾌ", "furushichofu", "hurusityohu"]
)
def test_a_person_is_found_in_every_script(atlas: Atlas, query: str) -> None:
    assert found(atlas, query) == {"speech", "crisis", "letter"}
    assert first(atlas, query, sort="person") == ["khrushchev"]


@pytest.mark.parametrize("query", ["ソ連", "ソビエト", "ソヴィエト", "ソヴェト", "soviet", "Soviet Union", "USSR", "СССР", "ソビエ"])
def test_synonyms_and_names_of_a_polity_find_the_same(atlas: Atlas, query: str) -> None:
    assert found(atlas, query) == {"crisis", "letter", "hungary"}
    assert first(atlas, query, sort="polity")[0] == "ussr"


@pytest.mark.parametrize("query", ["berurin", "berlin", "ベルリン", "ＢＥＲＬＩＮ", "ベルリ"])
def test_a_place_is_found_by_kana_and_latin(atlas: Atlas, query: str) -> None:
    assert found(atlas, query) == {"wall", "fall"}


@pytest.mark.parametrize("query", ["Kaliningrad", "カリーニングラード", "Königsberg", "konigsberg", "ケーニヒスベルク", "ケニヒスベルク"])
def test_a_place_is_found_by_each_name_it_ever_had(atlas: Atlas, query: str) -> None:
    assert found(atlas, query) == {"konigsberg"}
    assert first(atlas, query, sort="place") == ["kaliningrad"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("1956年10月", {"hungary"}),
        ("Oct 1956", {"hungary"}),
        ("1956-10", {"hungary"}),
        ("昭和31年", {"speech", "hungary"}),
        ("1956", {"speech", "hungary"}),
        ("1956年11月5日", {"hungary"}),
        ("1961〜1962", {"wall", "crisis", "letter"}),
        ("1950年代", {"speech", "hungary", "war"}),
        ("26 October 1962", {"letter"}),
        ("1962年10月モスクワ", set()),
        ("1962年10月書簡", {"letter"}),
        ("moscow oct 1962", {"letter"}),
        ("1999", set()),
    ],
)
def test_dates_are_filters(atlas: Atlas, query: str, ids: set[str]) -> None:
    assert found(atlas, query) == ids


def test_all_words_must_be_found_in_any_field(atlas: Atlas) -> None:
    assert found(atlas, "secret moscow") == {"speech"}
    assert found(atlas, "moscow khrushchev") == {"speech", "letter"}
    assert found(atlas, "secret berlin") == set()
    assert found(atlas, "ベルリン 壁 1989") == {"fall"}


def test_the_part_of_a_name_that_stands_for_it_is_the_first_where_it_is_so_in_another_language(atlas: Atlas) -> None:
    premier = Actor("premier", "person", {"ja": "ハトヤマ・イチロウ", "en": "Hatoyama Ichiro"}, {"en": "Hatoyama"})
    visit = happened("visit", "1956-10-12", "訪ソ", "A visit", "ハトヤマが発った。イチロウという名の船もある。")
    told = replace(atlas, actors={**atlas.actors, "premier": premier}, events={**atlas.events, "visit": visit})
    assert found(told, "hatoyama") == {"visit"}
    only = {**told.events, "visit": replace(visit, text={"ja": "イチロウという名の船もある。", "en": "Text."})}
    assert found(replace(told, events=only), "hatoyama") == set(), "the rest of the name stands for others, too"


def test_a_bloc_that_exists_on_the_day_comes_before_one_that_does_not(atlas: Atlas) -> None:
    blocs = {
        name: Bloc(name, {"en": "Mutual Aid"}, {"en": "MA"}, "alliance", life=Interval(day_of(began), day_of(ended)))
        for name, began, ended in (("early", "1920-01-01", "1930-01-01"), ("late", "1949-01-01", "1991-01-01"))
    }
    told = replace(atlas, blocs=blocs)
    assert first(told, "mutual aid", "1925-01-01", "bloc") == ["early", "late"]
    assert first(told, "mutual aid", "1960-01-01", "bloc") == ["late", "early"]


def test_kinds_are_found_by_name(atlas: Atlas) -> None:
    assert found(atlas, "演説") == set(atlas.events)


@pytest.mark.parametrize("query", ["", "  ", "・", "「」", "-"])
def test_nothing_asked_lets_everything_through(atlas: Atlas, query: str) -> None:
    index = index_of(atlas)
    assert matching(index, query) is None
    assert index.find(query, day_of("1960-01-01")) == ()
    assert index.spans(query, "ベルリン") == ()


def test_latin_words_are_found_from_their_beginning_only(atlas: Atlas) -> None:
    assert "war" in found(atlas, "war")
    assert found(atlas, "ward") == set()
    assert found(atlas, "nato") == {"talk"}, "also where Japanese stands before and after it"
    assert found(atlas, "28") == {"talk"}


def test_titles_come_before_names_before_texts(atlas: Atlas) -> None:
    scores = {hit.id: hit.score for hit in index_of(atlas).find("フルシチョフ", day_of("1962-10-24"))}
    assert scores["letter"] > max(scores["speech"], scores["crisis"])
    light = replace(atlas, events={i: replace(e, weight=3) for i, e in atlas.events.items()})
    assert first(light, "フルシチョフ", "1962-10-24") == ["letter", "speech", "crisis"], "where no weight decides"


def test_weight_and_nearness_decide_among_equals(atlas: Atlas) -> None:
    assert first(atlas, "ベルリンの壁", "1961-08-13") == ["fall", "wall"], "the key event first"
    light = replace(atlas, events={i: replace(e, weight=3) for i, e in atlas.events.items()})
    assert first(light, "ベルリンの壁", "1962-01-01") == ["wall", "fall"]
    assert first(light, "ベルリンの壁", "1989-01-01") == ["fall", "wall"]


def test_the_order_is_the_same_whenever_it_is_asked(atlas: Atlas) -> None:
    day = day_of("1960-01-01")
    assert [SearchIndex(atlas).find(query, day) for query in ("の", "1956", "e")] == [
        index_of(atlas).find(query, day) for query in ("の", "1956", "e")
    ]


def test_results_are_grouped_and_few(atlas: Atlas) -> None:
    hits = index_of(atlas).find("の", day_of("1960-01-01"), {"event": 2, "polity": 1})
    assert [hit.sort for hit in hits] == ["event", "event"]
    sorts = [hit.sort for hit in index_of(atlas).find("e", day_of("1960-01-01"))]
    assert sorts == sorted(sorts, key=["event", "place", "person", "organisation", "polity", "bloc"].index)


def test_organisations_blocs_and_abbreviations_are_found(atlas: Atlas) -> None:
    assert first(atlas, "UN", sort="organisation") == ["un"]
    assert first(atlas, "国際連合", sort="organisation") == ["un"]
    assert first(atlas, "nato", sort="bloc") == ["nato"]
    assert first(atlas, "north atlantic", sort="bloc") == ["nato"]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("ベルリン", "東ベルリンの壁", ["ベルリン"]),
        ("べるりん", "東ベルリンの壁", ["ベルリン"]),
        ("berlin", "東ベルリンの壁", ["ベルリン"]),
        ("berurin", "東ベルリンの壁", ["ベルリン"]),
        ("ルマニア", "ルーマニアの", ["ルーマニア"]),
        ("ビシ", "ヴィシー政権", ["ヴィシー"]),
        ("konigs", "Old Königsberg", ["Königs"]),
        ("Кёнигсберг", "Old Königsberg", []),
        ("хрущев", "Khrushchev’s letter", ["Khrushchev"]),
        ("khrushchevs", "Khrushchev’s letter", ["Khrushchev’s"]),
        ("war", "War, toward Warsaw", ["War", "War"]),
        ("壁 ベルリン", "ベルリンの壁", ["ベルリン", "壁"]),
        ("ベル ルリン", "ベルリン", ["ベルリン"]),
        ("1956", "1956年", ["1956"]),
        ("nothing", "ベルリン", []),
    ],
)
def test_highlights_stand_over_the_letters_that_are_shown(atlas: Atlas, query: str, text: str, hits: list[str]) -> None:
    assert [text[start:end] for start, end in index_of(atlas).spans(query, text)] == hits


@given(st.text(max_size=20), st.text(max_size=20))
def test_anything_may_be_typed(atlas: Atlas, query: str, text: str) -> None:
    index = index_of(atlas)
    ids = matching(index, query)
    assert ids is None or ids <= set(atlas.events)
    assert all(hit.sort != "event" or hit.id in (ids or ()) for hit in index.find(query, day_of("1960-01-01")))
    ends = [0, *(edge for span in index.spans(query, text) for edge in span), len(text)]
    assert ends == sorted(ends)


def test_an_atlas_without_anything_is_searched_too() -> None:
    empty = made_up.atlas()
    assert matching(index_of(empty), "x") == frozenset()
    assert index_of(empty).find("x", 700_000) == ()


def test_a_long_event_is_found_by_a_day_within(atlas: Atlas) -> None:
    one = replace(atlas, events={"long": replace(atlas.events["fall"], id="long", when=parse_when("1948-06-24/1949-05-12"))})
    assert matching(index_of(one), "1948年12月") == {"long"}
    assert matching(index_of(one), "1949年6月") == frozenset()
