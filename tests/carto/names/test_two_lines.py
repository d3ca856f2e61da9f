"""Names in two languages: the second under the first where there is room for both, the first alone where there is not."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.names.labels import compose_labels, naming
from viewer.carto.names.land_names import LandSpot
from viewer.carto.names.placement import Label
from viewer.carto.names.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Named, Sea, say
from viewer.model.stepwise import finished
from viewer.model.time import ALWAYS

VIEW = View(instant=700_000, zoom=5.5, language="ja", names="ja+en")
LAND = LandSpot(0, (500.0, 300.0), 60_000.0, 400.0, whole=True)


def named(view: View, *, wide: float = 400.0, grown: float = 1.0) -> list[Label]:
    state = replace(made_up.polity("ussr"), names=(Named(ALWAYS, {"ja": "ソビエト連邦", "en": "Soviet Union"}, {"en": "USSR"}),))
    town = replace(made_up.place("tower", (200.0, 500.0), rank=0), names=(Named(ALWAYS, {"ja": "塔", "en": "The town of the tower"}),))
    seas = (Sea("sea", {"ja": "海", "en": "The Sea"}, (800.0, 600.0), 1), Sea("bay", {"ja": "湾"}, (800.0, 100.0), 1))
    atlas: Atlas = made_up.atlas(areas=[1.0], polities=[state], holders=[0], places=[town], seas=seas)
    land = [replace(LAND, room=wide, area=wide * wide / 3)]

    def measure(text: str, size: float, bold: bool, spacing: float) -> float:
        return made_up.plain_measure(text, size, bold, spacing) * grown

    ground = finished(naming(atlas, view, made_up.plain_locate, measure, land, made_up.FRAME, grown=grown))
    labels, boxes = compose_labels(view, measure, (), (), made_up.FRAME, ground, grown)
    assert len(labels) == len(boxes)
    for label, (left, top, right, bottom) in zip(labels, boxes.tolist(), strict=True):
        assert left <= label.x <= right
        assert top <= label.y <= bottom
        assert bottom - top >= label.size * 0.95
    return list(labels)


@pytest.mark.parametrize("grown", [1.0, 1.6])
def test_the_second_language_stands_below_and_smaller(grown: float) -> None:
    labels = {label.text: label for label in named(VIEW, grown=grown)}
    assert set(labels) == {"ソビエト連邦", "USSR", "塔", "The town of the tower", "海", "The Sea", "湾"}
    for first, second in (("ソビエト連邦", "USSR"), ("塔", "The town of the tower"), ("海", "The Sea")):
        assert labels[second].y > labels[first].y + labels[second].size / 2
        assert labels[second].size <= labels[first].size
        assert labels[second].x == pytest.approx(labels[first].x)
        assert not labels[second].bold
    assert labels["The Sea"].slanted
    wide = made_up.plain_measure("The town of the tower", labels["The town of the tower"].size, False, 0.0)
    beside = abs(labels["塔"].x - 200.0)
    assert beside >= wide / 2 or abs(labels["塔"].y - 500) > 12, "not over its own place"


def test_without_a_second_language_nothing_changes() -> None:
    alone = [label.text for label in named(VIEW.with_(names=""))]
    assert sorted(alone) == sorted(["ソビエト連邦", "塔", "海", "湾"])
    assert "USSR" in [label.text for label in named(VIEW.with_(names="en"))]


def test_the_order_is_the_reader_s_and_goes_with_links() -> None:
    other = VIEW.with_(names="en+ja")
    labels = {label.text: label for label in named(other)}
    assert labels["The Sea"].y < labels["海"].y
    assert View.parse(other.text()) == other
    assert View.parse("n=ja+en&t=1962-10-22").names == "ja+en"
    assert languages_of(VIEW) == ("ja", "en")
    assert languages_of(View(language="en")) == ("en", "")


def test_words_in_two_languages_are_those_of_the_first() -> None:
    assert say({"en": "Moscow", "ja": "モスクワ"}, "ja+en") == "モスクワ"
    assert say({"en": "Moscow"}, "ja+en") == "Moscow"
    assert say({}, "ja+en") == ""
