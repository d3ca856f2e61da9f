"""The export dialog: size, scale, which days, title and parts, where to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from viewer.paint.files.image import PRINTED
from viewer.paint.files.sequence import ANIMATED, ANIMATIONS, DATE, series_paths
from viewer.ui.exporting.days import DaysChoice, same_kind
from viewer.ui.exporting.parts import PartsChoice, SizeChoice
from viewer.ui.exporting.preview import PagePreview
from viewer.ui.widgets.dialog_room import accept_or_cancel
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.widgets.plain_text import breakable

FACTORS = (1.0, 1.5, 2.0, 3.0)
_WIDE = 460
"""Px that what is chosen takes."""


class ExportDialog(QDialog):
    """Asks how large a picture is to be, of which days and where it goes.

    `path`, `size_px`, `factor`, `days`, `parts` tell what was chosen.

    Args: name: file name that is proposed, with `{date}` for the day. refusal: returns why what is chosen can't be written, else "".
    """

    def __init__(
        self,
        say: Callable[..., str],
        parent: QWidget,
        name: str,
        days: DaysChoice,
        parts: PartsChoice,
        refusal: Callable[[ExportDialog], str],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(say("export.title"))
        self._say, self._refusal, self.days, self.parts = say, refusal, days, parts
        self._agreed = ""
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(20, 16, 20, 16)
        self._across.setSpacing(20)
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(9)
        self._across.addLayout(form, 1)
        self._size = SizeChoice(say)
        self._size.paper_chosen.connect(self._for_print)
        self._factor = ListBox()
        self._factor.setAccessibleName(say("export.scale"))
        for factor in FACTORS:
            self._factor.addItem(f"× {factor:g}", factor)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        if not folder or not Path(folder).is_dir():
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation) or "."
        bound = {suffix: str(Path(name.replace(f"-{DATE}", "")).with_suffix(suffix)) for suffix in (PRINTED, ANIMATED)}
        names = {"one": name.replace(DATE, days.shown), "": name, **bound}
        self._proposed = {form: str(_unused(Path(folder) / each)) for form, each in names.items()}
        self._path = QLineEdit(self._proposed["one"])
        days.changed.connect(self._propose)
        self._path.textEdited.connect(lambda text: days.bind(_bound(text)))
        self._path.textChanged.connect(self._sharpen)
        self._path.setObjectName("exportPath")
        self._path.setAccessibleName(say("export.path"))
        form.addRow(say("export.size"), self._size)
        form.addRow(say("export.scale"), self._factor)
        form.addRow(say("export.every"), days)
        form.addRow(say("export.page_title"), parts)
        form.addRow(self._file_row())
        self._why = QLabel()
        self._why.setObjectName("exportRefusal")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setProperty("role", "error")
        self._why.setWordWrap(True)
        self._why.hide()
        form.addRow(self._why)
        buttons, _ = accept_or_cancel(self, say("export.save"), say("export.cancel"))
        form.addRow(buttons)
        self.setMinimumWidth(_WIDE)

    def _file_row(self) -> QHBoxLayout:
        """The field for the file, and a button that looks for one."""
        browse = QPushButton("…")
        browse.setProperty("role", "outlined")
        browse.setAutoDefault(False)
        browse.setAccessibleName(self._say("export.browse"))
        browse.setToolTip(self._say("export.browse"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        return row

    def add_preview(self, preview: PagePreview) -> None:
        """Show beside what is chosen how it will look."""
        self._across.addWidget(preview)
        self.setMinimumWidth(_WIDE + preview.width() + self._across.spacing())
        self._size.editTextChanged.connect(preview.ask)
        self.parts.changed.connect(preview.ask)
        self.finished.connect(preview.stop)
        preview.ask()

    def _propose(self) -> None:
        """Propose a name for one picture, or for many in files or in one; one that the reader has written gets no more than its suffix."""
        text, days = self._path.text(), self.days
        if text in self._proposed.values():
            self._path.setText(self._proposed[days.suffix if days.several else "one"])
        elif days.several and not same_kind(days.suffix, _bound(text)) and Path(text).name:
            path = Path(text.replace(f"-{DATE}", "").replace(DATE, "") if days.suffix else text)
            stem = path.stem or "bloc-atlas"
            self._path.setText(str(path.with_name(f"{stem}{days.suffix}" if days.suffix else f"{stem}-{DATE}.png")))
        self.adjustSize()

    def _sharpen(self) -> None:
        """Propose as many pixels as print wants for a PDF."""
        if self.path.lower().endswith(PRINTED):
            self._for_print()

    def _for_print(self) -> None:
        if self.factor < FACTORS[-1]:
            self._factor.setCurrentIndex(len(FACTORS) - 1)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self._say("export.title"), self._path.text(), self._say("export.kind"))
        if path:
            self._path.setText(path)
            self._agreed = self.path

    @override
    def accept(self) -> None:
        """Close only where the picture can be written; a file that is there already is replaced at the second press."""
        why = self._refusal(self)
        if not why and self._agreed != self.path and any(path.exists() for path in self.paths()):
            why, self._agreed = self._say("export.replace"), self.path
        self._why.setText(breakable(why))
        self._why.setVisible(bool(why))
        if not why:
            super().accept()

    def paths(self) -> list[Path]:
        """Return where pictures go. ExportFailed for a series that has the name of one file."""
        return series_paths(self.path, self.days.days()) if self.days.several else [Path(self.path)]

    @property
    def path(self) -> str:
        """Where pictures go; a name without a suffix becomes a PNG, or what is meant for a series; a folder stays one for a series."""
        text = self._path.text().strip()
        bare = text and not Path(text).suffix and not (self.days.several and Path(text).is_dir())
        return f"{text}{self.days.suffix or '.png'}" if bare else text

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in logical px; (0, 0) where what is typed is no size."""
        return self._size.px

    def take(self, size: str, factor: float) -> None:
        """Choose size and scale as they were chosen before."""
        self._size.setCurrentText(size)
        self._factor.setCurrentIndex(max(self._factor.findData(factor), 0))

    @property
    def size_text(self) -> str:
        """The size as it stands in its field."""
        return self._size.currentText()

    @property
    def factor(self) -> float:
        """Device pixels a logical pixel."""
        return float(self._factor.currentData())


def _bound(text: str) -> str:
    """Return the suffix of a name that takes all pictures of a series; empty for another name."""
    suffix = Path(text.strip()).suffix.lower()
    return suffix if suffix in ANIMATIONS or (suffix == PRINTED and DATE not in text) else ""


def _unused(path: Path) -> Path:
    """Return a path, or the next one with a number, where no file is yet."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return path if not path.exists() else next((other for other in numbered if not other.exists()), path)
