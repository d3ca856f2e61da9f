"""Pages as a PDF: the land is an image, names, title, legend and notes are text, sharp at any size, to be searched and edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from viewer.carto.days.dates import range_text
from viewer.carto.story import stop_of
from viewer.model.entities import say
from viewer.paint.files.crop import POINTS_MM, margin_mm, paint_ground, paint_marks
from viewer.paint.files.image import ExportFailed
from viewer.paint.files.pdf_marks import Marks, mark
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.pages.contact_sheet import draw_sheet, is_sheet, sheet_title
from viewer.paint.pages.layout import PAPERS, PX_MM
from viewer.paint.pages.page import GROUND, Page, draw_page, page_px, title_of
from viewer.paint.pages.words import title_words

_PX_INCH, _POINTS = 96, 0.75
"""Logical pixels to an inch, and points of a logical pixel."""
_TABLE = re.compile(rb"startxref\s+(\d{1,18})\s+%%EOF")
"""The end of a PDF tells where its table begins."""


class Printer:
    """Writes pages of one size into a PDF. Used in a `with`: what is written is whole when that ends.

    Args: name: of the file that is written. told: by what name readers are told of it. pages: that there will be.
    """

    def __init__(self, name: str, told: str, pages: Sequence[Page]) -> None:
        first = pages[0]
        self._writer = QPdfWriter(name)
        self._writer.setResolution(max(1, round(_PX_INCH * first.factor)))
        margin = 2 * margin_mm(first.bleed) * POINTS_MM
        size = QPageSize(_paper(first.size) + QSizeF(margin, margin), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        self._writer.setPageSize(size)
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(_title_of(pages))
        self._writer.setCreator("Bloc Atlas")
        self._painter = QPainter()
        self._name, self._told = name, told
        self._view, self._language, self._frame = first.view.text(), first.view.language, ""
        self._trim, self._bleed = margin_mm(first.bleed) * POINTS_MM, first.bleed * POINTS_MM
        self.captions: list[str] = []
        """What each page tells in words."""

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
        px_mm = PX_MM * width / page.size[0]
        margin = margin_mm(page.bleed) * px_mm
        painter.scale(self._writer.width() / (width + 2 * margin), self._writer.height() / (height + 2 * margin))
        painter.translate(margin, margin)
        if page.bleed:
            paint_ground(painter, (width, height), page.bleed * px_mm, GROUND[page.view.theme])
        drawn = draw_sheet(painter, page) if layer is None else draw_page(painter, page, layer)
        if page.bleed:
            paint_marks(painter, (width, height), page.bleed, px_mm)
        self._frame = self._frame or f"{drawn.map.width():g}x{drawn.map.height():g}"
        self.captions.append(drawn.caption)
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

    def mark(self) -> None:
        """Add to the file that is written what it tells of itself."""
        with Path(self._name).open("r+b") as stream:
            mark(stream, Marks(self._language, "\n\n".join(self.captions), self._view, self._frame, self._trim, self._bleed))

    def _failed(self) -> ExportFailed:
        return ExportFailed(f"`{self._told}` could not be written; is the disk full?", "disk", name=self._told)


def _title_of(pages: Sequence[Page]) -> str:
    """Return what pages are called together: as their story, else as the first, with the days from which to which they go."""
    first, last = pages[0].view, pages[-1].view
    if is_sheet(first):
        return sheet_title(pages[0])
    if first.instant == last.instant or len(pages) == 1:
        return title_of(pages[0])
    stop = stop_of(pages[0].atlas, first)
    words = say(stop.story.names, first.language) if stop else title_words(pages[0])
    return f"{words}{'　' if first.language == 'ja' else ', '}{range_text((first.instant, last.instant), first.language)}"


def _paper(size: tuple[int, int]) -> QSizeF:
    """Return a size (px) in points: to the millimetre where it is that of a sheet of paper, upright or not."""
    for px, (wide, high) in PAPERS.values():
        if size in (px, px[::-1]):
            points = QSizeF(wide, high) * (72 / 25.4)
            return points if size == px else points.transposed()
    return QSizeF(size[0] * _POINTS, size[1] * _POINTS)
