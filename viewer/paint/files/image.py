"""Pictures as files: checked before work starts, written whole or not at all, and read back for their View."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

from viewer.model.record import dataclass
from viewer.paint.files.pdf_marks import read_marks
from viewer.paint.files.png import Deflater, can_write, write_png
from viewer.paint.files.png_marks import SIGNATURE, marks_of
from viewer.paint.files.svg_marks import svg_marks
from viewer.paint.pages.page import FRAME_KEY, VIEW_KEY

_LONGEST = 30_000
_MOST_PIXELS = 120_000_000
PRINTED = ".pdf"
"""Suffix of what is printed: pages, of which several go into one file."""
DRAWN = ".svg"
"""Suffix of drawings: one map, of shapes and words."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", PRINTED, DRAWN)
"""Types of files that can be written."""
_PAUSES = (0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()
"""Seconds between trials to replace a file that is open elsewhere, which Windows refuses; a virus scanner lets go soon."""


class ExportFailed(OSError):
    """A picture that can't be written; the message says why and what to do.

    `reason` (a word, empty where only the system knows) and `values` let the window say it in the reader's language.
    """

    def __init__(self, message: str, reason: str = "", **values: object) -> None:
        super().__init__(message)
        self.reason, self.values = reason, values


def check_export(size: tuple[int, int], factor: float, path: str, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Raise ExportFailed where a picture of that size can't be written there; nothing is touched. `suffixes`: the types that will do."""
    target = Path(path)
    if not 0.1 <= factor <= 16:  # also where it is no number
        raise ExportFailed(f"a scale of {factor:g} is out of range; from 0.1 to 16", "scale", factor=factor)
    width, height = round(size[0] * factor), round(size[1] * factor)
    if width < 64 or height < 64:
        raise ExportFailed(f"a picture of {width} x {height} pixels is too small; at least 64 x 64", "small", width=width, height=height)
    if max(width, height) > _LONGEST or width * height > _MOST_PIXELS:
        most = f"at most {_LONGEST} a side and {_MOST_PIXELS // 10**6} megapixels"
        raise ExportFailed(f"a picture of {width} x {height} pixels is too large; {most}", "large", width=width, height=height)
    if target.suffix.lower() not in suffixes:
        known = ", ".join(suffixes)
        what = f"`{target.suffix}` is no known type of picture" if target.suffix else f"`{target.name}` has no suffix that tells its type"
        raise ExportFailed(f"{what}; write one of {known}", "suffix", known=known)
    folder = target.parent
    if not folder.is_dir():
        raise ExportFailed(f"there is no folder `{folder}`", "folder", folder=folder)
    if target.is_dir():
        raise ExportFailed(f"`{target.name}` is a folder", "taken", name=target.name)
    if not os.access(folder, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise ExportFailed(f"`{target}` can't be written to", "locked", path=target)


def write_image(image: QImage, path: str, deflater: Deflater | None = None) -> None:
    """Write an image beside its target and move it there; ExportFailed leaves the old file as it was.

    `deflater`: that of the series which the image belongs to, for a PNG. May be called from any thread.
    """
    if Path(path).suffix.lower() == ".png" and can_write(image):
        _write(path, lambda name: _save_png(image, name, deflater))
    else:
        _write(path, image.save)


def _save_png(image: QImage, name: str, deflater: Deflater | None) -> bool:
    with Path(name).open("wb") as stream:
        write_png(image, stream, deflater)
    return True


def write_text(text: str, path: str) -> None:
    """Write a text as UTF-8 beside its target and move it there; ExportFailed leaves the old file as it was."""
    if not Path(path).parent.is_dir():
        raise ExportFailed(f"there is no folder `{Path(path).parent}`")
    _write(path, lambda name: Path(name).write_text(text, encoding="utf-8", newline="") >= 0)


def _write(path: str, save: Callable[[str], bool]) -> None:
    with whole(path) as name:
        if not save(name):
            file = Path(path).name
            raise ExportFailed(f"`{file}` could not be written; is the disk full?", "disk", name=file)


@contextmanager
def whole(path: str) -> Iterator[str]:
    """Give the name of a file beside a target: it takes its place when all ends well, else it is gone. ExportFailed for faults of files."""
    target = Path(os.path.realpath(path))
    unfinished = target.parent / f".bloc-atlas{os.urandom(6).hex()}{target.suffix}"  # `tempfile` may try for ever on Windows
    try:
        unfinished.touch(0o600, exist_ok=False)
    except OSError as error:
        reason = "locked" if isinstance(error, PermissionError) else ""
        raise ExportFailed(f"`{target.name}` can't be written: {error.strerror}", reason, path=target) from None
    try:
        yield str(unfinished)
        unfinished.chmod(0o644)
        _put_in_place(unfinished, target)
    except BaseException as error:
        with suppress(OSError):  # who holds it open must not hide what went wrong
            unfinished.unlink(missing_ok=True)
        if isinstance(error, ExportFailed) or not isinstance(error, OSError):
            raise
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        message = f"`{target.name}` can't be written: {error.strerror or error}"
        raise ExportFailed(message, "disk" if full else "", name=target.name) from None


def _put_in_place(unfinished: Path, target: Path) -> None:
    """Let a file take the place of another; ExportFailed where that stays open in another program."""
    for pause in (*_PAUSES, None):
        try:
            unfinished.replace(target)
        except PermissionError as error:
            if pause is None:
                message = f"`{target.name}` can't be written: {error.strerror}; is it open in another program?"
                raise ExportFailed(message, "held", name=target.name) from None
            time.sleep(pause)
        else:
            return


@dataclass(frozen=True)
class Taken:
    """How a picture was taken: the text form of its View, and the size of its map in px where that is told."""

    view: str
    frame: tuple[float, float] | None


def read_taken(path: str) -> Taken | None:
    """Return how a picture was taken, from its metadata; None where it does not say. The pixels are not decoded."""
    view, frame = _read_marks(path)
    if not view:
        return None
    size = re.fullmatch(r"(\d{2,5}(?:\.\d{1,6})?)x(\d{2,5}(?:\.\d{1,6})?)", frame, flags=re.ASCII)
    return Taken(view, (float(size[1]), float(size[2])) if size else None)


def _read_marks(path: str) -> tuple[str, str]:
    """Return the View's text form and the size of its map in px, as the metadata of a picture has them."""
    try:
        with Path(path).open("rb") as stream:
            if path.lower().endswith(PRINTED):
                return read_marks(stream)
            if path.lower().endswith(DRAWN):
                return svg_marks(stream)
            if stream.read(len(SIGNATURE)) == SIGNATURE:
                stream.seek(0)
                marks = marks_of(stream, (VIEW_KEY, FRAME_KEY))
                return marks.get(VIEW_KEY, ""), marks.get(FRAME_KEY, "")
    except OSError:
        return "", ""
    reader = QImageReader(path)
    reader.setAutoDetectImageFormat(True)
    if not reader.canRead():
        return "", ""
    return reader.text(VIEW_KEY), reader.text(FRAME_KEY)
