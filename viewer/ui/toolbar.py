"""The toolbar at the upper right: projections, history, export, language, theme, help."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from viewer.carto.tokens import THEMES, turned
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.words import Words

MODES = ("world", "region", "arctic", "globe")
MODE_OF = {"equal-earth": "world", "natural-earth": "world", "laea": "region", "arctic": "arctic", "globe": "globe"}

GIVING_WAY = ("measure", "beside", "forward", "theme", "changes", "language")
"""Buttons that are hidden on small windows, in this order; then the modes, which the button of projections offers too."""


class ToolBar(Panel):
    """Buttons; what they do is told by signals or done to the state."""

    mode_asked = Signal(str)
    export_asked = Signal()
    help_asked = Signal()
    changes_asked = Signal()
    beside_asked = Signal(QWidget)
    """Ways of comparing are to be offered under a button."""
    projections_asked = Signal()
    measure_asked = Signal()
    more_asked = Signal(QWidget)
    """What the toolbar has no room for is to be offered under a button."""

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "toolBar", parent)
        self._words, self._icons = words, icons
        self._look: tuple[object, ...] = ()
        self._sign = "moon"
        self._inside = inside = QWidget()
        self._row = row = QHBoxLayout(inside)
        row.setContentsMargins(5, 4, 5, 4)
        row.setSpacing(2)
        self.modes: dict[str, QPushButton] = {}
        for mode in MODES:
            button = QPushButton()
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setObjectName(f"mode-{mode}")
            button.clicked.connect(lambda _=False, m=mode: self.mode_asked.emit(m))
            self.modes[mode] = button
            row.addWidget(button)
        row.addSpacing(6)
        self.buttons = {
            name: icons.button(icon, "", size=17)
            for name, icon in (
                ("projections", "globe"),
                ("measure", "ruler"),
                ("back", "arrow-left"),
                ("forward", "arrow-right"),
                ("changes", "git-compare"),
                ("beside", "columns-2"),
                ("export", "image"),
                ("language", "languages"),
                ("theme", "moon"),
                ("more", "settings"),
                ("help", "circle-help"),
            )
        }
        for button in self.buttons.values():
            row.addWidget(button)
        self.body.addWidget(inside)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        state = self._state
        self.buttons["back"].clicked.connect(state.go_back)
        self.buttons["forward"].clicked.connect(state.go_forward)
        self.buttons["export"].clicked.connect(self.export_asked)
        self.buttons["changes"].clicked.connect(self.changes_asked)
        self.buttons["beside"].clicked.connect(lambda: self.beside_asked.emit(self.buttons["beside"]))
        self.buttons["help"].clicked.connect(self.help_asked)
        self.buttons["projections"].clicked.connect(self.projections_asked)
        self.buttons["measure"].clicked.connect(self.measure_asked)
        self.buttons["more"].clicked.connect(lambda: self.more_asked.emit(self.buttons["more"]))
        self.buttons["language"].clicked.connect(self.switch_language)
        self.buttons["theme"].clicked.connect(self.switch_theme)
        state.view_changed.connect(self.refresh)
        state.history_changed.connect(self.refresh)

    def set_room(self, room: int) -> None:
        """Hide what there is no room for (px); the menu offers it still."""
        giving_way = [*(self.buttons[name] for name in GIVING_WAY), *(self.modes[mode] for mode in reversed(MODES))]
        for button in giving_way:
            button.show()
        for button in giving_way:
            self._measure_anew()
            if self.sizeHint().width() - 2 * SHADOW <= room:
                return
            button.hide()
        self._measure_anew()

    def _measure_anew(self) -> None:
        self._row.invalidate()
        self._inside.updateGeometry()
        self.body.invalidate()

    def switch_language(self) -> None:
        """Speak the next language of the atlas."""
        languages = self._state.atlas.languages or ("en",)
        at = languages.index(self._state.view.language) if self._state.view.language in languages else -1
        self._state.change(language=languages[(at + 1) % len(languages)])

    def switch_theme(self) -> None:
        """Turn from light to dark and back."""
        self._state.change(theme=turned(self._state.view.theme))

    def refresh(self) -> None:
        """Follow the View."""
        view = self._state.view
        for mode, button in self.modes.items():
            button.setChecked(MODE_OF.get(view.projection) == mode)
        look = (view.language, view.theme, self._state.can_go_back, self._state.can_go_forward)
        if look == self._look:
            return
        self._look = look
        self.setAccessibleName(self._words.say(view.language, "tool.name"))
        for mode, button in self.modes.items():
            button.setText(self._words.say(view.language, f"tool.{mode}"))
        for name, button in self.buttons.items():
            tip = self._words.say(view.language, f"tool.{name}")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        sign = "sun" if THEMES[view.theme].dark else "moon"
        if sign != self._sign:
            self._sign = sign
            self._icons.set(self.buttons["theme"], sign, size=17)
        self.buttons["back"].setEnabled(self._state.can_go_back)
        self.buttons["forward"].setEnabled(self._state.can_go_forward)
