"""The layers of a reader from one start to the next: the session keeps which files they came from and how they look, not what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict

from PySide6.QtCore import QObject, QTimer

from viewer.model.extra import Columns
from viewer.model.record import dataclass
from viewer.paint.own.tones import TONES
from viewer.ui.own.ports import Origin, ReadingJob

KEY = "own_layers"
"""Under which the session keeps them."""
_ASK_MS = 60
_MOST = 50
_LEAST_OPACITY = 0.2


@dataclass(frozen=True, slots=True)
class Kept:
    """A layer as the session keeps it."""

    origin: Origin
    called: str = ""
    tone: int = 0
    opacity: float = 1.0
    hidden: bool = False


def write_kept(layers: Iterable[Kept]) -> str:
    """Return layers as text; empty where there are none."""
    told = [[*_told(one.origin), one.called, one.tone, one.opacity, one.hidden] for one in layers]
    return json.dumps(told[:_MOST], ensure_ascii=False) if told else ""


def _told(origin: Origin) -> list[object]:
    return [origin.path, asdict(origin.columns) if origin.columns else None, origin.layer]


def read_kept(text: str) -> list[Kept]:
    """Return the layers of a text; what is damaged is passed over."""
    try:
        told = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    found = []
    for one in told[:_MOST] if isinstance(told, list) else []:
        try:
            path, columns, layer, called, tone, opacity, hidden = one
            read = Columns(**{str(name): str(value) for name, value in columns.items()}) if columns else None
            faint = min(max(_LEAST_OPACITY, float(opacity)), 1.0)  # in this order what is no number becomes the least
            found.append(Kept(Origin(str(path), read, str(layer)), str(called)[:80], int(tone) % len(TONES), faint, bool(hidden)))
        except (TypeError, ValueError, AttributeError, OverflowError):
            continue
    return found


class Restoring(QObject):
    """Reads the files of kept layers again, one after another, so that they come in their order.

    Args: read: begins to read. arrived: takes what came of each. ended: hears when all are there.
    """

    def __init__(
        self,
        kept: Iterable[Kept],
        read: Callable[[Origin], ReadingJob],
        arrived: Callable[[Kept, ReadingJob], None],
        ended: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._left, self._read, self._arrived, self._ended = list(kept), read, arrived, ended
        self._job: ReadingJob | None = None
        self._ask = QTimer(self, interval=_ASK_MS)
        self._ask.timeout.connect(self._step)
        self._ask.start()

    def _step(self) -> None:
        if not self._left:
            self._ask.stop()
            self._ended()
            return
        if self._job is None:
            self._job = self._read(self._left[0].origin)
        self._job.step()
        if self._job.finished:
            job, self._job = self._job, None
            self._arrived(self._left.pop(0), job)

    def end(self) -> None:
        """Stop."""
        self._ask.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
