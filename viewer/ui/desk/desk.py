"""What belongs to the reader and not to the View: the palette, bookmarks, links, and what the machine remembers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from viewer.carto.link import BadView, link_of, view_in
from viewer.ui.bookmarks import MOST, Bookmarks
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.comfort.sizes import RIGHT, Sizes
from viewer.ui.desk.classroom import Classroom
from viewer.ui.desk.comfort_commands import comfort_commands, read_settings
from viewer.ui.keys.commands import Command, key_text
from viewer.ui.panes import Panes
from viewer.ui.widgets.edge import THICK, Edge
from viewer.ui.widgets.panel import SHADOW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from viewer.ui.desk.tour import Tour
    from viewer.ui.palette.panel import Palette


class Desk:
    """The reader's own things in a window."""

    def __init__(self, window: Panes) -> None:
        self._window = window
        self.memory = window.memory
        self.bookmarks = Bookmarks(window.state, self.memory)
        self.sizes = Sizes()
        self._palette: Palette | None = None
        self.tour: Tour | None = None
        self._edge: Edge | None = None
        self.room = Classroom(window)

    def begin(self) -> None:
        """Make the edge of the details, when all panels are there."""
        window = self._window
        size, resize = (lambda: self.sizes.right), self.set_details_width
        self._edge = Edge(window.state, "detailsEdge", window.details, upright=True, size=size, resize=resize)

    def load(self) -> Mapping[str, str]:
        """Read what was remembered, and return it."""
        remembered = self.memory.load()
        self.bookmarks.load()
        taller = remembered.get("timeline", "0")
        self._window.timeline.edge.set_taller(int(taller) if taller.lstrip("-").isdecimal() and len(taller) < 5 else 0)
        self._window.timeline.edge.set_more(more=remembered.get("lanes") == "more")
        self.sizes.read(self.memory.get("details"))
        if self.memory.lasting:
            read_settings(self.memory)
            self._window.bare, self._window.finder_open = self.memory.get("bare") == "yes", self.memory.get("finder") != "no"
        return remembered

    def remember(self, **words: str) -> None:
        """Remember words by key when the window closes."""
        window = self._window
        layout = {
            "details": str(self.sizes.details),
            "bare": "yes" if self.room.bare_before else "no",
            "finder": "yes" if window.finder_open else "no",
        }
        for key, value in {**words, **layout}.items():
            self.memory.put(key, value)
        self.memory.save()

    def commands(self) -> Iterator[Command]:
        """Give the commands of the desk."""
        yield Command("palette", "find", self.open_palette, ("Ctrl+K",))
        yield Command("bookmark", "share", self.bookmark, ("Ctrl+D",))
        yield Command("bookmarks", "share", self.list_bookmarks, ("Ctrl+B",))
        yield Command("copy_link", "share", self.copy_link, ("Ctrl+Shift+C",))
        yield Command("open_link", "share", self.open_link, ("Ctrl+Shift+V",))
        yield Command("tour", "window", self.show_tour)
        yield from comfort_commands(self._window, self.memory)
        yield from self.room.commands()

    # Palette

    @property
    def palette(self) -> Palette:
        """The palette, made when it is first asked for."""
        if self._palette is None:
            from viewer.ui.palette.panel import Palette

            self._palette = Palette(self._window, self.bookmarks, self.go_to_bookmark)
        return self._palette

    def open_palette(self) -> None:
        """Open the palette, or close it."""
        if self.palette.isVisible():
            self.palette.dismiss()
        else:
            self.palette.open()

    def close_palette(self) -> None:
        """Close the palette where it is open; the keys are where they were before it."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.dismiss()

    def arrange(self) -> None:
        """Follow the size of the window, and lay the edge that can be dragged over that of the details."""
        window = self._window
        if self.room.on and self.room.follow():
            window.arrange()
            return
        self.room.fit()
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()
        if self.tour is not None:
            self.tour.place()
        if self._edge is None:
            return
        self._edge.setGeometry(SHADOW - THICK // 2, SHADOW + 12, THICK, window.details.height() - 2 * SHADOW - 24)
        self._edge.setAccessibleName(window.say("details.edge"))
        self._edge.raise_()

    # Sizes

    def set_details_width(self, px: int | None) -> None:
        """Make the details so many px wide; None gives them their plain width."""
        self.sizes.drag_details(COMFORT.px(RIGHT) if px is None else px)
        self._window.arrange()

    def classroom(self) -> None:
        """Fill the screen for a class, or show everything as before."""
        self.room.toggle()

    def offer_more(self, button: QWidget) -> None:
        """Offer under a button what the toolbar has no room for."""
        from viewer.ui.desk.more_menu import more_menu

        menu = more_menu(self._window, button)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # Tour

    def offer_tour(self) -> None:
        """Show the tour to who has not seen it on this machine."""
        if self.memory.lasting and self.memory.get("tour") != "seen":
            self.show_tour()

    def show_tour(self) -> None:
        """Begin the tour."""
        from viewer.ui.desk.tour import Tour

        self.close_tour()
        self.tour = Tour(self._window, self._tour_ended)
        self._window.keyboard.include(self.tour)
        self.tour.show_step(0)

    def close_tour(self) -> bool:
        """End the tour; False where none is shown."""
        if self.tour is None:
            return False
        self.tour.end()
        return True

    def _tour_ended(self) -> None:
        if self.tour is not None:
            self._window.keyboard.leave_out(self.tour)
        self.tour = None
        self.memory.put("tour", "seen")
        self.memory.save()

    # Bookmarks

    def bookmark(self) -> None:
        """Bookmark what is shown; where it is bookmarked already, show the list."""
        window, marks = self._window, self.bookmarks
        window.state.settle()
        if marks.here is not None:
            self.list_bookmarks()
        elif len(marks.all) >= MOST:
            window.tell(window.say("bookmark.full", n=MOST))
        else:
            saved = marks.add("")
            key = "bookmark.added" if saved else "bookmark.unsaved"
            window.tell(window.say(key, name=marks.all[0].name, keys=key_text("Ctrl+B")))

    def list_bookmarks(self) -> None:
        """Show the list of bookmarks."""
        from viewer.ui.desk.bookmark_list import BookmarkList

        BookmarkList(self.bookmarks, self._window.say, self.go_to_bookmark, self._window).open()

    def go_to_bookmark(self, number: int) -> None:
        """Look as bookmarked; what can't be read here is told of."""
        if not self.bookmarks.go(number):
            self._window.tell(self._window.say("bookmark.unreadable", name=self.bookmarks.all[number].name))

    # Links

    def copy_link(self) -> None:
        """Put a line on the clipboard that shows the same wherever it is pasted."""
        state = self._window.state
        QGuiApplication.clipboard().setText(link_of(state.atlas, state.view))
        self._window.tell(self._window.say("link.copied"))

    def open_link(self) -> None:
        """Look as the link on the clipboard says."""
        window = self._window
        try:
            view = view_in(window.state.atlas, QGuiApplication.clipboard().text()[:8000])
        except BadView as error:
            window.tell(window.say("open.failed", why=error))
            return
        if view is None:
            window.tell(window.say("link.none"))
        else:
            window.state.set_view(view)
