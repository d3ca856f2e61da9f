"""What is told of a polity on a day: how it stands and to whom it answers, its capital, its blocs, the land it gained and lost."""

from __future__ import annotations

from hands import Open, settle, texts
from PySide6.QtWidgets import QAbstractButton

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.details.bars import SpanBar
from viewer.ui.details.parts import mover
from viewer.ui.details.polity import STATUSES
from viewer.ui.window import Window


def link(window: Window, words: str) -> QAbstractButton:
    return next(one for one in window.details.findChildren(QAbstractButton) if words in one.accessibleName())


def said(window: Window) -> str:
    settle(window)
    return "\n".join(texts(window.details))


def test_name_standing_and_capital_are_those_of_the_day(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&s=polity:poland", (1600, 1000), atlas=built_in)
    assert "Polish People’s Republic" in said(window)
    assert "independent" in said(window)
    assert "capital: Warsaw" in said(window)
    window.state.set_view(window.state.view.at(day_of("1995-01-01")))
    assert "Polish People’s Republic" not in said(window)


def test_a_dependency_leads_to_the_state_it_answers_to(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1940-01-01&l=en&s=polity:ukraine", (1600, 1000), atlas=built_in)
    assert "independent" not in said(window)
    link(window, "union republic of").click()
    assert window.state.view.selected == "polity:ussr"


def test_blocs_have_bars_and_lead_to_their_pages(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&s=polity:poland", (1600, 1000), atlas=built_in)
    settle(window)
    told = {bar.accessibleName().partition(":")[0]: bar for bar in window.details.findChildren(SpanBar)}
    assert "12 March 1999" in told["NATO"].accessibleName()
    bar = told["NATO"]
    assert bar.x_of(day_of("1999-03-12")) < bar.x_of(day_of("2010-01-01")) <= bar.width()
    next(one for one in window.details.findChildren(QAbstractButton) if one.accessibleName() == "NATO").click()
    assert window.state.view.selected == "bloc:nato"


def test_land_gained_and_lost_leads_to_its_day(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1940-01-01&l=en&s=polity:finland", (1600, 1000), atlas=built_in)
    settle(window)
    link(window, "km² to").click()
    assert window.state.view.instant in {transfer.day for transfer in built_in.territory.transfers if "finland" in transfer.givers}
    mover(window.state, day_of("1940-03-13"), "winter-war")()
    assert window.state.view.instant == day_of("1940-03-13"), "not the day on which the event that tells of it began"
    assert window.state.view.selected == "winter-war"


def test_every_finer_word_of_the_atlas_is_known(built_in: Atlas) -> None:
    used = {tie.status for polity in built_in.polity_list for tie in polity.answers_to}
    assert used - {""} <= STATUSES


def test_every_polity_can_be_told_of_on_any_day(open_window: Open, sample: Atlas) -> None:
    window = open_window("t=1950-01-01&l=en&s=")
    for polity in sample.polities:
        for day in (sample.span.start, day_of("1962-10-22"), sample.span.end - 1):
            window.state.set_view(window.state.view.at(day).selecting(f"polity:{polity}"))
            assert texts(window.details), polity
