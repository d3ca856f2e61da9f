"""Schemes by their ids, as somebody writes them on the command line."""

from __future__ import annotations

from viewer.carto.view import View
from viewer.model.atlas import Atlas


class UnknownScheme(ValueError):
    """A scheme that the atlas has not; the message names those that it has."""


def scheme_value(atlas: Atlas, identifier: str) -> str:
    """Return the value of `View.scheme` for the id of a scheme: empty for the atlas's own rows. UnknownScheme names the known ones."""
    found = next((scheme for scheme in atlas.schemes if scheme.id == identifier), None)
    if found is None:
        known = ", ".join(scheme.id for scheme in atlas.schemes)
        raise UnknownScheme(f"`{identifier[:60]}` is no scheme of this atlas; " + (f"choose {known}" if known else "it has none to choose"))
    return found.id if found.groups else ""


def in_asked_scheme(atlas: Atlas, view: View, asked: str) -> View:
    """Return a View of the command line in the scheme that is asked for, else in its own, which the atlas must have. UnknownScheme."""
    wanted = asked or view.scheme
    return view.with_(scheme=scheme_value(atlas, wanted)) if wanted else view


def asked_view(atlas: Atlas, text: str, asked: str) -> str | None:
    """Return the text of the View that a window is to open with; None where nothing is asked for. BadView, UnknownScheme."""
    if not text and not asked:
        return None
    view = in_asked_scheme(atlas, View.parse(text), asked)
    return f"{text}&w={view.scheme}".lstrip("&") if asked else text
