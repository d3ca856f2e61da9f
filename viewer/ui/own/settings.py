"""How a layer of the reader's own looks: its name, colour, opacity and place among the others. What is changed is seen at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from viewer.carto.own.extra import ShownLayer
from viewer.carto.tokens import THEMES
from viewer.paint.own.tones import TONES, tone
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.own.shelf import ExtraShelf
from viewer.ui.widgets.icons import IconSet

LEAST_OPACITY = 20
"""Percent: what is fainter can't be found again."""
_NAME = 80


class LayerSettings(QDialog):
    """Changes a layer on its shelf. Args: say: words of the interface. theme: name of the theme that is shown."""

    all_asked = Signal(str)
    """All of the layer is to be seen."""

    def __init__(self, say: Callable[..., str], icons: IconSet, shelf: ExtraShelf, key: str, theme: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("layerSettings")
        self._shelf, self._key = shelf, key
        one = self._one
        self.setWindowTitle(say("extra.settings", name=one.name[:60]) if one else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        form = QFormLayout()
        self.name = QLineEdit(one.name if one else "")
        self.name.setObjectName("layerName")
        self.name.setMaxLength(_NAME)
        self.name.textEdited.connect(lambda text: shelf.change(key, called=text.strip()))
        form.addRow(say("extra.set_name"), self.name)
        form.addRow(say("extra.set_colour"), self._colours(say, icons, theme))
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setObjectName("layerOpacity")
        self.opacity.setRange(LEAST_OPACITY, 100)
        self.opacity.setPageStep(10)
        self.opacity.setValue(round(100 * one.opacity) if one else 100)
        self.opacity.valueChanged.connect(lambda value: shelf.change(key, opacity=value / 100))
        form.addRow(say("extra.set_opacity"), self.opacity)
        form.addRow(say("extra.set_order"), self._order(say, icons))
        for row in range(form.rowCount()):
            field, words = form.itemAt(row, QFormLayout.ItemRole.FieldRole), form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            inside, told = (item.widget() if item is not None else None for item in (field, words))
            if inside is not None and told is not None:
                inside.setAccessibleName(told.property("text"))
        column.addLayout(form)
        buttons = QDialogButtonBox()
        every = buttons.addButton(say("extra.show_all"), QDialogButtonBox.ButtonRole.ActionRole)
        every.setObjectName("layerShowAll")
        every.setProperty("role", "quiet")
        every.setAutoDefault(False)
        every.clicked.connect(lambda _=False: self.all_asked.emit(key))
        done = buttons.addButton(say("extra.close"), QDialogButtonBox.ButtonRole.AcceptRole)
        done.setProperty("role", "outlined")
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.setMinimumWidth(COMFORT.px(360))
        shelf.changed.connect(self._follow)
        self._follow()

    @property
    def _one(self) -> ShownLayer | None:
        return self._shelf.find(self._key)

    def _colours(self, say: Callable[..., str], icons: IconSet, theme: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.colours = QButtonGroup(self)
        for number in range(len(TONES)):
            button = QPushButton()
            button.setObjectName(f"layerColour-{number}")
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setIcon(icons.dot(tone(number, THEMES[theme])))
            button.setIconSize(QSize(14, 14))
            button.setAccessibleName(say("extra.colour", n=number + 1))
            button.setToolTip(button.accessibleName())
            self.colours.addButton(button, number)
            row.addWidget(button)
        self.colours.idClicked.connect(lambda number: self._shelf.change(self._key, tone=number))
        row.addStretch(1)
        return box

    def _order(self, say: Callable[..., str], icons: IconSet) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        self.moves = {by: icons.button(icon, say(f"extra.{name}"), size=16) for by, icon, name in _MOVES}
        for by, button in self.moves.items():
            button.setObjectName(f"layerMove-{by}")
            button.clicked.connect(lambda _=False, b=by: self._shelf.move(self._key, b))
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _follow(self) -> None:
        """Follow the shelf; close where the layer is gone."""
        one = self._one
        if one is None:
            self.reject()
            return
        self.colours.button(one.tone % len(TONES)).setChecked(True)
        at = [other.layer.key for other in self._shelf.shown].index(self._key)
        self.moves[1].setEnabled(at + 1 < len(self._shelf.shown))
        self.moves[-1].setEnabled(at > 0)


_MOVES = ((1, "chevron-up", "raise"), (-1, "chevron-down", "lower"))
