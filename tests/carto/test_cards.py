"""What a card beside the pointer tells."""

from __future__ import annotations

import pytest

from viewer.carto.cards import land_card
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.store.resources import interface_words


def say(language: str, key: str, **values: object) -> str:
    return interface_words()[language][key].format(**values)


@pytest.mark.parametrize(
    ("polity", "day", "language", "told"),
    [
        ("yugoslavia", "1970-01-01", "en", "(associate)"),
        ("prc", "1958-01-01", "en", "(observer)"),
        ("finland", "1974-01-01", "ja", "（準加盟）"),
    ],
)
def test_a_card_does_not_take_a_lesser_tie_for_membership(polity: str, day: str, language: str, told: str, built_in: Atlas) -> None:
    instant = day_of(day)
    unit = int((built_in.territory.holders(instant) == built_in.polity_index[polity]).nonzero()[0][0])
    ties = [m.tie for m in built_in.memberships if m.polity == polity and instant in m.when]
    lines = land_card(built_in, View(instant=instant, language=language), unit, say).below
    assert sum(line.count(told) for line in lines) == sum(tie != "member" for tie in ties) > 0


def test_the_blocs_of_a_member_are_told_bare(built_in: Atlas) -> None:
    instant = day_of("1960-01-01")
    unit = int((built_in.territory.holders(instant) == built_in.polity_index["poland"]).nonzero()[0][0])
    [blocs] = land_card(built_in, View(instant=instant, language="en"), unit, say).below
    assert "(member" not in blocs
    assert "Warsaw" in blocs


@pytest.mark.parametrize(
    ("code", "day", "told"),
    [
        ("XLR-1", "1930-01-01", None),
        ("XLR-1", "1970-01-01", "claimed by Japan"),
        ("JPN-3502:senkaku", "1971-08-01", "claimed by Taiwan"),
        ("PGA+00?", "1990-01-01", "claimed by Taiwan, China, Vietnam, Philippines"),
        ("TWN-1166", "1970-01-01", None),  # Peking claims to be the government of all of it: the map does not hatch it either
    ],
)
def test_a_card_tells_who_claims_land(code: str, day: str, told: str | None, built_in: Atlas) -> None:
    lines = land_card(built_in, View(instant=day_of(day), language="en"), built_in.basemap.codes.index(code), say).below
    assert [line for line in lines if line.startswith("claimed by")] == ([told] if told else [])
