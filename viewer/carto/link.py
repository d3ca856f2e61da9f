"""Links: a View as a line that others can paste, into a window or a terminal."""

from __future__ import annotations

import re

from viewer.carto.story import linked
from viewer.carto.view import BadView, View
from viewer.carto.viewpoint import checked
from viewer.model.atlas import Atlas

_IN_A_COMMAND = re.compile(r"--view[\s=]+[\"'“]?([^\s\"'”]+)")
_LOOKS_LIKE_A_VIEW = re.compile(r"[?#]?[a-z]{1,2}=[^\s]*(&[a-z]{1,2}=[^\s]*)*$")


def opening_of(atlas: Atlas) -> View:
    """Return the View with which an atlas opens."""
    opening = View.parse(atlas.opening_view) if atlas.opening_view else View()
    known = not atlas.languages or opening.language in atlas.languages
    return opening if known else opening.with_(language=atlas.languages[0])


def link_of(atlas: Atlas, view: View) -> str:
    """Return a line that shows a View wherever it is pasted: a command, with the text of the View in it."""
    return f'bloc-atlas run --view "{view.text(opening_of(atlas))}"'


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


__all__ = ["BadView", "link_of", "opening_of", "view_in", "view_text_in"]
