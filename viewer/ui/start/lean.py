"""A quick start: what Python, numpy and PySide do for everybody and this program does not need is left out while it starts."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any


def begin() -> None:
    """Prepare for the imports of the window. Call this before numpy and PySide are imported.

    The garbage collector would walk again and again over modules and records that all stay. Threads for linear algebra would be
    made and wait. PySide would read the source text of every module for switches of its own, none of which is used here.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(ImportError):
        importlib.import_module("numpy")  # before PySide, which looks at every import after its own
    spare()


def spare() -> None:
    """Import PySide, and spare it the reading of sources."""
    gc.disable()
    with suppress(ImportError, AttributeError):
        importlib.import_module("PySide6.QtCore")
        feature: Any = importlib.import_module("shibokensupport.feature")
        if callable(feature._mod_uses_pyside):  # noqa: SLF001 - nothing public spares the reading
            feature._mod_uses_pyside = _uses_no_switches  # noqa: SLF001


def _uses_no_switches(_module: object) -> bool:
    return False


_SELDOM = (5000, 20, 50)
"""Values, and collections of younger ones, after which the three generations are looked through."""

_waiting: list[dict[Callable[[], object], None]] = []
"""What waits for the first picture, in order; no entry where nothing has to wait."""


@contextmanager
def holding_on() -> Iterator[None]:
    """From here on let what nobody misses in the first picture wait for it; `release` must follow, unless this fails."""
    _waiting[:] = [{}]
    try:
        yield
    except BaseException:
        _waiting.clear()
        raise


def holding() -> bool:
    """Whether the first picture is still to come."""
    return bool(_waiting)


def put_off(act: Callable[[], object]) -> bool:
    """Return whether an act has to wait for the first picture; then it is done after that, once."""
    if _waiting:
        _waiting[0][act] = None
    return bool(_waiting)


def release() -> None:
    """The first picture is there: do what has waited."""
    acts = list(_waiting.pop()) if _waiting else []
    for act in acts:
        act()


def forget() -> None:
    """The window is gone: what has waited for its first picture is not done any more."""
    _waiting.clear()


def started() -> None:
    """Give back what the start left behind, and let the garbage collector work again: seldom, for a frame makes thousands of values."""
    gc.collect()  # nothing was, since `begin`
    gc.freeze()
    give_back()
    gc.set_threshold(*_SELDOM)
    gc.enable()


def give_back() -> None:
    """Give memory back that is free: after a start, or much work at one go, most of the heap is empty; only glibc keeps it."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
