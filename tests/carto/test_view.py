"""The View and its text form: what is written is read back, and what can't be read is told, never a crash."""

from __future__ import annotations

from dataclasses import fields

import made_up
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.carto.view import LAYERS, MAX_ZOOM, MIN_ZOOM, BadView, View
from viewer.model.time import FIRST_DAY, LAST_DAY, day_of


@given(made_up.views())
@example(View(query="🗺 a&b=c%+#?/;\u202e\n ", selected="polity:ussr", fan="berlin:2"))
@example(View(query="国" * 5000))
@example(View(query="\ud800"))
@example(View(centre=(180.0, 90.0)))
@example(View(centre=(-180.0, -90.0)))
@example(View(centre=(179.9999, -0.0001)))
def test_a_view_is_read_back_from_its_text(view: View) -> None:
    text = view.text()
    assert View.parse(text) == view
    assert text.isascii()
    assert not set(text) & set(" \t\r\n\"'<>")


def test_every_part_of_a_view_is_among_what_is_drawn() -> None:
    """A part that `views` forgets would never be written and read back."""
    plain, drawn = View(), set[str]()

    @given(made_up.views())
    def look(view: View) -> None:
        drawn.update(field.name for field in fields(View) if getattr(view, field.name) != getattr(plain, field.name))

    look()
    assert drawn == {field.name for field in fields(View)}


def test_no_place_is_written_with_a_negative_zero() -> None:
    assert View(centre=(-0.0001, -0.0002)).text() == "t=-9998-01-01&c=0,0"


@given(made_up.views(), made_up.views())
def test_a_text_is_read_on_top_of_another_view(view: View, base: View) -> None:
    found = View.parse("t=1962-10-22&z=4&q=", base)
    assert found == base.with_(instant=day_of("1962-10-22"), zoom=4.0, query="")
    assert View.parse("", view) == view


def test_what_stands_at_its_default_is_not_written() -> None:
    assert View().text() == "t=-9998-01-01", "no day is named"
    assert View(zoom=4.0, centre=(-78.0, 22.0)).text() == "t=-9998-01-01&c=-78,22&z=4"


KEYS = st.sampled_from([*"tbapcszflnkvxhqyerdgiomu", "", "tt", "é"])
VALUES = st.text(max_size=12) | st.text(alphabet="0123456789.,-+eE/_naif%", max_size=16)


@given(st.lists(st.tuples(KEYS, st.sampled_from(("=", "", "==")), VALUES), max_size=5))
@example([("b", "=", "9" * 2000)])
@example([("c", "=", "nan,nan")])
@example([("z", "=", "1e999")])
@example([("y", "=", "1962-10-22/1962-10-22")])
@example([("t", "=", "１９６２-10-22")])
@example([("q", "=", "%ff%fe")])
def test_any_text_gives_a_view_or_says_which_part_is_bad(parts: list[tuple[str, str, str]]) -> None:
    text = "&".join(key + sign + value for key, sign, value in parts)
    try:
        view = View.parse(text)
    except BadView:
        return
    assert View.parse(view.text()) == view


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("t=1962-02-30", "t=1962-02-30"),
        ("t=1962", "t=1962"),
        ("c=52", "c=52"),
        ("c=13.4,152.5", "out of range"),
        ("z=NaN", "z=NaN"),
        ("p=mercator", "equal-earth"),
        ("k=sepia", "light"),
        ("b=-1", "b=-1"),
        ("9=1", "known: t, b"),
        ("y=1991-01-01/1917-01-01", "ends before it starts"),
        ("u=1991-01-01/1917-01-01", "range ends before it starts"),
        ("q=" + "x" * 100_000, "longer than"),
    ],
)
def test_the_message_names_the_bad_part(text: str, part: str) -> None:
    with pytest.raises(BadView, match=part):
        View.parse(text)


@given(made_up.views())
def test_values_stay_within_their_ranges(view: View) -> None:
    lon, lat = view.centre
    assert -180 <= lon < 180
    assert -90 <= lat <= 90
    assert MIN_ZOOM <= view.zoom <= MAX_ZOOM
    first, end = view.window
    assert FIRST_DAY <= first < end <= LAST_DAY
    assert view.range is not None or first <= view.instant < end


@given(made_up.views(), st.sampled_from(LAYERS))
def test_a_change_makes_a_new_view_and_leaves_the_old(view: View, layer: str) -> None:
    before = view.text()
    other = view.at(day_of("1989-11-09")).selecting("wall").with_(hidden_layers=frozenset({layer}))
    assert (other.instant, other.selected, other.layer(layer), other.fan) == (day_of("1989-11-09"), "wall", False, view.fan)
    assert view.text() == before


def test_names_on_the_map_follow_the_language_unless_chosen() -> None:
    assert View(language="en").name_language == "en"
    assert View(language="en", names="local").name_language == "local"


def test_a_brushed_range_takes_the_place_of_the_window() -> None:
    view = View.parse("t=1989-11-09&b=10&a=10&u=1962-10-14/1962-10-28")
    assert view.window == (day_of("1962-10-14"), day_of("1962-10-29"))
    assert View.parse("u=1962-10-22").range == (day_of("1962-10-22"), day_of("1962-10-22"))
    assert View.parse("u=", view).window == (day_of("1989-10-30"), day_of("1989-11-20"))
