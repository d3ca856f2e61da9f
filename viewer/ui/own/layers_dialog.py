"""Which layers of a file, or sheets of a workbook, are added: all are offered, with a mark that can be put or taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.widgets.dialog_room import accept_or_cancel
from viewer.ui.widgets.plain_text import cut


class LayersDialog(QDialog):
    """Asks which layers are wanted; `chosen` names them.

    Args: name: of the file. layers: what it holds. offered: those that are marked at first. kind: what they are, `layers` or `sheets`.
    """

    def __init__(
        self, say: Callable[..., str], parent: QWidget, name: str, layers: Sequence[str], offered: Sequence[str], kind: str = "layers"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("layersDialog")
        self.setWindowTitle(say(f"extra.{kind}"))
        self._names = tuple(layers)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        head = QLabel(say(f"extra.{kind}_of", name=cut(name, 80), n=len(layers)))
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        column.addWidget(head)
        self.listing = QListWidget()
        self.listing.setObjectName("layersList")
        self.listing.setAccessibleName(head.text())
        for layer in layers:
            item = QListWidgetItem(cut(layer, 120))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if layer in offered else Qt.CheckState.Unchecked)
            self.listing.addItem(item)
        self.listing.itemChanged.connect(lambda _: self._judge())
        column.addWidget(self.listing, 1)
        buttons, self.accept_button = accept_or_cancel(self, say("extra.import"), say("extra.cancel"))
        column.addWidget(buttons)
        self._judge()
        self.resize(COMFORT.px(380), min(COMFORT.px(320), max(parent.height() - 80, 240)))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The layers that are wanted."""
        return tuple(name for row, name in enumerate(self._names) if self.listing.item(row).checkState() == Qt.CheckState.Checked)

    def _judge(self) -> None:
        self.accept_button.setEnabled(bool(self.chosen))
