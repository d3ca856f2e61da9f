"""What tests of painting share."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.model.topology import Basemap


@pytest.fixture(scope="session")
def real_base(root: Path) -> Basemap:
    """The built-in base geometry."""
    from viewer.store.basemap import load_basemap

    return load_basemap(root / "data" / "base")
