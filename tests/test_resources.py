"""What the program brings with it: words in every language, icons that are only lines, fonts that have every letter."""

from __future__ import annotations

import ast
import json
import re
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from PySide6.QtGui import QRawFont
from pytestqt.qtbot import QtBot

from viewer.store.resources import read_icon

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {SVG + name for name in ("svg", "g", "path", "line", "circle", "ellipse", "rect", "polyline", "polygon")}


@pytest.fixture(scope="module")
def words(root: Path) -> dict[str, dict[str, str]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (root / "resources" / "i18n").glob("*.json")}


@pytest.fixture(scope="module")
def program(root: Path) -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((root / "viewer").rglob("*.py"))]


def texts_of(program: list[ast.Module]) -> tuple[set[str], set[str]]:
    """Strings of the program, and what f-strings begin with."""
    whole, begun = set(), set()
    for tree in program:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    return whole, begun


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_language_has_all_words_with_the_same_blanks(words: dict[str, dict[str, str]]) -> None:
    assert set(words) == {"ja", "en"}
    assert words["ja"].keys() == words["en"].keys()
    for key, text in words["en"].items():
        other = words["ja"][key]
        assert text.strip(), key
        assert other.strip(), key
        assert blanks(text) == blanks(other), key
        assert not re.search(r"<\w+[ >/]|&\w+;", text + other), f"{key} looks like markup"


def test_every_key_the_program_names_has_words(words: dict[str, dict[str, str]], program: list[ast.Module]) -> None:
    first = {key.partition(".")[0] for key in words["en"]}
    whole, _ = texts_of(program)
    named = {text for text in whole if re.fullmatch(r"[a-z]+(\.[a-z_0-9]+)+(?<!\.bin)", text) and text.partition(".")[0] in first}
    assert named - words["en"].keys() == set()


def test_no_words_are_left_that_nobody_says(words: dict[str, dict[str, str]], program: list[ast.Module]) -> None:
    whole, begun = texts_of(program)
    heads = tuple(text for text in begun if "." in text)
    assert {key for key in words["en"] if key not in whole and not key.startswith(heads)} == set()


def named_icons(program: list[ast.Module]) -> Iterator[str]:
    """Icons that are named where one is asked for: `button("x", ...)`, `icon("x")`, `set(button, "x")`."""
    place = {"button": 0, "icon": 0, "set": 1}
    for tree in program:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in place:
                asked = node.args[place[node.func.attr] :][:1]
                yield from (arg.value for arg in asked if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def test_every_icon_that_is_named_is_there(root: Path, program: list[ast.Module]) -> None:
    kinds = yaml.safe_load((root / "data" / "kinds.yaml").read_text(encoding="utf-8"))
    wanted = {kind["icon"] for kind in kinds} | set(named_icons(program))
    assert len(wanted) > 20
    assert {name for name in wanted if not (root / "resources" / "icons" / f"{name}.svg").is_file()} == set()


@pytest.mark.parametrize(
    "name", ["", "../icons/arrow-left", "icons/arrow-left", "..\\icons\\arrow-left", "c:arrow-left", "arrow-left.svg", "fl\nag"]
)
def test_an_icon_is_a_name_and_no_path(name: str) -> None:
    """Names of icons come from atlases of strangers too."""
    with pytest.raises(ValueError, match="is not the name of an icon"):
        read_icon(name)
    assert "<svg" in read_icon("arrow-left")


def test_icons_are_lines_on_a_square_and_nothing_else(root: Path) -> None:
    paths = sorted((root / "resources" / "icons").glob("*.svg"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert "<!" not in text.removeprefix("<?xml") or "<!--" in text, path.name
        tree = ET.fromstring(text)
        assert tree.get("viewBox") == "0 0 24 24", path.name
        assert {element.tag for element in tree.iter()} <= DRAWN, path.name
        for element in tree.iter():
            assert not [key for key in element.attrib if key.lower().startswith("on") or "href" in key or key == "style"], path.name
            assert element.get("fill", "none") in ("none", "currentColor"), path.name
            assert element.get("stroke", "none") in ("none", "currentColor"), path.name


def test_every_font_and_icon_set_has_its_licence(root: Path) -> None:
    fonts = {path.stem.partition("-")[0] for path in (root / "resources" / "fonts").glob("*.ttf")}
    assert fonts == {"NotoSans", "NotoSansJP"}
    notice = (root / "LICENSE").read_text(encoding="utf-8")
    licences = [*(root / "resources" / "fonts").glob("OFL-*.txt"), *(root / "resources" / "icons").glob("LICENSE-*.txt")]
    assert {path.stem.partition("-")[2] for path in licences} == {"NotoSans", "NotoSansJP", "lucide", "tabler", "mdi"}
    assert [path.name for path in licences if f"{path.parent.name}/{path.name}" not in notice] == []


def spoken(node: object, key: str = "") -> Iterator[str]:
    """Texts of the data in the two languages of the interface."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from spoken(value, str(name))
    elif isinstance(node, list):
        for value in node:
            yield from spoken(value, key)
    elif isinstance(node, str) and key in ("ja", "en", "short_ja", "short_en", "author", "note", "value"):
        yield node


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_fonts_have_every_letter_that_is_written(root: Path, words: dict[str, dict[str, str]], weight: str, qtbot: QtBot) -> None:
    fonts = [QRawFont(str(root / "resources" / "fonts" / f"{name}-{weight}.ttf"), 12.0) for name in ("NotoSans", "NotoSansJP")]
    assert all(font.isValid() for font in fonts)
    letters = {letter for table in words.values() for text in table.values() for letter in text}
    for path in sorted((root / "data").rglob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        letters |= {letter for text in spoken(content) for letter in text}
    letters -= set("\n\t\u3000 ")
    assert len(letters) > 1000
    missing = sorted(letter for letter in letters if not any(font.supportsCharacter(ord(letter)) for font in fonts))
    assert missing == []
