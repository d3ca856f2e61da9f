"""How large a picture is to be, what it is called, and which parts its page has."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from viewer.paint.pages.layout import PAPERS, PARTS
from viewer.ui.widgets.flow import FlowLayout
from viewer.ui.widgets.list_box import ListBox

SIZES = (
    *((1920, 1080, "slide"), (1280, 800, ""), (1600, 1000, ""), (3840, 2160, "4k"), (800, 600, "")),
    *((1080, 1080, "square"), (1080, 1920, "upright")),
)
"""Width and height in px, and the word of the interface for what they are good for."""
_ON_PAPER = ("A4", "A3")
"""Sheets of paper that are offered, lying and standing."""
_TYPED = re.compile(r"\s*(\d{2,5})\s*[x×*]\s*(\d{2,5})\s*", re.ASCII | re.IGNORECASE)
_LONGEST_TITLE = 200


class SizeChoice(ListBox):
    """A choice of sizes; any other can be typed, as `1500 x 900`. `paper_chosen` tells that a sheet of paper was chosen."""

    paper_chosen = Signal()

    def __init__(self, say: Callable[..., str]) -> None:
        super().__init__()
        self.setObjectName("exportSize")
        self.setAccessibleName(say("export.size"))
        self.setToolTip(say("export.size_tip"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(say("export.size"))
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: what is typed stays as it is typed
        for width, height, name in SIZES:
            self.addItem(f"{width} × {height}" + (f" · {say(f'size.{name}')}" if name else ""), (width, height))
        for sheet in _ON_PAPER:
            (width, height), (wide, high) = PAPERS[sheet]
            self.addItem(f"{sheet} · {wide} × {high} mm", (width, height))
            self.addItem(f"{sheet} · {high} × {wide} mm", (height, width))
        self.activated.connect(self._chosen)

    def _chosen(self) -> None:
        if self.currentText().startswith(_ON_PAPER):
            self.paper_chosen.emit()

    @property
    def px(self) -> tuple[int, int]:
        """Width and height in logical px; (0, 0) where what is typed is no size."""
        index = self.findText(self.currentText())
        if index >= 0:
            width, height = self.itemData(index)
            return int(width), int(height)
        typed = _TYPED.fullmatch(self.currentText())
        return (int(typed[1]), int(typed[2])) if typed else (0, 0)


class PartsChoice(QWidget):
    """The title of a page in the reader's words, and a box for each part that it can have. `changed` tells that another page is meant.

    Args: title: what the page is called where nothing is typed. whole: whether its parts can be left out, as those of a sheet can't.
    """

    changed = Signal()

    def __init__(self, say: Callable[..., str], title: str, *, whole: bool) -> None:
        super().__init__()
        self._title = QLineEdit()
        self._title.setObjectName("exportTitle")
        self._title.setAccessibleName(say("export.page_title"))
        self._title.setToolTip(say("export.page_title_tip"))
        self._title.setPlaceholderText(title)
        self._title.setMaxLength(_LONGEST_TITLE)
        self._boxes = {part: self._box(f"exportPart_{part}", say(f"part.{part}"), on=True) for part in PARTS if whole}
        self._caption = self._box("exportCaption", say("export.caption"), on=False)
        self._caption.setToolTip(say("export.caption_tip"))
        self._title.textChanged.connect(self.changed)
        for each in self._boxes.values():
            each.toggled.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        row = QWidget()
        flow = FlowLayout(row, 0, 12)
        for box in (*self._boxes.values(), self._caption):
            flow.addWidget(box)
        column.addWidget(row)

    def _box(self, name: str, words: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setChecked(on)
        return box

    @property
    def title(self) -> str:
        """The title that was typed; empty for that of the page."""
        return self._title.text().strip()

    @property
    def without(self) -> frozenset[str]:
        """Parts that are left out."""
        return frozenset(part for part, box in self._boxes.items() if not box.isChecked())

    @property
    def caption(self) -> bool:
        """Whether a caption is written beside the picture."""
        return self._caption.isChecked()

    def take(self, without: frozenset[str], *, caption: bool) -> None:
        """Choose as was chosen before."""
        for part, box in self._boxes.items():
            box.setChecked(part not in without)
        self._caption.setChecked(caption)
