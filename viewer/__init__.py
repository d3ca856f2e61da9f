"""Bloc Atlas: a historical atlas that moves.

Public API: `open_atlas`, `View`, `render`, `page_of`, `export`, `export_series`, `export_story`. Importing it is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.api import export, export_series, export_story, open_atlas, page_of, render
    from viewer.carto.view import View

__all__ = ["View", "export", "export_series", "export_story", "open_atlas", "page_of", "render"]


def __getattr__(name: str) -> object:
    """Load the public names when they are first asked for."""
    if name == "View":
        from viewer.carto.view import View

        return View
    if name in __all__:
        from viewer import api

        return getattr(api, name)
    raise AttributeError(f"module 'viewer' has no attribute {name!r}")
