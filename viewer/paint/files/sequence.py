"""Pages painted one after the other: what lies where is worked out once for all pages of a place, and each day changes what it changes."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from viewer.carto.view import View
from viewer.model.time import iso
from viewer.paint.files.apng import Animation
from viewer.paint.files.gif import GifAnimation
from viewer.paint.files.image import DRAWN, PRINTED, SUFFIXES, ExportFailed, check_export, whole, write_image, write_text
from viewer.paint.files.pdf import Printer
from viewer.paint.files.png import Deflater
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.pages.contact_sheet import fits, is_sheet, render_sheet
from viewer.paint.pages.page import CAPTION_KEY, Page, paper, render_page, viewport_of
from viewer.paint.pages.settling import unsettled

_SLICE = 0.02
"""Seconds for which a page is prepared at a time."""
_LOOK_AGAIN = 0.01
"""Seconds after which it is looked again whether a picture is written."""
_LARGE = 24_000_000
"""Device pixels from which on no second picture is held beside the one that is painted."""

ANIMATED = ".gif"
"""Suffix of animations where nothing else is asked for: slides play it."""
ANIMATIONS: dict[str, type[GifAnimation | Animation]] = {ANIMATED: GifAnimation, ".apng": Animation}
"""What writes an animation, by its suffix."""
PACE = 0.5
"""Seconds for which each picture of an animation is shown where nothing else is asked for."""
_SHOWN_LAST = 3.0
"""Seconds for which the last one is shown at least."""
DATE = "{date}"
"""Stands for the day in a pattern of file names."""

Job = tuple[Page, Path]
"""A page, and where its picture goes."""


class Press:
    """Paints pages. A picture equals the one that `render_page` paints of its page alone."""

    def __init__(self) -> None:
        self._layer: PoliticalLayer | None = None

    def painting(self, page: Page) -> Generator[None, None, QImage]:
        """Paint a page in slices: between two of them one may look about, or give up."""
        layer = yield from self.preparing(page)
        return render_sheet(page) if layer is None else render_page(page, layer)

    def preparing(self, page: Page) -> Generator[None, None, PoliticalLayer | None]:
        """Make ready, in slices, what draws the map of a page, and return it; None for a sheet of maps."""
        if is_sheet(page.view):
            return None
        layer = self._layer_for(page)
        port = viewport_of(page)
        if layer.viewport != port:
            layer.update(page.view.instant, page.view.viewpoint)  # so that its day is composed in slices too
            layer.begin(port)
            while not layer.advance(_SLICE):
                yield
            yield
        return layer

    def _layer_for(self, page: Page) -> PoliticalLayer:
        atlas, theme = page.atlas.in_scheme(page.view.scheme), paper(page.view.theme)
        if self._layer is None or self._layer.politics.atlas is not atlas:
            self._layer = PoliticalLayer(atlas, theme, page.view.hidden_layers)
        elif self._layer.viewport != viewport_of(page):
            self._layer.forget()
        self._layer.set_look(theme, page.view.hidden_layers)
        return self._layer


def export_page(page: Page, path: str) -> None:
    """Check, paint and write a page."""
    check_export(page.size, page.factor, path)
    check_one_map(page.view, path)
    if is_sheet(page.view) and not fits(page):
        (width, height), number = page.size, max(2, len(page.view.days))
        message = f"{width} x {height} is too small for a sheet of {number} maps with its legend; take a larger picture or fewer maps"
        raise ExportFailed(message, "crowded", width=width, height=height, number=number)
    for _ in writing([(page, Path(path))]):
        pass


def writing(jobs: list[Job]) -> Generator[Path | None, None, None]:
    """Paint pages and write each to its path; a page is painted while the one before it is deflated.

    Yields the path of each picture that is written, and None in between: there one may give up by closing the generator, and what is
    written then is whole. ExportFailed where one can't be written; nothing is checked beforehand (see `check_export`).
    """
    press, deflater = Press(), Deflater()
    with ThreadPoolExecutor(1) as pool:
        under_way: tuple[Future[None], Path] | None = None
        for page, path in jobs:
            yield None
            if path.suffix.lower() in (PRINTED, DRAWN):
                yield from printing([page], path) if path.suffix.lower() == PRINTED else drawing(page, path, press)
                continue
            image = yield from press.painting(page)
            if under_way:
                yield from _written(*under_way)
            if page.caption:
                write_text(image.text(CAPTION_KEY) + "\n", str(caption_path(path)))
            large = image.width() * image.height() > _LARGE
            under_way = pool.submit(write_image, image, str(path), None if large or len(jobs) == 1 else deflater), path
            del image
            if large:
                yield from _written(*under_way)
                under_way = None
        if under_way:
            yield from _written(*under_way)


def caption_path(path: Path) -> Path:
    """Return where the caption of a picture goes: beside it."""
    return path.with_name(f"{path.stem}.caption.txt")


def _written(work: Future[None], path: Path) -> Generator[Path | None, None, None]:
    """Wait until a picture is written, and tell its path."""
    while not wait([work], _LOOK_AGAIN).done:
        yield None
    work.result()
    yield path


def seconds_of(count: int, pace: float) -> float:
    """Return how long an animation of so many pictures is."""
    return (count - 1) * pace + max(pace, _SHOWN_LAST)


def animating(pages: list[Page], path: Path, pace: float = PACE) -> Generator[Path | None, None, None]:
    """Paint pages as one animation; yields as `writing` does, and the path at the end. Who gives up leaves no file.

    Args: pace: seconds for which each picture is shown.
    """
    press = Press()
    with whole(str(path)) as name, Path(name).open("wb") as stream, ThreadPoolExecutor(1) as pool:
        animation = ANIMATIONS[path.suffix.lower()](stream, len(pages), pace, max(pace, _SHOWN_LAST))
        under_way: Future[None] | None = None
        for page in pages:
            yield None
            image = yield from press.painting(page)
            if under_way:
                under_way.result()
            under_way = pool.submit(animation.add, image)
        if under_way:
            under_way.result()
        animation.end()
    yield path


def printing(pages: list[Page], path: Path) -> Generator[Path | None, None, None]:
    """Print pages into one PDF; yields as `animating` does. Who gives up leaves no file."""
    press = Press()
    with whole(str(path)) as name:
        with Printer(name, path.name, pages) as printer:
            for page in pages:
                yield None
                printer.add(page, (yield from press.preparing(page)))
        printer.check()
        printer.mark()
    if pages[0].caption:
        write_text("\n\n".join(printer.captions) + "\n", str(caption_path(path)))
    yield path


def drawing(page: Page, path: Path, press: Press) -> Generator[Path | None, None, None]:
    """Draw a page as SVG, with the press of its series; yields as `animating` does. ExportFailed for a sheet of maps."""
    from viewer.paint.files.svg import write_svg

    page = replace(page, bleed=0.0)
    layer = yield from press.preparing(page)
    check_one_map(page.view, str(path))
    if layer is None:
        return
    with whole(str(path)) as name:
        caption = write_svg(page, name, layer)
    if page.caption:
        write_text(caption + "\n", str(caption_path(path)))
    yield path


def check_one_map(view: View, path: str) -> None:
    """Raise ExportFailed where a sheet of maps is to be a drawing."""
    if is_sheet(view) and Path(path).suffix.lower() == DRAWN:
        raise ExportFailed("an SVG shows one map, not a sheet of several; show one map, or write a PDF", "one_map")


def series_paths(target: str, days: list[int]) -> list[Path]:
    """Return a path for each day. `target` is a folder, or a file name in which `{date}` stands for the day.

    An animation is one file, its `{date}` the first and the last day, and so is a PDF without a `{date}`. ExportFailed for any other
    name of one.
    """
    path = Path(target)
    if path.suffix.lower() in ANIMATIONS:
        return [path.with_name(path.name.replace(DATE, f"{iso(days[0])}-{iso(days[-1])}"))]
    if path.suffix.lower() == PRINTED and DATE not in path.name:
        return [path]
    if path.is_dir() or (not path.suffix and DATE not in path.name):
        path = path / f"bloc-atlas-{DATE}.png"
    if DATE not in path.name:
        known = ", ".join((*ANIMATIONS, PRINTED))
        told = f"`{path.name}` names one file; write {DATE} into it where the day belongs, or end it in one of {known}"
        raise ExportFailed(told, "undated", name=path.name)
    return [path.with_name(path.name.replace(DATE, iso(day))) for day in days]


def check_series(size: tuple[int, int], factor: float, target: str, days: list[int]) -> list[Path]:
    """Return where pictures go (see `series_paths`); ExportFailed where they can't be written. Nothing is touched.

    A folder that is named may be missing: it will be made in its own.
    """
    paths = series_paths(target, days)
    made = paths[0].parent == Path(target) and not Path(target).exists()
    suffixes = tuple(ANIMATIONS) if paths[0].suffix.lower() in ANIMATIONS else SUFFIXES
    for path in [Path(target).parent / paths[0].name] if made else paths:
        check_export(size, factor, str(path), suffixes)
    return paths


def exporting(page: Page, days: list[int], target: str, pace: float = PACE) -> Generator[Path | None, None, None]:
    """Write the page of each day (see `series_paths`, `writing`, `animating`). ExportFailed before any work starts where one can't be."""
    paths = check_series(page.size, page.factor, target, days)
    try:
        paths[0].parent.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportFailed(f"the folder `{paths[0].parent}` can't be made: {error.strerror}") from None
    page = unsettled(page)
    pages = [replace(page, view=page.view.at(day)) for day in days]
    if paths[0].suffix.lower() in ANIMATIONS:
        return animating(pages, paths[0], pace)
    if len(paths) < len(pages):
        return printing(pages, paths[0])
    return writing(list(zip(pages, paths, strict=True)))
