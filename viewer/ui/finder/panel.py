"""The left panel: search field, tabs for events, stories, layers and filters."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from viewer.carto.tokens import FAMILIES, THEMES
from viewer.carto.view import LAYERS
from viewer.paint.overlay.overlay import Sprites
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.days.typed_days import typed_days, why_not
from viewer.ui.finder.documents_switch import DocumentsSwitch
from viewer.ui.finder.event_list import EventList
from viewer.ui.finder.filters import FamilyChip, FilterChips
from viewer.ui.finder.name_list import NameList
from viewer.ui.finder.only_filters import OnlyFilters
from viewer.ui.finder.results import ResultPopup
from viewer.ui.finder.search_field import SearchField
from viewer.ui.finder.tab import Tab
from viewer.ui.keys.keyboard import KEEPS_ARROWS
from viewer.ui.legend.schemes import SchemeList
from viewer.ui.legend.viewpoint import ViewpointList
from viewer.ui.start import lean
from viewer.ui.state import State
from viewer.ui.stories.shelf import Shelf
from viewer.ui.throttle import Later
from viewer.ui.widgets.citing import offer_citations
from viewer.ui.widgets.flow import FlowLayout
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.words import Words

SHOWN_LAYERS = tuple(layer for layer in LAYERS if layer != "lakes")
TABS = ("events", "stories", "layers")
_ROUND_TAB = 15
"""Px of a tab beside its words (see `style`), and one for what the figures lean out."""


class FinderPanel(Panel):
    """Search, list of events, layers. Everything it does is a change of the View."""

    def __init__(self, state: State, words: Words, icons: IconSet, sprites: Sprites, parent: QWidget) -> None:
        super().__init__(state, "finderPanel", parent)
        self._words, self._icons = words, icons
        self.results = ResultPopup(state, words, icons, sprites, parent)
        self.search = SearchField(state, self.results, icons)
        self.events = EventList(state, words, sprites)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("role", "caption")
        self._empty = QLabel()
        self._empty.setProperty("role", "small")
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setContentsMargins(14, 14, 14, 14)
        self.copy = icons.button("copy", "", size=15)
        self.copy.setObjectName("copyCitations")
        self.copy.clicked.connect(lambda _=False: offer_citations(state, words, self.copy, lambda: self.events.events))
        self._stack = QStackedWidget()
        self._soon = Later(state, self._refresh_list)
        self._tabs: dict[str, QPushButton] = {}
        self._chips: dict[str, QPushButton] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._build()
        self.search.list_asked.connect(self.events.take_focus)
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)
        COMFORT.changed.connect(self._fit_tabs)
        self._language = ""
        self.refresh()

    def _build(self) -> None:
        top = QWidget()
        box = QVBoxLayout(top)
        box.setContentsMargins(12, 12, 12, 0)
        box.setSpacing(6)
        box.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(4)
        for name in TABS:
            button = Tab()
            button.setProperty(KEEPS_ARROWS, True)  # Tab stops at the chosen one alone, arrows go on from there
            button.clicked.connect(lambda _=False, n=name: self.show_tab(n))
            self._tabs[name] = button
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        self.body.addWidget(top)
        self.body.addWidget(self._stack, 1)
        self._stack.addWidget(self._events_page())
        self.shelf = Shelf(self._state, self._words)
        self._stack.addWidget(self.shelf)
        self._stack.addWidget(self._layers_page())
        self._tabs["events"].setChecked(True)

    def _events_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(4)
        chips = QWidget()
        flow = FlowLayout(chips, 12, 4)
        for family in FAMILIES:
            chip = FamilyChip(self._state, family)
            self._chips[family] = chip
            flow.addWidget(chip)
        box.addWidget(chips)
        box.addWidget(FilterChips(self._state, self._words, self._icons))
        box.addWidget(self._empty)
        edge = QFrame()  # rows that are scrolled go under it
        edge.setProperty("role", "hairline")
        edge.setFixedHeight(1)
        box.addWidget(edge)
        box.addWidget(self.events, 1)
        self.events_box = box
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 2, 8, 4)
        foot.addWidget(self._count, 1)
        foot.addWidget(self.copy)
        box.addLayout(foot)
        return page

    def _layers_page(self) -> QWidget:
        self._layers = page = QScrollArea()
        page.setWidgetResizable(True)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(2)
        for layer in SHOWN_LAYERS:
            check = QCheckBox()
            check.setObjectName(f"layer-{layer}")
            check.toggled.connect(lambda on, n=layer: self._toggle_layer(n, on=on))
            self._boxes[layer] = check
            box.addWidget(check)
        box.addWidget(NameList(self._state, self._words))
        box.addWidget(DocumentsSwitch(self._state, self._words))
        box.addWidget(OnlyFilters(self._state, self._words))
        box.addWidget(SchemeList(self._state, self._words))
        box.addWidget(ViewpointList(self._state, self._words))
        box.addStretch(1)
        self.layers_box = box
        page.setWidget(inner)
        return page

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return TABS[self._stack.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Show events, stories or layers."""
        self._stack.setCurrentIndex(TABS.index(name))
        self._tabs[name].setChecked(True)

    def _toggle_layer(self, layer: str, *, on: bool) -> None:
        hidden = self._state.view.hidden_layers
        self._state.change(hidden_layers=hidden - {layer} if on else hidden | {layer})

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the panel was folded away."""
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        if not self.isVisible() and self._language:
            return
        view = self._state.view
        if (view.language + view.theme) != self._language:
            self._language = view.language + view.theme
            self._name_everything()
        self.search.follow(view)
        for family, chip in self._chips.items():
            chip.setChecked(family in view.hidden_kinds)
        for layer, check in self._boxes.items():
            check.blockSignals(True)
            check.setChecked(view.layer(layer))
            check.blockSignals(False)
        self._soon.ask()

    def _refresh_list(self) -> None:
        """Follow with the list: at once at rest, a few times a second while something is dragged."""
        if lean.put_off(self._refresh_list):
            return
        self.events.refresh()
        shown, total = len(self.events.events), len(self._state.atlas.events)
        self._name_tab("events", f"{self._say('tab.events')} {shown}")
        self._count.setText(self._say("list.count", shown=shown, total=total))
        self.copy.setEnabled(bool(shown))
        self._empty.setVisible(not shown)
        if not shown:
            self._empty.setText(self._why_empty())

    def _why_empty(self) -> str:
        """Why nothing is listed: where a date was typed that is none, which would be one."""
        view = self._state.view
        typed = typed_days(self._state, view.query) if view.query else None
        if typed is not None and typed.why not in ("", "date.why.words"):
            return why_not(self._say, typed)
        return self._say("list.empty_query" if view.query or view.hidden_kinds or view.documents_only else "list.empty")

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    def _name_tab(self, name: str, text: str) -> None:
        self._tabs[name].setText(text)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Keep the tabs as wide as their words in bold, which Qt does not reckon with: the one that is shown has them so."""
        for tab in self._tabs.values():
            tab.setMinimumWidth(ceil(text_width(tab.text(), 13 * COMFORT.scale, bold=True)) + _ROUND_TAB)

    def _name_everything(self) -> None:
        view = self._state.view
        self.search.setPlaceholderText(self._say("search.hint"))
        for part in (self, self.search):
            part.setAccessibleName(self._say("search.hint"))
        self.events.setAccessibleName(self._say("tab.events"))
        self._layers.setAccessibleName(self._say("tab.layers"))
        self.copy.setToolTip(self._say("list.copy"))
        self.copy.setAccessibleName(self._say("list.copy"))
        for name in self._tabs:
            self._name_tab(name, self._say(f"tab.{name}"))
        for family, chip in self._chips.items():
            chip.setText(self._say(f"family.{family}").replace("&", "&&"))
            chip.setToolTip(self._say("family.tip"))
            chip.setIcon(self._icons.dot(THEMES[view.theme].families[family]))
        for layer, check in self._boxes.items():
            check.setText(self._say(f"layer.{layer}"))
