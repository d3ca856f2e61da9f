"""The first start speaks as the system does; after that the reader's choice holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hands import Open
from PySide6.QtCore import QLocale

from viewer.store.personal.session import SessionFile
from viewer.ui.start.language import system_language


class Elsewhere(QLocale):
    """The locale of another system."""

    def __init__(self, *asked: str) -> None:
        super().__init__()
        self._asked = list(asked)

    def uiLanguages(self, *_: object) -> list[str]:
        return self._asked


def _speaking(monkeypatch: pytest.MonkeyPatch, *asked: str) -> None:
    monkeypatch.setattr("viewer.ui.start.language.QLocale", type("System", (), {"system": staticmethod(lambda: Elsewhere(*asked))}))


@pytest.mark.parametrize(
    ("asked", "known", "spoken"),
    [
        (("en-Latn-US", "en-US", "en"), ("ja", "en"), "en"),
        (("ja-Jpan-JP", "ja-JP", "ja"), ("ja", "en"), "ja"),
        (("de-DE", "de", "ja-JP"), ("ja", "en"), "ja"),
        (("de-DE", "de"), ("ja", "en"), "en"),
        (("de-DE", "de"), ("ja",), ""),
        (("C",), ("ja", "en"), ""),
        ((), ("ja", "en"), ""),
    ],
)
def test_the_language_of_the_system_else_english(
    asked: tuple[str, ...], known: tuple[str, ...], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _speaking(monkeypatch, *asked)
    assert system_language(known) == spoken


def test_the_first_start_speaks_as_the_system_and_then_as_the_reader_chose(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _speaking(monkeypatch, "en-US", "en")
    first = open_window(session=SessionFile(tmp_path / "first"))
    assert first.state.view.language == "en"
    assert not first.state.can_go_back
    first.tools.switch_language()
    first.close()
    again = open_window(session=SessionFile(tmp_path / "first"))
    assert again.state.view.language == "ja", "what the reader has chosen goes before the system"
    assert open_window("t=1945-05-01&l=ja", session=SessionFile(tmp_path / "second")).state.view.language == "ja"


def test_the_window_opens_where_the_system_is_turkish(tmp_path: Path, root: Path) -> None:
    """There no small i has a capital in ASCII, and PySide asks the system for one: `QTimer(interval=...)` failed."""
    made = tmp_path / "tr_TR.UTF-8"
    maker = shutil.which("localedef")
    if maker is None or subprocess.run([maker, "-i", "tr_TR", "-f", "UTF-8", str(made)], capture_output=True, check=False).returncode > 1:
        pytest.skip("no Turkish locale can be made here")
    program = "from viewer.ui.start.display import qt_application; qt_application(); from PySide6.QtCore import QTimer; QTimer(interval=3)"
    turkish = {"LOCPATH": str(tmp_path), "LC_ALL": "tr_TR.UTF-8", "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", program], env=os.environ | turkish, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
