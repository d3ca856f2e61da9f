"""The interface's own words, by key and language; the atlas brings its own."""

from __future__ import annotations

from collections.abc import Mapping

from viewer.ui.keys import mac_keys


class Words:
    """Words of the interface in all its languages.

    Args: tables: language -> key -> words, where `{name}` marks what is filled in.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._tables = mac_keys.in_tables(tables) if mac_keys.MAC else tables

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages the interface speaks."""
        return tuple(self._tables)

    def say(self, language: str, key: str, **values: object) -> str:
        """Return the words of a key; a language without them falls back to English, a missing key shows itself."""
        words = self._tables.get(language, {}).get(key) or self._tables.get("en", {}).get(key) or key
        return words.format_map({name: str(value) for name, value in values.items()}) if values else words
