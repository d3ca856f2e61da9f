"""The details of an event tell of its treaties and papers, in the reader's language and only what is known."""

from __future__ import annotations

from dataclasses import replace

from hands import Open, settle
from PySide6.QtWidgets import QFrame, QLabel

from viewer.model.atlas import Atlas
from viewer.model.entities import Citation
from viewer.model.time import parse_when
from viewer.model.treaties import Treaty
from viewer.ui.window import Window


def blocks(window: Window) -> list[list[str]]:
    """The words of each block, in the order of the panel."""
    found = [frame for frame in window.details.findChildren(QFrame) if frame.objectName().startswith("treaty-") and frame.isVisible()]
    return [[part.text() for part in frame.findChildren(QLabel)] for frame in found]


def test_an_event_tells_its_treaties_with_dates_and_parties(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1972-05-26&s=salt-one&l=en", atlas=built_in)
    interim, abm = blocks(window)
    assert interim[0] == "SALT I Interim Agreement"
    assert abm[0] == "ABM Treaty"
    assert abm[1:9:2] == ["Signed", "In force", "Ended", "Place"]
    assert abm[2:7:2] == ["26 May 1972", "3 October 1972", "13 June 2002"]
    assert "United States, USSR" in abm
    window.state.change(language="ja")
    settle(window)
    assert blocks(window)[1][1:3] == ["署名", "1972年5月26日"]


def test_a_paper_tells_sender_receiver_and_the_printed_reference(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1994-12-06&s=yeltsin-clinton-letter-1994&l=en", atlas=built_in)
    (letter,) = blocks(window)
    assert letter[1:] == ["Date", "6 December 1994", "From", "Yeltsin", "To", "Clinton", "Archive", "US Department of State"]


def test_papers_that_the_archive_does_not_know_carry_the_warning(open_window: Open, built_in: Atlas) -> None:
    doubted = [treaty for treaty in built_in.treaties.values() if treaty.id.startswith("nato-document-") and treaty.signed.uncertain]
    assert [treaty.id[-2:] for treaty in doubted] == ["07", "08", "09", "10", "11", "12"]
    window = open_window("t=1993-11-01&s=nato-notes-document-7&l=en", atlas=built_in)
    assert "neither content nor date can be confirmed" in blocks(window)[0][-1]


def test_an_event_without_treaties_shows_no_block_and_hostile_names_stay_plain(open_window: Open, sample: Atlas) -> None:
    event = next(iter(sample.events))
    name = "<img src=x onerror=1> & <b>"
    treaty = Treaty("x", "treaty", {"en": name, "ja": name}, parse_when("1950"), parties=("nobody",), event=event, sources=(Citation("s"),))
    assert blocks(open_window(f"s={event}&l=en")) == []
    window = open_window(f"s={event}&l=en", atlas=replace(sample, treaties={"x": treaty}))
    assert blocks(window) == [[name, "Signed", "1950", "Parties", "nobody"]]
