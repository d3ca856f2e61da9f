"""A story as a series of pictures: one page a step, with the step's title and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from viewer.carto.story import Stop, on_path, stop_of, stop_view
from viewer.model.entities import Story, say
from viewer.paint.files.image import PRINTED, ExportFailed, check_export
from viewer.paint.files.sequence import printing, writing
from viewer.paint.pages.page import Page

NUMBER = "{n}"
"""Stands for the number of the step in a pattern of file names."""


def step_paths(story: Story, target: str) -> list[Path]:
    """Return a path for each step. `target` is a folder, or a file name in which `{n}` stands for the number.

    Where a file name has none, the number is put before its suffix; a PDF takes all steps as its pages.
    """
    path = Path(target)
    if path.suffix.lower() == PRINTED and NUMBER not in path.name:
        return [path]
    digits = max(2, len(str(len(story.steps))))
    if path.is_dir() or (not path.suffix and NUMBER not in path.name):
        path = path / f"{story.id}-{NUMBER}.png"
    elif NUMBER not in path.name:
        path = path.with_name(f"{path.stem}-{NUMBER}{path.suffix}")
    return [path.with_name(path.name.replace(NUMBER, f"{number:0{digits}d}")) for number in range(1, len(story.steps) + 1)]


def step_page(page: Page, stop: Stop) -> Page:
    """Return the page of a step; size, language, theme and viewpoint are those of `page`. A second map is that of the step alone."""
    view = stop_view(stop, page.view.with_(beside=None))
    other = next((language for language in page.atlas.languages if language != view.language), "")
    title, text = stop.step.title, stop.step.text
    return replace(page, view=view, title=say(title, view.language), second=title.get(other, ""), note=say(text, view.language))


def told_page(page: Page) -> Page:
    """Return a page with title and text of the step that its View stands on; as it is where it has a title or has left the path."""
    stop = stop_of(page.atlas, page.view)
    if stop is None or page.title or not on_path(stop, page.view):
        return page
    return replace(step_page(page, stop), view=page.view)


def export_story(page: Page, story: Story, target: str) -> Iterator[Path]:
    """Write all steps of a story, each when the next path is asked for. ExportFailed before any work starts where one can't be written."""
    paths = step_paths(story, target)
    folder = paths[0].parent
    if not folder.exists():
        try:
            folder.mkdir()
        except OSError as error:
            raise ExportFailed(f"the folder `{folder}` can't be made: {error.strerror}") from None
    for path in paths:
        check_export(page.size, page.factor, str(path))
    pages = [step_page(page, Stop(story, number)) for number in range(1, len(story.steps) + 1)]
    work = writing(list(zip(pages, paths, strict=True))) if len(paths) == len(pages) else printing(pages, paths[0])
    return (path for path in work if path is not None)
