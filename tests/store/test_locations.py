"""Where things are, on each platform, also with no home at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from viewer.store import locations

_VARIABLES = ("BLOC_ATLAS_CACHE", "BLOC_ATLAS_CONFIG", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)


def on(platform: str, monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_own_variables_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on("linux", monkeypatch, BLOC_ATLAS_CACHE=str(tmp_path / "c"), BLOC_ATLAS_CONFIG=str(tmp_path / "d"), XDG_CACHE_HOME=str(tmp_path))
    assert (locations.cache_folder(), locations.config_folder()) == (tmp_path / "c", tmp_path / "d")


def test_each_platform_has_its_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on("linux", monkeypatch, HOME=str(tmp_path))
    assert (locations.cache_folder(), locations.config_folder()) == (tmp_path / ".cache/bloc-atlas", tmp_path / ".config/bloc-atlas")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert locations.cache_folder() == tmp_path / "x/bloc-atlas"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert locations.cache_folder() == tmp_path / ".cache/bloc-atlas"
    on("darwin", monkeypatch)
    assert locations.cache_folder() == tmp_path / "Library/Caches/bloc-atlas"
    on("win32", monkeypatch, LOCALAPPDATA=str(tmp_path / "local"))
    assert locations.cache_folder() == tmp_path / "local/bloc-atlas"


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_without_a_home_there_is_still_a_folder(platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    on(platform, monkeypatch)
    monkeypatch.setattr(Path, "home", homeless)
    assert locations.cache_folder().is_absolute()
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "gone")
    assert "gone" not in str(locations.config_folder())


def test_data_and_resources_are_beside_or_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (locations.data_folder() / "atlas.yaml").is_file()
    assert (locations.resources_folder() / "fonts").is_dir()
    (tmp_path / "viewer" / "_data").mkdir(parents=True)
    monkeypatch.setattr(locations, "_PACKAGE", tmp_path / "viewer")
    assert locations.data_folder() == tmp_path / "viewer" / "_data"
    assert locations.resources_folder() == tmp_path / "resources"


def test_the_base_is_the_built_in_one_or_inside_the_atlas(tmp_path: Path) -> None:
    assert locations.base_folder(tmp_path, "built-in") == locations.data_folder() / "base"
    assert locations.base_folder(tmp_path, "mine") == tmp_path / "mine"
