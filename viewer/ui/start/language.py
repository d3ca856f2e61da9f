"""In which language a window speaks before its reader has chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale


def system_language(known: Sequence[str]) -> str:
    """Return the language of the system, else English, where it is known; empty where neither is, or the system names none."""
    asked = [name.partition("-")[0] for name in QLocale.system().uiLanguages()]
    if not asked or asked[0] == "C":
        return ""
    return next((language for language in (*asked, "en") if language in known), "")
