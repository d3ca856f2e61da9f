"""Changing the language or the theme in the middle of things changes all that is seen, and keeps the place."""

from __future__ import annotations

import re

import pytest
from hands import Open, settle, texts
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenu, QPushButton

from viewer.carto.tokens import THEMES
from viewer.ui.window import Window

KANJI_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LATIN_WORDS = re.compile(r"[A-Za-z]{3,}")
SAME_IN_BOTH = {"Esc", "Ctrl", "Space", "Alt", "Shift", "Tab", "NATO", "Natural", "Earth", "Home", "End"}
LOOKS = (
    "t=1961-10-27&s=berlin-tanks&f=berlin&p=laea&c=13,52&z=4.2",
    "t=1991-09-06&s=polity:lithuania",
    "t=1962-10-22&y=1962-09-01/1962-11-30",
)


def words_of(window: Window) -> list[str]:
    """Everything that is written in the window: widgets, list, names on the map, the open stack, the timeline."""
    settle(window)
    said = texts(window)
    language_button = window.tools.buttons["language"]
    said = [text for text in said if text not in (language_button.toolTip(), language_button.accessibleName())]
    model = window.finder.events.model()
    said += [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    scene = window.map.scene()
    said += [label.text for label in scene.labels] + ([scene.fan.name] if scene.fan else [])
    said += [marker.name for marker in scene.markers]
    chronicle = window.timeline.canvas.chronicle()
    said += [bar.label for bar in (*chronicle.eras, *chronicle.spans)]
    said += [text for name, bars in chronicle.offices for text in (name, *(bar.label for bar in bars))]
    said += [text for card in chronicle.cards for text in (card.title, card.caption)]
    said += [tick.label for tick in window.timeline.canvas.scale().ticks(window.state.view.language)]
    said += [window.date.text(), window.date.caption(), window.windowTitle()]
    said += [row.label for row in window.legend.rows]
    return [re.sub(r"</?p[^>]*>", "", text) for text in said if text.strip()]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_dialogs_speak_the_language(language: str, open_window: Open) -> None:
    window = open_window(f"l={language}")
    window.actions_.help()
    window.actions_.export()
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 2
    for dialog in dialogs:
        field = dialog.findChild(QLineEdit, "exportPath")
        said = [*texts(dialog), dialog.windowTitle()]
        keys = {label.text() for label in dialog.findChildren(QLabel) if label.property("role") == "key"}
        said = [text for text in said if text not in keys and (not field or text != field.text())]
        assert len(said) > 2
        if language == "en":
            assert [text for text in said if KANJI_OR_KANA.search(text)] == []
        else:
            assert [text for text in said if LATIN_WORDS.search(text) and not KANJI_OR_KANA.search(text)] == []
        dialog.reject()


@pytest.mark.parametrize("look", LOOKS)
def test_every_word_follows_the_language(look: str, open_window: Open) -> None:
    window = open_window(look + "&l=ja")
    japanese = words_of(window)
    window.tools.switch_language()
    english = words_of(window)
    assert window.state.view.language == "en"
    assert len(japanese) > 80
    assert len(english) > 80
    assert [text for text in english if KANJI_OR_KANA.search(text)] == []
    foreign = {text: set(LATIN_WORDS.findall(text)) - SAME_IN_BOTH for text in japanese}
    assert {text: words for text, words in foreign.items() if words} == {}
    window.tools.switch_language()
    assert words_of(window) == japanese


def test_the_place_is_kept(open_window: Open) -> None:
    window = open_window(LOOKS[0])
    before = window.state.view
    window.tools.switch_language()
    window.tools.switch_theme()
    settle(window)
    assert window.state.view == before.with_(language="en", theme="dark")
    window.state.go_back()
    window.state.go_back()
    assert window.state.view == before


def test_the_theme_reaches_every_part(open_window: Open) -> None:
    window = open_window("t=1961-10-27&s=berlin-tanks&l=en")
    light, dark = THEMES["light"], THEMES["dark"]
    points = {
        "details": window.details.mapTo(window, window.details.rect().center()),
        "list": window.finder.mapTo(window, window.finder.rect().center()),
        "timeline": window.timeline.mapTo(window, window.timeline.rect().center()),
    }
    seen = {}
    for theme in ("light", "dark"):
        window.state.change(theme=theme)
        settle(window)
        image = window.grab().toImage()
        seen[theme] = {name: image.pixelColor(point).lightnessF() for name, point in points.items()}
        corner = image.pixelColor(window.tools.geometry().right() - 30, window.tools.geometry().bottom() - 13)
        assert corner == QColor(THEMES[theme].surface)
        counted = {image.pixelColor(x, y).name() for x in range(300, 900, 7) for y in range(100, 500, 7)}
        assert THEMES[theme].sea.lower() in counted
    assert light.surface != dark.surface
    assert all(seen["light"][name] > seen["dark"][name] for name in points)


def test_menus_speak_the_language_of_now(open_window: Open) -> None:
    window = open_window("l=ja")
    for language, eras, whole in (("ja", "十年ごと", "全期間"), ("en", "Decades", "All time")):
        window.state.change(language=language)
        settle(window)
        said = []
        for opener in (window.timeline.eras, window.timeline.window_button):
            assert isinstance(opener, QPushButton)
            opener.click()
            menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
            said += [action.text() for action in menu.actions()]
            menu.close()
        assert eras in said
        assert whole in said


def test_choosing_in_a_menu_changes_the_view(open_window: Open) -> None:
    window = open_window("l=en")
    for opener, text, check in (
        (window.timeline.eras, "Decades", lambda view: view.eras == "decades"),
        (window.timeline.window_button, "This day only", lambda view: (view.before, view.after) == (0, 0)),
    ):
        opener.click()
        menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()
        assert check(window.state.view)
    assert "The sixties" in [era.label for era in window.timeline.canvas.chronicle().eras]
