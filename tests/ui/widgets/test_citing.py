"""Copying citations: of the event that is told, and of all that are listed."""

from __future__ import annotations

import json

from hands import Open, child, push, settle, texts
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from viewer.carto.citing.citation import source_line
from viewer.model.atlas import Atlas
from viewer.ui.window import Window


def choose(within: QWidget, button: str, number: int) -> str:
    """Push a button, choose a form from its menu, and return what is on the clipboard then."""
    found = within.findChild(QPushButton, button)
    assert isinstance(found, QPushButton)
    push(found)
    menu = child(found, QMenu, "citationMenu")
    assert menu.isVisible()
    assert len(menu.actions()) == 3
    menu.actions()[number].trigger()
    menu.close()
    return QGuiApplication.clipboard().text()


def test_an_event_is_cited_in_three_forms(open_window: Open) -> None:
    window = open_window("s=berlin-wall&t=1961-08-13&l=en")
    settle(window)
    assert choose(window.details, "copyCitation", 0).startswith("The Wall goes up (13 August 1961).")
    assert window._note.text() == "Citation copied"
    assert "@" in choose(window.details, "copyCitation", 1)
    assert [item["id"] for item in json.loads(choose(window.details, "copyCitation", 2))] == ["handbook", "register"]


def test_the_details_name_sources_as_their_citation_does(open_window: Open, built_in: Atlas) -> None:
    window = open_window("s=lenin-dies&t=1924-01-21&l=en", (1600, 1000), atlas=built_in)
    settle(window)
    told = "\n".join(texts(window.details))
    assert "Edward Jay Epstein, Dossier: The Secret History of Armand Hammer, 1996" in told
    sources = built_in.events["lenin-dies"].sources
    assert all(f"{number}  {source_line(built_in, one, 'en')}" in told for number, one in enumerate(sources, 1))


def test_all_that_are_listed_are_cited_at_once(window: Window) -> None:
    window.state.change(language="en", query="vilnius", before=30_000, after=30_000)
    settle(window)
    items = json.loads(choose(window.finder, "copyCitations", 2))
    assert [item["id"] for item in items] == ["handbook", "register"]
    assert items[0]["note"] == "lines 17–20"
    assert window._note.text() == "Citations of 3 events copied"


def test_there_is_nothing_to_copy_where_nothing_is_listed(window: Window) -> None:
    window.state.change(query="nothing like this")
    settle(window)
    assert not window.finder.copy.isEnabled()
    window.state.change(query="")
    settle(window)
    assert window.finder.copy.isEnabled()
