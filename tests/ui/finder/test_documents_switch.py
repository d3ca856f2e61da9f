"""One switch hides what is known from works of reference alone: in the list, on the map, in links; a chip takes it back."""

from __future__ import annotations

from hands import Open, child, settle
from PySide6.QtWidgets import QCheckBox, QPushButton

from viewer.model.atlas import Atlas
from viewer.ui.window import Window

SUEZ = "t=1956-10-30&b=30&a=30&l=en"


def switch(window: Window) -> QCheckBox:
    """The box in *Layers and filters*."""
    window.finder.show_tab("layers")
    settle(window)
    box = child(window.finder, QCheckBox, "documentsOnly")
    assert box.isVisible()
    return box


def listed(window: Window) -> set[str]:
    settle(window)
    return {event.id for event in window.finder.events.events}


def test_the_switch_hides_the_gaps_and_the_chip_brings_them_back(open_window: Open, built_in: Atlas) -> None:
    window = open_window(SUEZ, atlas=built_in)
    whole = listed(window)
    assert {"suez-crisis", "hungarian-uprising-begins"} <= whole
    switch(window).click()
    assert window.state.view.documents_only
    told = listed(window)
    assert "suez-crisis" not in told
    assert "hungarian-uprising-begins" in told
    window.finder.show_tab("events")
    settle(window)
    chips = [chip for chip in window.finder.findChildren(QPushButton) if chip.property("role") == "filter" and chip.isVisible()]
    assert [chip.text() for chip in chips] == ["only what the documents say"]
    chips[0].click()
    assert not window.state.view.documents_only
    assert listed(window) == whole
    assert not switch(window).isChecked()


def test_a_link_carries_the_switch_and_going_back_undoes_it(open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"{SUEZ}&m=1", atlas=built_in)
    assert "suez-crisis" not in listed(window)
    box = switch(window)
    assert box.isChecked()
    box.click()
    assert "m=" not in window.state.view.text()
    window.state.go_back()
    assert box.isChecked()
    assert "suez-crisis" not in listed(window)
    window.state.change(language="ja")
    assert box.text() == "資料が語る出来事だけ"
