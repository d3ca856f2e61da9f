"""Bloc Atlas: a historical atlas that moves. Public API: `open_atlas`, `View`, `render`; importing it is cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.api import open_atlas, render
    from viewer.carto.view import View

__all__ = ["View", "open_atlas", "render"]


def __getattr__(name: str) -> object:
    """Load the public names when they are first asked for."""
    if name == "View":
        from viewer.carto.view import View

        return View
    if name in ("open_atlas", "render"):
        from viewer import api

        return getattr(api, name)
    raise AttributeError(f"module 'viewer' has no attribute {name!r}")
