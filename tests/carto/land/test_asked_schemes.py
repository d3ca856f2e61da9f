"""Schemes as they are asked for on the command line: by an option, or by the text of a View."""

from __future__ import annotations

import pytest

from viewer.carto.land.schemes import UnknownScheme, asked_view, in_asked_scheme, scheme_value
from viewer.carto.view import View
from viewer.model.atlas import Atlas


def test_the_option_goes_before_the_view_and_the_first_scheme_is_the_atlas_itself(built_in: Atlas) -> None:
    assert in_asked_scheme(built_in, View.parse("w=europe"), "").scheme == "europe"
    assert in_asked_scheme(built_in, View.parse("w=europe"), "economy").scheme == "economy"
    assert in_asked_scheme(built_in, View.parse("w=europe"), "spheres").scheme == ""
    assert in_asked_scheme(built_in, View(), "").scheme == ""


def test_unknown_ones_are_refused_naming_the_known(built_in: Atlas) -> None:
    with pytest.raises(UnknownScheme, match="choose spheres, alliances, economy, europe"):
        scheme_value(built_in, "comecon")
    with pytest.raises(UnknownScheme, match="no scheme"):
        asked_view(built_in, "w=nato", "")


def test_the_window_is_asked_for_nothing_a_view_or_a_scheme(built_in: Atlas) -> None:
    assert asked_view(built_in, "", "") is None
    assert asked_view(built_in, "t=1975-01-01", "") == "t=1975-01-01"
    assert View.parse(asked_view(built_in, "t=1975-01-01&w=europe", "alliances") or "").scheme == "alliances"
    assert View.parse(asked_view(built_in, "", "economy") or "").scheme == "economy"
