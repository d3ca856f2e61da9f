"""What is told of land that no state holds: since when or until when, why, who claims it, and by which sources."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewer.carto.citing.citation import source_line
from viewer.carto.days.dates import day_text
from viewer.carto.land.viewpoint import disputes
from viewer.model.entities import say
from viewer.model.free_land import FreeLand
from viewer.ui.details.claims import claim_blocks
from viewer.ui.details.parts import label
from viewer.ui.state import State
from viewer.ui.words import Words


def free_land_widgets(state: State, words: Words, land: FreeLand) -> list[QWidget]:
    """Return the widgets that tell of land that is nobody's."""
    view, atlas = state.view, state.atlas
    language, span = view.language, atlas.span
    nobody = words.say(language, "free.nobody")
    made: list[QWidget] = [label(say(land.names, language) or nobody, "title"), label(nobody, "small")]
    if land.when.end < span.end:
        made.append(label(words.say(language, "free.until", day=day_text(land.when.end - 1, language)), "small"))
    if note := say(land.note, language):
        made.append(label(note, "text"))
    mine = set(land.units)
    claims = [one for one in disputes(atlas, view.instant) if one.claim.names and mine & set(one.units.tolist())]
    if claims:
        made.append(label(words.say(language, "claims.title"), "heading"))
    made += claim_blocks(state, words, claims)
    if land.sources:
        made.append(label(words.say(language, "details.sources"), "heading"))
        made += [label(f"{n}  {source_line(atlas, one, language)}", "caption") for n, one in enumerate(land.sources, 1)]
    return made
