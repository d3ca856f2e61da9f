"""The words of a page: its title, the notes to the numbers on its map with their sources, and all of it as a caption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from viewer.carto.citing.citation import source_lines
from viewer.carto.citing.credit import own_credit
from viewer.carto.days.dates import date_caption, day_text, short_day, when_text
from viewer.carto.events.filter_words import filter_words
from viewer.carto.events.markers import Marker
from viewer.carto.land.blocs import bloc_name, chosen_bloc
from viewer.carto.land.legend import LegendRow
from viewer.carto.land.political import DE_FACTO
from viewer.carto.projections.scalebar import projection_words
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.pages.layout import Page, Sheet
from viewer.paint.pages.legend import other_language
from viewer.paint.pages.lines import BOUND, Line, Note, wrapped
from viewer.paint.type import elided

_MOST_NOTES = 14
_NOTE, _SOURCE, _STEP = 12.0, 11.0, 13.0
"""Sizes of letters (px): of notes, of sources, of the text of a step."""
_MANY_LINES = 20
"""Lines of a column beside a map, at least."""
_LONGEST = 600.0
"""Px that the title of an event takes in its note."""
_LONGEST_SOURCE = 3 * _LONGEST
"""Px that a source takes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told below a map: the number of each event in front of its stack, the lines, and all of it without regard to room."""

    numbered: Mapping[str, int]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def subject_of(page: Page, language: str) -> str:
    """What a picture is of that is of no event: the bloc that is chosen, else what the atlas calls a picture of the world, or itself."""
    if bloc := chosen_bloc(page.atlas, page.view):
        return bloc_name(page.atlas, bloc, language)
    if page.atlas.heading and page.view.projection == "laea":
        return page.say(language, "export.region")
    return say(page.atlas.heading or page.atlas.title, language)


def title_words(page: Page) -> str:
    """Return the words of the title, without the day."""
    view, atlas = page.view, page.atlas
    if page.title:
        return page.title
    event = atlas.events.get(view.selected)
    return say(event.title, view.language) if event else subject_of(page, view.language)


def title_of(page: Page) -> str:
    """Return the title of a page, with its day."""
    view = page.view
    return f"{title_words(page)}{'　' if view.language == 'ja' else ', '}{day_text(view.instant, view.language)}"


def subtitle_of(page: Page) -> str:
    """Return the line below the title: title and day in the other language, the day of the week, the year of the era."""
    view, other = page.view, other_language(page.atlas, page.view)
    parts = []
    if other:
        event = page.atlas.events.get(view.selected)
        words = page.second if page.title else say(event.title, other) if event else subject_of(page, other)
        same = (title_words(page), day_text(view.instant, view.language))  # days are in English where the interface speaks neither
        parts = [told for told in (words, day_text(view.instant, other)) if told not in same]
    parts.append(date_caption(view.instant, view.language))
    return "　".join(part for part in parts if part)


def told_of(page: Page, sheet: Sheet, markers: Iterable[Marker]) -> Told:
    """Return what is told below the map of a page on which stacks stand: as much as its lines hold, and no number without its note."""
    view, atlas = page.view, page.atlas
    if not page.has("notes"):
        return Told({}, (), (), ())
    wide = sheet.notes[1]
    step = wrapped([Note(page.note)], _STEP, wide, 2 if sheet.lines < _MANY_LINES else 9) if page.note else []
    left = sheet.lines - len(step)
    ranked = sorted(markers, key=lambda m: (not m.selected, m.weight, -m.opacity))[:_MOST_NOTES]
    shown: list[Marker] = []
    lines: list[Line] = []
    kept = max(3 if left > 6 else 2, left // 4)
    for count in range(len(ranked), 0, -1):  # a number on the map without its note would be a riddle
        shown = sorted(ranked[:count], key=lambda m: (atlas.events[m.front].when.start, m.front))
        notes = [Note(_note(page, marker, BOUND), str(number)) for number, marker in enumerate(shown, 1)]
        lines = wrapped(notes, _NOTE, wide, listed=sheet.listed)
        if len(lines) > left - kept and sheet.listed:
            lines = wrapped(notes, _NOTE, wide)
        if len(lines) <= left - kept:
            break
    cited = [citation for marker in shown for citation in atlas.events[marker.front].sources[:2]]
    sources = [elided(source, _SOURCE, _LONGEST_SOURCE) for source in source_lines(atlas, cited, view.language)]
    below = _sources(page, sources, left - len(lines), wide)
    told = [page.note] if page.note else []
    told += [f"{number} {_note(page, marker)}" for number, marker in enumerate(shown, 1)]
    return Told({marker.front: n for n, marker in enumerate(shown, 1)}, (*step, *lines, *below), tuple(told), tuple(sources))


def _note(page: Page, marker: Marker, space: str = " ") -> str:
    """The words of a note; `space` stands within its date."""
    view, event = page.view, page.atlas.events[marker.front]
    when = short_day(event.when.start, view.language, year=True) if event.when.certain else when_text(event.when, view.language)
    when = when.replace(" (?)", "?").replace("（？）", "？")  # it stands in brackets itself
    when = when.replace(" – ", " –\n").replace(" ", space).replace("\n", " ")
    more = page.say(view.language, "export.notes_more", n=marker.count - 1) if marker.count > 1 else ""
    title = elided(say(event.title, view.language), _NOTE, _LONGEST)
    return f"{title}（{when}{more}）" if view.language == "ja" else f"{title} ({when}{more})"


def _sources(page: Page, sources: list[str], most: int, room: float) -> list[Line]:
    """The sources of the notes and how the picture is to be read, in at most so many lines: sources are left out before a word of that."""
    for count in range(len(sources), -1, -1):
        told = [_source_words(page, sources, count), *reading_of(page)] if sources else reading_of(page)
        lines = wrapped([Note(_stopped(page, one)) for one in told], _SOURCE, room)
        if len(lines) <= most:
            return lines
    return wrapped([Note(_sentences(page, reading_of(page)))], _SOURCE, room, most)


def _stopped(page: Page, words: str) -> str:
    return words + ("。" if page.view.language == "ja" else ".")


def _source_words(page: Page, sources: list[str], count: int) -> str:
    """The first of the sources, and how many more there are."""
    language = page.view.language
    left = len(sources) - count
    named = list(sources[:count])
    if left:
        named.append(page.say(language, "export.sources_more" if count else "export.sources_all", n=left))
    return f"{page.say(language, 'export.sources')}: {('；' if language == 'ja' else '; ').join(named)}"


def _sentences(page: Page, told: list[str]) -> str:
    return ("。" if page.view.language == "ja" else ". ").join(told)


def reading_of(page: Page) -> list[str]:
    """Return how the picture is to be read: whose view of disputed land is drawn, what is compared, which events and of which time."""
    view = page.view
    told = [viewpoint_words(page)] if page.atlas.tells_land else []
    if view.since is not None:
        told.append(page.say(view.language, "export.since", date=day_text(view.since, view.language)))
    if not view.layer("events"):
        return told
    if filters := filter_words(page.atlas, view, page.say):
        told.append(page.say(view.language, "export.filtered", which=("、" if view.language == "ja" else ", ").join(filters)))
    first, end = view.window
    if not view.place and first > FIRST_DAY and end < LAST_DAY:
        span = {"first": day_text(first, view.language), "last": day_text(end - 1, view.language)}
        told.append(page.say(view.language, "export.window", **span))
    return told


def viewpoint_words(page: Page) -> str:
    """Return whose view of disputed land is drawn."""
    view = page.view
    if view.viewpoint == DE_FACTO:
        return page.say(view.language, "export.viewpoint")
    who = page.atlas.name_of(view.viewpoint, view.language, view.instant)
    return page.say(view.language, "export.viewpoint_of", who=who)


def credit_words(page: Page) -> str:
    """Return who made the map, and how good its borders are where it has any."""
    keys = ("credit.map", "credit.borders") if page.atlas.tells_land else ("credit.map",)
    credits_ = [page.say(page.view.language, key) for key in keys]
    own = [credit] if (credit := own_credit(page.atlas)) else []
    return " · ".join([say(page.atlas.title, page.view.language), *own, *credits_])


def caption_of(page: Page, rows: Iterable[LegendRow], told: Told) -> str:
    """Return all that a picture tells in words, a line each: for those who don't see it, and for whoever prints it.

    Args: rows: of the legend. told: what stands below the map.
    """
    view = page.view
    listed = [f"{row.label} ({row.states})" if row.states >= 0 else row.label for row in rows]
    legend = page.say(view.language, "legend.title")
    sources = [f"{page.say(view.language, 'export.sources')}: {('；' if view.language == 'ja' else '; ').join(told.sources)}"]
    return "\n".join(
        [
            title_of(page),
            subtitle_of(page),
            *([f"{legend}: {('、' if view.language == 'ja' else ', ').join(listed)}"] if listed else []),
            *told.notes,
            *(sources if told.sources else []),
            _sentences(page, [*reading_of(page), projection_words(view, page.say)]),
            credit_words(page),
        ]
    )
