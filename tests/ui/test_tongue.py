"""The first start speaks as the system does; after that the reader's choice holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open
from PySide6.QtCore import QLocale

from viewer.store.session import SessionFile
from viewer.ui.tongue import system_language


class Elsewhere(QLocale):
    """The locale of another system."""

    def __init__(self, *asked: str) -> None:
        super().__init__()
        self._asked = list(asked)

    def uiLanguages(self, *_: object) -> list[str]:
        return self._asked


def _speaking(monkeypatch: pytest.MonkeyPatch, *asked: str) -> None:
    monkeypatch.setattr("viewer.ui.tongue.QLocale", type("System", (), {"system": staticmethod(lambda: Elsewhere(*asked))}))


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
