"""How long the program takes to start, and how much memory it holds then: processes in turn with those of a bare window.

What is started is `bloc-atlas run` itself, with a folder named so that no session is looked for, at 1920 x 1080. Compiled modules are
found as they are by a user (Python writes them at the first start), and so is what the program keeps in its cache.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        print(time.perf_counter_ns(), flush=True)
        app.quit()
window = Window(); window.resize(1920, 1080); window.show(); app.exec()
"""
FLOOR = BARE.replace("import sys, time", "import sys, time, numpy", 1)
"""The bare window with numpy imported before it: less no program can take that draws with numpy."""
REAL = """
import time
from viewer import cli
from viewer.ui import lean
lean.begin()  # as the command does first
from viewer.store import compiled
from viewer.ui import application
from PySide6.QtCore import QTimer
def opened(window):
    window.resize(1920, 1080)
    told = []
    def look():
        if not told and window.map.layer.viewport is not None:
            told.append(time.perf_counter_ns())
        # list and details are filled after the first picture; until then nothing is answered
        if told and not window.map.busy and not lean.holding():
            print(told[0], time.perf_counter_ns(), flush=True)
            return QTimer.singleShot(2500, rested)
        QTimer.singleShot(0, look)
    def rested():
        print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0] if MEMORY else 0, flush=True)
        window.close()
    QTimer.singleShot(0, look)
application.bring_back = opened
from viewer.store.locations import data_folder
cli.main(["run", str(data_folder())])
"""


def spawn(code: str, folder: str) -> list[float]:
    """Seconds from starting a process to each moment that it prints, then its memory in MB; perf_counter is one clock for all processes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": folder, "BLOC_ATLAS_CONFIG": folder}
    code = code.replace("MEMORY", str(sys.platform.startswith("linux")))
    begin = time.perf_counter_ns()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    lines = run.stdout.splitlines()
    moments = [(int(moment) - begin) / 1e9 for moment in lines[0].split()]
    return moments + [int(line) / 1024 for line in lines[1:]]


def starts(rounds: int) -> dict[str, float]:
    """Start of the real window against a bare one, interleaved, each first twice without counting."""
    with tempfile.TemporaryDirectory() as folder:
        for code in (BARE, FLOOR, REAL, REAL):
            spawn(code, folder)
        found = [(spawn(BARE, folder)[0], spawn(FLOOR, folder)[0], *spawn(REAL, folder)) for _ in range(rounds)]
    bare, floor, first, answered, memory = (statistics.median(column) for column in zip(*found, strict=True))
    return {
        "bare_start_ms": bare * 1e3,
        "start_floor_x": floor / bare,
        "start_ms": first * 1e3,
        "start_x": first / bare,
        "interactive_x": answered / bare,
        "rss_mb": memory,
    }


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps({name: round(value, 2) for name, value in starts(int(sys.argv[1]) if len(sys.argv) > 1 else 7).items()}, indent=1))
