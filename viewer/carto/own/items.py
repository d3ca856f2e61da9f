"""Features of a reader's own layers as things that are found, listed, counted and stepped through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.finding import Result, hits
from viewer.carto.own.extra import ShownLayer, levels, when_words
from viewer.carto.timeline.chronicle import Counted
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.extra import FIELD_END, VALUE_END, Doubt, ExtraLayer
from viewer.model.finding.folding import fold, fold_all
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY

OWN = "own"
"""Sort of a result that is a feature of a reader's layer; its id is `key:number`."""
MOST_FOUND = 6
"""Features that the search offers."""
_WHOLE = 12_000_000
"""Bytes of texts of a layer up to which values are searched too; above, titles alone."""
_LONGEST = 300
_MOST_VAGUE = 400
"""Features of a layer whose days of doubt are drawn."""

_BETWEEN = "\x1d"
"""Stands between the texts of two features while they are one; no text holds it."""
_NAMED = re.compile(f"{FIELD_END}[^{VALUE_END}{_BETWEEN}]*{VALUE_END}")
"""The name of a property, which is not searched."""

Feature = tuple[str, int]
"""Key of a layer, and the number of one of its features."""


def title_line(layer: ExtraLayer, feature: int) -> str:
    """Return the title of a feature in one line."""
    return " ".join(layer.title(feature).split())


def _joined(layer: ExtraLayer) -> str:
    """The texts of all features, one behind the other."""
    raw = layer.texts
    return _BETWEEN.encode().join([raw[start:end] for start, end in pairwise(layer.text_offsets.tolist())]).decode("utf-8", "replace")


@lru_cache(maxsize=8)
def _haystack(layer: ExtraLayer) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """What is searched of all features, folded, one behind the other: letters of titles and values; and where each one's part ends [N]."""
    whole = len(layer.texts) <= _WHOLE
    texts = _joined(layer)
    told = _NAMED.sub(" ", texts).split(_BETWEEN) if whole else [one.partition(FIELD_END)[0] for one in texts.split(_BETWEEN)]
    folded = fold_all(told)
    ends = np.cumsum([len(one) + 1 for one in folded], dtype=np.int64)
    letters = "\n".join([*folded, "\0" * _LONGEST])
    return np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), ends


def warm(shown: Sequence[ShownLayer]) -> None:
    """Make ready to search now, so that the first letter typed does not wait for it."""
    for one in shown:
        if not one.hidden and one.layer.count:
            _haystack(one.layer)


@lru_cache(maxsize=16)
def matching(layer: ExtraLayer, query: str) -> NDArray[np.bool_]:
    """Return [N] which features hold all the words of a query; all of them where there are none."""
    found = np.ones(layer.count, dtype=np.bool_)
    for word in fold(query).split():
        found &= _holding(layer, word)
    return found


def _holding(layer: ExtraLayer, word: str) -> NDArray[np.bool_]:
    """[N] which features hold a folded word: looked for in all of them at once, letter by letter."""
    letters, ends = _haystack(layer)
    codes = [ord(letter) for letter in word[:_LONGEST]]
    at = np.flatnonzero(letters == codes[0])
    for number, code in enumerate(codes[1:], 1):
        at = at[letters[at + number] == code]
    found = np.zeros(layer.count, dtype=np.bool_)
    found[np.searchsorted(ends, at, side="right")] = True
    return found


def timed(layer: ExtraLayer) -> NDArray[np.bool_]:
    """Return [N] which features tell a time."""
    found: NDArray[np.bool_] = (layer.start > FIRST_DAY) | (layer.end < LAST_DAY)
    return found


@dataclass(frozen=True, slots=True)
class OwnRows:
    """Features of several layers in order of time, those without a time at the end.

    `which` [R] is the index of the layer, `feature` [R] the number in it, `day` [R] the day by which it stands there.
    """

    layers: tuple[ShownLayer, ...]
    which: NDArray[np.int32]
    feature: NDArray[np.int32]
    day: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.which)

    def at(self, row: int) -> tuple[ShownLayer, int]:
        """Return the layer and the number of the feature in a row."""
        return self.layers[int(self.which[row])], int(self.feature[row])

    def key(self, row: int) -> Feature:
        """Return what chooses the feature in a row."""
        one, feature = self.at(row)
        return one.layer.key, feature

    def same(self, other: OwnRows) -> bool:
        """Whether other rows are the same features, looking the same."""
        return self.layers == other.layers and np.array_equal(self.which, other.which) and np.array_equal(self.feature, other.feature)


def _rows(layers: tuple[ShownLayer, ...], chosen: Sequence[NDArray[np.bool_]]) -> OwnRows:
    """Put the chosen features of layers in order of time."""
    numbers = [np.flatnonzero(one).astype(np.int32) for one in chosen]
    which = np.concatenate([np.full(len(found), at, dtype=np.int32) for at, found in enumerate(numbers)] or [np.zeros(0, np.int32)])
    feature = np.concatenate(numbers or [np.zeros(0, np.int32)])
    start = np.concatenate([_order(one.layer)[found] for one, found in zip(layers, numbers, strict=True)] or [np.zeros(0, np.int64)])
    order = np.argsort(start, kind="stable")
    return OwnRows(layers, which[order], feature[order], start[order])


