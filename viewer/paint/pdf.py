"""Pages as a PDF: the land is an image, names, title, legend and notes are text, sharp at any size, to be searched and edited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Self

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from viewer.paint.contact_sheet import render_sheet
from viewer.paint.image import ExportFailed
from viewer.paint.page import Page, draw_page, page_px, title_of
from viewer.paint.political_layer import PoliticalLayer

_PX_INCH, _POINTS = 96, 0.75
"""Logical pixels to an inch, and points of a logical pixel."""
_TABLE = re.compile(rb"startxref\s+(\d{1,18})\s+%%EOF")
"""The end of a PDF tells where its table begins."""


class Printer:
    """Writes pages of one size into a PDF. Used in a `with`: what is written is whole when that ends.

    Args: name: of the file that is written. told: by what name readers are told of it. first: of the pages.
    """

    def __init__(self, name: str, told: str, first: Page) -> None:
        (width, height), factor = first.size, first.factor
        self._writer = QPdfWriter(name)
        self._writer.setResolution(max(1, round(_PX_INCH * factor)))
        size = QPageSize(QSizeF(width * _POINTS, height * _POINTS), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        self._writer.setPageSize(size)
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(title_of(first))
        self._writer.setCreator("Bloc Atlas")
        self._painter = QPainter()
        self._name, self._told = name, told

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the file."""
        if self._painter.isActive():
            self._painter.end()

    def add(self, page: Page, layer: PoliticalLayer | None) -> None:
        """Print a page; `layer` is what draws its map, None for a sheet of maps. ExportFailed where it can't be written."""
        started = self._writer.newPage() if self._painter.isActive() else self._painter.begin(self._writer)
        if not started:
            raise self._failed()
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        width, height = page.size if layer is None else page_px(page)
        painter.scale(self._writer.width() / width, self._writer.height() / height)
        if layer is None:
            image = render_sheet(page)
            painter.drawImage(QRectF(0, 0, width, height), image, QRectF(image.rect()))
        else:
            draw_page(painter, page, layer)
        painter.restore()

    def check(self) -> None:
        """Raise ExportFailed where what was written is not all there: Qt does not tell of a full disk."""
        with Path(self._name).open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - 64))
            table = _TABLE.search(stream.read())
            stream.seek(int(table[1]) if table else 0)
            if table is None or stream.read(4) != b"xref":  # bytes are missing before it, though there was room for the end
                raise self._failed()

    def _failed(self) -> ExportFailed:
        return ExportFailed(f"`{self._told}` could not be written; is the disk full?", "disk", name=self._told)
