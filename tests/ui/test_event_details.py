"""The details of an event: each source once, dates as brief as their neighbours, a mark that is seen for each state."""

from __future__ import annotations

import re

import pytest
from hands import Open, child, push, settle, texts
from looking import count
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.ui.window import Window


def details_of(event: str, language: str, open_window: Open, atlas: Atlas) -> Window:
    window = open_window(f"l={language}", (1400, 2000), atlas=atlas)
    window.state.set_view(window.state.view.at(atlas.events[event].when.start).selecting(event))
    settle(window)
    return window


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_source_is_told_once_with_all_its_lines(language: str, open_window: Open, built_in: Atlas) -> None:
    event = built_in.events["nato-assurances-1990"]
    window = details_of(event.id, language, open_window, built_in)
    numbered = [text for text in texts(window.details) if re.match(r"\d+  ", text)]
    assert len({citation.source for citation in event.sources}) == len(numbered) < len(event.sources)
    lines = {str(citation.lines[0]) for citation in event.sources if citation.lines}
    assert lines <= set(re.findall(r"\d+", " ".join(numbered)))


@pytest.mark.parametrize(("language", "told"), [("ja", "1996.1"), ("en", "Jan 1996")])
def test_months_beside_links_are_as_brief_as_days(language: str, told: str, open_window: Open, built_in: Atlas) -> None:
    assert told in texts(details_of("nato-assurances-1990", language, open_window, built_in).details)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_state_in_no_bloc_has_a_mark_that_is_seen(theme: str, open_window: Open, built_in: Atlas) -> None:
    window = details_of("nato-assurances-1990", "en", open_window, built_in)
    window.state.change(theme=theme)
    settle(window)
    chip = next(button for button in window.details.findChildren(QPushButton) if button.text() == "Germany")
    image = chip.icon().pixmap(20, 20).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert THEMES[theme].line2.lower() in seen


def test_the_head_has_a_disc_without_a_ring_of_focus_and_bookmarks_what_is_shown(open_window: Open, built_in: Atlas) -> None:
    window = details_of("kennedy-quarantine-speech", "en", open_window, built_in)
    [disc] = [one for one in window.details.findChildren(QLabel) if 24 <= one.pixmap().width() <= 34]
    assert count(disc.pixmap().toImage(), THEMES["light"].focus, 20) == 0
    button = child(window.details, QAbstractButton, "detailsBookmark")
    assert "Ctrl+D" in button.toolTip()
    before = len(window.desk.bookmarks.all)
    push(button)
    assert len(window.desk.bookmarks.all) == before + 1
    assert "missiles" in window.desk.bookmarks.all[0].name


@pytest.mark.parametrize(("look", "ink"), [("c=11,0&z=0.3", "ink2"), ("p=laea&c=14,51&z=4", "ink")])
def test_the_line_below_the_date_is_paler_on_bare_ground_and_never_over_land(look: str, ink: str, open_window: Open) -> None:
    window = open_window(f"t=1962-10-22&l=en&s=&{look}", (1400, 900))
    settle(window)
    theme, image = THEMES["light"], window.grab(window.date.geometry()).toImage()
    line = image.copy(0, 58, 90, 18)
    told = {name: count(line, getattr(theme, name), 4) for name in ("ink", "ink2")}
    assert told[ink] > 10
    assert (told["ink"] < 4) == (ink == "ink2")
