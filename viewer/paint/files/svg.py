"""Pages as SVG: everything a shape or words, in named groups, for those who go on working in an editor of drawings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPainter

from viewer.model.entities import say
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.pages.layout import PAPERS
from viewer.paint.pages.page import Page, draw_page, page_px, title_of
from viewer.paint.type import FAMILIES
from viewer.paint.vectors.engine import Canvas, VectorEngine
from viewer.paint.vectors.markup import Markup, escaped, number

_SPACE = "urn:bloc-atlas"
"""Names what this program writes into the metadata."""


def write_svg(page: Page, name: str, layer: PoliticalLayer) -> str:
    """Write a page (of one map) into a file; `layer` is what knows its land. Returns what it tells in words."""
    markup = Markup()
    engine = VectorEngine(markup)
    engine.titles = {event.id: say(event.title, page.view.language) for event in page.atlas.events.values()}
    canvas = Canvas(engine, page_px(page))
    painter = QPainter(canvas)
    try:
        drawn = draw_page(painter, page, layer)
    finally:
        painter.end()
    engine.finish()
    frame = f"{drawn.map.width():g}x{drawn.map.height():g}"
    with Path(name).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{_head(page, drawn.caption, frame)}\n{markup.text()}\n</svg>\n")
    return drawn.caption


def _head(page: Page, caption: str, frame: str) -> str:
    """Return the beginning of a file: its size, its type, and what it tells of itself."""
    wide, high = page_px(page)
    across, down = _lengths(page)
    families = ", ".join(f"'{family}'" for family in FAMILIES)
    marks = "".join(f"<ba:{key}>{escaped(text)}</ba:{key}>" for key, text in (("view", page.view.text()), ("frame", frame)))
    spaces = f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ba="{_SPACE}"'
    size = f'width="{across}" height="{down}" viewBox="0 0 {number(wide)} {number(high)}"'
    words = f'xml:lang="{escaped(page.view.language)}" xml:space="preserve" font-family="{families}, sans-serif"'
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg {spaces} version="1.1" {size} {words} role="img">',
        f" <title>{escaped(title_of(page))}</title>",
        f" <desc>{escaped(caption)}</desc>",
        f" <metadata>{marks}</metadata>",
    )
    return "\n".join(lines)


def _lengths(page: Page) -> tuple[str, str]:
    """Return width and height of a page: in mm where it is a sheet of paper, else in px."""
    for px, (wide, high) in PAPERS.values():
        if page.size in (px, px[::-1]):
            return (f"{wide}mm", f"{high}mm") if page.size == px else (f"{high}mm", f"{wide}mm")
    across, down = (round(length * page.factor) for length in page.size)
    return f"{across}px", f"{down}px"
