"""Which columns of a table mean what: guessed, shown with the first rows, and corrected before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.model.extra import Columns, TablePreview
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.widgets.dialog_room import accept_or_cancel, fit_dialog, scrolling
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.widgets.plain_text import cut, plain_tip

ENCODINGS = {"utf-8": "UTF-8", "cp932": "Shift_JIS (CP932)", "utf-16": "UTF-16", "euc_jp": "EUC-JP", "latin-1": "ISO 8859-1"}
_MEANINGS = tuple(field.name for field in fields(Columns) if field.name != "encoding")
_LONGEST = 60
_WIDEST = 190
"""Px of a column at plain text."""


class ColumnsDialog(QDialog):
    """Shows the head of a table and asks what its columns mean. `columns` tells it once accepted.

    Args: name: of the file. preview: reads the head of the file in an encoding ('' = guessed).
    """

    def __init__(self, say: Callable[..., str], parent: QWidget, name: str, preview: Callable[[str], TablePreview]) -> None:
        super().__init__(parent)
        self.setObjectName("columnsDialog")
        self.setWindowTitle(say("extra.columns"))
        self._say, self._preview = say, preview
        self._shown = preview("")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QLabel(cut(name, 100))
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("role", "bold")
        column.addWidget(head)
        self.table = QTableWidget()
        self.table.setObjectName("columnsPreview")
        self.table.setAccessibleName(say("extra.preview"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(COMFORT.px(150))
        self.table.verticalHeader().setDefaultSectionSize(COMFORT.px(24))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        inside = QWidget()
        scrolled = QVBoxLayout(inside)
        scrolled.setContentsMargins(0, 0, 8, 0)
        scrolled.addWidget(self.table, 1)
        form = QFormLayout()
        self.encoding = self._choice(form, "encoding")
        for code, words in ENCODINGS.items():
            self.encoding.addItem(words, code)
        form.setRowVisible(self.encoding, bool(self._shown.columns.encoding))  # a sheet of a workbook has none to choose
        self.choices = {meaning: self._choice(form, meaning) for meaning in _MEANINGS}
        scrolled.addLayout(form)
        column.addWidget(scrolling(inside, say("extra.columns")), 1)
        self._why = QLabel()
        self._why.setObjectName("columnsRefusal")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setProperty("role", "error")
        self._why.setWordWrap(True)
        column.addWidget(self._why)
        buttons, self.accept_button = accept_or_cancel(self, say("extra.import"), say("extra.cancel"))
        column.addWidget(buttons)
        fit_dialog(self, parent, 680, 600)
        (self.encoding if self._shown.columns.encoding else self.choices["lon"]).setFocus()
        self._show()
        self.encoding.currentIndexChanged.connect(self._read_again)

    def _choice(self, form: QFormLayout, name: str) -> QComboBox:
        box = ListBox()
        box.setObjectName(f"column-{name}")
        words = self._say(f"extra.column.{name}")
        box.setAccessibleName(words)
        form.addRow(words, box)
        box.currentIndexChanged.connect(self._judge)
        return box

    def _read_again(self) -> None:
        self._shown = self._preview(str(self.encoding.currentData()))
        self._show()

    def _show(self) -> None:
        """Show the head of the file and what is guessed of it."""
        shown = self._shown
        self.encoding.blockSignals(True)
        self.encoding.setCurrentIndex(max(self.encoding.findData(shown.columns.encoding), 0))
        self.encoding.blockSignals(False)
        self.table.setColumnCount(len(shown.header))
        self.table.setRowCount(len(shown.rows))
        self.table.setHorizontalHeaderLabels([cut(name, _LONGEST) for name in shown.header])
        for number, row in enumerate(shown.rows):
            for place, value in enumerate(row[: len(shown.header)]):
                item = QTableWidgetItem(cut(value, _LONGEST))
                item.setToolTip(plain_tip(value))
                self.table.setItem(number, place, item)
        self.table.resizeColumnsToContents()
        for place in range(len(shown.header)):
            self.table.setColumnWidth(place, min(self.table.columnWidth(place) + 6, COMFORT.px(_WIDEST)))
        for meaning, box in self.choices.items():
            box.blockSignals(True)
            box.clear()
            box.addItem(self._say("extra.no_column"), "")
            for name in shown.header:
                box.addItem(cut(name, _LONGEST), name)
            box.setCurrentIndex(max(box.findData(getattr(shown.columns, meaning)), 0))
            box.blockSignals(False)
        self._judge()

    def _judge(self) -> None:
        """Let it be read only where longitude and latitude are known, and are one column only where that holds both."""
        if not hasattr(self, "accept_button"):
            return
        chosen = self.columns
        why = self._shown.refusal
        together = chosen.lon == chosen.lat and chosen.lon not in self._shown.wholes
        if not why and (not (chosen.lon and chosen.lat) or together):
            why = self._say("extra.need_place")
        self._why.setText(cut(why, 300))
        self._why.setVisible(bool(why))
        self.accept_button.setEnabled(not why)

    @property
    def columns(self) -> Columns:
        """What the columns mean."""
        chosen = {meaning: str(box.currentData() or "") for meaning, box in self.choices.items()}
        return replace(Columns(**chosen), encoding=str(self.encoding.currentData()) if self._shown.columns.encoding else "")
