"""The project's benchmark: `make bench` prints one JSON object. Ratios are multiples of a floor measured in the same run.

The floor of frames is copying one 1920 x 1080 RGB32 image onto another; the floor of starting is a bare QMainWindow.
Everything is measured on the real window and the real MapView.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.model.atlas import Atlas

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
WIDTH, HEIGHT = 1920, 1080
ROUNDS = 3


class Bench:
    """A window at 1080p and the clock of its frames."""

    def __init__(self) -> None:
        from viewer.api import open_atlas
        from viewer.store.resources import font_files, interface_words, read_icon
        from viewer.ui.application import Resources, application, make_window
        from viewer.ui.start import lean

        self.resources = Resources(font_files(), read_icon, interface_words())
        self.app = application(self.resources.fonts)
        self.make_window = make_window
        self.open(open_atlas())
        lean.started()

    def open(self, atlas: object) -> None:
        """Show a window on an atlas and let it come to rest."""
        self.window = self.make_window(atlas, None, self.resources, None)  # type: ignore[arg-type]
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let everything that is due happen."""
        until = time.perf_counter() + 0.4
        while time.perf_counter() < until:
            self.app.processEvents()
        self.window.map.sharpen()
        self.app.processEvents()
        while not self.window.map.whole:  # names are made a few a frame
            self.app.processEvents()

    def blitting(self) -> Callable[[], float]:
        """Return what copies one image onto another and tells how many seconds that took."""
        from PySide6.QtGui import QImage, QPainter

        source, target = (QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32) for _ in range(2))
        source.fill(1)
        target.fill(2)

        def once() -> float:
            begin = time.perf_counter()
            painter = QPainter(target)
            painter.drawImage(0, 0, source)
            painter.end()
            return time.perf_counter() - begin

        return once

    def blit(self) -> float:
        """Seconds of the floor: a blit after the other, with both images in the caches of the processor."""
        once = self.blitting()
        return statistics.median(once() for _ in range(200))

    def blit_between(self) -> float:
        """Seconds of a blit between two frames of a drag, when frames have pushed the images out of the caches: told beside the floor."""
        from tests.bench.gestures import drag_thumb

        once, times = self.blitting(), []

        def days() -> Iterator[int]:
            for year in range(1917, 2023):
                times.append(once())
                yield date(year, 6, 1).toordinal()

        drag_thumb(self.window, days())
        return statistics.median(times)

    def years(self) -> list[float]:
        """Frames of one drag of the thumb through all years."""
        from tests.bench.gestures import drag_thumb

        return drag_thumb(self.window, [date(year, 6, 1).toordinal() for year in range(1917, 2023)])


def percentile(times: list[float], share: float) -> float:
    """The value below which a share of the times lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def frames(bench: Bench) -> dict[str, float]:
    """Steps, jumps, pans and zooms on the real window by real mouse events, as multiples of the blit floor.

    A cold step is one of the first drag after opening; `scrub_x` is a drag over every third pixel of the axis.
    """
    from tests.bench.gestures import drag_map, drag_thumb, turn_wheel

    chance, window = random.Random(7), bench.window
    cold, floors = bench.years(), [bench.blit()]
    steps = [time for _ in range(ROUNDS) for time in bench.years()]
    floors.append(bench.blit())
    between = bench.blit_between()
    first, last = date(1917, 1, 1).toordinal(), date(2022, 12, 31).toordinal()
    scrub = drag_thumb(window, range(first, last, 64))
    jumps = drag_thumb(window, [chance.randint(first, last) for _ in range(120)])
    bench.settle()
    window.state.set_view(window.state.view.with_(projection="laea", centre=(15.0, 50.0), zoom=3.5))
    bench.settle()
    pans = drag_map(window, 90)
    bench.settle()
    zooms = turn_wheel(window, 60)
    bench.settle()
    floors.append(bench.blit())
    floor = statistics.median(floors)
    return {
        "blit_ms": floor * 1e3,
        "blit_between_ms": between * 1e3,
        "year_step_x": statistics.median(steps) / floor,
        "year_step_p99_x": percentile(steps, 0.99) / floor,
        "year_step_cold_x": statistics.median(cold) / floor,
        "scrub_x": statistics.median(scrub) / floor,
        "jump_x": statistics.median(jumps) / floor,
        "pan_x": statistics.median(pans) / floor,
        "pan_p95_ms": percentile(pans, 0.95) * 1e3,
        "zoom_x": statistics.median(zooms) / floor,
        "zoom_p95_ms": percentile(zooms, 0.95) * 1e3,
    }


def crowded(bench: Bench, count: int) -> float:
    """A year's step with so many events, spread over all years and the places of the atlas, as a multiple of the floor."""
    from tests.bench.crowd import crowd_of

    atlas = crowd_of(bench.window.state.atlas, count)
    bench.window.close()
    bench.open(atlas)
    floor = bench.blit()
    bench.years()
    return statistics.median(bench.years()) / floor


