"""States as records: every member of the United Nations has its names, its capitals and its numbers on all days of its life."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from atlas_places import holding, the_atlas

from viewer.model.entities import Polity
from viewer.model.time import Interval, day_of, iso

_ROWS = yaml.load((Path(__file__).parent / "data" / "un_members.yaml").read_bytes(), yaml.CBaseLoader)
MEMBERS = tuple(row["id"] for row in _ROWS)
SEVERAL = {"bolivia", "south-africa"}
"""States whose constitution or custom divides the seat between towns."""
ONE_STATE = {"ottoman-empire", "turkey"}
"""The government of Ankara beside that of the Sultan, 1920-1922: two polities, one state and one number in the lists."""


def clipped(period: Interval) -> Interval:
    """The part of a period that the atlas covers; empty where there is none."""
    span = the_atlas().span
    start = max(period.start, span.start)
    return Interval(start, max(start, min(period.end, span.end)))


def independent(polity: Polity) -> Iterator[Interval]:
    """The times of a life in which the polity answers to nobody."""
    for life in map(clipped, polity.life):
        day = life.start
        for tie in sorted(map(clipped, (tie.when for tie in polity.answers_to))):
            if day < min(tie.start, life.end):
                yield Interval(day, min(tie.start, life.end))
            day = max(day, tie.end)
        if day < life.end:
            yield Interval(day, life.end)


def some_days(polity: Polity) -> list[int]:
    """First and last days of independence, and 20 days of it drawn by lot, always the same."""
    times = list(independent(polity))
    days = [day for time in times for day in range(time.start, time.end)]
    edges = [edge for time in times for edge in (time.start, time.end - 1)]
    return sorted({*edges, *random.Random(polity.id).sample(days, min(20, len(days)))})


def capitals(polity: Polity, day: int) -> list[str]:
    return [place for when, place in polity.capitals if day in when]


@pytest.mark.parametrize("member", MEMBERS)
def test_a_state_is_named_in_both_languages_and_its_own_on_every_day_of_its_life(member: str) -> None:
    polity = the_atlas().polities[member]
    for life in map(clipped, polity.life):
        day = life.start
        while day < life.end:
            names = [named for named in polity.names if day in named.when]
            assert len(names) == 1, f"{member} has {len(names)} names on {iso(day)}"
            for language in ("ja", "en", "local"):
                assert names[0].names.get(language, "").strip(), f"{member} has no name in `{language}` on {iso(day)}"
            day = names[0].when.end


@pytest.mark.parametrize("member", MEMBERS)
def test_a_state_has_a_capital_with_a_name_while_it_is_independent(member: str) -> None:
    atlas = the_atlas()
    polity = atlas.polities[member]
    assert any(True for _ in independent(polity)), f"{member} is never independent"
    for day in some_days(polity):
        found = capitals(polity, day)
        assert found, f"{member} has no capital on {iso(day)}"
        assert len(found) == 1 or member in SEVERAL, f"{member} has the capitals {found} on {iso(day)}"
        assert all(atlas.places[place].name(language, day) != place for place in found for language in ("ja", "en"))


@pytest.mark.parametrize("member", MEMBERS)
def test_a_capital_lies_in_its_state_unless_that_is_occupied(member: str) -> None:
    atlas = the_atlas()
    polity = atlas.polities[member]
    for day in some_days(polity):
        landless = atlas.polity_index[member] not in atlas.territory.holders(day)
        for place in () if landless else capitals(polity, day):
            there = holding(*atlas.places[place].lonlat, iso(day))
            assert member in (there.holder, there.sovereign) or there.status in ("occupied", "annexed"), f"{place} on {iso(day)}: {there}"


@pytest.mark.parametrize("member", MEMBERS)
def test_a_state_has_its_numbers(member: str) -> None:
    codes = the_atlas().polities[member].codes
    assert codes["gw"].isdigit()
    assert codes["cow"].isdigit()
    assert len(codes["iso3"]) == 3
    assert codes["iso3"].isupper()


def numbered(polity: Polity, code: str) -> Iterator[tuple[Interval, str]]:
    """The times of independence, each with the number that the polity has in a list then."""
    edges = {edge for when, _ in polity.earlier_codes for edge in (when.start, when.end)}
    for time in independent(polity):
        for start, end in pairwise([time.start, *sorted(edge for edge in edges if time.start < edge < time.end), time.end]):
            if number := polity.codes_on(start).get(code):
                yield Interval(start, end), number


@pytest.mark.parametrize("code", ["gw", "cow", "iso3"])
def test_no_two_independent_states_have_the_same_number_on_a_day(code: str) -> None:
    bearers = defaultdict(list)
    for polity in the_atlas().polities.values():
        for time, number in numbered(polity, code):
            bearers[number].append((time, polity.id))
    for value, times in bearers.items():
        times.sort()
        for (one, first), (other, second) in pairwise(times):
            alike = first == second or {first, second} == ONE_STATE
            assert alike or not one.overlaps(other), f"{code} {value}: {first} and {second} on {iso(other.start)}"


NAMES = [
    ("iran", "1935-03-20", "Persia", "ペルシア"),
    ("iran", "1935-03-21", "Iran", "イラン"),
    ("thailand", "1939-06-23", "Siam", "シャム"),
    ("thailand", "1939-06-24", "Thailand", "タイ"),
    ("burma", "1989-06-17", "Burma", "ビルマ"),
    ("burma", "1989-06-18", "Myanmar", "ミャンマー"),
    ("dr-congo", "1971-10-27", "Zaire", "ザイール"),
    ("dr-congo", "1997-05-17", "DR Congo", "コンゴ民主"),
    ("burkina-faso", "1984-08-03", "Upper Volta", "オートボルタ"),
    ("burkina-faso", "1984-08-04", "Burkina Faso", "ブルキナファソ"),
    ("benin", "1975-11-29", "Dahomey", "ダホメ"),
    ("benin", "1975-11-30", "Benin", "ベナン"),
    ("sri-lanka", "1972-05-21", "Ceylon", "セイロン"),
    ("sri-lanka", "1972-05-22", "Sri Lanka", "スリランカ"),
    ("cambodia", "1978-01-01", "Kampuchea", "カンプチア"),
    ("cambodia", "1990-01-01", "Cambodia", "カンボジア"),
    ("eswatini", "2018-04-18", "Swaziland", "スワジランド"),
    ("eswatini", "2018-04-19", "Eswatini", "エスワティニ"),
    ("north-macedonia", "2019-02-11", "Macedonia", "マケドニア"),
    ("north-macedonia", "2019-02-12", "North Macedonia", "北マケドニア"),
    ("belarus", "1991-09-18", "Byelorussia", "白ロシア"),
    ("belarus", "1991-09-19", "Belarus", "ベラルーシ"),
    ("georgia", "2015-04-22", "Georgia", "ジョージア"),
    ("czechia", "2000-01-01", "Czech Republic", "チェコ"),
    ("turkey", "2022-05-31", "Turkey", "トルコ"),
    ("turkey", "2022-06-01", "Türkiye", "トルコ"),
    ("cote-divoire", "1985-12-31", "Ivory Coast", "象牙海岸"),
    ("cote-divoire", "1986-01-01", "Côte d’Ivoire", "コートジボワール"),
    ("cape-verde", "2013-10-24", "Cabo Verde", "カーボベルデ"),
    ("east-timor", "2002-05-20", "Timor-Leste", "東ティモール"),
    ("egypt", "1960-01-01", "UAR", "アラブ連合"),
]


@pytest.mark.parametrize(("polity", "day", "en", "ja"), NAMES)
def test_a_state_is_called_by_the_name_of_the_day(polity: str, day: str, en: str, ja: str) -> None:
    found = the_atlas().polities[polity]
    assert (found.short_name("en", day_of(day)), found.short_name("ja", day_of(day))) == (en, ja)


SEATS = [
    ("russia", "1918-03-11", "Petrograd"),
    ("russia", "1918-03-12", "Moscow"),
    ("ukraine", "1930-01-01", "Kharkov"),
    ("brazil", "1960-04-20", "Rio de Janeiro"),
    ("brazil", "1960-04-21", "Brasília"),
    ("roc", "1940-01-01", "Chungking"),
    ("roc", "1960-01-01", "Taipei"),
    ("pakistan", "1955-01-01", "Karachi"),
    ("south-korea", "1952-01-01", "Busan"),
    ("australia", "1927-05-08", "Melbourne"),
    ("australia", "1927-05-09", "Canberra"),
    ("kazakhstan", "1997-12-09", "Almaty"),
    ("kazakhstan", "2020-01-01", "Nur-Sultan"),
    ("nigeria", "1991-12-11", "Lagos"),
    ("nigeria", "1991-12-12", "Abuja"),
    ("burma", "2005-11-05", "Yangon"),
    ("burma", "2005-11-06", "Naypyidaw"),
    ("south-vietnam", "1970-01-01", "Saigon"),
    ("west-germany", "1989-11-09", "Bonn"),
    ("lithuania", "1930-01-01", "Kaunas"),
    ("zimbabwe", "1981-01-01", "Salisbury"),
    ("mozambique", "1976-02-02", "Lourenço Marques"),
]


@pytest.mark.parametrize(("polity", "day", "town"), SEATS)
def test_the_capital_is_that_of_the_day_with_its_name_of_the_day(polity: str, day: str, town: str) -> None:
    atlas = the_atlas()
    when = day_of(day)
    assert [atlas.places[place].name("en", when) for place in capitals(atlas.polities[polity], when)] == [town]
