"""What all tests share: no screen, no home of the user, the same random examples on every run, the atlases they look at."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from viewer.model.atlas import Atlas
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder, data_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # the first start speaks as the system does
_OWNER = "PYTEST_XDIST_WORKER" not in os.environ
if _OWNER:
    # Workers inherit the folder, so that an atlas is compiled once a run.
    os.environ["BLOC_ATLAS_CACHE"] = tempfile.mkdtemp(prefix="bloc-atlas-tests-")
    os.environ["BLOC_ATLAS_CONFIG"] = os.environ["BLOC_ATLAS_CACHE"] + "-config"

settings.register_profile(
    "atlas", derandomize=True, database=None, deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("atlas")


def pytest_unconfigure() -> None:
    """Remove what the run has compiled."""
    if _OWNER:
        for name in ("BLOC_ATLAS_CACHE", "BLOC_ATLAS_CONFIG"):
            shutil.rmtree(os.environ[name], ignore_errors=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built_in() -> Atlas:
    """The atlas that is shipped."""
    opened = open_atlas(data_folder(), cache_folder())
    gc.collect()
    gc.freeze()  # it stays, and so does all that was imported: looking through it again and again takes long
    return opened


@pytest.fixture(autouse=True)
def _session_of_each_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that a test leaves are its own."""
    monkeypatch.setenv("BLOC_ATLAS_CONFIG", str(tmp_path / "config"))


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: object) -> object:
    """The one Qt application of a run: a test that paints without widgets would else make one that windows can't use."""
    return qapp
