"""Files of stories, for the window: what reads YAML is imported when a file is read or written, not when the window starts."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.model.entities import Story


class StoryFiles:
    """What reads and writes files of stories, for the window. BrokenAtlas and OutputError are ValueErrors fit to be told."""

    def read(self, path: str) -> tuple[Story, ...]:
        """See `read_stories`."""
        from viewer.store.personal.stories import read_stories

        return read_stories(path)

    def write(self, path: str, stories: Sequence[Story]) -> None:
        """See `write_stories`."""
        from viewer.store.personal.stories import write_stories

        write_stories(path, stories)
