"""Distinct values: as numpy's `unique`, without its masked arrays."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from viewer.model.distinct import distinct, numbered


@given(arrays(np.int64, array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=40), elements=st.integers(-9, 9)))
def test_distinct_is_unique(values: np.ndarray) -> None:
    before = values.copy()
    assert np.array_equal(distinct(values), np.unique(values))
    assert np.array_equal(values, before)


@given(arrays(np.int32, st.integers(0, 60), elements=st.integers(-9, 9)))
def test_numbered_is_unique_with_its_inverse(values: np.ndarray) -> None:
    known, number = numbered(values)
    expected, inverse = np.unique(values, return_inverse=True)
    assert np.array_equal(known, expected)
    assert np.array_equal(number, inverse)
    assert np.array_equal(known[number], values)


def test_the_masked_arrays_stay_where_they_are() -> None:
    code = (
        "import sys, numpy as np; from viewer.model.distinct import distinct, numbered;"
        "distinct(np.array([3, 1, 3])); numbered(np.array([3, 1, 3])); print('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
