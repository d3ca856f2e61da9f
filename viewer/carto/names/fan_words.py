"""The titles beside the discs of an open stack: in one line, else in two of like length, as wide as the free part of the map lets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from viewer.carto.boxes import Box
from viewer.carto.events.markers import Fan, FanItem
from viewer.carto.names.placement import Measure
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

SIZE = 12.5
"""Px of the letters of a title."""
BESIDE = 19.0
"""Px from the middle of a disc to its words."""
LINE = 15.0
"""Px from line to line; the first two stand above and below the middle of the disc."""
_ONE_LINE, _WIDEST = 190.0, 250.0
"""Most px of a title in one line, and of each of two lines."""
_MOST = 160
"""Letters of a title that two lines could have room for at most: a longer one need not be measured whole, at every place to break it."""
_LEAST = 90.0
"""Px that words have even where the map ends before: what stands outside is not seen in any case."""
_NOT_FIRST = "、。，．・：；！？）」』】〉》”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々％–—…:;,.!?)"
_NOT_LAST = "（「『【〈《“‘(–—"
_HIRAGANA, _KATAKANA = ("\u3041", "\u309f"), ("\u30a1", "\u30ff")
_CJK = "\u2e80"
"""The first letter of scripts that are broken anywhere."""


def with_words(atlas: Atlas, view: View, fan: Fan, measure: Measure, frame: Box) -> Fan:
    """Return an open stack whose items have their titles in lines that keep within a frame (px)."""
    return replace(fan, items=tuple(_worded(atlas, view, item, measure, frame) for item in fan.items))


def words_box(item: FanItem) -> Box:
    """Return the px that date and title of an item take, and the disc beside them."""
    far = BESIDE + item.wide + 4.0
    left, right = (item.x - far, item.x) if item.left else (item.x, item.x + far)
    return left, item.y - 20.0, right, item.y + 5.0 + LINE * max(len(item.lines), 1)


def _worded(atlas: Atlas, view: View, item: FanItem, measure: Measure, frame: Box) -> FanItem:
    room = (item.x - frame[0] if item.left else frame[2] - item.x) - BESIDE - 4.0
    title = say(atlas.events[item.event].title, view.language)
    lines = title_lines(title, measure, min(max(room, _LEAST), _WIDEST), bold=item.selected)
    wide = max(measure(line, SIZE, item.selected, 0.0) for line in lines)
    return replace(item, lines=lines, wide=min(wide, max(room, _LEAST), _WIDEST))


def title_lines(title: str, measure: Measure, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a title in one line or two of like length. What is wider than `room` (px) fills the first and runs over."""
    return in_lines(title, lambda words: measure(words, SIZE, bold, 0.0), min(room, _ONE_LINE), room)


def in_lines(title: str, wide: Callable[[str], float], alone: float, room: float) -> tuple[str, ...]:
    """Return words in one line where they are no wider than `alone` (px), else in two within `room` where they can be broken so."""
    if len(title) > _MOST:
        title = title[: _MOST - 1] + "…"
    if wide(title) <= alone:
        return (title,)
    broken = [((wide(first), wide(second)), (first, second)) for first, second in _breaks(title)]
    fitting = [(max(widths) + _torn(*lines), lines) for widths, lines in broken if max(widths) <= room]
    if fitting:
        return min(fitting)[1]
    filled = [(widths[0], lines) for widths, lines in broken if widths[0] <= room]
    return max(filled)[1] if filled else (title,)


def _torn(first: str, second: str) -> float:
    """By how many px more two lines may differ rather than be broken here: amid a word of kanji or kana, most of all of katakana."""
    before, after = first[-1], second[0]
    if _KATAKANA[0] <= before <= _KATAKANA[1] and _KATAKANA[0] <= after <= _KATAKANA[1]:
        return 80.0
    if before == "、" or (before < _CJK and after < _CJK):
        return 0.0
    return 20.0 if _HIRAGANA[0] <= before <= _HIRAGANA[1] < after else 45.0


def _breaks(title: str) -> Iterator[tuple[str, str]]:
    """Where a title may be broken: at spaces, and between letters of Chinese and Japanese."""
    for at in range(1, len(title)):
        before, after = title[at - 1], title[at]
        if before == " " and at > 1:
            yield title[: at - 1], title[at:]
        elif (before >= _CJK or after >= _CJK) and after != " " and after not in _NOT_FIRST and before not in _NOT_LAST:
            yield title[:at], title[at:]
