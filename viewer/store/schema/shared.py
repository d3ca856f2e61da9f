"""Records that several tables share: citations, and names through time."""

from __future__ import annotations

from viewer.model.entities import Citation, Named
from viewer.model.time import ALWAYS
from viewer.store.schema.desk import Desk, InvalidError, Reader, ToldError
from viewer.store.schema.fields import Field, Record, lines, listing, period, reference, string
from viewer.store.schema.fields import text as words_in_languages
from viewer.store.syntax.problems import shown
from viewer.store.syntax.strict_yaml import Mapping, Node

NAMES = words_in_languages({"ja": 60, "en": 100}, default_limit=120)
SHORT = words_in_languages({"ja": 40, "en": 60}, default_limit=60)
TITLE = words_in_languages({"ja": 40, "en": 70}, default_limit=70)
TEXT = words_in_languages(default_limit=4000, lines=True)
REMARK = string(2000, lines=True)
"""A note for editors, in any language."""

CITATION = Record(
    Citation,
    {
        "source": Field(reference("source"), required=True),
        "lines": Field(lines),
        "note": Field(string(400)),
    },
    aside={"pages": "write pages into `note`", "page": "write pages into `note`", "line": "write `lines: [first, last]`"},
)
SOURCES = listing(CITATION)
SOME_SOURCES = listing(CITATION, least=1)


def named(*, sort: str) -> Reader[Named]:
    """Read names that hold for a time: languages beside each other, `short_LANGUAGE` for abbreviations, `when`."""

    def read(node: Node, path: str, desk: Desk) -> Named:
        if not isinstance(node, Mapping):
            raise InvalidError(node, path, f"the names of a {sort} are mappings", "write - {ja: …, en: …}")
        parts: dict[str, Mapping] = {"names": _like(node), "short": _like(node)}
        when, sound = ALWAYS, True
        for key, child in node.entries.items():
            if key == "when":
                try:
                    when = period(child, f"{path}.when", desk)
                except InvalidError as error:
                    desk.tell(error)
                    sound = False
                continue
            part, name = ("short", key.removeprefix("short_")) if key.startswith("short_") else ("names", key)
            parts[part].entries[name] = child
            parts[part].key_lines[name] = node.key_lines[key]
        names = NAMES(parts["names"], path, desk)
        abbreviations = SHORT(parts["short"], f"{path}.short", desk) if parts["short"].entries else {}
        if not sound:
            raise ToldError
        return Named(when, names, abbreviations)

    return read


def _like(node: Mapping) -> Mapping:
    return Mapping({}, {}, node.line, node.column)


def free_fields(node: Node, path: str, desk: Desk) -> dict[str, str]:
    """Read a mapping of any short names to short texts, as codes are."""
    if not isinstance(node, Mapping):
        raise InvalidError(node, path, "is not a mapping", "write {name: value}")
    return {shown(key): string(80)(child, f"{path}.{shown(key)}", desk) for key, child in node.entries.items()}
