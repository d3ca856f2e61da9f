"""The parts of a window, made once; what acts on a window is written against these, and knows nothing of the window that holds it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from viewer.carto.own.extra import ShownLayer
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.overlay.overlay import Sprites
from viewer.ui.changes.panel import ChangesPanel
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.compare.comparing import Comparing
from viewer.ui.days.date_label import DateLabel
from viewer.ui.details.panel import DetailsPanel
from viewer.ui.finder.acts import FinderActs
from viewer.ui.finder.panel import FinderPanel
from viewer.ui.keys.commands import Commands
from viewer.ui.keys.keyboard import Keyboard
from viewer.ui.kit import Kit
from viewer.ui.legend.panel import LegendPanel
from viewer.ui.map.inset import InsetMap
from viewer.ui.map.view import MapView
from viewer.ui.memory import Memory, Session
from viewer.ui.rail import Rail
from viewer.ui.start.shell import LEAST
from viewer.ui.state import State
from viewer.ui.stories.player import StoryPlayer
from viewer.ui.stories.writing import StoryWriting
from viewer.ui.timeline.panel import TimelinePanel
from viewer.ui.toolbar import ToolBar
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.note import Note
from viewer.ui.widgets.plain_text import cut
from viewer.ui.widgets.style import style_sheet, tell_boxes
from viewer.ui.words import Words

MARGIN = 12
"""Px between panels, and between them and the edge."""
NARROW, SMALL = 1280, 1100
"""Under NARROW the left panel becomes the rail, and list and details take turns; under SMALL all panels at the sides do."""


class Panes(QWidget):
    """Map, date, panels and timeline of one state, not laid out yet: who fills them with acts lays them out.

    Args: read_icon: gives the SVG text of an icon by name. session: what the machine remembers; None = nothing.
    """

    def __init__(
        self, atlas: Atlas, view: View, words: Words, read_icon: Callable[[str], str], session: Session | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setMinimumSize(LEAST)
        self.setAcceptDrops(True)
        self.words = words
        self.state = State(atlas, view, self)  # else what its signals call would keep the window, with all its pictures, for ever
        self.memory = Memory(session)
        self.commands = Commands()
        self.bare = False
        self.finder_open = True
        self.home_view: View | None = None
        """How the atlas was looked at with which the session began, once another is open."""
        self.brought: Callable[[], tuple[ShownLayer, ...]] = tuple
        """Gives the layers that the reader has added."""
        self._look: tuple[str, str, int] | None = None
        self.restyle()  # before there are children, each of which would be polished anew
        glyphs = Glyphs(read_icon)
        self.sprites = Sprites(glyphs)
        self.icons = IconSet(self.state, glyphs)
        self.map = MapView(self.state, words, self.sprites, self)
        self.date = DateLabel(self.state, self)
        self.date.picture = lambda: self.map.layer.viewport
        self.legend = LegendPanel(self.state, words, self.icons, self)
        self.timeline = TimelinePanel(self.state, words, glyphs, self.icons, self)
        self.finder = FinderPanel(self.state, words, self.icons, self.sprites, self)
        self.details = DetailsPanel(self.state, words, self.icons, self.sprites, self.map.show_place, self)
        self.player = StoryPlayer(self.state, words, self.icons, self)
        self.changes = ChangesPanel(self.state, words, self.icons, lambda: self.map.free, self)
        self.tools = ToolBar(self.state, words, self.icons, self)
        self.rail = Rail(self.state, words, self.icons, self)
        kit = Kit(self.state, words, self.icons, self.sprites, self, self.arrange, self.list_place)
        self.comparing = Comparing(kit, self.panel_at_right)
        self.writing = StoryWriting(self.state, words, self.icons, self.memory, self, self.arrange)
        self.finding = FinderActs(self.state, words, self, lambda: self.map.room(self.state.view), lambda: self.show_tab("events"))
        self.inset = InsetMap(self.state, words, self.map)
        self._note = Note(self)
        areas = (self.rail, self.finder, self.changes, self.player, self.details, self.tools, self.legend, self.timeline, self.map)
        self.keyboard = Keyboard(self, self.commands.press, areas)

    # What the window that holds them does

    def arrange(self) -> None:
        """Place the panels for the present size."""
        raise NotImplementedError

    def refresh_legend(self) -> None:
        """Let the legend follow what is shown."""
        raise NotImplementedError

    def panel_at_right(self) -> bool:
        """Whether a panel lies over the map at the right."""
        raise NotImplementedError

    # What can be asked of them

    @property
    def small(self) -> bool:
        """Whether details and list exclude each other."""
        return COMFORT.plain(self.width()) < SMALL

    @property
    def narrow(self) -> bool:
        """Whether the left panel gives way to the rail."""
        return COMFORT.plain(self.width()) < NARROW

    def say(self, key: str, **values: object) -> str:
        """Return words of the interface in the language of the View."""
        return self.words.say(self.state.view.language, key, **values)

    def tell(self, message: str) -> None:
        """Show a short message that goes away by itself."""
        self._note.tell(message, THEMES[self.state.view.theme], self.width() - MARGIN)

    def place_note(self, x: int, y: int) -> None:
        """Say where such messages appear (px of the window)."""
        self._note.place(x, y)

    def restyle(self) -> bool:
        """Take the style and the title of the View; returns whether they were others before."""
        view = self.state.view
        look = (view.theme, view.language, COMFORT.percent)
        if look == self._look:
            return False
        self._look = look
        tell_boxes(THEMES[view.theme])
        self.window().setStyleSheet(style_sheet(THEMES[view.theme], COMFORT.scale))  # dialogs look the same
        self.setWindowTitle(cut(self.state.atlas.title.get(view.language) or self.words.say(view.language, "app.title"), 200))
        return True

    def shortcut(self, keys: str, act: Callable[[], object]) -> None:
        """Bind keys to an act, anywhere in the window."""
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_tab(self, tab: str) -> None:
        """Show a tab of the left panel; what would lie in its place gives way."""
        self.bare, self.finder_open = False, True
        if self.writing.wanted:
            self.writing.toggle()
        self.state.change(since=None, **({"selected": "", "story": ""} if self.narrow else {}))
        self.arrange()
        self.finder.show_tab(tab)

    def list_place(self, key: str) -> None:
        """List all that happened at a place, whenever it was; on a small window the details give way to the list."""
        self.bare, self.finder_open = False, True
        self.finder.show_tab("events")
        selected = "" if self.narrow else self.state.view.selected
        self.state.set_view(self.state.view.with_(place=key, fan="", selected=selected))
        self.arrange()

    def fold(self) -> None:
        """Hide all panels but map and timeline, or bring them back."""
        self.bare = not self.bare
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrange()

    def copy_picture(self) -> None:
        """Put what the map shows on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.map.grab())
        self.tell(self.say("export.copied"))

    def leave_home(self) -> None:
        """Another atlas is opened in this window: the session keeps how this one was looked at."""
        self.home_view = self.home_view or self.state.view
