"""What is told of the treaties and papers that an event is about: dates, parties, sender and receiver, where it is kept."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from viewer.carto.days.dates import when_text
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.treaties import Treaty
from viewer.ui.details.parts import label
from viewer.ui.words import Words


def treaty_widgets(atlas: Atlas, words: Words, event: str, language: str) -> list[QWidget]:
    """Return a block for each treaty or paper that the event of this id tells of, after a heading; nothing where there is none."""
    found = atlas.treaties_of.get(event, ())
    if not found:
        return []
    papers = all(treaty.sort == "document" for treaty in found)
    heading = label(words.say(language, "treaty.papers" if papers else "treaty.title"), "heading")
    return [heading, *(_block(atlas, words, treaty, language) for treaty in found)]


def treaty_rows(atlas: Atlas, words: Words, treaty: Treaty, language: str) -> list[tuple[str, str]]:
    """Return what is known of a treaty as (name of the row, words); rows of which nothing is known are left out."""
    paper = treaty.sort == "document"
    rows = [("treaty.date" if paper else "treaty.signed", when_text(treaty.signed, language))]
    rows += [
        (key, when_text(when, language)) for key, when in (("treaty.in_force", treaty.in_force), ("treaty.ended", treaty.ended)) if when
    ]
    rows += [
        ("treaty.place", atlas.name_of(treaty.place, language, treaty.signed.start) if treaty.place else ""),
        ("treaty.from", _names(atlas, treaty.sender, treaty, language)),
        ("treaty.to", _names(atlas, treaty.receiver, treaty, language)),
        ("treaty.talked" if paper else "treaty.parties", _names(atlas, treaty.parties, treaty, language)),
        ("treaty.archive", say(treaty.archive, language)),
    ]
    return [(words.say(language, key), text) for key, text in rows if text]


def _names(atlas: Atlas, who: Iterable[str], treaty: Treaty, language: str) -> str:
    """Name those who took part as they were called on the day."""
    names = [atlas.name_of(identifier, language, treaty.signed.start) for identifier in who]
    return ("、" if language == "ja" else ", ").join(names)


def _block(atlas: Atlas, words: Words, treaty: Treaty, language: str) -> QWidget:
    box = QFrame()
    box.setObjectName(f"treaty-{treaty.id}")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(2)
    column.addWidget(label(say(treaty.names, language), "bold"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)
    for number, (name, text) in enumerate(treaty_rows(atlas, words, treaty, language)):
        grid.addWidget(label(name, "caption", wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "small"), number, 1)
    column.addLayout(grid)
    if note := say(treaty.note, language):
        column.addWidget(label(note, "small"))
    return box