def _order(layer: ExtraLayer) -> NDArray[np.int64]:
    """[N] the day by which a feature stands in lists: its first, else its last, else after all others."""
    began = np.where(layer.start > FIRST_DAY, layer.start, layer.end - 1)
    return np.where(timed(layer), began, LAST_DAY)


def rows_in_window(shown: Sequence[ShownLayer], view: View) -> OwnRows:
    """Return the features that the map shows on the day and in the time window of a View, and that hold what is looked for."""
    seen = tuple(one for one in shown if not one.hidden)
    return _rows(seen, [(levels(one.layer, view) >= 0) & matching(one.layer, view.query.strip()) for one in seen])


def first_day(one: ShownLayer, feature: int) -> int | None:
    """Return the day on which a feature is looked at: its first, else its last; None where it tells no time."""
    start, end = int(one.layer.start[feature]), int(one.layer.end[feature])
    if start > FIRST_DAY:
        return start
    return end - 1 if end < LAST_DAY else None


def found_items(atlas: Atlas, shown: Sequence[ShownLayer], view: View, query: str) -> tuple[Result, ...]:
    """Return the features that hold all the words of a query: those with them in the title first, the nearest to the day first."""
    if not query.strip():
        return ()
    ranked: list[tuple[bool, int, int, int]] = []
    seen = [one for one in shown if not one.hidden]
    words = fold(query).split()
    for at, one in enumerate(seen):
        numbers = np.flatnonzero(matching(one.layer, query.strip()))
        away = np.abs(_order(one.layer)[numbers] - view.instant)
        for number in numbers[np.argsort(away, kind="stable")][: 20 * MOST_FOUND].tolist():
            title = fold(title_line(one.layer, number))
            ranked.append((not all(word in title for word in words), int(abs(_order_of(one, number) - view.instant)), at, number))
    return tuple(_result(atlas, view, query, seen[at], number) for _, _, at, number in sorted(ranked)[:MOST_FOUND])


def _order_of(one: ShownLayer, feature: int) -> int:
    day = first_day(one, feature)
    return LAST_DAY if day is None else day


def _result(atlas: Atlas, view: View, query: str, one: ShownLayer, feature: int) -> Result:
    title = title_line(one.layer, feature)[:_LONGEST]
    values = (value for _, value in one.layer.properties(feature) if value != title and hits(atlas, query, value))
    told = next(values, "") if not hits(atlas, query, title) else ""
    parts = (when_words(one.layer, feature, view.language), one.name, told)
    detail = "  ".join(" ".join(part.split()) for part in parts if part)[:_LONGEST]
    return Result(OWN, f"{one.layer.key}:{feature}", title or one.name, hits(atlas, query, title), detail, hits(atlas, query, detail))


def feature_of(identifier: str) -> Feature:
    """Return what a result of the sort `own` chooses."""
    key, _, number = identifier.rpartition(":")
    return key, int(number)


def beside(
    shown: Sequence[ShownLayer], day: int, chosen: Feature | None, direction: int, *, whole_day: bool = False
) -> tuple[int, Feature] | None:
    """Return day and feature of the next (1) or previous (-1) of all that tell a time; None where there is no other.

    `chosen`: from which one goes on, else from the day; `whole_day`: those of the day itself come next too.
    """
    seen = tuple(one for one in shown if not one.hidden)
    rows = _rows(seen, [timed(one.layer) for one in seen])
    days = rows.day
    at = _row_of(rows, chosen)
    if at is None or int(days[at]) != day:
        number = int(np.searchsorted(days, day, side="right" if direction > 0 and not whole_day else "left")) - (direction < 0)
    else:
        number = at + direction
    return (int(days[number]), rows.key(number)) if 0 <= number < len(rows) else None


def _row_of(rows: OwnRows, chosen: Feature | None) -> int | None:
    """The row of a feature."""
    if chosen is None:
        return None
    layer = next((at for at, one in enumerate(rows.layers) if one.layer.key == chosen[0]), -1)
    found = np.flatnonzero((rows.which == layer) & (rows.feature == chosen[1]))
    return int(found[0]) if len(found) else None


def counts_in(shown: Sequence[ShownLayer], query: str, edges: NDArray[np.int64]) -> list[Counted]:
    """Count the features of each layer that is not hidden between edges [B + 1] (days), of those that hold what is looked for."""
    told = []
    bins = max(len(edges) - 1, 0)
    for one in shown:
        if not one.hidden:
            chosen = np.flatnonzero(timed(one.layer) & matching(one.layer, query.strip()))
            number = np.searchsorted(edges, _order(one.layer)[chosen], side="right") - 1
            inside = (number >= 0) & (number < bins)
            doubted = inside & (one.layer.doubt[chosen] > 0)
            counts, unsure = (np.bincount(number[each], minlength=bins) for each in (inside, doubted))
            told.append(Counted(one.tone, one.name, counts, unsure, _doubtful_days(one.layer, chosen, edges)))
    return told


def _doubtful_days(layer: ExtraLayer, chosen: NDArray[np.intp], edges: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """First day and the day after the last of features that happened at some time in them, those that reach between the edges."""
    found = chosen[(layer.doubt[chosen] & Doubt.COARSE) > 0]
    if not len(edges):
        return ()
    found = found[(layer.start[found] < edges[-1]) & (layer.end[found] > edges[0])]
    return tuple({(int(layer.start[at]), int(layer.end[at])): None for at in found[:_MOST_VAGUE]})
