"""What a View names that the atlas has not: refused where somebody asks in words, let go where an atlas was written anew.

A window that opens a link, a picture or its session passes over what it does not know, and shows the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches

from viewer.carto.events.only import DATES, SORTS, read_circle
from viewer.carto.land.blocs import PREFIX as BLOC
from viewer.carto.land.blocs import chosen_bloc
from viewer.carto.land.land_history import LAND
from viewer.carto.story import stop_of
from viewer.carto.timeline.era_schemes import era_schemes
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import LAYERS, BadView, View
from viewer.model.atlas import Atlas

_LISTED = 400
"""So many letters of names at most are told; of more, the nearest."""
_TABLES = {"event": "events", "place or event": "events", "polity": "polities", "source": "sources"}
"""What is too much to be listed -> the table in which it stands."""
_SHOWN = 60
"""Letters that are repeated of what somebody wrote."""


def languages(atlas: Atlas) -> tuple[str, ...]:
    """Return the languages that a picture of an atlas can speak: its own, and those of the program."""
    return tuple(dict.fromkeys((*atlas.languages, "ja", "en")))


class _Spots(Collection[str]):
    """The keys of stacks: places, and events without one."""

    def __init__(self, atlas: Atlas) -> None:
        self._sorts = (atlas.places, atlas.events)

    def __contains__(self, name: object) -> bool:
        return any(name in sort for sort in self._sorts)

    def __iter__(self) -> Iterator[str]:
        return (name for sort in self._sorts for name in sort)

    def __len__(self) -> int:
        return sum(map(len, self._sorts))


def _schemes(atlas: Atlas) -> list[str]:
    return [scheme.id for scheme in atlas.schemes]


def _beside(view: View) -> list[str]:
    return [view.beside.scheme] if view.beside and view.beside.scheme else []


_Part = tuple[str, Callable[[View], Iterable[str]], Callable[[Atlas], Collection[str]]]
_PARTS: dict[str, _Part] = {
    "l": ("language", lambda view: [view.language], languages),
    "n": ("language of names", lambda view: view.names.split("+"), lambda atlas: (*languages(atlas), "local")),
    "f": ("place or event", lambda view: [view.fan.partition(":")[0]], _Spots),
    "g": ("place or event", lambda view: [view.place], _Spots),
    "x": ("layer", lambda view: sorted(view.hidden_layers), lambda _: LAYERS),
    "h": ("family or kind of events", lambda view: sorted(view.hidden_kinds), lambda atlas: (*FAMILIES, *atlas.kinds)),
    "e": ("scheme of periods", lambda view: [view.eras], lambda atlas: [scheme.id for scheme in era_schemes(atlas)]),
    "r": ("series", lambda view: [view.series], lambda atlas: (LAND, *(series.id for series in atlas.series))),
    "i": ("office", lambda view: view.offices, lambda atlas: [office.id for office in atlas.offices]),
    "bs": ("scheme", _beside, _schemes),
}
"""Part of the text form -> what it names, the names in a View, and those that an atlas has."""


def refuse_unknown(atlas: Atlas, text: str) -> None:
    """Refuse the text of a View that names something twice, or something that the atlas has not: BadView says what would do."""
    told = [part.partition("=")[0] for part in text.strip().lstrip("?#").split("&") if part]
    view = View.parse(text)
    for code, number in Counter(told).items():
        if number > 1:
            raise BadView(f"`{code}=` stands {number} times in the view; leave one")
    for code in told:
        if code in _PARTS:
            what, names, known = _PARTS[code]
            for name in names(view):
                _refuse(code, name, what, known(atlas))
    if "fo" in told:
        for word in sorted(view.only):
            _refuse_filter(atlas, word)
    if "s" in told:
        _refuse_selection(atlas, view)
    if view.story and stop_of(atlas, view) is None:
        stories = ", ".join(story.id for story in atlas.stories) or "none"
        raise BadView(f"`o={view.story[:_SHOWN]}` is no step of a story; there are {stories}")


def _refuse(code: str, name: str, what: str, known: Collection[str], whole: str = "") -> None:
    """Refuse a name that is not known; an empty one stands for what is usual. `whole`: what the part says, where that is more."""
    if not name or name in known:
        return
    raise BadView(f"`{code}={(whole or name)[:_SHOWN]}`: the atlas has no {what} `{name[:_SHOWN]}`{_hint(name, what, known)}")


def _hint(name: str, what: str, known: Collection[str]) -> str:
    """Say what would do: the nearest of the names, else all of them, else where they are listed."""
    near = get_close_matches(name[:_SHOWN], [one for one in known if one[:1] == name[:1]], 1, cutoff=0.7)
    if near:
        return f" (did you mean `{near[0]}`?)"
    if not known:
        return "; it has none"
    if what in _TABLES and len(known) > 1:
        return f"; `bloc-atlas data {_TABLES[what]}` lists what it has"
    choice = ", ".join(known)
    return f"; there are {choice}" if len(choice) <= _LISTED else f"; there are {choice[:_LISTED].rpartition(',')[0]} ..."


def _refuse_filter(atlas: Atlas, word: str) -> None:
    """Refuse a filter of events that lets nothing through because nothing has its name."""
    sort, _, value = word.partition(":")
    if sort == "near":
        if read_circle(value) is None:
            raise BadView(f"`fo={word[:_SHOWN]}`: write near:LON;LAT;KILOMETRES")
    elif sort not in SORTS:
        raise BadView(f"`fo={word[:_SHOWN]}` is no filter; write {', '.join(f'{one}:…' for one in (*SORTS, 'near'))}")
    else:
        _refuse("fo", value or "-", sort, _of_sort(atlas, sort), word)


def _of_sort(atlas: Atlas, sort: str) -> Collection[str]:
    if sort == "actor":
        return sorted({*atlas.actors, *atlas.polities, *atlas.blocs})
    if sort == "source":
        return atlas.sources
    return DATES if sort == "date" else sorted({theme for event in atlas.events.values() for theme in event.themes})


def _refuse_selection(atlas: Atlas, view: View) -> None:
    """Refuse a selection of what the atlas has not."""
    sort, colon, name = view.selected.partition(":")
    if not colon:
        _refuse("s", view.selected, "event", atlas.events)
    elif not is_there(atlas, view):
        what = {"polity": "polity", "place": "place", "land": "land that is nobody's", "bloc": "bloc"}.get(sort)
        if what is None:
            raise BadView(f"`s={view.selected[:_SHOWN]}`: write the id of an event, or polity:…, place:…, land:… or bloc:…")
        known: Collection[str] = {"polity": atlas.polities, "place": atlas.places, "bloc": atlas.blocs}.get(sort, ())
        _refuse("s", name or "-", what, known, view.selected)


def is_there(atlas: Atlas, view: View) -> bool:
    """Whether the atlas has what a View selects; also where it selects nothing."""
    sort, colon, name = view.selected.partition(":")
    if not colon:
        return not sort or sort in atlas.events
    if f"{sort}:" == BLOC:
        return bool(chosen_bloc(atlas.in_scheme(view.scheme), view))
    if sort == "land":
        return any(land.id == name for land in atlas.unheld)
    return name in {"polity": atlas.polities, "place": atlas.places}.get(sort, ())


def without_gone(atlas: Atlas, view: View) -> View:
    """Return a View without the selection, the open stack and the place that the atlas has no more."""
    spots = _Spots(atlas)
    gone = {"selected": not is_there(atlas, view), "fan": view.fan.partition(":")[0] not in spots, "place": view.place not in spots}
    changes = {name: "" for name, lost in gone.items() if lost and getattr(view, name)}
    return view.with_(**changes) if changes else view
