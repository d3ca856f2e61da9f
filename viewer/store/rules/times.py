"""Rules of eras, offices and citations of schemes: edges in order, unique names within a row."""

from __future__ import annotations

from viewer.store.draft import Draft


def check_times(draft: Draft) -> None:
    """Note eras that end before they start and ids doubled within a scheme."""
    for found in draft.schemes:
        seen: set[str] = set()
        for index, era in enumerate(found.value.eras):
            if era.end.end <= era.start.start:
                draft.desk.complain(found, "eras", f"the era `{era.id}` ends before it starts", "", index)
            if era.id in seen:
                draft.desk.complain(found, "eras", f"the era `{era.id}` stands twice in the scheme", "choose another id", index)
            seen.add(era.id)
