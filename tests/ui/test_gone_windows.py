"""Windows that are closed leave nothing behind: neither themselves nor their pictures."""

from __future__ import annotations

import gc
import weakref

from hands import settle
from PySide6.QtCore import QCoreApplication, QEvent

from viewer.model.atlas import Atlas
from viewer.ui.application import Resources, make_window


def test_a_window_that_is_gone_is_not_kept(sample: Atlas, resources: Resources) -> None:
    window = make_window(sample, None, resources, None)
    window.resize(1000, 700)
    window.show()
    settle(window)
    kept = [weakref.ref(window), weakref.ref(window.map), weakref.ref(window.map.layer), weakref.ref(window.timeline)]
    window.close()
    window.deleteLater()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [each() for each in kept] == [None] * 4
