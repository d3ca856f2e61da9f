"""What the pointer rests on in the timeline, in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF

from viewer.carto.days.dates import MINUS, day_text, short_day, when_text
from viewer.carto.timeline.chronicle import Chronicle, Column, chosen_offices
from viewer.carto.timeline.era_schemes import era_scheme
from viewer.carto.timeline.lanes import LaneBar
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.paint.timeline.rows import Rows

Say = Callable[..., str]
"""Words of the interface: say(key, **values)."""
_MOST = 6
"""Changes of a day that are told."""


def bar_tip(atlas: Atlas, view: View, bar: LaneBar, say_words: Say) -> str:
    """Return what a bar in a lane is: its name and dates; of a treaty when it was signed, in force and ended."""
    if bar.sort != "treaty":
        event = atlas.events[bar.about]
        return f"{say(event.title, view.language)}\n{when_text(event.when, view.language)}"
    treaty = atlas.treaties[bar.about]
    dates = (("signed", treaty.signed), ("in_force", treaty.in_force), ("ended", treaty.ended))
    told = [say(treaty.names, view.language)]
    told += [f"{say_words(f'treaty.{key}')}: {when_text(when, view.language)}" for key, when in dates if when]
    return "\n".join(told)


def card_tip(atlas: Atlas, view: View, event: str) -> str:
    """Return what a single event is: its title, its date and its place."""
    found = atlas.events[event]
    told = (say(found.title, view.language), when_text(found.when, view.language), atlas.place_name(found, view.language))
    return "\n".join(part for part in told if part)


def column_tip(scale: TimeScale, view: View, column: Column, say_words: Say) -> str:
    """Return what a column of the histogram counts: its days, how many events, and of which families."""
    first, last = (scale.instant_at(x + 0.01) for x in (column.left, column.right))
    last = max(first, last - 1)
    days = day_text(first, view.language) if first == last else _days(first, last, view.language)
    counted = zip(FAMILIES, column.counts, strict=True)
    told = [f"{say_words(f'family.{family}')} {count}" for family, count in counted if count]
    events = [f"{say_words('timeline.counted', n=sum(column.counts))}: {', '.join(told)}"] if told else []
    return "\n".join([days, *events, *(f"{own.name[:60]}: {own.count:,}" for own in column.brought)])


def tip_at(atlas: Atlas, view: View, chronicle: Chronicle, scale: TimeScale, rows: Rows, point: QPointF, say_words: Say) -> str:
    """Return what lies at a point beside the lanes: an era, a term, a day of changes, a column; empty where nothing."""
    x, y = point.x(), point.y()
    if not scale.left <= x <= scale.left + scale.width or rows.folded:
        return ""
    day = scale.instant_at(x)
    if rows.changes <= y < rows.eras:
        return _change_tip(atlas, view, scale, x, say_words)
    if rows.eras <= y < rows.office and not rows.days:
        scheme = era_scheme(atlas, view)
        found = [era for era in scheme.eras if era.start.start <= day < era.end.end] if scheme else []
        return "\n".join(f"{say(era.names, view.language)}: {_days(era.start.start, era.end.end - 1, view.language)}" for era in found)
    if rows.office <= y < rows.spans and not rows.days:
        return _term_tip(atlas, view, day, int((y - rows.office) // 16))
    if rows.bars <= y < rows.axis and not chronicle.cards:
        column = next((one for one in chronicle.columns if one.left <= x < one.right), None)
        return column_tip(scale, view, column, say_words) if column else ""
    return ""


def _days(first: int, last: int, language: str) -> str:
    return f"{short_day(first, language, year=True)} {MINUS} {short_day(last, language, year=True)}"


def _term_tip(atlas: Atlas, view: View, day: int, row: int) -> str:
    offices = chosen_offices(atlas, view)
    if not 0 <= row < len(offices):
        return ""
    office = offices[row]
    for term in office.terms:
        if day in term.when:
            name = atlas.name_of(term.person, view.language, view.instant)
            return f"{name} ({say(office.names, view.language)})\n{_days(term.when.start, term.when.end - 1, view.language)}"
    return ""


def _change_tip(atlas: Atlas, view: View, scale: TimeScale, x: float, say_words: Say) -> str:
    """The nearest day of changes within a few px, and what changed."""
    days = atlas.change_days
    near = [int(day) for day in days[(days >= scale.day_at(x - 4)) & (days <= scale.day_at(x + 4))]]
    if not near:
        return ""
    from viewer.carto.events.change_list import change_list

    day = min(near, key=lambda one: abs(scale.x_of(one) - x))
    rows = [row for row in change_list(atlas, view.with_(since=day - 1, instant=day), say_words) if row.sort not in ("head", "event")]
    told = [f"{row.title} · {' · '.join(row.caption.split(' · ')[:-1])}".rstrip(" ·") for row in rows[:_MOST]]
    more = [f"+{len(rows) - _MOST}"] if len(rows) > _MOST else []
    return "\n".join((day_text(day, view.language), *told, *more))
