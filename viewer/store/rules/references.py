"""Every id that is referred to is defined, and ids that share a word list are told apart."""

from __future__ import annotations

from viewer.store.draft import Draft
from viewer.store.syntax.problems import suggestion

_ARTICLES = {
    "source": "unknown source",
    "place": "unknown place",
    "polity": "unknown polity",
    "actor": "unknown person or organisation",
    "event": "unknown event",
    "kind": "unknown kind of event",
    "bloc": "unknown bloc",
    "group": "unknown bloc group",
}
_SEARCHED = 200
"""Unknown ids for which the nearest known one is looked for: that takes long where there are thousands of both."""
_FILES = {"actor": "people.yaml or organisations.yaml", "polity": "polities.yaml", "group": "bloc_groups.yaml"}


def check_references(draft: Draft) -> None:
    """Note references to ids that are nowhere defined, with the nearest id that is."""
    desk, unsure = draft.desk, draft.unsure
    hints: dict[tuple[tuple[str, ...], str], str] = {}
    for reference in desk.references:
        if not unsure.isdisjoint(reference.sorts) or any(reference.id in desk.defined.get(sort, ()) for sort in reference.sorts):
            continue
        key = (reference.sorts, reference.id)
        if key not in hints:
            hints[key] = _hint(draft, reference.sorts, reference.id, search=len(hints) < _SEARCHED)
        names = " or ".join(_ARTICLES[sort].removeprefix("unknown ") for sort in reference.sorts)
        desk.problems.add(reference.file, reference.line, reference.field, f"unknown {names} `{reference.id}`", hints[key])


def _hint(draft: Draft, sorts: tuple[str, ...], identifier: str, *, search: bool) -> str:
    defined = draft.desk.defined
    near = suggestion(identifier, (known for sort in sorts for known in defined.get(sort, ()))) if search else ""
    elsewhere = next((sort for sort, known in defined.items() if identifier in known), "")
    if elsewhere in _ARTICLES:
        return f"`{identifier}` is a {_ARTICLES[elsewhere].removeprefix('unknown ')}"
    return near or "define it in " + " or ".join(_FILES.get(sort, f"{sort}s.yaml") for sort in sorts)


def check_names(draft: Draft) -> None:
    """Note actors that bear the id of a polity: events could not tell them apart."""
    polities = draft.desk.defined.get("polity", {})
    for found in draft.actors:
        if found.value.id in polities:
            draft.desk.complain(found, "id", f"`{found.value.id}` is also a polity", f"at {polities[found.value.id]}; choose another id")
