"""Pictures as files: checked before work starts, written whole or not at all, and read back for their View."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

from viewer.paint.page import VIEW_KEY, Page, render_page

_LONGEST = 30_000
_MOST_PIXELS = 120_000_000
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


class ExportFailed(OSError):
    """A picture that can't be written; the message says why and what to do."""


def check_export(size: tuple[int, int], factor: float, path: str) -> None:
    """Raise ExportFailed where a picture of that size can't be written there; nothing is touched."""
    target = Path(path)
    width, height = round(size[0] * factor), round(size[1] * factor)
    if not 0.1 <= factor <= 16 or width < 64 or height < 64:
        raise ExportFailed(f"a picture of {width} x {height} pixels is too small; at least 64 x 64")
    if max(width, height) > _LONGEST or width * height > _MOST_PIXELS:
        most = f"at most {_LONGEST} a side and {_MOST_PIXELS // 10**6} megapixels"
        raise ExportFailed(f"a picture of {width} x {height} pixels is too large; {most}")
    if target.suffix.lower() not in _SUFFIXES:
        raise ExportFailed(f"`{target.suffix}` is no known type of picture; write one of {', '.join(_SUFFIXES)}")
    folder = target.parent
    if not folder.is_dir():
        raise ExportFailed(f"there is no folder `{folder}`")
    if target.is_dir():
        raise ExportFailed(f"`{target.name}` is a folder")
    if not os.access(folder, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise ExportFailed(f"`{target}` can't be written to")


def write_image(image: QImage, path: str) -> None:
    """Write an image beside its target and move it there; ExportFailed leaves the old file as it was."""
    _write(path, image.save)


def write_text(text: str, path: str) -> None:
    """Write a text as UTF-8 beside its target and move it there; ExportFailed leaves the old file as it was."""
    if not Path(path).parent.is_dir():
        raise ExportFailed(f"there is no folder `{Path(path).parent}`")
    _write(path, lambda name: Path(name).write_text(text, encoding="utf-8", newline="") >= 0)


def _write(path: str, save: Callable[[str], bool]) -> None:
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".bloc-atlas", suffix=target.suffix)
    except OSError as error:
        raise ExportFailed(str(error)) from None
    os.close(handle)
    try:
        if not save(name):
            raise ExportFailed(f"`{target.name}` could not be written; is the disk full?")
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise error if isinstance(error, ExportFailed) else ExportFailed(str(error)) from None


def export_page(page: Page, path: str) -> None:
    """Check, paint and write a page."""
    check_export(page.size, page.factor, path)
    write_image(render_page(page), path)


def read_view(path: str) -> str:
    """Return the text form of the View in a picture's metadata; empty where there is none. The pixels are not decoded."""
    reader = QImageReader(path)
    reader.setAutoDetectImageFormat(True)
    return reader.text(VIEW_KEY) if reader.canRead() else ""
