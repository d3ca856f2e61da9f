"""Every projection in every theme and language, small, against pictures that were looked at: see test_golden for how to renew them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QImage
from test_golden import GOLDEN, RENEW, differs

from viewer.api import render
from viewer.carto.tokens import THEMES
from viewer.carto.view import PROJECTIONS, View
from viewer.model.atlas import Atlas
from viewer.paint import type as letters

FOLDER = GOLDEN / "matrix"
PLACES = {
    "equal-earth": "c=40,45&z=0.9",
    "natural-earth": "c=50,48&z=0.8",
    "laea": "c=16,52&z=3.2",
    "arctic": "c=0,90&z=-0.4",
    "globe": "c=40,45&z=0.4",
}
"""Where each is looked at: land of several states, names and events in sight."""
LANGUAGES = ("ja", "en")
EVERY = list(itertools.product(PROJECTIONS, THEMES, LANGUAGES))
MOST_BYTES = 1_550_000


def drawn(atlas: Atlas, projection: str, theme: str, language: str, more: str = "") -> QImage:
    view = View.parse(f"t=1962-10-22&p={projection}&{PLACES[projection]}&k={theme}&l={language}{more}")
    return render(atlas, view, (320, 210)).convertToFormat(QImage.Format.Format_RGB888)


@pytest.mark.parametrize(("projection", "theme", "language"), EVERY, ids="-".join)
def test_every_projection_looks_as_it_was_found_good(
    projection: str, theme: str, language: str, sample: Atlas, fonts: object, tmp_path: Path
) -> None:
    image = drawn(sample, projection, theme, language)
    path = FOLDER / f"{projection}-{theme}-{language}.webp"
    if os.environ.get(RENEW):
        assert image.save(str(path), quality=100)  # without loss
    good = QImage(str(path))
    assert not good.isNull(), f"no {path.name}: set {RENEW}=1"
    why = differs(image, good)
    if why:
        image.save(str(tmp_path / f"{path.stem}.png"))
    assert why == "", f"see {tmp_path / path.stem}.png; if it is better, set {RENEW}=1"


def test_there_is_a_picture_for_each_and_none_too_many() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"-".join(names) + ".webp" for names in EVERY}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_no_two_pictures_are_taken_for_each_other() -> None:
    """Else one could stand for another unseen: a language that does not change, more contrast that is none."""
    pictures = {names: QImage(str(FOLDER / ("-".join(names) + ".webp"))) for names in EVERY}
    for (one, first), (other, second) in itertools.combinations(pictures.items(), 2):
        assert differs(first, second), f"{one} looks like {other}"


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("more", ["&x=events", "&x=names,places,seas", "&j=2", "&c=40.4,52&z=1.4"])
def test_a_picture_without_something_or_moved_is_found(projection: str, more: str, sample: Atlas, fonts: object) -> None:
    good = QImage(str(FOLDER / f"{projection}-light-en.webp"))
    assert differs(drawn(sample, projection, "light", "en", more), good)


def forget_letters() -> None:
    for known in (letters.font, letters._metrics, letters.text_width):
        known.cache_clear()


@pytest.fixture
def other_letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Letters fitted to the rows of pixels, as other machines draw them."""
    original = QFont.setHintingPreference

    def fitted(made: QFont, _preference: QFont.HintingPreference) -> None:
        original(made, QFont.HintingPreference.PreferVerticalHinting)

    monkeypatch.setattr(QFont, "setHintingPreference", fitted)
    forget_letters()
    yield
    monkeypatch.undo()
    forget_letters()


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_another_machine_are_let_through(
    projection: str, language: str, sample: Atlas, fonts: object, other_letters: object
) -> None:
    good = QImage(str(FOLDER / f"{projection}-light-{language}.webp"))
    image = drawn(sample, projection, "light", language)
    assert image != good, "the letters were not drawn otherwise"
    assert differs(image, good) == ""
