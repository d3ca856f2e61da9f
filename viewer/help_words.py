"""The help of the command line in the language of the system: its English words are looked up, and laid out by the width of letters."""

from __future__ import annotations

import argparse
import os
import unicodedata
from collections.abc import Callable, Iterator


def asked_language() -> str:
    """Return the language (two letters) that the environment asks programs to speak; empty where it names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if told := os.environ.get(name):
            return told[:2].lower() if told[2:3] in ("", "_", "-", ".", "@") else ""
    return _windows_language() if os.name == "nt" else ""


def _windows_language() -> str:
    import ctypes
    import locale

    number = ctypes.CDLL("kernel32").GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")[:2]


def translate(parser: argparse.ArgumentParser, said: Callable[[str], str]) -> None:
    """Say the help of a parser and of all its commands in other words. Args: said: English words -> those to show."""
    parser.formatter_class = _wide_formatter(said)
    for name in ("description", "epilog"):
        if words := getattr(parser, name):
            setattr(parser, name, said(words))
    for group in parser._action_groups:  # noqa: SLF001 - argparse has no other way to them
        group.title = said(group.title) if group.title else None
    for action in parser._actions:  # noqa: SLF001
        if action.help:
            action.help = said(action.help)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for summary in action._choices_actions:  # noqa: SLF001
                summary.help = said(summary.help) if summary.help else None
            for command in action.choices.values():
                translate(command, said)


def words_of(parser: argparse.ArgumentParser) -> set[str]:
    """Return all English words that `translate` would look up."""
    found: set[str] = {"usage: "}

    def note(words: str) -> str:
        found.add(words)
        return words

    translate(parser, note)
    return found


def _wide_formatter(said: Callable[[str], str]) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        """Breaks lines by the columns that letters take: Japanese has no spaces, and its letters are two columns wide."""

        def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
            """Begin with the word for usage."""
            super().add_usage(usage, actions, groups, said("usage: ") if prefix is None else prefix)  # type: ignore[arg-type]

        def _split_lines(self, text: str, width: int) -> list[str]:
            return list(_lines(" ".join(text.split()), width))

        def _fill_text(self, text: str, width: int, indent: str) -> str:
            return "\n".join(indent + line for line in _lines(" ".join(text.split()), width - len(indent)))

    return Formatter


def columns(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _lines(text: str, width: int) -> Iterator[str]:
    """Break a text into lines of so many columns: at spaces, and beside wide letters but not before a closing mark."""
    line, word = "", ""
    for number, letter in enumerate(text):
        word += letter
        following = text[number + 1 : number + 2]
        if following and letter != " " and not _may_break(letter, following):
            continue
        if line and columns(line + word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line, word = line + word, ""
    if line + word:
        yield (line + word).rstrip()


def _may_break(before: str, after: str) -> bool:
    closing, opening = "、。）」』・〜ー,.)…", "（「『("
    wide = columns(before) == 2 or columns(after) == 2
    return wide and after not in closing and before not in opening and after != " "
