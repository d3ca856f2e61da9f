"""The search on the atlas that is shipped: what people type leads to what they mean."""

from __future__ import annotations

import pytest
from searching import matching

from viewer.model.atlas import Atlas
from viewer.model.finding.search import SearchIndex, index_of
from viewer.model.time import day_of
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder, data_folder


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(data_folder(), cache_folder())


@pytest.fixture(scope="module")
def index(atlas: Atlas) -> SearchIndex:
    return index_of(atlas)


@pytest.mark.parametrize(
    ("least", "alike"),
    [
        (25, ("khrushchev", "хрущев", "Хрущёв", "フルシチョフ", "ふるしちょふ", "ﾌﾙｼﾁｮﾌ", "furushichofu", "hurusityohu")),
        (200, ("ソ連", "ソビエト", "ソヴィエト", "ソヴェト", "USSR", "Soviet Union", "СССР")),
        (30, ("ゴルバチョフ", "gorbachev", "Горбачёв", "gorubachofu")),
        (20, ("ベルリン", "berlin", "BERLIN", "べるりん")),
        (5, ("ベトナム", "ヴェトナム", "vietnam")),
        (3, ("ノモンハン", "ハルハ河", "ハルヒン・ゴル", "nomonhan", "Khalkhin Gol", "Халхин-Гол")),
        (3, ("エトロフ", "択捉", "Iturup", "etorofu")),
        (1, ("ブダペスト", "Budapest", "Будапешт")),
        (10, ("1956", "１９５６")),
        (1, ("1956年10月", "Oct 1956", "1956-10", "昭和31年10月")),
    ],
)
def test_every_way_to_write_it_finds_the_same_events(index: SearchIndex, least: int, alike: tuple[str, ...]) -> None:
    found = {words: matching(index, words) or frozenset() for words in alike}
    sizes = {words: len(ids) for words, ids in found.items()}
    assert min(sizes.values()) >= least, sizes
    assert len(set(found.values())) == 1, sizes


@pytest.mark.parametrize(
    ("words", "day", "sort", "identifier"),
    [
        ("ケネディ", "1962-10-22", "person", "kennedy"),
        ("kenedi", "1962-10-22", "person", "kennedy"),
        ("ペトログラード", "1930-01-01", "place", "saint-petersburg"),
        ("ソ連", "1950-01-01", "polity", "ussr"),
        ("Германия", "1939-09-01", "polity", "germany"),
        ("nato", "1955-01-01", "organisation", "nato"),
        ("ベルリン 壁 崩壊", "1989-11-09", "event", "berlin-wall-falls"),
        ("berlin wall falls", "1945-01-01", "event", "berlin-wall-falls"),
        ("sputnik", "1957-10-04", "event", "sputnik"),
        ("ウクライナ侵攻", "2022-01-01", "event", "russia-invades-ukraine"),
        ("ラパロ", "1922-01-01", "event", "rapallo-treaty-1922"),
        ("キューバ危機", "1962-01-01", "event", "cuban-missile-crisis"),
        ("ノモンハン", "1939-05-01", "place", "nomonhan"),
        ("germany", "1936-01-01", "polity", "germany"),
        ("中国", "1930-01-01", "polity", "roc"),
        ("中国", "1960-01-01", "polity", "prc"),
        ("ロシア", "1925-01-01", "polity", "russia"),
        ("UK", "1962-10-22", "polity", "uk"),
        ("タイ", "1940-01-01", "polity", "thailand"),
        ("グルジア", "2008-08-08", "polity", "georgia"),
        ("ユーゴ", "1995-01-01", "polity", "serbia-montenegro"),
        ("warsaw pact", "1960-01-01", "bloc", "warsaw-pact"),
    ],
)
def test_the_best_of_its_sort_comes_first(index: SearchIndex, words: str, day: str, sort: str, identifier: str) -> None:
    assert next(hit.id for hit in index.find(words, day_of(day)) if hit.sort == sort) == identifier


@pytest.mark.parametrize("words", ["germany", "ドイツ"])
def test_states_that_are_called_so_come_before_those_that_once_were(index: SearchIndex, words: str) -> None:
    found = [hit.id for hit in index.find(words, day_of("1962-10-22"), {"polity": 40})]
    assert found[:3] == ["west-germany", "east-germany", "germany"]
    assert found.index("germany-us-zone") < found.index("austria")


@pytest.mark.parametrize(
    ("words", "event"), [("ベルリン封鎖", "berlin-blockade"), ("プラハの春", "prague-invasion-1968"), ("ソ連崩壊", "ussr-dissolved")]
)
def test_a_name_and_what_is_said_of_it_need_no_space_between(index: SearchIndex, words: str, event: str) -> None:
    assert event in {hit.id for hit in index.find(words, day_of("1950-01-01"), {"event": 4})}
    assert index.spans("ベルリン封鎖", "ソ連が西ベルリンを封鎖") == ((4, 8), (9, 11))


def test_every_event_is_found_by_its_own_title(atlas: Atlas, index: SearchIndex) -> None:
    lost = [
        (event.id, title) for event in atlas.event_list for title in event.title.values() if event.id not in (matching(index, title) or ())
    ]
    assert lost == []


def test_every_name_of_a_person_finds_that_person(atlas: Atlas, index: SearchIndex) -> None:
    people = [actor for actor in atlas.actors.values() if actor.sort == "person"]
    many = {"person": 20}
    lost = [
        (actor.id, name)
        for actor in people
        for name in (*actor.names.values(), *actor.short.values())
        if actor.id not in {hit.id for hit in index.find(name, day_of("1950-01-01"), many)}
    ]
    assert lost == []
