"""Citations in words, and in the forms that citation managers read: for the clipboard, the command line and notes under pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from viewer.carto.days.dates import when_text
from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Event, Source, say

FORMS = ("plain", "bibtex", "csl")
"""Forms of a citation: words, BibTeX, CSL-JSON."""


def source_line(atlas: Atlas, citation: Citation, language: str) -> str:
    """Return one source: author, title, year, lines, note."""
    return _line(atlas, citation.source, _note([citation], language), language)


def source_lines(atlas: Atlas, citations: Iterable[Citation], language: str) -> list[str]:
    """Return sources, each once with all lines that are cited, in the order in which they are cited first."""
    return [_line(atlas, source, _note(cited, language), language) for source, cited in _by_source(citations).items()]


def _by_source(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.source, []).append(citation)
    return cited


def plain_citation(atlas: Atlas, event: Event, language: str) -> str:
    """Return an event with its sources as plain text."""
    lines = [f"{say(event.title, language)} ({when_text(event.when, language)}). {say(atlas.title, language)}: {event.id}."]
    lines += [f"- {source_line(atlas, citation, language)}" for citation in event.sources]
    return "\n".join(lines)


def cite(atlas: Atlas, events: Sequence[Event], form: str, language: str) -> str:
    """Return what some events are known from, in a form of FORMS: each source once, with all lines that are cited."""
    if form == "plain" and len(events) == 1:
        return plain_citation(atlas, events[0], language)
    citations = [citation for event in events for citation in event.sources]
    if form == "plain":
        return "\n".join(source_lines(atlas, citations, language))
    notes = [(_source(atlas, source), ", ".join(_note(cited, language))) for source, cited in _by_source(citations).items()]
    return _written(notes, form, language)


def cite_sources(sources: Iterable[Source], form: str, language: str) -> str:
    """Return sources as `bibtex` or `csl`."""
    return _written([(source, "") for source in sources], form, language)


def _written(cited: Sequence[tuple[Source, str]], form: str, language: str) -> str:
    """Write sources with notes. How that is done is imported when it is asked for, not on the way to the first picture."""
    from viewer.carto.citing.bibliography import Entry, bibtex, csl_json

    entries = [Entry(source, note) for source, note in cited]
    return bibtex(entries, language) if form == "bibtex" else csl_json(entries, language)


def _source(atlas: Atlas, identifier: str) -> Source:
    return atlas.sources.get(identifier) or Source(identifier, "document", {"en": identifier})


def _line(atlas: Atlas, identifier: str, note: Sequence[str], language: str) -> str:
    source = atlas.sources.get(identifier)
    if source is None:
        return identifier
    title = say(source.title, language)
    quoted = f"『{title}』" if language == "ja" and not title.startswith("『") else title
    parts = [source.fields.get("author", ""), quoted, source.fields.get("issued", ""), *note]
    return ("、" if language == "ja" else ", ").join(part for part in parts if part)


def _note(citations: Sequence[Citation], language: str) -> list[str]:
    """Where in a source: its lines, run together where they touch, then the notes."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted({citation.lines for citation in citations if citation.lines}):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    told = ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
    lines = []
    if told and language == "ja":
        lines = [f"{told}行"]
    elif told:
        single = len(runs) == 1 and runs[0][0] == runs[0][1]
        lines = [f"line {told}" if single else f"lines {told}"]
    return [*lines, *dict.fromkeys(citation.note for citation in citations if citation.note)]
