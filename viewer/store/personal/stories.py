"""Stories of a reader's own: a file in the format of an atlas's `stories/`, read strictly and written whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from viewer.model.entities import Story
from viewer.store.output import whole_file
from viewer.store.schema.desk import Desk, InvalidError, ToldError
from viewer.store.schema.times import STORY
from viewer.store.syntax import strict_yaml
from viewer.store.syntax.problems import Problems
from viewer.store.syntax.strict_yaml import Listing

_WIDTH = 140


def read_stories(path: str) -> tuple[Story, ...]:
    """Return the stories of a file; texts may be in one language alone.

    Raises BrokenAtlas with every problem, by line, where the file can't be read or is no file of stories.
    """
    file, problems = Path(path), Problems()
    desk = Desk(problems, languages=(), file=file.name)
    data = b""
    try:
        if file.is_file():
            with file.open("rb") as stream:
                data = stream.read(strict_yaml.MAX_BYTES + 1)
        else:
            problems.add(file.name, 1, "file", "is no file that could be read")
    except OSError as error:
        problems.add(file.name, 1, "file", f"can't be read: {error.strerror}")
    problems.stop_if_any()
    root = strict_yaml.read(file.name, data, problems)
    problems.stop_if_any()
    if not isinstance(root, Listing) or not root.items:
        problems.add(file.name, 1, "-", "the file is no list of stories", "begin each story with `- id:`")
        problems.stop_if_any()
    found: list[Story] = []
    for node in root.items if isinstance(root, Listing) else ():
        try:
            found.append(STORY(node, "", desk))
        except InvalidError as error:
            desk.tell(error)
        except ToldError:
            continue
    problems.stop_if_any()
    return tuple(found)


def write_stories(path: str, stories: Sequence[Story]) -> None:
    """Write stories into a file; an old file stays whole where that fails. OutputError says why."""
    import yaml

    text = yaml.safe_dump([_plain(story) for story in stories], allow_unicode=True, sort_keys=False, width=_WIDTH)
    with whole_file(Path(path)) as stream:
        stream.write(text.encode("utf-8"))


def _plain(story: Story) -> dict[str, Any]:
    steps = [
        {"view": step.view, "title": dict(step.title), "text": dict(step.text), **({"events": list(step.events)} if step.events else {})}
        for step in story.steps
    ]
    return {"id": story.id, "names": dict(story.names), "steps": steps}
