"""Dates as readers type them."""

from __future__ import annotations

import pytest

from viewer.model.date_words import span_of_words
from viewer.model.time import iso


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1956年10月", "1956-10-01/1956-10-31"),
        ("１９５６年１０月", "1956-10-01/1956-10-31"),
        ("Oct 1956", "1956-10-01/1956-10-31"),
        ("october 1956", "1956-10-01/1956-10-31"),
        ("1956-10", "1956-10-01/1956-10-31"),
        ("1956.10.23", "1956-10-23/1956-10-23"),
        ("昭和31年", "1956-01-01/1956-12-31"),
        ("昭和31年10月19日", "1956-10-19/1956-10-19"),
        ("大正元年", "1912-01-01/1912-12-31"),
        ("22 Oct 1962", "1962-10-22/1962-10-22"),
        ("Oct 22, 1962", "1962-10-22/1962-10-22"),
        ("1956", "1956-01-01/1956-12-31"),
        ("1956年12月", "1956-12-01/1956-12-31"),
        ("1950年代", "1950-01-01/1959-12-31"),
        ("1950s", "1950-01-01/1959-12-31"),
        ("1956〜1958年3月", "1956-01-01/1958-03-31"),
        ("1956-1958", "1956-01-01/1958-12-31"),
        ("Oct 1956 – 4 Nov 1956", "1956-10-01/1956-11-04"),
    ],
)
def test_a_date_names_its_days(typed: str, days: str) -> None:
    span = span_of_words(typed)
    assert span is not None
    assert f"{iso(span.start)}/{iso(span.end - 1)}" == days


@pytest.mark.parametrize(
    "typed", ["", "38", "1956-13", "31 Feb 1956", "Foo 1956", "1958〜1956", "9999", "0000", "19567", "壁", "1956 berlin", "〜"]
)
def test_other_words_are_no_date(typed: str) -> None:
    assert span_of_words(typed) is None
