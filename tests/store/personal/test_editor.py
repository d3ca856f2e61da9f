"""The reader's own editor: only the reader's environment says what is run, and a file's name is never more than a name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.store.personal import editor
from viewer.store.personal.editor import VARIABLE, command_for, editor_words, open_in_editor


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("code -g {file}:{line}", ("code", "-g", "{file}:{line}")),
        ("'/opt/my editor/bin/ed' +{line} {file}", ("/opt/my editor/bin/ed", "+{line}", "{file}")),
        ("", ()),
        ("code", ()),
        ("{file}", ()),
        ("{file} {file}", ()),
        ("code -g {line}", ()),
        ("code 'unclosed {file}", ()),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="words are parted otherwise there")
def test_a_command_is_one_that_says_where_the_file_belongs(told: str, words: tuple[str, ...]) -> None:
    assert editor_words({VARIABLE: told}) == words
    assert editor_words({"VISUAL": told, "EDITOR": told}) == (), "those are made for a terminal"


@pytest.mark.parametrize(
    "name", ["a b.csv", "$(touch x).csv", "; rm -rf.csv", "{line}.csv", "{file}.csv", "--help.csv", "`x`.csv", "a\nb.csv"]
)
def test_a_name_is_one_word_whatever_stands_in_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_for(("ed", "-g", "{file}:{line}"), name, 12) == ["ed", "-g", f"{tmp_path / name}:12"]
    assert command_for(("ed", "{line}", "{file}"), str(tmp_path / name), 0) == ["ed", "1", str(tmp_path / name)]


def test_a_batch_file_is_found_and_gets_no_name_that_could_be_an_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`code` is `code.cmd` on Windows, and its command line looks for orders in what it is given."""
    run: list[list[str]] = []

    class Started:
        def __init__(self, command: list[str], **_named: object) -> None:
            run.append(command)

        def wait(self) -> None:
            pass

    monkeypatch.setattr(editor.shutil, "which", lambda name: str(tmp_path / f"{name}.CMD"))
    monkeypatch.setattr(editor.subprocess, "Popen", Started)
    monkeypatch.setenv(VARIABLE, "code -g {file}:{line}")
    for name, opened in (
        ("plain 1.csv", True),
        ("a)calc.csv", False),
        ("地図-1962.csv", True),
        ("a&calc.csv", False),
        ("%PATH%.csv", False),
        ("a^b!.csv", False),
    ):
        path = tmp_path / name
        path.write_text("x")
        assert open_in_editor(str(path), 3) is opened, name
    program = str(tmp_path / "code.CMD")
    assert run == [[program, "-g", f"{tmp_path / 'plain 1.csv'}:3"], [program, "-g", f"{tmp_path / '地図-1962.csv'}:3"]]


@pytest.mark.skipif(sys.platform == "win32", reason="words are parted otherwise there")
def test_the_editor_is_started_with_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    script, told, path = tmp_path / "editor.py", tmp_path / "told", tmp_path / "$HOME; a.csv"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))\n")
    path.write_text("x")
    monkeypatch.setenv(VARIABLE, f"'{sys.executable}' '{script}' '{told}' {{line}} {{file}}")
    assert open_in_editor(str(path), 7)
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == f"7\n{path}", timeout=20_000)
    assert not open_in_editor(str(tmp_path / "gone.csv"), 7)
    monkeypatch.setenv(VARIABLE, "/no/such/editor {file}")
    assert not open_in_editor(str(path), 7)
    monkeypatch.delenv(VARIABLE)
    assert not open_in_editor(str(path), 7)
