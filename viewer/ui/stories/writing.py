"""Stories of the reader's own in a window: the editor, its files, and the shelf they stand on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.carto.story import Stop, stop_view
from viewer.carto.story_draft import finished
from viewer.model.entities import Step, Story
from viewer.ui.keys.commands import Command
from viewer.ui.memory import Memory
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.words import Words

if TYPE_CHECKING:
    from viewer.ui.stories.editor import StoryEditor

KEY = "story_draft"
"""Under which the session keeps a story that no file holds yet."""


class StoryFiles(Protocol):
    """Reads and writes files of stories. Both raise ValueError, fit to be told, where that fails."""

    def read(self, path: str) -> tuple[Story, ...]:
        """Return the stories of a file."""

    def write(self, path: str, stories: Sequence[Story]) -> None:
        """Write stories into a file, whole or not at all."""


class StoryWriting(QObject):
    """Makes the editor when it is first asked for. Own stories stand on the shelf beside those of the atlas while the window lives.

    Args: arranged: lays the window out anew. memory: keeps what no file holds.
    """

    def __init__(self, state: State, words: Words, icons: IconSet, memory: Memory, parent: QWidget, arranged: Callable[[], None]) -> None:
        super().__init__(parent)
        self._state, self._words, self._icons, self._memory = state, words, icons, memory
        self._window, self._arranged = parent, arranged
        self.files: StoryFiles | None = None
        self.editor: StoryEditor | None = None
        self._open = False
        self._path = ""
        self._own: dict[str, Story] = {}
        state.atlas_changed.connect(self._stay)

    made = Signal(QWidget)
    """The editor was made, which the keyboard is to reach."""

    @property
    def panels(self) -> tuple[StoryEditor, ...]:
        """The editor, once it was asked for."""
        return (self.editor,) if self.editor is not None else ()

    def show(self, *, shown: bool) -> None:
        """Show the editor where it is wanted and there is room."""
        if self.editor is not None:
            self.editor.setVisible(self._open and shown)

    @property
    def wanted(self) -> bool:
        """Whether the editor is to be shown."""
        return self._open

    def commands(self) -> Iterator[Command]:
        """Give what keys and palette can ask for."""
        yield Command("write_story", "story", self.toggle, ("Ctrl+Shift+E",))
        yield Command("open_story", "story", self.ask_file, ())
        yield Command("record_step", "story", self.record, ("Ctrl+Shift+R",), lambda: self._open)

    def toggle(self) -> None:
        """Open the editor, or close it; what is written stays."""
        self._open = not self._open
        if self._open and self.editor is None:
            self.editor = self._made()
        self._arranged()
        if self.editor is not None and self._open:
            self.editor.refresh()

    def _made(self) -> StoryEditor:
        from viewer.ui.stories.editor import StoryEditor

        editor = StoryEditor(self._state, self._words, self._icons, self._window)
        editor.closed.connect(self.toggle)
        editor.open_asked.connect(self.ask_file)
        editor.save_asked.connect(self.ask_where)
        editor.play_asked.connect(self.play)
        editor.changed.connect(self._keep)
        self.made.emit(editor)
        if draft := read_draft(self._memory.get(KEY)):
            editor.take(draft, saved=False)
        return editor

    def record(self) -> None:
        """Add what is seen now as a step."""
        if self.editor is not None:
            self.editor.record()

    def _keep(self) -> None:
        """Remember what no file holds; written when the window closes."""
        if self.editor is not None:
            self._memory.put(KEY, write_draft(self.editor.story) if self.editor.unsaved else "")

    def _shelve(self, *stories: Story) -> None:
        """Let own stories stand beside those of the atlas; those of the same id are replaced."""
        self._own |= {story.id: story for story in stories}
        others = tuple(story for story in self._state.atlas.stories if story.id not in self._own)
        self._state.set_stories((*others, *self._own.values()))

    def _stay(self) -> None:
        """Own stories stand beside those of an atlas that was read anew, too."""
        if any(story not in self._state.atlas.stories for story in self._own.values()):
            self._shelve()

    def play(self) -> None:
        """Read the story from its beginning, as its readers will."""
        if self.editor is None or not self.editor.story.steps:
            return
        story = finished(self.editor.story, self._state.atlas.languages)
        self._shelve(story)
        self._state.move(lambda view: stop_view(Stop(story, 1), view.with_(beside=None)))

    # Files

    def ask_file(self) -> None:
        """Ask for a file of stories and open it."""
        say_ = self._say
        path, _ = QFileDialog.getOpenFileName(self._window, say_("editor.open"), "", say_("editor.kind"))
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> bool:
        """Open a file of stories: all stand on the shelf, the first can be written on. Returns whether it could be read."""
        if self.files is None:
            return False
        try:
            stories = self.files.read(path)
        except ValueError as error:
            self._state.tell(self._say("open.no_story", name=Path(path).name, why=error))
            return False
        if not self._open:
            self.toggle()
        if self.editor is not None:
            if self.editor.unsaved:
                self._shelve(finished(self.editor.story, self._state.atlas.languages))
            self.editor.take(stories[0], saved=True)
        self._path = path
        self._shelve(*stories)
        self._state.tell(self._say("open.done", name=Path(path).name))
        return True

    def ask_where(self) -> None:
        """Ask where the story goes; the dialog asks before a file is replaced."""
        if self.editor is None:
            return
        name = self._path or f"{self.editor.story.id}.yaml"
        path, _ = QFileDialog.getSaveFileName(self._window, self._say("editor.save"), name, self._say("editor.kind"))
        if path:
            self.save(path if Path(path).suffix else f"{path}.yaml")

    def save(self, path: str) -> bool:
        """Write the story into a file; returns whether that worked."""
        if self.editor is None or self.files is None:
            return False
        story = finished(self.editor.story, self._state.atlas.languages)
        try:
            self.files.write(path, [story])
        except ValueError as error:
            self._state.tell(self._say("export.failed", why=error))
            return False
        self._path = path
        self.editor.saved = self.editor.story
        self._keep()
        self._shelve(story)
        self._state.tell(" ".join(part for part in (self._say("export.done", path=path), self.editor.lacking_words) if part))
        return True

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)


def write_draft(story: Story) -> str:
    """Return a draft as the session keeps it."""
    steps = [[step.view, dict(step.title), dict(step.text), list(step.events)] for step in story.steps]
    return json.dumps([story.id, dict(story.names), steps], ensure_ascii=False)


def read_draft(text: str) -> Story | None:
    """Read a draft that the session kept; None where there is none or it is damaged."""
    try:
        identifier, names, steps = json.loads(text)
        made = tuple(Step(str(view), _words(title), _words(told), tuple(map(str, events))) for view, title, told, events in steps)
        return Story(str(identifier), _words(names), made)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _words(value: dict[object, object]) -> dict[str, str]:
    return {str(language): str(words) for language, words in value.items()}
