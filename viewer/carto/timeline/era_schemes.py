"""The periodisations that a reader can choose from: those of the atlas, and the Japanese eras where it tells of their time."""

from __future__ import annotations

from viewer.carto.timeline.timescale import Tick, TimeScale
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.dates.names import ERAS
from viewer.model.entities import Era, EraScheme
from viewer.model.time import Interval
from viewer.model.worked_out import kept

JAPANESE = "japanese-eras"
"""Id of the scheme of Japanese eras; with it the axis tells their years too."""
_NAMES = {"ja": "元号", "en": "Japanese eras"}
_ROMAN = {"明治": "Meiji", "大正": "Taishō", "昭和": "Shōwa", "平成": "Heisei", "令和": "Reiwa"}


@kept(1)
def era_schemes(atlas: Atlas) -> tuple[EraScheme, ...]:
    """Return all periodisations of an atlas. One of its own by the name of ours stands in its place."""
    own = tuple(atlas.eras)
    japanese = _japanese(atlas.span)
    return own if not japanese.eras or any(scheme.id == JAPANESE for scheme in own) else (*own, japanese)


def era_scheme(atlas: Atlas, view: View) -> EraScheme | None:
    """Return the periodisation that a View chooses, else the first of the atlas."""
    chosen = next((scheme for scheme in era_schemes(atlas) if scheme.id == view.eras), None)
    return chosen or next(iter(atlas.eras), None)


def ticks_of(scale: TimeScale, view: View) -> list[Tick]:
    """Return the marks of an axis as a View wants them."""
    return scale.ticks(view.language, japanese=view.eras == JAPANESE)


def _japanese(span: Interval) -> EraScheme:
    """The Japanese eras within the days of an atlas; the present one ends with these."""
    eras, end = [], max(span.end, span.start + 1)
    for first, name in ERAS:
        start = first.toordinal()
        if start < span.end and end > span.start:
            days = Interval(start, start + 1), Interval(end - 1, end)
            eras.append(Era(f"{JAPANESE}-{_ROMAN[name].lower()}", {"ja": name, "en": _ROMAN[name]}, *days))
        end = min(end, start)
    return EraScheme(JAPANESE, _NAMES, tuple(reversed(eras)))
