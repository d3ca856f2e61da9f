"""Rules of kinds of events: each has a glyph that there is."""

from __future__ import annotations

from viewer.store.draft import Draft
from viewer.store.resources import icon_names
from viewer.store.syntax.problems import suggestion


def check_icons(draft: Draft) -> None:
    """Note kinds whose icon is not there: their markers would be empty rings, but the atlas can be read."""
    known = icon_names()
    for found in draft.kinds:
        icon = found.value.icon
        if icon not in known:
            hint = suggestion(icon, known) or "SCHEMA.md lists them"
            draft.desk.problems.remark(found.file, found.line_of("icon"), "icon", f"there is no icon `{icon}`", hint)
