"""The tab of stories: in the order of their time, whatever their files are called."""

from __future__ import annotations

from hands import Open

from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story
from viewer.ui.details.parts import LinkLabel
from viewer.ui.stories.shelf import Shelf
from viewer.ui.window import Window


def told(name: str, *days: str) -> Story:
    return Story(name, {"en": name}, tuple(Step(f"t={day}", {"en": day}, {"en": "."}) for day in days))


def listed(window: Window) -> list[str]:
    """Return the names of the stories from the top of the tab down."""
    window.finder.show_tab("stories")
    shelf = window.findChild(Shelf)
    assert shelf is not None
    links = [link for link in shelf.widget().findChildren(LinkLabel) if link.isVisible()]
    return [link.accessibleName() for link in sorted(links, key=lambda link: link.y())]


def test_stories_stand_in_the_order_of_their_time(open_window: Open) -> None:
    window = open_window("l=en")
    window.state.set_stories(
        (told("late", "1980-01-01"), told("long", "1950-01-01", "1990-01-01"), told("short", "1950-01-01", "1951-01-01"))
    )
    assert listed(window) == ["short", "long", "late"]


def test_the_built_in_stories_begin_with_the_earliest(open_window: Open, built_in: Atlas) -> None:
    window = open_window("l=en", atlas=built_in)
    names = listed(window)
    assert len(names) == len(built_in.stories)
    assert names[0].startswith("America and the Soviets")
