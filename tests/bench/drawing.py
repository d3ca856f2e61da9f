"""Figures of the drawing core alone: `python -m tests.bench.drawing [ATLAS]` prints one JSON object.

Times are multiples of the blit floor of the same run: copying one 1920 x 1080 RGB32 image onto another. A year step and a jump
include that copy. `prepare` is the whole work of a new view, made at once; `slice_ms` the longest piece of it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIZE = (1920, 1080)
VIEWS = {"world": ("equal-earth", (11.0, 14.0), 0.9), "europe": ("laea", (15.0, 50.0), 3.5), "kurils": ("laea", (149.0, 47.3), 4.5)}
ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    """Measure and print."""
    from PySide6.QtGui import QGuiApplication, QImage, QPainter

    from viewer.carto.projections.projection import projection_of
    from viewer.carto.projections.viewport import Viewport
    from viewer.carto.tokens import LIGHT
    from viewer.model.time import day_of
    from viewer.paint.land.political_layer import PoliticalLayer
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.locations import cache_folder, data_folder

    application = QGuiApplication.instance() or QGuiApplication([])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder()
    atlas = open_atlas(folder, cache_folder())
    screen = QImage(*SIZE, QImage.Format.Format_RGB32)
    layer = PoliticalLayer(atlas, LIGHT)

    def blit(image: QImage) -> None:
        painter = QPainter(screen)
        painter.drawImage(0, 0, image)
        painter.end()

    spare = QImage(screen)
    floor = statistics.median(timed(lambda: blit(spare)) for _ in range(80))
    years = [day_of(f"{year}-07-01") for year in range(1917, 2023)]
    shuffled = random.Random(5).choices(years, k=120)
    found: dict[str, object] = {"blit_ms": round(floor, 3)}
    for name, (projection, centre, zoom) in VIEWS.items():
        view = Viewport(projection_of(projection, centre), centre, zoom, *SIZE)
        first = timed(lambda view=view: layer.prepare(view))
        prepare = statistics.median(timed(lambda view=view: layer.prepare(view)) for _ in range(ROUNDS))

        def step(day: int) -> float:
            return (timed(lambda: layer.update(day)) + timed(lambda: blit(layer.image))) / floor

        cold = [step(day) for day in years]
        warm = sorted(step(day) for _ in range(3) for day in years)
        jumps = sorted(step(day) for day in shuffled)
        layer.begin(view)
        slices = []
        while True:
            start = time.perf_counter()
            done = layer.advance(0.0)
            slices.append((time.perf_counter() - start) * 1e3)
            if done:
                break
        found[name] = {
            "first_prepare_ms": round(first, 1),
            "prepare_ms": round(prepare, 1),
            "prepare_x": round(prepare / floor, 1),
            "slices": len(slices),
            "slice_ms": round(max(slices), 1),
            "cold_year_step_x": round(statistics.median(cold), 2),
            "year_step_x": round(statistics.median(warm), 2),
            "year_step_p99_x": round(warm[int(len(warm) * 0.99)], 2),
            "jump_x": round(statistics.median(jumps), 2),
        }
    found["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found, indent=1))
    application.quit()


if __name__ == "__main__":
    main()
