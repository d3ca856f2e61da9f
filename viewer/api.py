"""The public Python API: open an atlas, render a View of it, export it. Needs no window and no event loop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QImage

    from viewer.carto.own.extra import ShownLayer
    from viewer.carto.view import View
    from viewer.model.atlas import Atlas
    from viewer.paint.pages.page import Page


def open_atlas(path: str | Path | None = None) -> Atlas:
    """Open an atlas folder, the built-in one where no path is given. BrokenAtlas tells every problem of the folder."""
    from viewer.store import locations
    from viewer.store.cache import compiled

    return compiled.open_atlas(Path(path) if path is not None else locations.data_folder(), locations.cache_folder())


def page_of(
    atlas: Atlas,
    view: View,
    size: tuple[int, int] = (1920, 1080),
    scale: float = 1.0,
    *,
    fit: str = "",
    title: str = "",
    plain: bool = False,
    without: Collection[str] = (),
    extras: Sequence[ShownLayer] = (),
    settle: bool = True,
    bleed: float = 0.0,
) -> Page:
    """Return a page ready to be rendered or exported. `fit`: see `fit_view`, or `world`; '' = as it is.

    `without`: parts that are left out: `title`, `legend`, `notes`, `bars` (scale and projection), `frame`. `extras`: layers of
    one's own. `settle`: whether the map gets the room that notes and legend of this day leave.
    `bleed`: mm that a PDF prints beyond the edges, with crop marks.
    A View that names no day is shown on the one with which the atlas opens.
    """
    from dataclasses import replace

    from viewer.carto.link import dated
    from viewer.carto.moving.fit import fit_view, fit_world
    from viewer.paint.files.story import told_page
    from viewer.paint.offscreen import ensure_gui
    from viewer.paint.overlay.glyphs import Glyphs
    from viewer.paint.overlay.overlay import Sprites
    from viewer.paint.pages.page import Page
    from viewer.paint.pages.settling import map_size, settled
    from viewer.store.resources import font_files, interface_words, read_icon
    from viewer.ui.words import Words

    ensure_gui(font_files())
    view = dated(atlas, view)
    say, sprites = Words(interface_words()).say, Sprites(Glyphs(read_icon))
    page = Page(atlas, view, size, scale, say, sprites, title, plain, extras=tuple(extras), without=frozenset(without))
    page = replace(page, bleed=bleed)
    if not fit:
        page = told_page(page)
        return settled(page) if settle else page

    def shown(at: View, room: tuple[float, float]) -> tuple[View, str]:
        return (fit_world(at, *room, keep=True), "") if fit == "world" else fit_view(atlas, at, fit, room)

    fitted, name = shown(view, map_size(page))
    second = ""
    if name and not title:
        other = next((language for language in atlas.languages if language != view.language), view.language)
        _, second = shown(view.with_(language=other), map_size(page))
    page = replace(page, view=fitted, title=title or name, second="" if second == name else second)
    return settled(page, lambda room: shown(view, room)[0]) if settle else page


def render(atlas: Atlas, view: View, size: tuple[int, int] = (1280, 800), scale: float = 1.0) -> QImage:
    """Return the map of a View, `size` logical px, each `scale` device px, with its names and markers but without title and legend."""
    from viewer.paint.pages.page import render_page

    return render_page(page_of(atlas, view, size, scale, plain=True))


def export(page: Page, path: str | Path) -> None:
    """Write a page as a picture, as a PDF (a scale of 3 gives its map 288 pixels to an inch), or as an SVG of shapes and words.

    ExportFailed before any work starts where it can't be written.
    """
    from viewer.paint.files.sequence import export_page

    export_page(page, str(path))


def export_story(
    atlas: Atlas,
    story: str,
    target: str | Path,
    look: View,
    size: tuple[int, int] = (1920, 1080),
    scale: float = 1.0,
    *,
    plain: bool = False,
    extras: Sequence[ShownLayer] = (),
    without: Collection[str] = (),
    caption: bool = False,
    bleed: float = 0.0,
) -> Iterator[Path]:
    """Write all steps of a story as pictures, each when the next path is asked for.

    Args: target: a folder, a file name with `{n}` for the number of the step, or a PDF for all of them.
    look: whose language, theme and viewpoint are taken. extras: layers of one's own, drawn on each. without: see `page_of`.
    caption: whether what a picture tells in words is written beside it. bleed: see `page_of`.
    Raises: NoSuchStory; ExportFailed before any work starts where a picture can't be written.
    """
    from dataclasses import replace

    from viewer.carto.story import NoSuchStory, find_story
    from viewer.paint.files.story import export_story as write

    found = find_story(atlas, story)
    if found is None:
        raise NoSuchStory(f"`{story[:60]}` is no story of this atlas; there are {', '.join(s.id for s in atlas.stories) or 'none'}")
    page = page_of(atlas, look, size, scale, plain=plain, without=without, settle=False, bleed=bleed)
    return write(replace(page, extras=tuple(extras), caption=caption), found, str(target))


def export_series(
    page: Page,
    target: str | Path,
    first: date,
    last: date,
    every: str = "year",
    pace: float = 0.5,
) -> Iterator[Path]:
    """Write a page on many days as pictures, each when the next path is asked for.

    Args: target: a folder, a file name with `{date}` for the day, one that ends in `.gif` or `.apng` for an animation, in
    `.pdf` for pages.
    every: `day`, `week`, `month`, `year`, any of them with a number (`5years`), `change` (the first day, and each on which the map
    changes) or `event` (each on which one begins). pace: seconds for which each picture of an animation is shown.
    Raises: BadSeries; ExportFailed before any work starts where a picture can't be written.
    """
    from viewer.carto.days.day_steps import series_days
    from viewer.paint.files.sequence import exporting

    days = series_days(page.atlas, first.toordinal(), last.toordinal(), every)
    return (path for path in exporting(page, days, str(target), pace) if path is not None)
