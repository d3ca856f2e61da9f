"""What keys, buttons and dropped files do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog

from viewer.ui.changes.panel import opened
from viewer.ui.days.typed_days import day_of_words
from viewer.ui.desk.desk import Desk
from viewer.ui.desk.map_acts import MapActs
from viewer.ui.keys.commands import Command
from viewer.ui.map.modes import fit_all
from viewer.ui.own.own_data import OwnData
from viewer.ui.panes import Panes
from viewer.ui.timeline.commands import timeline_commands
from viewer.ui.widgets.plain_text import last_part

TABS = ("events", "stories", "layers")
_STORIES = (".yaml", ".yml")
"""Suffixes of files of stories."""
_PICTURES = (".png", ".apng", ".gif", ".jpg", ".jpeg", ".webp", ".pdf", ".svg")
_HEAD = "atlas.yaml"


class Actions:
    """Acts on a window. What keys, palette and help know of is one table: its `commands`, filled here."""

    def __init__(self, window: Panes, desk: Desk, own: OwnData, map_acts: MapActs) -> None:
        self._window, self._desk, self._own, self._map_acts = window, desk, own, map_acts

    def install(self) -> None:
        """Fill the table and bind all keys."""
        timeline = timeline_commands(self._window.state, self._window.timeline, self.ask_date)
        self._window.timeline.edge.changed.connect(self._resize_timeline)
        self._window.timeline.list_asked.connect(lambda: self._window.show_tab("events"))
        self._window.date.asked.connect(self.ask_date)
        self._window.date.tip = lambda: self._window.say("date.tip")
        self._window.commands.add((*self._in_time(), *timeline, *self._on_map(), *self._of_window(), *self._window.comparing.commands()))
        self._window.commands.add((*self._desk.commands(), *self._own.commands(), *self._window.writing.commands()))
        self._window.commands.add(self._window.finding.commands())
        self._window.commands.add(self._map_acts.commands())
        for keys, command in self._window.commands.shortcuts():
            self._window.shortcut(keys, partial(self._act, command))

    def _act(self, command: Command) -> None:
        """Do what keys ask for, wherever in the window: the palette, which they may have been pressed over, closes first."""
        if command.id != "palette":
            self._desk.close_palette()
        command.act()

    def _in_time(self) -> Iterator[Command]:
        state, timeline, player = self._window.state, self._window.timeline, self._window.player
        yield Command("previous", "time", lambda: timeline.move_by(-1), ("Left",))
        yield Command("next", "time", lambda: timeline.move_by(1), ("Right",))
        yield Command("previous_ten", "time", lambda: timeline.move_by(-10), ("Shift+Left",))
        yield Command("next_ten", "time", lambda: timeline.move_by(10), ("Shift+Right",))
        yield Command("first_day", "time", lambda: state.set_view(state.view.at(state.atlas.span.start)), ("Home",))
        yield Command("last_day", "time", lambda: state.set_view(state.view.at(state.atlas.span.end - 1)), ("End",))
        yield Command("play", "time", timeline.toggle_play, ("Space",))
        yield Command("previous_event", "time", lambda: timeline.jump_event(-1), ("[",))
        yield Command("next_event", "time", lambda: timeline.jump_event(1), ("]",))
        yield Command("previous_change", "time", lambda: timeline.jump_change(-1), ("{",))
        yield Command("next_change", "time", lambda: timeline.jump_change(1), ("}",))
        yield Command("story_back", "story", lambda: player.go(-1), (",",), self._reading)
        yield Command("story_next", "story", lambda: player.go(1), (".",), self._reading)

    def _reading(self) -> bool:
        return self._window.player.stop is not None

    def _on_map(self) -> Iterator[Command]:
        map_ = self._window.map
        yield Command("zoom_in", "map", lambda: self._zoom(0.5), ("+", "="))
        yield Command("zoom_out", "map", lambda: self._zoom(-0.5), ("-",))
        yield Command("fit", "map", self.fit, ("0",))
        yield Command("pan_left", "map", lambda: map_.pan(80, 0), ("Ctrl+Left",))
        yield Command("pan_right", "map", lambda: map_.pan(-80, 0), ("Ctrl+Right",))
        yield Command("pan_up", "map", lambda: map_.pan(0, 80), ("Ctrl+Up",))
        yield Command("pan_down", "map", lambda: map_.pan(0, -80), ("Ctrl+Down",))

    def _of_window(self) -> Iterator[Command]:
        window, state = self._window, self._window.state
        yield Command("search", "find", self.focus_search, ("Ctrl+F",))
        for number, tab in enumerate(TABS, 1):
            yield Command(f"show_{tab}", "find", partial(window.show_tab, tab), (f"Alt+{number}",))
        yield Command("changes", "compare", self.toggle_changes, ("Ctrl+M",))
        yield Command("export", "share", self.export, ("Ctrl+E",))
        yield Command("export_story", "share", self.export_story, (), self._reading)
        yield Command("copy_picture", "share", window.copy_picture, ("Ctrl+C",))
        yield Command("copy_page", "share", self.copy_page, ("Ctrl+Alt+C",))
        yield Command("copy_caption", "share", lambda: self.copy_page(words=True))
        yield Command("open_picture", "share", self.open_picture, ("Ctrl+O",))
        yield Command("language", "look", window.tools.switch_language, ("Ctrl+L",))
        yield Command("theme", "look", window.tools.switch_theme, ("Ctrl+T",))
        yield Command("back", "window", state.go_back, ("Alt+Left",), lambda: state.can_go_back)
        yield Command("forward", "window", state.go_forward, ("Alt+Right",), lambda: state.can_go_forward)
        yield Command("fold", "window", window.fold, ("Tab",))
        yield Command("next_area", "window", window.keyboard.next_area, ("F6",))
        yield Command("close", "window", self.escape, ("Escape",))
        yield Command("help", "window", self.help, ("?", "F1"))

    def _zoom(self, steps: float) -> None:
        map_ = self._window.map
        map_.zoom_about(QPointF(map_.rect().center()), steps)

    def fit(self) -> None:
        """Show all of the projection."""
        fit_all(self._window.state, self._window.map)

    def escape(self) -> None:
        """Close the open stack, else the details; else give the keys back to the map; else leave full screen."""
        state = self._window.state
        if self._desk.close_tour() or self._window.map.measuring.leave():
            return
        if state.view.fan:
            state.change(fan="")
        elif self._own.close() or (state.view.days and self._window.comparing.close()):
            return
        elif state.view.selected:
            state.change(selected="")
        elif self._window.comparing.close():
            return
        elif state.view.since is not None:
            state.change(since=None)
        elif self._window.player.stop is not None:
            self._window.player.close_story()
        elif not self._window.map.hasFocus():
            self._window.map.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._window.window().isFullScreen():
            self._desk.classroom()

    def focus_search(self) -> None:
        """Go to the search field."""
        self._window.show_tab("events")
        search = self._window.finder.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def _resize_timeline(self) -> None:
        """Lay out for another height of the timeline, and remember it."""
        edge = self._window.timeline.edge
        self._window.memory.put("timeline", str(edge.taller))
        self._window.memory.put("lanes", "more" if edge.more else "")
        self._window.arrange()

    def ask_date(self) -> None:
        """Open the field in which a date is typed, below the large date."""
        self._window.timeline.date_field.ask(self._window.date.geometry())

    def search_entered(self, text: str) -> None:
        """Go to a date that was typed, else show all that matches the words."""
        state = self._window.state
        day = day_of_words(state, text)
        if day is not None:
            state.set_view(state.view.at(day).with_(query=""))
        elif text.strip():
            state.widen(state.view.with_(query=text))
        else:
            state.change(query="")

    def toggle_changes(self) -> None:
        """Compare the day shown with an earlier one, or no more."""
        window = self._window
        window.bare = False
        state = window.state
        state.change(since=opened(state) if state.view.since is None else None)

    def help(self) -> None:
        """Show what keys and hands do."""
        from viewer.ui.desk.help import HelpSheet

        window = self._window
        HelpSheet(window.state, window.words, self._window.commands, self._desk.show_tour, window).open()

    def export(self) -> None:
        """Ask where, then write the picture."""
        from viewer.ui.exporting.exporting import exporting_of

        exporting_of(self._window).ask()

    def export_story(self) -> None:
        """Ask for a folder, then write all steps of the story that is read."""
        from viewer.ui.exporting.story_pages import StoryWriter

        stop = self._window.player.stop
        folder = QFileDialog.getExistingDirectory(self._window, self._window.say("story.export"))
        if stop is not None and folder:
            StoryWriter(self._window).write(stop.story, folder)

    def copy_page(self, *, words: bool = False) -> None:
        """Copy the page that would be exported, or its caption."""
        from viewer.ui.exporting.exporting import exporting_of

        exporting_of(self._window).copy_page(words=words)

    def open_picture(self) -> None:
        """Ask for a picture and look as it was taken."""
        path, _ = QFileDialog.getOpenFileName(self._window, "", "", self._window.say("export.kind"))
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Open an atlas folder or a story, add a file of data, or look as a picture was taken; of others tell what could."""
        window, name = self._window, last_part(path)
        if self._own.takes(path):
            self._own.open(path)
        elif name.casefold() == _HEAD:
            window.tell(window.say("open.head", name=name))
        elif name.casefold().endswith(_STORIES):
            window.writing.open_file(path)
        elif name.casefold().endswith(_PICTURES):
            from viewer.ui.exporting.exporting import exporting_of

            exporting_of(window).open(path)
        else:
            window.tell(window.say("open.unknown", name=name))
