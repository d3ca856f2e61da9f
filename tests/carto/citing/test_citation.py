"""Citations in words: what a reader needs to find the place."""

from __future__ import annotations

import made_up
import pytest

from viewer.carto.citing.citation import plain_citation, source_line, source_lines
from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Event, Source


@pytest.fixture
def cited() -> Atlas:
    lecture = Source("lecture", "document", {"ja": "ソ連外交講義", "en": "Lectures"}, "document", {"author": "Yamada", "issued": "1995"})
    frus = Source("frus", "book", {"en": "Foreign Relations of the United States"})
    plain = made_up.event("speech", "1962-10-22", title="Kennedy's speech")
    sources = (Citation("lecture", (222, 223)), Citation("frus", note="vol. XI"), Citation("lecture", (5, 5)), Citation("lost"))
    event = Event(**{name: getattr(plain, name) for name in plain.__slots__} | {"sources": sources})
    return made_up.atlas(events=[event], sources={"lecture": lecture, "frus": frus})


def test_a_source_is_told_with_author_year_lines_and_note(cited: Atlas) -> None:
    event = cited.events["speech"]
    assert [source_line(cited, citation, "en") for citation in event.sources] == [
        "Yamada, Lectures, 1995, lines 222–223",
        "Foreign Relations of the United States, vol. XI",
        "Yamada, Lectures, 1995, line 5",
        "lost",
    ]
    assert source_line(cited, event.sources[0], "ja") == "Yamada、『ソ連外交講義』、1995、222–223行"
    assert source_line(cited, event.sources[2], "ja").endswith("、5行")


def test_each_source_is_told_once_with_all_its_lines(cited: Atlas) -> None:
    more = Citation("lecture", (221, 222))
    assert source_lines(cited, [*cited.events["speech"].sources, more], "en") == [
        "Yamada, Lectures, 1995, lines 5, 221–223",
        "Foreign Relations of the United States, vol. XI",
        "lost",
    ]
    assert source_lines(cited, [], "en") == []


def test_the_citation_of_an_event_names_title_date_atlas_and_every_source(cited: Atlas) -> None:
    lines = plain_citation(cited, cited.events["speech"], "en").splitlines()
    assert lines[0] == "Kennedy's speech (22 October 1962). Made up: speech."
    assert len(lines) == 5
    assert all(line.startswith("- ") for line in lines[1:])
