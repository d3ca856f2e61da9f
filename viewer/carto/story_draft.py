"""Writing a story: its steps recorded from Views, put in order, told in words. A draft is a Story; each change gives another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from viewer.carto.view import View
from viewer.model.entities import Step, Story, Text

_LONGEST = 400
"""Characters of a step's View that an atlas takes."""
MOST_STEPS = 200


def new_story(taken: Iterable[str]) -> Story:
    """Return a story without names and steps, with an id that is not taken."""
    known = set(taken)
    return Story(next(name for name in ("story", *(f"story-{number}" for number in range(2, len(known) + 3))) if name not in known), {}, ())


def recorded_view(view: View) -> str:
    """Return the text of a View as a step tells it: language, theme and the story that is read are the reader's own."""
    plain = View()
    own = {name: getattr(plain, name) for name in ("language", "names", "theme", "story", "documents_only")}
    text = view.with_(**own).text()
    return text if len(text) <= _LONGEST else view.with_(**own, query="", hidden_kinds=frozenset(), axis=None, offices=()).text()[:_LONGEST]


def record(story: Story, view: View, after: int, title: Text) -> tuple[Story, int]:
    """Return a story with a step of the present View after the step at an index (-1 = first), and the index of the new step."""
    events = (view.selected,) if view.selected and ":" not in view.selected else ()
    step = Step(recorded_view(view), title, dict.fromkeys(title, ""), events)
    at = min(max(after + 1, 0), len(story.steps))
    if len(story.steps) >= MOST_STEPS:
        return story, min(max(after, 0), len(story.steps) - 1)
    return replace(story, steps=(*story.steps[:at], step, *story.steps[at:])), at


def seen_anew(story: Story, at: int, view: View) -> Story:
    """Return a story whose step shows the present View."""
    return with_step(story, at, replace(story.steps[at], view=recorded_view(view)))


def with_step(story: Story, at: int, step: Step) -> Story:
    """Return a story with another step at an index."""
    return replace(story, steps=(*story.steps[:at], step, *story.steps[at + 1 :]))


def without_step(story: Story, at: int) -> Story:
    """Return a story without a step."""
    return replace(story, steps=(*story.steps[:at], *story.steps[at + 1 :]))


def moved_step(story: Story, at: int, by: int) -> tuple[Story, int]:
    """Return a story with a step moved, and where it is then."""
    to = min(max(at + by, 0), len(story.steps) - 1)
    steps = list(story.steps)
    steps.insert(to, steps.pop(at))
    return replace(story, steps=tuple(steps)), to


def said(text: Text, language: str, words: str) -> Text:
    """Return a text with other words in a language; without it where there are none."""
    return {**{name: told for name, told in text.items() if name != language}, **({language: words} if words else {})}


def lacking(story: Story, languages: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the languages in which not all is said yet that is said in another: the numbers of such steps, 0 for the name."""
    texts = [(0, story.names), *((number, text) for number, step in enumerate(story.steps, 1) for text in (step.title, step.text))]
    found: dict[str, list[int]] = {}
    for number, text in texts:
        said_in = {language for language, words in text.items() if words.strip()}
        for language in languages:
            if said_in and language not in said_in and number not in found.setdefault(language, []):
                found[language].append(number)
    return {language: tuple(numbers) for language, numbers in found.items() if numbers}


def finished(story: Story, languages: Sequence[str]) -> Story:
    """Return a story as it is saved: what is said in no words is left out; where nothing is said, a dash stands in all languages."""

    def told(text: Text, instead: str) -> Text:
        kept = {language: words.strip() for language, words in text.items() if words.strip()}
        return kept or dict.fromkeys(languages or ("en",), instead)

    steps = tuple(replace(step, title=told(step.title, "–"), text=told(step.text, "–")) for step in story.steps)
    return replace(story, names=told(story.names, story.id), steps=steps)
