"""The built-in atlas has the treaties that a reader looks for, with the dates of the record, and the 25 papers as they are printed."""

from __future__ import annotations

import pytest

from viewer.model.atlas import Atlas
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder, data_folder


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(data_folder(), cache_folder())


@pytest.mark.parametrize(
    ("treaty", "dates"),
    [
        ("soviet-japanese-basic-convention", "1925-01-20 1925-02-26 -"),
        ("anti-comintern-pact-1936", "1936-11-25 1936-11-25 1945"),
        ("molotov-ribbentrop-1939", "1939-08-23 1939-08-23 1941-06-22"),
        ("neutrality-pact-1941", "1941-04-13 1941-04-25 1945-08-09"),
        ("north-atlantic-treaty-1949", "1949-04-04 1949-08-24 -"),
        ("sino-soviet-treaty-of-1950", "1950-02-14 1950-04-11 1980-04-11"),
        ("san-francisco-peace-treaty", "1951-09-08 1952-04-28 -"),
        ("austrian-state-treaty-of-1955", "1955-05-15 1955-07-27 -"),
        ("soviet-japanese-joint-declaration", "1956-10-19 1956-12-12 -"),
        ("rome-treaty-eec", "1957-03-25 1958-01-01 -"),
        ("partial-test-ban", "1963-08-05 1963-10-10 -"),
        ("non-proliferation-treaty", "1968-07-01 1970-03-05 -"),
        ("salt-interim-agreement", "1972-05-26 1972-10-03 1977-10-03"),
        ("abm-treaty", "1972-05-26 1972-10-03 2002-06-13"),
        ("soviet-north-korean-treaty-1961", "1961-07-06 1961-09-10 1996-09-10"),
        ("german-basic-treaty", "1972-12-21 1973-06-21 1990-10-03"),
        ("egyptian-israeli-peace", "1979-03-26 1979-04-25 -"),
        ("collective-security-treaty", "1992-05-15 1994-04-20 -"),
        ("salt-two", "1979-06-18 - -"),
        ("inf-treaty-1987", "1987-12-08 1988-06-01 2019-08-02"),
        ("two-plus-four", "1990-09-12 1991-03-15 -"),
        ("cfe-treaty", "1990-11-19 1992-11-09 -"),
        ("start-one", "1991-07-31 1994-12-05 2009-12-05"),
        ("start-two", "1993-01-03 - -"),
        ("budapest-memorandum-1994", "1994-12-05 1994-12-05 -"),
        ("new-start", "2010-04-08 2011-02-05 -"),
    ],
)
def test_treaties_have_the_dates_of_the_record(treaty: str, dates: str, atlas: Atlas) -> None:
    found = atlas.treaties[treaty]
    assert " ".join(when.text if when else "-" for when in (found.signed, found.in_force, found.ended)) == dates
    assert found.event in atlas.events


def test_the_papers_of_the_archive_bear_the_printed_reference_and_nothing_more(atlas: Atlas) -> None:
    papers = [treaty for treaty in atlas.treaties.values() if treaty.id.startswith("nato-document-")]
    assert [int(paper.id[-2:]) for paper in papers] == list(range(1, 26))
    assert {paper.sources[0].source for paper in papers} == {"nato-enlargement-notes"}
    garf = {int(paper.id[-2:]): paper.archive["en"] for paper in papers if "GARF" in paper.archive.get("en", "")}
    assert garf == {14: "GARF Fond 10100, Opis 2", 15: "GARF Fond 10100, Opis 2", 18: "GARF Fond 10100, Opis 2, Delo 122"}
    assert [int(paper.id[-2:]) for paper in papers if not paper.archive] == [1, 2, 3, 4, 5, 6, 22, 24, 25]


def test_events_that_no_document_tells_of_and_that_were_added_as_gaps_are_tagged(atlas: Atlas) -> None:
    documents = {source.id for source in atlas.sources.values() if source.role == "document"}
    gaps = [event for event in atlas.event_list if "gap" in event.themes]
    assert len(gaps) > 60
    assert [event.id for event in gaps if any(citation.source in documents for citation in event.sources)] == []
