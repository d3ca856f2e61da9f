"""Strangers' atlases, written by SCHEMA.md alone: other centuries, one language, hardly any content. The viewer knows no history."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from viewer.carto.view import View
from viewer.cli import main
from viewer.model.time import iso
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder
from viewer.store.resources import font_files, interface_words, read_icon
from viewer.ui.application import Resources, make_window

HEAD = "atlas: 1\ntitle: {LL: A short war}\nspan: YY18-01-01/YY48-12-31\nlanguages: [LL]\n"
FILES = {
    "kinds.yaml": "- {id: battle, family: force, names: {LL: Battle}, icon: swords, span: war}\n",
    "sources.yaml": "- {id: chronicle, type: book, title: {LL: A chronicle}, role: reference}\n",
    "places.yaml": "- {id: prague, lonlat: [14.42, 50.09], rank: 1, names: [{LL: Prague, local: Praha}]}\n",
    "events.yaml": """
- {id: window, when: YY18-05-23, place: prague, kind: battle, title: {LL: A fall}, text: {LL: Three fall.}, sources: [{source: chronicle}],
   leads_to: [hill]}
- {id: hill, when: YY20-11~, place: prague, kind: battle, title: {LL: A hill}, text: {LL: They flee.}, sources: [{source: chronicle}]}
- {id: end, when: YY48-10-XX, place: {lonlat: [7.63, 51.96], names: {LL: Münster}}, kind: battle, title: {LL: An end}, text: {LL: Peace.},
   sources: [{source: chronicle}]}
""",
}
STATES = {
    "polities.yaml": """
- {id: bohemia, names: [{LL: Bohemia}], life: ../.., sources: [{source: chronicle}]}
- {id: sweden, names: [{LL: Sweden}], life: ../.., sources: [{source: chronicle}]}
""",
    "territory/opening.yaml": """
- {polity: bohemia, units: [adm0:CZE], sources: [{source: chronicle}]}
- {polity: sweden, units: [adm0:SWE], sources: [{source: chronicle}]}
""",
    "territory/ledger/all.yaml": """
- {when: YY48-10-24, units: [adm0:CZE], from: bohemia, to: sweden, sources: [{source: chronicle}]}
""",
    "bloc_groups.yaml": "- {id: league, style: east, level: full, names: {LL: The League}}\n",
    "blocs.yaml": "- {id: league, group: league, names: {LL: The League}, kind: alliance, life: YY19-07-10/..}\n",
    "memberships.yaml": "- {bloc: league, polity: bohemia, when: YY20-11-08/.., sources: [{source: chronicle}]}\n",
}


def written(folder: Path, century: str, language: str, files: dict[str, str], head: str = "") -> Path:
    """Write an atlas of some years of a century in one language."""
    for name, text in {"atlas.yaml": HEAD + head, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("YY", century).replace("LL", language), encoding="utf-8")
    return folder


def picture(path: Path) -> set[bytes]:
    """The colours of a picture."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull()
    return {bytes(pixel) for pixel in np.unique(np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4), axis=0)}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("century", ["00", "16", "24", "99"])
def test_other_centuries_in_one_language_work_throughout(
    century: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    atlas = str(written(tmp_path / "atlas", century, language, FILES | STATES))
    assert main(["check", atlas]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert main(["data", atlas, "polities", "--at", f"{century}48-10-24"]) == 0
    bohemia, sweden = json.loads(capsys.readouterr().out)["features"]
    assert not bohemia["geometry"]["coordinates"]
    assert len(sweden["geometry"]["coordinates"]) > 1
    assert main(["data", atlas, "events", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["start"], row["end"]) for row in rows] == [
        (f"{century}18-05-23", f"{century}18-05-23"),
        (f"{century}20-11-01", f"{century}20-11-30"),
        (f"{century}48-10-01", f"{century}48-10-31"),
    ]
    assert main(["data", atlas, "changes", "--from", f"{century}18-01-01", "--to", f"{century}48-12-31", "--format", "csv"]) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]] == [f"{century}20-11-08", f"{century}48-10-24"]
    for day in ("18-05-23", "48-10-24"):
        target = tmp_path / f"{day}.png"
        options = ["--fit", "sweden", "--at", century + day, "--size", "400x300", "--plain"]
        assert main(["export", atlas, *options, "-o", str(target)]) == 0, capsys.readouterr().err
        assert len(picture(target)) > 20


