"""What keys, buttons and dropped files do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QVBoxLayout

from viewer.carto.dates import parse_date_words
from viewer.model.time import LAST_DAY
from viewer.ui.changes.panel import opened
from viewer.ui.map.canvas import fitted

if TYPE_CHECKING:
    from viewer.ui.window import Window

_IN_A_STORY = (",", ".", "PageUp", "PageDown")
"""Keys that mean something only while a story is read."""
_MODES = {"world": "equal-earth", "region": "laea", "arctic": "arctic", "globe": "globe"}


class Actions:
    """Acts on a window. Plain keys are a table, so that the list of keys and what they do can't part."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._plain: dict[str, Callable[[], None]] = {}

    def install(self) -> None:
        """Bind all keys."""
        window = self._window
        state, timeline, map_ = window.state, window.timeline, window.map
        for keys, act in {
            "Ctrl+F": self.focus_search,
            "Ctrl+E": self.export,
            "Ctrl+C": window.copy_picture,
            "Ctrl+L": window.tools.switch_language,
            "Ctrl+T": window.tools.switch_theme,
            "Alt+Left": state.go_back,
            "Alt+Right": state.go_forward,
            "Ctrl+O": self.open_picture,
            "Ctrl+D": self.toggle_changes,
            "F11": self.full_screen,
            "F1": self.help,
            "F6": window.next_area,
            "Ctrl+Left": lambda: map_.pan(80, 0),
            "Ctrl+Right": lambda: map_.pan(-80, 0),
            "Ctrl+Up": lambda: map_.pan(0, 80),
            "Ctrl+Down": lambda: map_.pan(0, -80),
        }.items():
            window.shortcut(keys, act)
        self._plain = {
            "Left": lambda: timeline.move_by(-1),
            "Right": lambda: timeline.move_by(1),
            "Shift+Left": lambda: timeline.move_by(-10),
            "Shift+Right": lambda: timeline.move_by(10),
            "Home": lambda: state.set_view(state.view.at(state.atlas.span.start)),
            "End": lambda: state.set_view(state.view.at(state.atlas.span.end - 1)),
            "Space": timeline.toggle_play,
            "]": lambda: timeline.jump_event(1),
            "[": lambda: timeline.jump_event(-1),
            "}": lambda: timeline.jump_change(1),
            "{": lambda: timeline.jump_change(-1),
            "+": lambda: self._zoom(0.5),
            "=": lambda: self._zoom(0.5),
            "-": lambda: self._zoom(-0.5),
            "0": self.fit,
            "Escape": self.escape,
            "Tab": window.fold,
            **dict.fromkeys((",", "PageUp"), lambda: window.player.go(-1)),
            **dict.fromkeys((".", "PageDown"), lambda: window.player.go(1)),
            "?": self.help,
        }

    def _zoom(self, steps: float) -> None:
        map_ = self._window.map
        map_.zoom_about(QPointF(map_.rect().center()), steps)

    def plain_key(self, event: QKeyEvent) -> bool:
        """Do what a key without Ctrl or Alt means; returns whether it means anything."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        names = {
            Qt.Key.Key_Left: "Left",
            Qt.Key.Key_Right: "Right",
            Qt.Key.Key_Home: "Home",
            Qt.Key.Key_End: "End",
            Qt.Key.Key_Space: "Space",
            Qt.Key.Key_Escape: "Escape",
            Qt.Key.Key_Tab: "Tab",
            Qt.Key.Key_PageUp: "PageUp",
            Qt.Key.Key_PageDown: "PageDown",
        }
        name = names.get(Qt.Key(event.key()), event.text())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and name in ("Left", "Right"):
            name = f"Shift+{name}"
        act = self._plain.get(name)
        if name in _IN_A_STORY and self._window.player.stop is None:
            return False
        if act:
            act()
        return act is not None

    def set_mode(self, mode: str) -> None:
        """Change the projection: world and Arctic show all, region and globe keep the place."""
        state, free = self._window.state, self._window.map.free
        view = state.view.with_(projection=_MODES[mode])
        if mode == "region":
            view = view.with_(zoom=max(view.zoom, 3.5))
            if view.selected and (point := self._selected_point()):
                view = view.with_(centre=point)
        else:
            view = fitted(view, free)
        state.set_view(view)

    def _selected_point(self) -> tuple[float, float] | None:
        atlas, view = self._window.state.atlas, self._window.state.view
        event = atlas.events.get(view.selected)
        if event is None:
            return None
        place = atlas.places.get(event.place)
        return event.lonlat or (place.lonlat if place else None)

    def fit(self) -> None:
        """Show all of the projection."""
        state = self._window.state
        view = state.view.with_(projection="equal-earth") if state.view.projection == "laea" else state.view
        state.set_view(fitted(view, self._window.map.free))

    def escape(self) -> None:
        """Close the open stack, else the details; else give the keys back to the map; else leave full screen."""
        state = self._window.state
        if state.view.fan:
            state.change(fan="")
        elif state.view.selected:
            state.change(selected="")
        elif state.view.since is not None:
            state.change(since=None)
        elif self._window.player.stop is not None:
            self._window.player.close_story()
        elif not self._window.map.hasFocus():
            self._window.map.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._window.isFullScreen():
            self._window.showNormal()

    def focus_search(self) -> None:
        """Go to the search field."""
        window = self._window
        window.bare = False
        window.finder_open = True
        window.arrange()
        window.finder.show_tab("events")
        window.finder.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        window.finder.search.selectAll()

    def search_entered(self, text: str) -> None:
        """Go to a date that was typed, else show all that matches the words."""
        state = self._window.state
        day = parse_date_words(text)
        if day is not None and day in state.atlas.span:
            state.set_view(state.view.at(day).with_(query=""))
        elif text.strip():
            state.change(query=text, before=LAST_DAY, after=LAST_DAY)
        else:
            state.change(query="")

    def toggle_changes(self) -> None:
        """Compare the day shown with an earlier one, or no more."""
        window = self._window
        window.bare = False
        state = window.state
        state.change(since=opened(state) if state.view.since is None else None)

    def full_screen(self) -> None:
        """Fill the screen, or not."""
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def help(self) -> None:
        """Show the list of keys."""
        window = self._window
        dialog = QDialog(window)
        dialog.setObjectName("helpDialog")
        dialog.setWindowTitle(window.say("help.title"))
        column = QVBoxLayout(dialog)
        column.setContentsMargins(20, 16, 20, 16)
        text = QLabel(window.say("help.text").replace("{{", "{").replace("}}", "}"))
        text.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(text)
        buttons = QDialogButtonBox()
        buttons.addButton(window.say("help.close"), QDialogButtonBox.ButtonRole.RejectRole).setProperty("role", "outlined")
        buttons.rejected.connect(dialog.reject)
        column.addWidget(buttons)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export(self) -> None:
        """Ask where, then write the picture."""
        from viewer.ui.exporting import Exporting

        Exporting(self._window).ask()

    def export_story(self) -> None:
        """Ask for a folder, then write all steps of the story that is read."""
        from viewer.ui.stories.writer import StoryWriter

        stop = self._window.player.stop
        folder = QFileDialog.getExistingDirectory(self._window, self._window.say("story.export"))
        if stop is not None and folder:
            StoryWriter(self._window).write(stop.story, folder)

    def list_place(self, key: str) -> None:
        """List all that happened at a place, whenever it was; on a small window the details give way to the list."""
        window = self._window
        state = window.state
        window.bare, window.finder_open = False, True
        window.finder.show_tab("events")
        selected = "" if window.small else state.view.selected
        state.set_view(state.view.with_(place=key, fan="", selected=selected))
        window.arrange()

    def open_picture(self) -> None:
        """Ask for a picture and look as it was taken."""
        path, _ = QFileDialog.getOpenFileName(self._window, "", "", self._window.say("export.kind"))
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Look as a picture was taken."""
        from viewer.ui.exporting import Exporting

        Exporting(self._window).open(path)
