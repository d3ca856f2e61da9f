"""Stories: a step of one as a View, whether a View still is that step, and how long a step is read."""

from __future__ import annotations

from viewer.carto.beside import Beside
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story, Text, say
from viewer.model.record import dataclass

_READ_SECONDS = {"ja": 1 / 7.0, "en": 1 / 15.0}
"""Seconds that a character is read in."""
_LOOK_SECONDS = 3.0
"""Seconds to look at the map of a step before and after reading."""
_LEAST_SECONDS, _MOST_SECONDS = 5.0, 40.0
_OF_THE_READER = ("language", "names", "theme", "viewpoint", "hidden_layers", "eras", "series", "offices")
"""Parts of a View that are the reader's own and stay as they are from step to step."""
_CODES_OF_A_STEP = frozenset("tpczj")
_OF_THE_STEP = ("instant", "before", "after", "projection", "centre", "zoom", "rotation")
"""Parts of a View by which one has left the path or not."""


class NoSuchStory(ValueError):
    """An atlas has no story of that id; the message names those it has."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a reader is in a story: `number` counts the steps from 1."""

    story: Story
    number: int

    @property
    def step(self) -> Step:
        """What is told here."""
        return self.story.steps[self.number - 1]

    @property
    def last(self) -> bool:
        """Whether the story ends here."""
        return self.number == len(self.story.steps)

    @property
    def key(self) -> str:
        """`View.story` of this stop."""
        return f"{self.story.id}:{self.number}"


def find_story(atlas: Atlas, identifier: str) -> Story | None:
    """Return the story of an id that has steps, None where there is none."""
    return next((story for story in atlas.stories if story.id == identifier and story.steps), None)


def stop_of(atlas: Atlas, view: View) -> Stop | None:
    """Return the stop that a View names; None where it names none that the atlas has."""
    identifier, _, number = view.story.partition(":")
    story = find_story(atlas, identifier)
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1 if not number else 0
    return Stop(story, at) if story and 1 <= at <= len(story.steps) else None


def stop_view(stop: Stop, view: View) -> View:
    """Return the View of a stop; what is the reader's own (language, theme, viewpoint, layers ...) is taken from `view`.

    A second map is the reader's own too, unless the step that is left had brought it. A step whose View can't be read shows where the
    reader is, one that names no day the day that is shown.
    """
    own = View(instant=view.instant).with_(**{name: getattr(view, name) for name in _OF_THE_READER}, beside=_own_beside(stop.story, view))
    try:
        told = View.parse(stop.step.view, own)
    except BadView:
        told = view
    kept = {name: getattr(view, name) for name in ("language", "names", "theme", "viewpoint")}
    return told.with_(**kept, story=stop.key)


def _own_beside(story: Story, view: View) -> Beside | None:
    """The second map that a reader has opened; None where there is none, or where it came with the step of the story that is left."""
    identifier, _, number = view.story.partition(":")
    if view.beside is None or identifier != story.id or not number.isascii() or not number.isdecimal():
        return view.beside
    told = story.steps[int(number) - 1].view if 0 < int(number) <= len(story.steps) else ""
    return None if any(part.startswith("bs=") for part in told.split("&")) else view.beside


def linked(atlas: Atlas, view: View, text: str) -> View:
    """Return the View of a link: where its text names a step of a story and neither day nor place, it is read upon the step."""
    stop = stop_of(atlas, view)
    told = text.strip().lstrip("?#")
    named = {part.partition("=")[0] for part in told.split("&")}
    if stop is None or named & _CODES_OF_A_STEP:
        return view
    return View.parse(told, stop_view(stop, view)).with_(story=stop.key)


def on_path(stop: Stop, view: View) -> bool:
    """Whether a View shows time and place of its step; what is selected is no matter."""
    step = stop_view(stop, view)
    return all(getattr(step, name) == getattr(view, name) for name in _OF_THE_STEP)


def reading_ms(text: Text, language: str) -> int:
    """Return how long (ms) a step stays when a story plays by itself."""
    words = say(text, language)
    seconds = _LOOK_SECONDS + len(words) * _READ_SECONDS.get(language, _READ_SECONDS["en"])
    return round(1000 * min(max(seconds, _LEAST_SECONDS), _MOST_SECONDS))
