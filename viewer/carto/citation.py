"""Citations in words, for the clipboard and for notes under pictures."""

from __future__ import annotations

from viewer.carto.dates import when_text
from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Event, say


def source_line(atlas: Atlas, citation: Citation, language: str) -> str:
    """Return one source: author, title, year, lines, note."""
    source = atlas.sources.get(citation.source)
    if source is None:
        return citation.source
    year = source.fields.get("issued", "")
    title = say(source.title, language)
    parts = [source.fields.get("author", ""), f"『{title}』" if language == "ja" else title, year]
    if citation.lines:
        first, last = citation.lines
        if language == "ja":
            parts.append(f"{first}行" if first == last else f"{first}–{last}行")
        else:
            parts.append(f"line {first}" if first == last else f"lines {first}–{last}")
    parts.append(citation.note)
    return ("、" if language == "ja" else ", ").join(part for part in parts if part)


def plain_citation(atlas: Atlas, event: Event, language: str) -> str:
    """Return an event with its sources as plain text."""
    lines = [f"{say(event.title, language)} ({when_text(event.when, language)}). {say(atlas.title, language)}: {event.id}."]
    lines += [f"- {source_line(atlas, citation, language)}" for citation in event.sources]
    return "\n".join(lines)
