"""The tabs above the list: the words of the chosen one are bold, and whole."""

from __future__ import annotations

import pytest
from hands import Open, settle
from PySide6.QtGui import QFontMetrics

from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.finder.tab import Tab


@pytest.mark.parametrize("percent", [100, 160])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_words_of_a_chosen_tab_have_room(language: str, percent: int, open_window: Open) -> None:
    COMFORT.set_percent(percent)
    window = open_window(f"l={language}", (1600, 1000))
    for name in ("layers", "events"):
        window.finder.show_tab(name)
        settle(window)
    tabs = window.finder.findChildren(Tab)
    assert len(tabs) == 3
    for tab in tabs:
        bold = tab.font()
        bold.setBold(True)
        assert tab.width() >= QFontMetrics(bold).horizontalAdvance(tab.text()) + 10, "and the margin beside it"
