"""Sources for citation managers: JSON that is valid CSL, BibTeX that can be read back."""

from __future__ import annotations

import json
import re

import made_up
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.carto.citing.bibliography import Entry, bibtex, csl_date, csl_item, csl_json, escaped, people
from viewer.carto.citing.citation import FORMS, cite, cite_sources
from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Source

BOOK = Source(
    "cardboard-castle",
    "book",
    {"ja": "厚紙の城", "en": "A Cardboard Castle? 100% & more_{sic}"},
    fields={
        "author": "Vojtech Mastny, Malcolm Byrne (eds.)",
        "publisher": "Central European University Press",
        "publisher-place": "Budapest",
        "issued": "2005",
        "isbn": "963-7326-07-3",
        "url": "https://example.org/a_b?c=1&d={x}#y",
    },
)
SIGNS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
} | {f"\\{sign}": sign for sign in "&%$#_"}
SIGN = re.compile("|".join(map(re.escape, SIGNS)))


def read_bibtex(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Read BibTeX as strictly as BibTeX does: braces balance, escaped ones count too. Key -> (type, fields as they are written)."""
    entries = {}
    while text.strip():
        head = re.match(r"\s*@(\w+)\{([^,\s{}]+),\n", text)
        assert head, text[:80]
        text = text[head.end() :]
        fields = {}
        while not text.startswith("}"):
            name = re.match(r"  ([a-z]+) = \{", text)
            assert name, text[:80]
            depth, at = 1, name.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            fields[name[1]] = text[name.end() : at - 1]
            text = re.sub(r"^,?\n", "", text[at:], count=1)
        text = text[1:]
        entries[head[2]] = (head[1], fields)
    return entries


def plain(value: str) -> str:
    return SIGN.sub(lambda match: SIGNS[match[0]], value)


def test_a_book_is_written_as_csl() -> None:
    assert csl_item(Entry(BOOK, "line 3"), "en") == {
        "id": "cardboard-castle",
        "type": "book",
        "title": "A Cardboard Castle? 100% & more_{sic}",
        "editor": [{"family": "Mastny", "given": "Vojtech"}, {"family": "Byrne", "given": "Malcolm"}],
        "publisher": "Central European University Press",
        "publisher-place": "Budapest",
        "ISBN": "963-7326-07-3",
        "URL": "https://example.org/a_b?c=1&d={x}#y",
        "issued": {"date-parts": [[2005]]},
        "note": "line 3",
    }


def test_a_book_is_written_as_bibtex() -> None:
    ((key, (kind, fields)),) = read_bibtex(bibtex([Entry(BOOK, "lines 3–5")], "en")).items()
    assert (key, kind) == ("cardboard-castle", "book")
    assert fields["editor"] == "Mastny, Vojtech and Byrne, Malcolm"
    assert fields["title"] == r"{A Cardboard Castle? 100\% \& more\_\textbraceleft{}sic\textbraceright{}}"
    assert (fields["year"], fields["address"], fields["isbn"]) == ("2005", "Budapest", "963-7326-07-3")
    assert fields["url"] == "https://example.org/a_b?c=1&d=%7Bx%7D#y"
    assert fields["note"] == "lines 3–5"


@given(st.text(max_size=60))
@example("}{\\%")
@example("a\nb\x00c")
@example("\\textbackslash{}")
def test_any_title_is_read_back_from_both_forms(title: str) -> None:
    title = title.strip() or "x"
    source = Source("made-up", "book", {"en": title}, fields={"author": title, "url": f"https://example.org/{title}"})
    items = json.loads(csl_json([Entry(source)], "en"))
    assert items[0]["title"] == title
    _, fields = read_bibtex(bibtex([Entry(source), Entry(source)], "en"))["made-up"]
    shown = " ".join("".join(" " if letter < " " or "\x7f" <= letter <= "\x9f" else letter for letter in title).split())
    assert plain(fields["title"].removeprefix("{").removesuffix("}")) == shown.replace("\u2028", " ").replace("\u2029", " ").strip()
    assert not set("{}\\ \n") & set(fields["url"])


@given(st.text(max_size=40))
def test_escaped_text_balances_its_braces(text: str) -> None:
    depth = 0
    for letter in escaped(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    assert "\n" not in escaped(text)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Gideon Biger", {"author": [{"family": "Biger", "given": "Gideon"}]}),
        ("Thomas de Waal", {"author": [{"family": "de Waal", "given": "Thomas"}]}),
        (
            "Mastny, Vojtech; Byrne, Malcolm",
            {"author": [{"family": "Mastny", "given": "Vojtech"}, {"family": "Byrne", "given": "Malcolm"}]},
        ),
        ("V. I. Ivkin (ed.)", {"editor": [{"family": "Ivkin", "given": "V. I."}]}),
        ("五百旗頭真、下斗米伸夫（編）", {"editor": [{"literal": "五百旗頭真"}, {"literal": "下斗米伸夫"}]}),
        ("United States Department of State", {"author": [{"literal": "United States Department of State"}]}),
        ("Baabar (Bat-Erdene Batbayar)", {"author": [{"literal": "Baabar (Bat-Erdene Batbayar)"}]}),
        ("Ministries of A, B and of C", {"author": [{"literal": "Ministries of A, B and of C"}]}),
        ("外務省", {"author": [{"literal": "外務省"}]}),
        ("", {}),
    ],
)
def test_people_are_told_from_bodies(written: str, names: dict[str, list[dict[str, str]]]) -> None:
    assert people(written) == names


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1992", {"date-parts": [[1992]]}),
        ("1956-10", {"date-parts": [[1956, 10]]}),
        ("1956-10-19", {"date-parts": [[1956, 10, 19]]}),
        ("1938/1940", {"date-parts": [[1938], [1940]]}),
        ("1978~", {"date-parts": [[1978]], "circa": True}),
        ("1989-22", {"date-parts": [[1989]], "season": 2}),
        ("197X", {"literal": "197X"}),
        ("n.d.", {"literal": "n.d."}),
    ],
)
def test_dates_are_written_as_csl(written: str, value: dict[str, object]) -> None:
    assert csl_date(written) == value


def test_an_entry_without_what_its_kind_needs_is_misc() -> None:
    paper = Source("paper", "article-journal", {"en": "A paper"})
    printed = Source("printed", "article-journal", {"en": "A paper"}, fields={"container-title": "A Journal", "issued": "1990-05"})
    odd = Source("odd", "scroll", {"en": "A scroll"})
    found = read_bibtex(bibtex([Entry(paper), Entry(printed), Entry(odd)], "en"))
    assert {key: kind for key, (kind, _) in found.items()} == {"paper": "misc", "printed": "article", "odd": "misc"}
    assert found["printed"][1]["journal"] == "A Journal"
    assert (found["printed"][1]["year"], found["printed"][1]["month"]) == ("1990", "5")
    assert csl_item(Entry(odd), "en")["type"] == "document"


def test_a_title_in_the_language_of_the_source_goes_before() -> None:
    source = Source("lecture", "document", {"ja": "講義", "en": "Lecture"}, "document", {"language": "ja"})
    assert csl_item(Entry(source), "en")["title"] == "講義"
    assert csl_item(Entry(BOOK), "ja")["title"] == "厚紙の城"


@pytest.fixture
def cited() -> Atlas:
    first = made_up.event("first", "1962-10-22", title="First")
    second = made_up.event("second", "1962-10-23", title="Second")
    from dataclasses import replace

    first = replace(first, sources=(Citation("lecture", (10, 12)), Citation("book", note="vol. 1")))
    second = replace(second, sources=(Citation("lecture", (13, 15)), Citation("lecture", (40, 40)), Citation("lost")))
    lecture = Source("lecture", "speech", {"en": "Lectures"}, "document", {"author": "Taro Yamada"})
    return made_up.atlas(events=[first, second], sources={"lecture": lecture, "book": BOOK})


def test_all_in_view_name_each_source_once_with_all_lines(cited: Atlas) -> None:
    events = list(cited.event_list)
    assert cite(cited, events, "plain", "en").splitlines() == [
        "Taro Yamada, Lectures, lines 10–15, 40",
        "Vojtech Mastny, Malcolm Byrne (eds.), A Cardboard Castle? 100% & more_{sic}, 2005, vol. 1",
        "lost",
    ]
    items = json.loads(cite(cited, events, "csl", "en"))
    assert [(item["id"], item.get("note")) for item in items] == [
        ("lecture", "lines 10–15, 40"),
        ("cardboard-castle", "vol. 1"),
        ("lost", None),
    ]
    assert list(read_bibtex(cite(cited, events, "bibtex", "en"))) == ["lecture", "cardboard-castle", "lost"]


def test_one_event_is_told_with_its_sources(cited: Atlas) -> None:
    assert cite(cited, [cited.events["first"]], "plain", "en").startswith(
        "First (22 October 1962). Made up: first.\n- Taro Yamada, Lectures"
    )
    assert len(json.loads(cite(cited, [cited.events["first"]], "csl", "en"))) == 2


@pytest.mark.parametrize("form", FORMS)
def test_nothing_cites_nothing(cited: Atlas, form: str) -> None:
    assert cite(cited, [], form, "en").strip() in ("", "[]")


def test_sources_alone_are_written(cited: Atlas) -> None:
    assert [item["id"] for item in json.loads(cite_sources(cited.sources.values(), "csl", "ja"))] == ["lecture", "cardboard-castle"]
    assert list(read_bibtex(cite_sources(cited.sources.values(), "bibtex", "ja"))) == ["lecture", "cardboard-castle"]


def test_a_work_names_its_publisher_in_its_own_language_whoever_cites_it() -> None:
    fields = {"publisher": "Nauka", "publisher-ru": "Наука", "publisher-en": "Science", "language": "ru"}
    work = Source("x", "book", {"en": "History", "ru": "История"}, fields=fields)
    assert [csl_item(Entry(work), language)["publisher"] for language in ("en", "ja")] == ["Наука", "Наука"]
    plain = Source("x", "book", {"en": "History"}, fields={name: text for name, text in fields.items() if name != "language"})
    assert [csl_item(Entry(plain), language)["publisher"] for language in ("en", "ja")] == ["Science", "Nauka"]
