"""The first atlas of data/SCHEMA.md, as a stranger would write it: it is sound, opens, and stands on plain land, as it tells of none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hands import Open, settle, texts
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from test_own_data import added, features

from viewer.carto.cards import NOTHING, land_card
from viewer.carto.tokens import THEMES
from viewer.cli import main
from viewer.model.atlas import Atlas
from viewer.store.cache.compiled import open_atlas
from viewer.store.imports.desk import file_desk
from viewer.ui.window import Window

_FILE = re.compile(r"```yaml\n# (voyages/[\w/.]+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def voyages(root: Path, tmp_path: Path) -> Path:
    """The folder that the section writes."""
    for name, content in _FILE.findall((root / "data" / "SCHEMA.md").read_text(encoding="utf-8")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path / "voyages"


@pytest.fixture
def plain(voyages: Path) -> Atlas:
    """The atlas of that folder."""
    return open_atlas(voyages, None)


def colour_of(window: Window, lonlat: tuple[float, float]) -> QColor:
    settle(window)
    pixel = window.map.viewport().pixel_of(lonlat)
    assert pixel is not None
    return window.map.grab().toImage().pixelColor(round(pixel[0]), round(pixel[1]))


def test_it_is_sound_and_every_command_takes_it(voyages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(voyages)]) == 0
    assert "sound" in capsys.readouterr().err
    for table in (["events"], ["sources"], ["treaties"], ["memberships"], ["polities", "--at", "1405-07-11"]):
        assert main(["data", str(voyages), *table]) == 0
    picture = tmp_path / "a.png"
    assert main(["export", str(voyages), "--size", "900x600", "--caption", "-o", str(picture)]) == 0
    told = (tmp_path / "a.caption.txt").read_text(encoding="utf-8")
    assert "鄭和の航海" in told
    assert "凡例" not in told, "there is nothing to put into a legend"
    assert "国境" not in told, "nor are any borders drawn"
    assert main(["export", str(voyages), "--size", "900x600", "--grid", "4", "-o", str(picture)]) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_land_of_which_nothing_is_told_is_plain_and_has_no_legend(theme: str, plain: Atlas, open_window: Open, sample: Atlas) -> None:
    window = open_window(f"c=100,30&z=3&k={theme}&l=en", atlas=plain)
    assert window.state.view.theme == theme
    assert not plain.tells_land
    assert sample.tells_land
    land = QColor(THEMES[theme].land)
    assert {colour_of(window, (lon, 27.3)).name() for lon in (111.0, 111.2, 111.4, 111.6)} == {land.name()}, "without a single cross"
    assert not window.legend.isVisible()
    assert land_card(plain, window.state.view, 0, lambda *_: "words") is NOTHING


def test_a_legend_comes_with_what_the_reader_brings_and_with_an_atlas_that_tells_of_land(
    plain: Atlas, sample: Atlas, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("t=1405-07-11&l=en", atlas=plain)
    window.own.bring = file_desk
    assert not window.legend.isVisible()
    one = added(qtbot, window, features(tmp_path / "ports.geojson", (102.25, 2.19, {"name": "Malacca"})))
    assert window.legend.isVisible()
    assert any("ports.geojson" in text for text in texts(window.legend))
    assert window.own.shelf is not None
    window.own.shelf.remove(one.layer.key)
    settle(window)
    assert not window.legend.isVisible()
    window.state.renew(sample)
    settle(window)
    window.refresh_legend()
    assert window.legend.isVisible()
