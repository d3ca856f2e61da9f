"""Where things are: the built-in atlas, resources, the user's cache and settings. Works from a checkout and from a wheel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
NAME = "bloc-atlas"
SESSION = "session.json"


def _shipped(name: str) -> Path:
    """Folder beside the package in a checkout, or inside the installed package (`_data`, `_resources`)."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_folder() -> Path:
    """Return the folder of the built-in atlas."""
    return _shipped("data")


def resources_folder() -> Path:
    """Return the folder of fonts, icons, styles and translations."""
    return _shipped("resources")


def base_folder(atlas: Path, base: str) -> Path:
    """Return the folder of the base geometry that an atlas names: the built-in one, or one inside the atlas."""
    return data_folder() / "base" if base == "built-in" else atlas / base


def cache_folder() -> Path:
    """Return the folder for files that can be made again. It may not exist and may not be writable."""
    return _user_folder("BLOC_ATLAS_CACHE", "XDG_CACHE_HOME", ".cache", "Caches")


def config_folder() -> Path:
    """Return the folder for settings and the session. It may not exist and may not be writable."""
    return _user_folder("BLOC_ATLAS_CONFIG", "XDG_CONFIG_HOME", ".config", "Application Support")


def session_file() -> Path:
    """Return the file that the session is remembered in."""
    return config_folder() / SESSION


def _user_folder(own: str, xdg: str, hidden: str, library: str) -> Path:
    """The folder of a platform, named by environment variables first; a temporary one where there is no home."""
    named = os.environ.get(own)
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / NAME if local else _without_home()
    home = _home()
    if sys.platform == "darwin":
        return home / "Library" / library / NAME if home else _without_home()
    chosen = os.environ.get(xdg, "")
    if os.path.isabs(chosen):  # noqa: PTH117 - the XDG standard says: relative paths are ignored
        return Path(chosen) / NAME
    return home / hidden / NAME if home else _without_home()


def _home() -> Path | None:
    try:
        home = Path.home()
    except (RuntimeError, KeyError):
        return None
    return home if home.is_absolute() and home.is_dir() else None


def _without_home() -> Path:
    """A folder of this user's own below the temporary one; never a shared one that others could fill."""
    import tempfile

    owner = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"{NAME}-{owner}"
