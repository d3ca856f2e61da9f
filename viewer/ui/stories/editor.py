"""The panel in which a reader writes a story: steps recorded from what is seen, put in order, told in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.carto.days.dates import day_text
from viewer.carto.story import Stop, stop_view
from viewer.carto.story_draft import lacking, moved_step, new_story, record, said, seen_anew, with_step, without_step
from viewer.model.entities import Step, Story, say
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.words import Words

LONGEST_NAMES, LONGEST_NAME, LONGEST_TEXT = {"ja": 60, "en": 100}, 120, 1500
"""Letters that names and texts of stories may have in a file; names by language."""


class StoryEditor(Panel):
    """Holds the draft; what shows a step is a change of the View. `changed` tells that the draft is another."""

    changed = Signal()
    closed = Signal()
    open_asked = Signal()
    save_asked = Signal()
    play_asked = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "storyEditor", parent)
        self._words, self._icons = words, icons
        self.story = self.blank()
        self.saved: Story | None = None
        self._writing = False
        self._key: tuple[object, ...] = ()
        self._title, self._hint, self.lacking = QLabel(), QLabel(), QLabel()
        self.lacking.setObjectName("storyLacking")
        self.steps = QListWidget()
        self.steps.setObjectName("storySteps")
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.setWordWrap(True)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.currentRowChanged.connect(self._picked)
        self.steps.itemClicked.connect(lambda _: self._show())
        self.names = self._line("storyName")
        self.heading = self._line("stepTitle")
        self.text = QPlainTextEdit()
        self.text.setObjectName("stepText")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(96)
        self.names.textEdited.connect(self._rename)
        self.heading.textEdited.connect(lambda _: self._tell_step())
        self.text.textChanged.connect(self._tell_step)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setMaxLength(LONGEST_NAME)
        return field

    def _button(self, name: str, icon: str, act: Callable[[], object], *, worded: bool = False) -> QPushButton:
        button = QPushButton() if worded else self._icons.button(icon, "", size=15)
        if worded:
            button.setProperty("role", "outlined")
            self._icons.set(button, icon, size=15)
        button.setObjectName(f"story-{name}")
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        for words, role in ((self._title, "bold"), (self._hint, "small"), (self.lacking, "caption")):
            words.setProperty("role", role)
            words.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self.lacking.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for name, icon, act in (
            ("new", "plus", self.start_anew),
            ("open", "book-open", self.open_asked.emit),
            ("save", "download", self.save_asked.emit),
            ("play", "play", self.play_asked.emit),
            ("close", "x", self.closed.emit),
        ):
            head.addWidget(self._button(name, icon, act))
        column.addLayout(head)
        column.addWidget(self.names)
        row = QGridLayout()
        row.setSpacing(4)
        row.addWidget(self._button("record", "map-pin", self.record, worded=True), 0, 0)
        for place, (name, icon, act) in enumerate(
            (
                ("again", "locate", self._see_anew),
                ("up", "chevron-up", lambda: self._move(-1)),
                ("down", "chevron-down", lambda: self._move(1)),
                ("delete", "minus", self._delete),
            ),
            1,
        ):
            row.addWidget(self._button(name, icon, act), 0, place)
        row.setColumnStretch(0, 1)
        column.addLayout(row)
        column.addWidget(self.steps, 1)
        column.addWidget(self._hint)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addWidget(self.lacking)
        self.steps.setMinimumHeight(64)
        self.steps.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it takes what the fields leave
        scroll = QScrollArea()  # on a low window
        scroll.setObjectName("storyScroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)

    # The draft

    def blank(self) -> Story:
        """Return a story that nothing was written in yet."""
        atlas = self._state.atlas
        return new_story(one.id for one in atlas.stories)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no file holds."""
        return self.story != self.saved and bool(self.story.steps or self.story.names)

    @property
    def row(self) -> int:
        """Index of the step that is being written; -1 = none."""
        return min(self.steps.currentRow(), len(self.story.steps) - 1)

    def take(self, story: Story, *, saved: bool) -> None:
        """Write on in a story, from a file where `saved`."""
        self.story = story
        self.saved = story if saved else None
        self._list(0 if story.steps else -1)

    def start_anew(self) -> None:
        """Begin another story; what no file holds is kept in the shelf of this window."""
        self.take(self.blank(), saved=False)
        self.changed.emit()

    def record(self) -> None:
        """Add what is seen now as a step after the one being written."""
        view, atlas = self._state.view, self._state.atlas
        event = atlas.events.get(view.selected)
        spoken = atlas.languages or (view.language,)
        title = dict(event.title) if event else {language: day_text(view.instant, language) for language in spoken}
        story, at = record(self.story, view, self.row, title)
        self._change(story, at)

    def _see_anew(self) -> None:
        if self.row >= 0:
            self._change(seen_anew(self.story, self.row, self._state.view), self.row)

    def _move(self, by: int) -> None:
        if self.row >= 0:
            self._change(*moved_step(self.story, self.row, by))

    def _delete(self) -> None:
        if self.row >= 0:
            self._change(without_step(self.story, self.row), min(self.row, len(self.story.steps) - 2))

    def _rename(self, words: str) -> None:
        self._change(replace(self.story, names=said(self.story.names, self._state.view.language, words)), self.row)

    def _tell_step(self) -> None:
        """Take the words of the step that is being written."""
        if self._writing or self.row < 0:
            return
        step, language = self.story.steps[self.row], self._state.view.language
        title = said(step.title, language, self.heading.text())
        text = said(step.text, language, self.text.toPlainText()[:LONGEST_TEXT])
        if (title, text) != (step.title, step.text):
            self._change(with_step(self.story, self.row, replace(step, title=title, text=text)), self.row)

    def _change(self, story: Story, row: int) -> None:
        self.story = story
        self._list(row)
        self.changed.emit()

    # What is shown

    def _picked(self, _row: int) -> None:
        if not self._writing:
            self._fill()

    def _show(self) -> None:
        """Look as the step does."""
        if self.row >= 0:
            stop = Stop(self.story, self.row + 1)
            self._state.move(lambda view: stop_view(stop, view.with_(beside=None)).with_(story=""))

    def _list(self, row: int) -> None:
        """Show the steps anew, with one of them being written."""
        writing, self._writing = self._writing, True
        focus = self.text.hasFocus() or self.heading.hasFocus() or self.names.hasFocus()
        self.steps.clear()
        for number in range(1, len(self.story.steps) + 1):
            self.steps.addItem(self._told(number))
        self.steps.setCurrentRow(row)
        self._writing = writing
        if not focus:
            self._fill()
        self._enable()

    def _told(self, number: int) -> str:
        view, step = self._state.view, self.story.steps[number - 1]
        day = day_text(stop_view(Stop(self.story, number), view).instant, view.language)
        title = say(step.title, view.language) or "…"
        return f"{number}. {title}" if title == day else f"{number}. {title} ({day})"

    def _fill(self) -> None:
        """Show the words of the story and of its step in the language of the View."""
        self._writing = True
        language = self._state.view.language
        step = self.story.steps[self.row] if self.row >= 0 else Step("", {}, {})
        for field, words in ((self.names, self.story.names), (self.heading, step.title)):
            field.setMaxLength(LONGEST_NAMES.get(language, LONGEST_NAME))
            if field.text() != words.get(language, ""):
                field.setText(words.get(language, ""))
            field.setPlaceholderText(say(words, language) or field.toolTip())
        if self.text.toPlainText() != step.text.get(language, ""):
            self.text.setPlainText(step.text.get(language, ""))
        self.text.setPlaceholderText(say(step.text, language) or self.text.toolTip())
        self._writing = False
        self._enable()

    def _enable(self) -> None:
        steps = len(self.story.steps)
        for name in ("again", "delete"):
            self.buttons[name].setEnabled(self.row >= 0)
        self.buttons["up"].setEnabled(self.row > 0)
        self.buttons["down"].setEnabled(0 <= self.row < steps - 1)
        for name in ("save", "play"):
            self.buttons[name].setEnabled(steps > 0)
        for field in (self.heading, self.text):
            field.setEnabled(self.row >= 0)
        self._hint.setVisible(not steps)
        words = self.lacking_words
        self.lacking.setText(words)
        self.lacking.setVisible(bool(words))

    @property
    def lacking_words(self) -> str:
        """What is not said in every language of the atlas yet, in words; empty where all is."""
        language, spoken = self._state.view.language, self._state.atlas.languages
        comma, told = "、" if language == "ja" else ", ", []
        for missing, numbers in lacking(self.story, spoken).items():
            steps = [str(number) for number in numbers if number]
            where = [self._words.say(language, "editor.lacking_name")] if 0 in numbers else []
            where += [self._words.say(language, "editor.lacking_steps", steps=comma.join(steps))] if steps else []
            told.append(self._words.say(language, "editor.lacking", tongue=self._tongue(missing), where=comma.join(where)))
        if not told:
            return ""
        why = self._words.say(language, "editor.lacking_why", languages=comma.join(map(self._tongue, spoken)))
        return ("" if language == "ja" else " ").join([*told, why])

    def _tongue(self, code: str) -> str:
        """A language by its name; others than those of the interface by their code."""
        return self._words.say(self._state.view.language, f"tongue.{code}") if code in ("ja", "en") else code

    def refresh(self) -> None:
        """Follow the language of the View."""
        language = self._state.view.language
        key = (language, self.story)
        if not self.isVisible() or key == self._key:
            return
        self._key = key
        self._title.setText(self._words.say(language, "editor.title"))
        self._hint.setText(self._words.say(language, "editor.hint"))
        for name, button in self.buttons.items():
            tip = self._words.say(language, f"editor.{name}")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.buttons["record"].setText(self._words.say(language, "editor.record"))
        for field, name in ((self.names, "name"), (self.heading, "step_title"), (self.text, "step_text"), (self.steps, "steps")):
            words = self._words.say(language, f"editor.{name}")
            field.setAccessibleName(words)
            field.setToolTip(words)
        self.setAccessibleName(self._words.say(language, "editor.title"))
        self._list(self.row)
        self._fill()
