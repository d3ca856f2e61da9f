"""Treaties and papers of archives. Frozen values, as all entities."""

from __future__ import annotations

from dataclasses import field

from viewer.model.entities import Citation, Text
from viewer.model.record import dataclass
from viewer.model.time import When


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty, or a paper of an archive. `sort` is treaty, declaration, memorandum or document.

    `ended` is when it ran out, was denounced or replaced: from then on it no longer holds. `sender` and `receiver` (of documents) and
    `parties` are ids of polities or actors; `archive` is the reference as it is printed, `event` the event that tells of it.
    """

    id: str
    sort: str
    names: Text
    signed: When
    in_force: When | None = None
    ended: When | None = None
    place: str = ""
    parties: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()
    archive: Text = field(default_factory=dict)
    event: str = ""
    sources: tuple[Citation, ...] = ()
    note: Text = field(default_factory=dict)
