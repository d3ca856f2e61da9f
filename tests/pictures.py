"""Draw the pictures of README anew: `make pictures`. Windows are looked at without a screen; pages are exported."""

from __future__ import annotations

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

import viewer
from viewer.api import export, page_of
from viewer.model.atlas import Atlas
from viewer.store.resources import font_files, interface_words, read_icon
from viewer.ui.application import Resources, application, make_window
from viewer.ui.comfort.motion import MOTION

FOLDER = Path(__file__).parents[1] / "resources" / "pictures"
SIZE = (1440, 900)
WINDOWS = {
    "world-1962-ja": "t=1962-10-22&l=ja&s=kennedy-quarantine-speech",
    "europe-1989-dark-en": "t=1989-11-09&b=100&a=140&y=1985-01-01/1993-01-01&p=laea&c=16,50.5&z=3.4&l=en&k=dark&s=berlin-wall-falls",
    "kurils-1945-ja": "t=1945-09-05&b=30&a=1&y=1930-01-01/1956-01-01&p=laea&c=147.6,45.3&z=4.9&l=ja&s=habomai-occupied",
    "two-maps-1938-1949-en": "t=1949-10-07&bs=side;1938-03-01&p=laea&c=15,50.5&z=3.3&l=en&x=events",
}
"""Name -> what the window shows; the world is fitted to the window."""
SHEET = [*(date(year, 1, 1) for year in range(1917, 2023, 5)), date(1945, 5, 9), date(1989, 11, 9)]
"""Every five years, the end of the war in Europe and the fall of the Wall."""


def draw_window(atlas: Atlas, name: str, text: str) -> None:
    """Show a window, wait until all that is filled in at leisure is there, and write what it looks like."""
    resources = Resources(font_files(), read_icon, interface_words())
    application(resources.fonts)
    MOTION.choose("reduced")
    window = make_window(atlas, text, resources, None)
    window.resize(*SIZE)
    window.show()
    _wait(0.5)
    if "c=" not in text:
        window.actions_.fit()
    if window.state.view.beside is not None:
        window.finder_open = False  # two maps want the width
        window.arrange()
    _wait(2.0)
    window.map.sharpen()
    second = window.comparing.second.map
    if second is not None:
        second.sharpen()
    _wait(0.3)
    window.grab().save(str(FOLDER / f"{name}.webp"), "WEBP", 90)
    window.close()


def _wait(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def main() -> None:
    """Draw all pictures."""
    atlas = viewer.open_atlas()
    for name, text in WINDOWS.items():
        draw_window(atlas, name, text)
    page = page_of(atlas, viewer.View.parse("t=1939-08-20&l=ja"), (1440, 810), fit="nomonhan")
    export(page, FOLDER / "nomonhan-1939-ja.png")
    days = tuple(day.toordinal() for day in sorted(SHEET))
    view = viewer.View(language="en", days=days, hidden_layers=frozenset({"ribbons"}))
    sheet = page_of(atlas, view, (2400, 1950), fit="world", title="The world")
    export(sheet, FOLDER / "world-contact-sheet.webp")


if __name__ == "__main__":
    main()
