"""Land that is nobody's."""

from __future__ import annotations

from dataclasses import field

from viewer.model.entities import Citation, Text
from viewer.model.record import dataclass
from viewer.model.time import Interval


@dataclass(frozen=True, slots=True)
class FreeLand:
    """Land that no state holds for a time, and why (`note`). `units` are unit indices."""

    id: str
    when: Interval
    units: tuple[int, ...]
    names: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
