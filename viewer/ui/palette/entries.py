"""What the palette offers: commands, bookmarks, stories, layers, schemes, looks, eras; for what is typed places, states, days, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from viewer.carto.days.dates import day_text
from viewer.carto.finding import led_to, results
from viewer.carto.land.political import DE_FACTO
from viewer.carto.land.viewpoint import sides
from viewer.carto.link import BadView, view_in, view_text_in
from viewer.carto.story import Stop, stop_view
from viewer.carto.timeline.era_schemes import era_schemes
from viewer.carto.timeline.series import find_series
from viewer.carto.view import View
from viewer.model.entities import Era, Text, say
from viewer.model.finding.folding import fold_all
from viewer.model.record import dataclass
from viewer.ui.bookmarks import Bookmarks
from viewer.ui.days.typed_days import day_of_words
from viewer.ui.finder.panel import SHOWN_LAYERS
from viewer.ui.keys.commands import key_text
from viewer.ui.legend.schemes import scheme_choices
from viewer.ui.legend.viewpoint import side_name
from viewer.ui.map.modes import show_mode
from viewer.ui.palette.matching import best
from viewer.ui.panes import Panes
from viewer.ui.toolbar import MODES

MOST = 40
_LONGEST = 120
"""Letters of a title that are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: its words, what it is, its keys, and what choosing it does. `ways`: other words by which it is found."""

    title: str
    group: str
    act: Callable[[], object]
    keys: str = ""
    ways: tuple[str, ...] = ()
    rank: int = 1
    """What is offered first while nothing is typed: 0 before 1 before 2."""


class Entries:
    """Everything that can be chosen in a window as it is now, in the language of its View."""

    def __init__(self, window: Panes, bookmarks: Bookmarks, go_to_bookmark: Callable[[int], None]) -> None:
        self._window, self._bookmarks, self._go_to_bookmark = window, bookmarks, go_to_bookmark
        self._state = window.state
        self._languages = window.words.languages
        self.standing = tuple(self._standing())
        folded = iter(fold_all([way for each in self.standing for way in (each.title, *each.ways)]))
        self._told = [tuple(next(folded) for _ in (each.title, *each.ways)) for each in self.standing]

    def answering(self, typed: str) -> list[Entry]:
        """Return what answers to what was typed: a link or a day first, then what stands there, then what the atlas tells of."""
        if not typed.strip():
            return sorted(self.standing, key=lambda entry: entry.rank)[:MOST]
        if link := self._link(typed):
            return [link]
        found = [self.standing[number] for number in best(typed, self._told, MOST)]
        return [*self._day(typed), *found[: MOST // 2], *self._of_the_atlas(typed), *self._of_the_reader(typed)]

    def _say(self, key: str, **values: object) -> str:
        return self._window.say(key, **values)

    def _everywhere(self, key: str) -> tuple[str, ...]:
        return tuple(self._window.words.say(language, key) for language in self._languages)

    def _standing(self) -> Iterator[Entry]:
        yield from self._commands()
        for number, bookmark in enumerate(self._bookmarks.all):
            yield Entry(bookmark.name[:_LONGEST], self._say("palette.bookmark"), partial(self._go_to_bookmark, number), rank=0)
        yield from self._looks()
        yield from self._layers()
        yield from self._of_time()

    def _commands(self) -> Iterator[Entry]:
        for command in self._window.commands:
            if command.possible and command.id != "palette":
                keys = key_text(command.keys[0]) if command.keys else ""
                ways = self._everywhere(f"command.{command.id}")
                rank = 2 if command.group in ("time", "map") else 1
                yield Entry(self._say(f"command.{command.id}"), self._say(f"group.{command.group}"), command.act, keys, ways, rank)

    def _choice(self, names: Text, group: str, **changes: object) -> Entry:
        """An entry that changes the View; it is found by its group and its name together."""
        titles = zip(self._languages, self._everywhere(group), strict=True)
        ways = tuple(f"{title} {say(names, language)}" for language, title in titles)
        return Entry(say(names, self._state.view.language)[:_LONGEST], self._say(group), lambda: self._state.change(**changes), "", ways)

    def _move(self, names: Text, group: str, step: Callable[[View], View]) -> Entry:
        """An entry that goes elsewhere."""
        title = say(names, self._state.view.language)[:_LONGEST]
        return Entry(title, group[:_LONGEST], lambda: self._state.move(step), "", tuple(names.values()))

    def _in_all(self, key: str) -> Text:
        return dict(zip(self._languages, self._everywhere(key), strict=True))

    def _looks(self) -> Iterator[Entry]:
        window, state = self._window, self._state
        for mode in MODES:
            group = self._say("palette.projection")
            yield Entry(self._say(f"tool.{mode}"), group, partial(show_mode, state, window.map, mode), "", self._everywhere(f"tool.{mode}"))
        for theme in ("light", "dark"):
            yield self._choice(self._in_all(f"palette.{theme}"), "palette.theme", theme=theme)
        for language in state.atlas.languages:
            name = window.words.say(language, "palette.language_name")
            yield self._choice(dict.fromkeys(self._languages, name), "command.language", language=language)
        for value, name in scheme_choices(state):
            yield self._choice(dict.fromkeys(self._languages, name), "scheme.title", scheme=value)
        for side in (DE_FACTO, *sides(state.atlas, state.view.instant, state.atlas.basemap.area_km2)):
            name = side_name(state, window.words, side)
            yield self._choice(dict.fromkeys(self._languages, name), "viewpoint.title", viewpoint=side)

    def _layers(self) -> Iterator[Entry]:
        state = self._state
        for layer in SHOWN_LAYERS:
            shown = state.view.layer(layer)
            hidden = state.view.hidden_layers
            act = partial(state.change, hidden_layers=hidden | {layer} if shown else hidden - {layer})
            title = self._say("palette.hide" if shown else "palette.show", what=self._say(f"layer.{layer}"))
            yield Entry(title, self._say("tab.layers"), act, "", self._everywhere(f"layer.{layer}"))

    def _of_time(self) -> Iterator[Entry]:
        state, atlas = self._state, self._state.atlas
        for story in atlas.stories:
            if story.steps:
                yield self._move(story.names, self._say("tab.stories"), partial(stop_view, Stop(story, 1)))
        for scheme in era_schemes(atlas):
            yield self._choice(scheme.names, "timeline.scheme", eras=scheme.id)
        for series in atlas.series:
            if find_series(atlas, series.id):
                yield self._choice(series.names, "timeline.series", series=series.id)
        for scheme in era_schemes(atlas):
            group = f"{self._say('timeline.eras')}: {say(scheme.names, state.view.language)}"
            for era in scheme.eras:
                yield self._move(era.names, group, partial(_shown_era, scheme.id, era))

    def _link(self, typed: str) -> Entry | None:
        """What a pasted link shows; told as broken where it can't be read."""
        if not view_text_in(typed):
            return None
        try:
            view = view_in(self._state.atlas, typed)
        except BadView as error:
            return Entry(self._say("palette.bad_link", why=str(error))[:_LONGEST], self._say("palette.link"), lambda: None)
        if view is None:
            return None
        return Entry(day_text(view.instant, self._state.view.language), self._say("palette.link"), partial(self._state.set_view, view))

    def _day(self, typed: str) -> Iterator[Entry]:
        day = day_of_words(self._state, typed)
        if day is not None:
            told = day_text(day, self._state.view.language)
            yield Entry(told, self._say("palette.day"), lambda: self._state.set_view(self._state.view.at(day)))

    def _of_the_atlas(self, typed: str) -> Iterator[Entry]:
        for result in results(self._state.atlas, self._state.view, typed):
            told = result.detail if result.sort == "event" and result.detail else self._say(f"find.{result.sort}")
            yield Entry(result.title, told[:_LONGEST], partial(self._lead_to, result.sort, result.id))

    def _of_the_reader(self, typed: str) -> Iterator[Entry]:
        """What the reader has brought, as the search finds it."""
        popup = self._window.finder.results
        for result in popup.more(typed):
            told = f"{self._say(f'find.{result.sort}')}  {result.detail}"
            yield Entry(result.title, told[:_LONGEST], partial(popup.led[result.sort], result.id))

    def _lead_to(self, sort: str, identifier: str) -> None:
        self._state.set_view(led_to(self._state.atlas, self._state.view, sort, identifier))


def _shown_era(scheme: str, era: Era, view: View) -> View:
    """A View on the first day of an era, its span filling the time axis."""
    return view.at(era.start.start).with_(axis=(era.start.start, era.end.end), eras=scheme)
