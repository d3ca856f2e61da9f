"""A quick start: what Python, numpy and PySide do for everybody and this program does not need is left out while it starts."""

from __future__ import annotations

import gc
import importlib
import os
from contextlib import suppress
from typing import Any


def begin() -> None:
    """Prepare for the imports of the window. Call this before numpy and PySide are imported.

    The garbage collector would walk again and again over modules and records that all stay. Threads for linear algebra would be
    made and wait. PySide would read the source text of every module for switches of its own, none of which is used here.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(ImportError, AttributeError):
        importlib.import_module("numpy")  # before PySide, which looks at every import after its own
        importlib.import_module("PySide6.QtCore")
        feature: Any = importlib.import_module("shibokensupport.feature")
        if callable(feature._mod_uses_pyside):  # noqa: SLF001 - nothing public spares the reading
            feature._mod_uses_pyside = _uses_no_switches  # noqa: SLF001


def _uses_no_switches(_module: object) -> bool:
    return False


def started() -> None:
    """Let the garbage collector work again, over what was made since the start."""
    gc.freeze()
    gc.enable()
