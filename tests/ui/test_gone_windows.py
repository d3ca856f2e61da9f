"""Windows that are closed leave nothing behind: neither themselves nor their pictures."""

from __future__ import annotations

import gc
import weakref

import pytest
from hands import settle
from PySide6.QtCore import QCoreApplication, QEvent

from viewer.model.atlas import Atlas
from viewer.ui.application import Resources, make_window
from viewer.ui.map.view import MapView


@pytest.mark.parametrize("look", ["", "bs=side;1961-08-13", "bs=swipe;1961-08-13", "ds=1961-08-13,1989-11-09", "s=berlin-opened&f=berlin"])
def test_a_window_that_is_gone_is_not_kept(look: str, sample: Atlas, resources: Resources) -> None:
    window = make_window(sample, look or None, resources, None)
    window.resize(1000, 700)
    window.show()
    settle(window)
    maps = window.findChildren(MapView)
    assert len(maps) == (2 if "bs=" in look else 1)
    kept = [weakref.ref(each) for each in (window, window.timeline, *maps, *(each.layer for each in maps))]
    window.close()
    window.deleteLater()
    del window, maps
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [each() for each in kept if each() is not None] == []
