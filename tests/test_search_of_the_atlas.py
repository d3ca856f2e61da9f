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
    ],
)
def test_the_best_of_its_sort_comes_first(index: SearchIndex, words: str, day: str, sort: str, identifier: str) -> None:
    assert next(hit.id for hit in index.find(words, day_of(day)) if hit.sort == sort) == identifier


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
