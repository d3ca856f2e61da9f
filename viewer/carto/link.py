"""Links: a View as a line that others can paste, into a window or a terminal."""

from __future__ import annotations

import re

from viewer.carto.known import without_gone
from viewer.carto.land.viewpoint import checked
from viewer.carto.story import linked
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.time import FIRST_DAY
from viewer.model.worked_out import kept

_IN_A_COMMAND = re.compile(r"--view[\s=]+[\"'“]?([^\s\"'”]+)")
_LOOKS_LIKE_A_VIEW = re.compile(r"[?#]?[a-z]{1,2}=[^\s]*(&[a-z]{1,2}=[^\s]*)*$")


def opening_of(atlas: Atlas) -> View:
    """Return the View with which an atlas opens: on a day of which it tells, in a language that it has, whatever it says itself.

    Where it names no day it is one about the middle of its time on which something happened.
    """
    nowhere = View()  # on a day which no atlas tells of
    try:
        opening = View.parse(atlas.opening_view, nowhere)
    except BadView:
        opening = nowhere
    if opening.instant not in atlas.span or opening.instant == FIRST_DAY:
        opening = opening.at(_first_seen(atlas))
    known = not atlas.languages or opening.language in atlas.languages
    return opening if known else opening.with_(language=atlas.first_language)


@kept(1)
def _first_seen(atlas: Atlas) -> int:
    """The day in the middle of the time of an atlas; where nothing happened about it, that of the event nearest to it."""
    middle, usual = (atlas.span.start + atlas.span.end) // 2, View()
    events = [event.when for event in atlas.event_list if event.when.start in atlas.span and event.kind != "note"]
    if not events or any(when.start <= middle + usual.after and when.extent.end > middle - usual.before for when in events):
        return middle
    return min((when.start for when in events), key=lambda day: abs(day - middle))


def dated(atlas: Atlas, view: View) -> View:
    """Return a View that names no day on the one with which the atlas opens; any other as it is."""
    return view.at(opening_of(atlas).instant) if view.instant == FIRST_DAY and FIRST_DAY not in atlas.span else view


def days_named(text: str) -> tuple[int, ...]:
    """Return the days that the text of a View names: its own, those compared with, those of a sheet. BadView where it can't be read."""
    view = View.parse(text)
    own = (view.instant,) if re.search(r"(^|[?#&])t=", text.strip()) else ()
    others = (view.since, view.beside.instant if view.beside else None)
    return (*own, *(day for day in others if day is not None), *view.days)


def link_of(atlas: Atlas, view: View) -> str:
    """Return a line that shows a View wherever it is pasted: a command, with the text of the View in it."""
    return f'bloc-atlas run --view "{without_gone(atlas, view).text(opening_of(atlas))}"'


def view_text_in(text: str) -> str:
    """Return the text form of a View in what was typed or pasted: alone, or in a command; empty where there is none."""
    line = text.strip()
    found = _IN_A_COMMAND.search(line)
    if found:
        return found[1]
    return line.lstrip("?#") if _LOOKS_LIKE_A_VIEW.fullmatch(line) else ""


def view_in(atlas: Atlas, text: str) -> View | None:
    """Return the View of a link; None where the text holds none. BadView where it can't be read."""
    told = view_text_in(text)
    if not told:
        return None
    view = View.parse(told, opening_of(atlas).with_(selected="", fan=""))
    return checked(atlas, linked(atlas, view, told))


__all__ = ["BadView", "dated", "days_named", "link_of", "opening_of", "view_in", "view_text_in"]
