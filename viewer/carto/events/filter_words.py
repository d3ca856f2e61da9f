"""Which events a View lets through, in words: a picture says so, since who sees it sees no filters."""

from __future__ import annotations

from collections.abc import Callable

from viewer.carto.events.only import filter_name
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

_NAMED = ("actor", "source", "theme")
"""Sorts of filters that are told with their name, which alone would not say what it is."""
_LONGEST = 60
"""Letters of what a filter is told by."""


def filter_words(atlas: Atlas, view: View, words: Callable[..., str]) -> list[str]:
    """Return each filter of a View in words, in its language; none where all events are let through.

    Args: words: (language, key, **values) -> words of the interface.
    """
    language, found = view.language, []
    if view.place:
        event = atlas.events.get(view.place)
        title = atlas.place_name(event, language) or say(event.title, language) if event else ""
        found.append(_cut(title or atlas.name_of(view.place, language, view.instant)))
    if view.query.strip():
        found.append(words(language, "filter.query", words=_cut(view.query.strip())))
    if view.documents_only:
        found.append(words(language, "filter.documents"))
    for word in sorted(view.only):
        sort, name = word.partition(":")[0], _cut(filter_name(atlas, word, view, words))
        found.append(words(language, f"filter.of.{sort}", name=name) if sort in _NAMED else name)
    hidden = [words(language, f"family.{one}") for one in FAMILIES if one in view.hidden_kinds]
    kinds = view.hidden_kinds - set(FAMILIES)
    hidden += [_cut(say(atlas.kinds[one].names, language) if one in atlas.kinds else one) for one in sorted(kinds)]
    if hidden:
        found.append(words(language, "filter.without", kind=words(language, "filter.and").join(hidden)))
    return found


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
