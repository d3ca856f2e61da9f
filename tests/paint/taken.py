"""What a written picture says of the View it was taken with."""

from __future__ import annotations

from pathlib import Path

from viewer.carto.view import View
from viewer.paint.files.image import read_taken


def taken_view(path: str | Path) -> View:
    """Return the View in a picture's metadata."""
    taken = read_taken(str(path))
    assert taken is not None, f"{path} does not tell its view"
    return View.parse(taken.view)
