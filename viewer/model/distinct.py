"""Distinct values of arrays, sorted.

numpy's own `unique` imports its masked arrays when it is first called, which takes as long as reading an atlas.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.number)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Return the distinct values of an array of any shape, sorted, in one dimension. No value may be nan."""
    ordered = values.flatten()
    ordered.sort()
    return ordered[_firsts(ordered)]


def numbered(values: NDArray[Number]) -> tuple[NDArray[Number], NDArray[np.intp]]:
    """Return the distinct values of a one-dimensional array, sorted, and for each value its number among them."""
    order = values.argsort(kind="stable")
    ordered = values[order]
    first = _firsts(ordered)
    number = np.empty(len(values), dtype=np.intp)
    number[order] = np.cumsum(first) - 1
    return ordered[first], number


def _firsts(ordered: NDArray[Number]) -> NDArray[np.bool_]:
    """Where a sorted array has another value than before."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
