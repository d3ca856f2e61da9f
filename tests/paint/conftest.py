"""What tests of painting share."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.model.atlas import Atlas
from viewer.model.topology import Basemap


@pytest.fixture(scope="session")
def real_base(root: Path) -> Basemap:
    """The built-in base geometry."""
    from viewer.store.basemap import load_basemap

    return load_basemap(root / "data" / "base")


@pytest.fixture(scope="session")
def fonts(qapp: object) -> object:
    """The bundled fonts, known to Qt."""
    from viewer.paint.offscreen import ensure_gui
    from viewer.store.resources import font_files

    ensure_gui(font_files())
    return qapp


@pytest.fixture(scope="session")
def sample(root: Path) -> Atlas:
    """The small atlas on the built-in base."""
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.locations import cache_folder

    return open_atlas(root / "tests" / "data" / "sample", cache_folder())
