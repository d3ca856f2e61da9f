"""How long the program takes to start, and how much memory it holds then: processes in turn with those of a bare window.

What is started is `bloc-atlas run` itself, at 1920 x 1080. Compiled modules are found as they are by a user (Python writes them at the
first start), and so is what the program keeps in its cache. Two starts are told apart:

- `start_x`, `interactive_x`, `complete_x`: as a reader does it any day but the first. A window was closed before, so there are a session
  and the picture of that window, and the first frame is this picture, at the size of the window and upon the same atlas. It does not
  answer yet. An arrow key that was pressed meanwhile waits: `interactive_x` is when the live map has painted the next day, `complete_x`
  when list, details and all else are there too and nothing of the picture is left.
- `start_without_picture_x`, `interactive_without_picture_x`: as at the first start, or after the atlas or the program was changed: the
  first frame is the live map.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
LIVE = """
import time
from viewer import cli
from viewer.ui.start import lean
lean.begin()  # as the command does first
from viewer.store.cache import compiled
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


AGAIN = """
import sys, time
from viewer import cli
from viewer.ui.start import lean
lean.spare()  # as the command does before it shows the picture
from viewer.ui.start import shell
from PySide6.QtCore import QTimer
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
told = []
paint, hold, take_away = shell.Cover.paintEvent, shell.Shell.hold, shell.Shell.uncover
def painted(cover, event):
    paint(cover, event)
    if not told and cover.fits:
        told.append(time.perf_counter_ns())
def held(frame, window):  # what was pressed meanwhile is the first event that is answered
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.postEvent(frame.windowHandle(), key)
    kind, before = type(window.map), window.state.view.instant
    paint_map = kind.paintEvent
    def painted_map(canvas, event):
        paint_map(canvas, event)
        if len(told) == 1 and window.state.view.instant == before + 1:
            told.append(time.perf_counter_ns())
    kind.paintEvent = painted_map
    hold(frame, window)
def uncover(frame):
    take_away(frame)
    if len(told) == 2:
        told.append(time.perf_counter_ns())
        print(*told, flush=True)
        QTimer.singleShot(2500, lambda: rested(frame))
def rested(frame):
    print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0] if MEMORY else 0, flush=True)
    frame.close()
shell.Cover.paintEvent, shell.Shell.hold, shell.Shell.uncover = painted, held, uncover
cli.main(["run"])
"""
CLOSED = """
from viewer import cli
from viewer.ui import application
from PySide6.QtCore import QTimer
def opened(window):
    window.setGeometry(0, 0, 1920, 1080)
    QTimer.singleShot(3000, window.close)
application.bring_back = opened
cli.main(["run"])
print(0)
"""
"""A start that leaves a session and a picture."""
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 2000, "height": 1200, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def spawn(code: str, folder: str) -> list[float]:
    """Seconds from starting a process to each moment that it prints, then its memory in MB; perf_counter is one clock for all processes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": folder, "BLOC_ATLAS_CONFIG": folder + "/config", "BLOC_ATLAS_CACHE": folder + "/cache"}
    if environment.get("QT_QPA_PLATFORM") == "offscreen":  # whose screen is smaller than the window
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder}/screen.json"
    code = code.replace("MEMORY", str(sys.platform.startswith("linux")))
    begin = time.perf_counter_ns()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    lines = run.stdout.splitlines()
    moments = [(int(moment) - begin) / 1e9 for moment in lines[0].split()]
    return moments + [int(line) / 1024 for line in lines[1:]]


def starts(rounds: int) -> dict[str, float]:
    """Starts of the real window against a bare one, interleaved, each first without counting."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "screen.json").write_text(json.dumps({"screens": [SCREEN]}), encoding="ascii")
        for code in (BARE, FLOOR, LIVE, LIVE, CLOSED, AGAIN):
            spawn(code, folder)
        found = [[moment for code in (BARE, FLOOR, LIVE, AGAIN) for moment in spawn(code, folder)] for _ in range(rounds)]
    middle = [statistics.median(column) for column in zip(*found, strict=True)]
    bare, floor, live, live_answered, _, first, answered, whole, memory = middle
    return {
        "bare_start_ms": bare * 1e3,
        "start_floor_x": floor / bare,
        "start_ms": first * 1e3,
        "start_x": first / bare,
        "interactive_x": answered / bare,
        "complete_x": whole / bare,
        "start_without_picture_x": live / bare,
        "interactive_without_picture_x": live_answered / bare,
        "rss_mb": memory,
    }


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps({name: round(value, 2) for name, value in starts(int(sys.argv[1]) if len(sys.argv) > 1 else 7).items()}, indent=1))