def test_an_atlas_of_antiquity_works_throughout(tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    years = {"YY18": "-0059", "YY19": "-0058", "YY20": "-0051", "YY48": "0002"}
    folder = tmp_path / "atlas"
    for name, text in {"atlas.yaml": HEAD, **FILES, **STATES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub("YY..", lambda year: years[year[0]], text).replace("LL", "en"), encoding="utf-8")
    assert main(["check", str(folder)]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert main(["data", str(folder), "changes", "--from=-0059-01-01", "--to", "0002-12-31", "--format", "csv"]) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]] == ["-0051-11-08", "0002-10-24"]
    target = tmp_path / "a.png"
    assert main(["export", str(folder), "--fit", "sweden", "--at=-0051-11-08", "--size", "700x500", "-o", str(target)]) == 0
    assert QImage(str(target)).text("Title") == "Sweden, 8 November 52 BC"
    window = make_window(open_atlas(folder, cache_folder()), "t=-0059-05-23", Resources(font_files(), read_icon, interface_words()), None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.map.sharpen()
    qtbot.waitUntil(lambda: not window.grab().isNull())
    assert iso(window.state.view.instant) == "-0059-05-23"
    for key, day in ((Qt.Key.Key_Left, "-0059-05-22"), (Qt.Key.Key_BracketRight, "-0059-05-23"), (Qt.Key.Key_End, "0002-12-31")):
        qtbot.keyClick(window.map, key)
        assert iso(window.state.view.instant) == day
    assert window.state.view == View.parse(window.state.view.text())


@pytest.mark.parametrize(("files", "head"), [(FILES | STATES, ""), (FILES, ""), ({}, ""), (FILES | STATES, 'opening_view: "b=10"\n')])
def test_an_atlas_of_hardly_anything_opens_on_a_day_of_its_own(
    files: dict[str, str], head: str, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "atlas", "16", "en", files, head)
    assert main(["check", str(folder)]) == 0, capsys.readouterr().out
    assert main(["export", str(folder), "--size", "320x200", "-o", str(tmp_path / "x.png")]) == 0, capsys.readouterr().err
    atlas = open_atlas(folder, cache_folder())
    window = make_window(atlas, None, Resources(font_files(), read_icon, interface_words()), None)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    window.map.sharpen()
    qtbot.waitUntil(lambda: not window.grab().isNull())
    assert window.state.view.instant in atlas.span
    assert window.state.view.language == "en"
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_BracketLeft, Qt.Key.Key_Home, Qt.Key.Key_N, Qt.Key.Key_Plus):
        qtbot.keyClick(window.map, key)
    assert window.state.view.instant in atlas.span
    assert caplog.text == ""


@pytest.mark.parametrize(("head", "title"), [("", "A short war, 23 May 1618"), ("heading: {en: Leagues}\n", "Leagues, 23 May 1618")])
def test_a_picture_is_called_as_its_atlas_says(head: str, title: str, tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    folder = written(tmp_path / "atlas", "16", "en", FILES | STATES, head)
    assert main(["export", str(folder), "--at", "1618-05-23", "--size", "320x200", "-o", str(target)]) == 0
    assert QImage(str(target)).text("Title") == title


def test_the_tables_of_an_empty_atlas_have_their_headers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, full = (str(written(tmp_path / name, "16", "en", files)) for name, files in (("empty", {}), ("full", FILES | STATES)))
    for command in (
        ["events"],
        ["polities", "--at", "1620-12-01"],
        ["memberships"],
        ["changes", "--from", "1618-01-01", "--to", "1648-01-01"],
    ):
        heads = []
        for atlas in (empty, full):
            assert main(["data", atlas, *command, "--format", "csv"]) == 0
            heads.append(capsys.readouterr().out.splitlines()[0])
        assert heads[0] == heads[1]
    for table in ("treaties", "sources"):
        assert main(["data", empty, table, "--format", "csv"]) == 0
        assert capsys.readouterr().out.startswith("id,")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('opening_view: "zz=1"\n', "atlas.yaml:5: opening_view: `zz=1` is no part of a view"),
        ('opening_view: "t=1962-10-22"\n', "atlas.yaml:5: opening_view: 1962-10-22 lies outside of the atlas (it tells of 1618-01-01 to"),
        ('opening_view: "t=0000-12-31"\n', "atlas.yaml:5: opening_view: 0000-12-31 lies outside of the atlas"),
        ('opening_view: "t=1620-01-01&d=1900-01-01"\n', "atlas.yaml:5: opening_view: 1900-01-01 lies outside"),
        ('opening_view: "t=1620-01-01&bs=side;1900-01-01"\n', "atlas.yaml:5: opening_view: 1900-01-01 lies outside"),
    ],
)
def test_an_opening_view_that_shows_nothing_is_told(head: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "atlas", "16", "en", FILES, head)
    assert main(["check", str(folder)]) == 2
    output = capsys.readouterr().out
    assert output.startswith(told)
    assert len(output.splitlines()) == 1
    assert main(["export", str(folder), "--at", "1620-01-01", "--size", "64x64", "-o", str(tmp_path / "x.png")]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_a_step_of_a_story_that_shows_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "title: {en: A}, text: {en: B}"
    steps = f'[\n  {{view: "t=1620-01-01", {words}}},\n  {{view: "t=never", {words}}},\n  {{view: "t=1919-01-01", {words}}}]'
    story = {"stories.yaml": f"- id: war\n  names: {{en: War}}\n  steps: {steps}\n"}
    assert main(["check", str(written(tmp_path, "16", "en", FILES | story))]) == 2
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("stories.yaml:5: steps[1].view: `t=never`: `never` is not a day")
    assert second.startswith("stories.yaml:6: steps[2].view: 1919-01-01 lies outside of the atlas")


@pytest.mark.parametrize("wrong", ["span: -9998/0100", "span: -0043/-0044", "span: soon", ""])
def test_without_days_nothing_else_is_blamed(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, "16", "en", FILES | STATES)
    head = (folder / "atlas.yaml").read_text(encoding="utf-8")
    (folder / "atlas.yaml").write_text(head.replace("span: 1618-01-01/1648-12-31", wrong), encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(("atlas.yaml:3: span: ", "atlas.yaml:1: span: is missing"))
    assert "1917" not in line


def test_the_days_of_a_head_that_is_wrong_elsewhere_still_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, "16", "en", FILES | STATES, "licence: [1]\n")
    opening = (folder / "territory/opening.yaml").read_text(encoding="utf-8")
    (folder / "territory/opening.yaml").write_text(opening.replace("adm0:SWE", "adm0:CZE"), encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    output = capsys.readouterr().out
    assert "atlas.yaml:5: licence: " in output
    assert "named twice in the opening position" in output
    assert "before" not in output
