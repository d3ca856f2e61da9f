"""Names in two lines: broken, where they are too long for one, and in two languages, the second in a smaller line under the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from viewer.carto.boxes import Boxes
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.view import View

_SMALLER, _LEAST = 0.74, 9.5
"""Size of the second line as a part of the first, and the least (px)."""
_LINE = 1.28
"""Height of a line in its size."""
LINE = 1.16
"""Height of each line of a broken name in its size."""

_LEAST_LINE = 3
"""Letters that each line of a name in two lines has at least."""
_BREAKS = re.compile(r"(?<=\S) (?=\S)|(?<=[a-z]-)(?=\w)|(?=（)|(?<=[・＝])|(?=(?:占領地区|自治政府|共和国|王国|帝国|連邦)$)")
"""Where a name may be broken into two lines."""


def languages_of(view: View) -> tuple[str, str]:
    """Return the language of names on the map and the one of a second line, empty where there is none."""
    first, _, second = view.name_language.partition("+")
    return first, second


def second_size(label: Label, grown: float = 1.0) -> float:
    """Size (px) of the second line of a name."""
    return max(label.size * _SMALLER, _LEAST * grown)


def with_second(wish: Wish, measure: Measure, *, shift: bool = False) -> Wish:
    """Return a wish with room for the second line of its name, and without that line for where no form of it, nor a smaller one, does.

    Names of one rank are to be alike: all in two languages, but for those that would not be there at all.

    `shift`: the name stands beside a point, from which a wider line moves it away.
    """
    chain = wish.chain()
    if not any(one.label.second for one in chain):
        return wish
    told = [_taller(one, measure, shift=shift) for one in chain if one.label.second]
    found = wish
    for number, one in enumerate(reversed([*told, *(replace(one, label=replace(one.label, second="")) for one in chain)])):
        found = replace(one, less=found if number else None)
    return found


def _taller(wish: Wish, measure: Measure, *, shift: bool) -> Wish:
    below = second_size(wish.label)
    more = max(measure(wish.label.second, below, False, 0.0) + 6 - wish.width, 0.0)
    spots = wish.spots
    if shift and more:
        middle = float(np.mean([x for x, _ in spots]))
        spots = tuple((x + (more / 2 if x > middle + 1 else -more / 2 if x < middle - 1 else 0.0), y) for x, y in spots)
    return replace(wish, spots=spots, width=wish.width + more, height=wish.height + below * _LINE)


def in_lines(labels: Sequence[Label], boxes: Boxes, grown: float = 1.0) -> tuple[tuple[Label, ...], Boxes]:
    """Return names [L] with their boxes [L, 4], each line as a name of its own."""
    if not any(label.second or "\n" in label.text for label in labels):
        return tuple(labels), boxes
    found: list[Label] = []
    taken: list[Sequence[float]] = []
    for label, box in zip(labels, boxes.tolist(), strict=True):
        if label.second or "\n" in label.text:
            for part, mine in _lines(label, box, grown):
                found.append(part)
                taken.append(mine)
        else:
            found.append(label)
            taken.append(box)
    return tuple(found), np.array(taken, dtype=np.float64).reshape(-1, 4)


def _lines(label: Label, box: Sequence[float], grown: float) -> Iterable[tuple[Label, Sequence[float]]]:
    if not label.second:
        return _broken(label, box)
    left, top, right, bottom = box
    size = second_size(label, grown)
    middle = bottom - size * _LINE
    first = replace(label.at(label.x, (top + middle) / 2), second="")
    below = replace(label, text=label.second, size=size, bold=False, spacing=0.0, second="", badges=(), point=None)
    second = below.at(label.x, (middle + bottom) / 2)
    return [*_broken(first, (left, top, right, middle)), (second, (left, middle, right, bottom))]


def _broken(label: Label, box: Sequence[float]) -> list[tuple[Label, Sequence[float]]]:
    """Return the lines of a name one by one, its badges beside the last."""
    lines = label.text.split("\n")
    if len(lines) == 1:
        return [(label, box)]
    left, top, right, bottom = box
    if label.leader:  # the box holds that too
        top, bottom = (label.y + side * label.size * LINE * len(lines) / 2 for side in (-1, 1))
    tall = (bottom - top) / len(lines)
    found: list[tuple[Label, Sequence[float]]] = []
    for number, line in enumerate(lines):
        here = (left, top + number * tall, right, top + (number + 1) * tall)
        middle, leader = (here[1] + here[3]) / 2, None
        if label.leader and number == 0:  # one of the lines bears it
            x, y, to_x, to_y = label.leader
            leader = (x, y + label.y - middle, to_x, to_y + label.y - middle)
        badges = label.badges if number == len(lines) - 1 else ()
        found.append((replace(label, text=line, badges=badges, leader=leader).at(label.x, middle), here))
    return found


def told_as(label: Label) -> str:
    """Return a name in one line, as it is read."""
    first, _, second = label.text.partition("\n")
    spaced = second and first[-1:] < "\u2e80" and not first.endswith("-")
    return f"{first} {second}" if spaced else first + second


@lru_cache(maxsize=2048)
def broken(name: str) -> tuple[str, ...]:
    """Return a name in two lines about as long, or in one where it can't be broken."""
    best: tuple[str, ...] = (name,)
    for place in _BREAKS.finditer(name):
        first, second = name[: place.start()], name[place.end() :]
        if min(len(first), len(second)) >= _LEAST_LINE and (len(best) == 1 or max(len(first), len(second)) < max(map(len, best))):
            best = (first, second)
    return best
