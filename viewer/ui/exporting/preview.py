"""What a picture will look like, in small, while it is being asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from viewer.paint.files.sequence import Press
from viewer.paint.pages.page import Page

_WIDE, _HIGH = 380, 300
"""Px that a picture is shown in."""
_PAUSE_MS = 300
"""A page is drawn when nothing has changed for so long: who types is not held up."""


class PagePreview(QLabel):
    """Shows a page in small, drawn in slices between the events. `ask` is to be called when another page may be meant.

    Args: page: returns what is meant now; None where nothing can be drawn. line: colour of the edge of its paper.
    """

    def __init__(self, say: Callable[..., str], page: Callable[[], Page | None], line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportPreview")
        self.setAccessibleName(say("export.preview"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(_WIDE, _HIGH)
        self._page, self._press, self._line = page, Press(), line
        self._work: Generator[None, None, QImage] | None = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._begin)
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._go_on)

    def ask(self) -> None:
        """Draw the page that is meant, soon."""
        self.stop()
        self._pause.start()

    def stop(self) -> None:
        """Draw no further."""
        self._pause.stop()
        self._turns.stop()
        if self._work is not None:
            self._work.close()
            self._work = None

    def _begin(self) -> None:
        page = self._page()
        if page is None:
            self.clear()
            return
        factor = min(_WIDE / page.size[0], _HIGH / page.size[1]) * self.devicePixelRatio()
        self._work = self._press.painting(replace(page, factor=factor))
        self._turns.start()

    def _go_on(self) -> None:
        """Work a slice; show the picture when it is there."""
        if self._work is None:
            return
        try:
            next(self._work)
        except StopIteration as end:
            self._work = None
            self._turns.stop()
            self._show(end.value)
        except (MemoryError, RuntimeError):  # whoever exports it is told
            self.stop()
            self.clear()

    def _show(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        painter = QPainter(pixmap)
        painter.setPen(QColor(self._line))
        painter.drawRect(0, 0, pixmap.width() - 1, pixmap.height() - 1)  # paper ends somewhere, also on a ground of its colour
        painter.end()
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        self.setPixmap(pixmap)

    @property
    def shown(self) -> QSize:
        """The size of the picture that is shown, in px; empty where there is none."""
        return self.pixmap().deviceIndependentSize().toSize()