def export45() -> float:
    """Seconds of a whole process that writes 45 yearly pictures."""
    code = """
import sys
from datetime import date
from viewer.api import export_series, open_atlas, page_of
from viewer.carto.link import opening_of
atlas = open_atlas()
page = page_of(atlas, opening_of(atlas), fit="world", plain=True)
assert len(list(export_series(page, sys.argv[1], date(1946, 7, 1), date(1990, 7, 1)))) == 45
"""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}  # as from a shell
        subprocess.run([sys.executable, "-c", code, folder], check=True, env=environment)
        return time.perf_counter() - begin


def search_ms(bench: Bench) -> dict[str, float]:
    """Milliseconds of a typed letter over 5,000 events: what it leaves on map, list and timeline, and what is offered; and of the index."""
    from viewer.carto.events.filters import filtered
    from viewer.carto.finding import results, warm

    view = bench.window.state.view
    atlas = of_size(bench.window.state.atlas, 5_000)
    begin = time.perf_counter()
    warm(atlas)
    index = time.perf_counter() - begin
    words = ["ベルリン", "berlin wall", "クーデター", "khrushchev", "хрущев", "furushichofu", "ソ連 条約", "1956年10月", "missile", "千島"]
    times = []
    for word in words:
        for end in range(1, len(word) + 1):
            begin = time.perf_counter()
            filtered(atlas, view.with_(query=word[:end]))
            results(atlas, view, word[:end])
            times.append(time.perf_counter() - begin)
    return {"search_ms": statistics.median(times) * 1e3, "search_p95_ms": percentile(times, 0.95) * 1e3, "search_index_ms": index * 1e3}


def of_size(atlas: Atlas, count: int) -> Atlas:
    """The atlas with its own events over and over, until they are so many."""
    own = list(atlas.event_list)
    events = [replace(own[n % len(own)], id=f"made-{n}", leads_to=()) for n in range(count)]
    return replace(atlas, events={event.id: event for event in sorted(events, key=lambda event: (event.when.start, event.id))})


def main() -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out the 45 pictures and the crowded atlases")
    options = parser.parse_args()
    from tests.bench.starting import starts

    found: dict[str, object] = {**starts(7)}
    from viewer.ui.start import lean

    lean.begin()  # as the command does before it opens a window
    from tests.bench.own_data import own_data

    bench = Bench()
    found |= frames(bench)
    found |= search_ms(bench)
    found |= own_data(bench)
    if not options.quick:
        found["export45_s"] = export45()
        found["hundred_thousand_step_x"] = crowded(bench, 100_000)
        found["million_step_x"] = crowded(bench, 1_000_000)
    from PySide6 import __version__ as qt

    found |= {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(), "pyside6": qt}
    print(json.dumps({key: round(value, 2) if isinstance(value, float) else value for key, value in found.items()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main())
