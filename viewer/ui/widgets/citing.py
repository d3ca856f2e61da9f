"""Buttons that copy citations: of one event, or of all that are in view, in words or for a citation manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton

from viewer.carto.citing.citation import FORMS, cite
from viewer.model.entities import Event
from viewer.ui.state import State
from viewer.ui.words import Words


def citation_menu(state: State, words: Words, button: QPushButton, events: Callable[[], Sequence[Event]]) -> QMenu:
    """Return the menu of a button that copies what events are known from, in each form; `events` is asked when a form is chosen."""
    language = state.view.language
    menu = QMenu(button)
    menu.setObjectName("citationMenu")
    for form in FORMS:
        menu.addAction(words.say(language, f"cite.{form}")).triggered.connect(
            lambda _=False, chosen=form: copy_citations(state, words, events(), chosen)
        )
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def offer_citations(state: State, words: Words, button: QPushButton, events: Callable[[], Sequence[Event]]) -> None:
    """Show the menu above its button, which stands at the foot of a panel."""
    menu = citation_menu(state, words, button, events)
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def copy_citations(state: State, words: Words, events: Sequence[Event], form: str) -> None:
    """Put citations on the clipboard and say so."""
    language = state.view.language
    QGuiApplication.clipboard().setText(cite(state.atlas, events, form, language))
    key = "cite.done" if len(events) == 1 else "cite.done_all"
    state.tell(words.say(language, key, count=len(events)))
