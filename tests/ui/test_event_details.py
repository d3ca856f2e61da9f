"""The details of an event: each source once, dates as brief as their neighbours, a mark that is seen for each state."""

from __future__ import annotations

import re

import pytest
from hands import Open, settle, texts
from PySide6.QtWidgets import QPushButton

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
