"""The details of a bloc: how large it is on the day, its members with their times, its events."""

from __future__ import annotations

import pytest
from hands import Open, settle, texts
from PySide6.QtWidgets import QAbstractButton

from viewer.carto.finding import led_to
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.details.bars import BarRows, SpanBar
from viewer.ui.window import Window


def link(window: Window, name: str) -> QAbstractButton:
    return next(one for one in window.details.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_the_page_of_a_bloc_tells_members_with_times_and_follows_the_thumb(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1988-06-01&l=en&s=bloc:warsaw-pact", (1600, 1000), atlas=built_in)
    settle(window)
    said = " ".join(texts(window.details))
    assert "Warsaw" in said
    assert "7 members on this day" in said
    albania = next(bar for bar in window.details.findChildren(SpanBar) if bar.accessibleName().startswith("Albania"))
    assert "13 September 1968" in albania.accessibleName()
    bars = window.details.findChildren(SpanBar)
    window.state.set_view(window.state.view.at(day_of("1960-01-01")))
    settle(window)
    assert "8 members on this day" in " ".join(texts(window.details))
    assert window.details.findChildren(SpanBar) == bars, "nothing is built anew while the thumb moves"
    window.state.set_view(window.state.view.at(day_of("1930-01-01")))
    settle(window)
    assert "No members on this day" in " ".join(texts(window.details))


def test_a_member_and_an_event_are_opened_from_the_page(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1988-06-01&l=en&s=bloc:warsaw-pact", (1600, 1000), atlas=built_in)
    link(window, "Poland").click()
    assert window.state.view.selected == "polity:poland"
    window.state.go_back()
    settle(window)
    event = next(one for one in window.details.findChildren(QAbstractButton) if "invade Czechoslovakia" in one.accessibleName())
    event.click()
    assert window.state.view.selected in built_in.events
    assert window.state.view.instant == day_of("1968-08-20")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_bloc_and_row_of_the_legend_has_a_page(open_window: Open, built_in: Atlas, language: str) -> None:
    window = open_window(f"t=1988-06-01&l={language}&s=", (1600, 1000), atlas=built_in)
    for identifier in {*built_in.blocs, *(group.id for group in built_in.groups)}:
        window.state.change(selected=f"bloc:{identifier}")
        assert window.details.isVisible(), identifier
        assert not [text for text in texts(window.details) if text.startswith(("bloc.", "details.", "tie."))], identifier


def test_a_bloc_that_the_atlas_has_not_opens_nothing(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1988-06-01&l=en&s=bloc:atlantis", (1600, 1000), atlas=built_in)
    settle(window)
    assert not window.details.isVisible()


def test_a_bloc_of_many_members_opens_at_once_and_fills_up(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1988-06-01&l=en&s=bloc:nam", (1600, 1000), atlas=built_in)
    rows = window.details.findChild(BarRows)
    assert isinstance(rows, BarRows)
    first = len(rows.findChildren(SpanBar))
    for _ in range(20):
        settle(window)
    assert rows.complete
    bars = rows.findChildren(SpanBar)
    members = {one.polity for one in built_in.memberships if one.bloc == "nam"}
    assert first < len(bars) == len(members) > 100
    names = [one.accessibleName() for one in rows.findChildren(QAbstractButton)]
    assert len(names) == len(members)
    link(window, names[-1]).click()
    assert window.state.view.selected.startswith("polity:")


def test_a_bloc_found_by_search_opens_its_page(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1988-06-01&l=en&s=", (1600, 1000), atlas=built_in)
    window.state.set_view(led_to(built_in, window.state.view, "bloc", "seato"))
    settle(window)
    assert "Southeast Asia" in " ".join(texts(window.details))
    assert window.state.view.instant < day_of("1977-06-30")


def test_the_page_lists_the_events_that_made_the_bloc(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=2005-06-01&l=en&s=bloc:nato", (1600, 1000), atlas=built_in)
    settle(window)
    said = " ".join(texts(window.details))
    for title in ("Twelve states sign the North Atlantic Treaty", "West Germany joins NATO", "Poland, Czechia and Hungary join NATO"):
        assert title in said
