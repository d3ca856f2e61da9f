"""The help of the command line speaks the language of the system, in lines that fit a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from viewer import cli
from viewer.arguments import COMMANDS, make_parser
from viewer.help_words import asked_language, columns, words_of

LINES = 80


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(LINES))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit) as left:
        cli.main([*command, "--help"])
    assert left.value.code == 0
    return capsys.readouterr().out


def test_all_words_of_the_help_have_others_and_none_is_idle(root: Path) -> None:
    parser = make_parser(dict.fromkeys(COMMANDS, lambda _options: 0), lambda: "1")
    known = json.loads((root / "resources" / "help" / "ja.json").read_text(encoding="utf-8"))
    assert set(known) == words_of(parser)
    assert all(words.strip() for words in known.values())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_japanese_where_the_system_is(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    said = told(capsys, *([command] if command else []))
    assert said.startswith("使い方: bloc-atlas")
    assert "この説明を表示して終わる" in said
    body = said.partition("\n\n")[2]
    assert max(map(columns, body.splitlines())) <= LINES


@pytest.mark.parametrize("language", ["", "C", "C.UTF-8", "en_GB.UTF-8", "de_DE"])
def test_help_is_english_elsewhere(language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", language)
    said = told(capsys, "export")
    assert said.startswith("usage: bloc-atlas export")
    assert said.isascii()


def test_what_asks_louder_is_heard_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    monkeypatch.setenv("LC_ALL", "C")
    assert asked_language() != "ja"
    monkeypatch.setenv("LC_ALL", "")
    assert asked_language() == "ja"
