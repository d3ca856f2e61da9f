"""Problems of an atlas: where, what and what to do about it. All of them are collected, then reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from viewer.model.record import dataclass

_SHOWN = 60
"""Longest piece of a reader's own text that a message repeats."""
_KEPT = 10_000
"""Problems that are kept; a broken file of a million lines must not fill the memory with complaints."""

_ALL_TRIED = 200
"""Known words among which the nearest is looked for; of more, those with the same first letter are tried, for that takes long."""


def shown(text: str) -> str:
    """Return text fit for one line of a report: cut short, with control and direction characters made visible."""
    return visible(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def visible(text: str) -> str:
    """Return text with control and direction characters as escapes, so that a message is one line that reads as it is written."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the nearest known word; empty where none is near."""
    import difflib

    words = list(known)
    if len(words) > _ALL_TRIED:
        words = [one for one in words if one[:1] == word[:1]]
    near = difflib.get_close_matches(word[:80], words, n=1, cutoff=0.7)
    return f"did you mean `{near[0]}`?" if near else ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in an atlas. `file` is relative to the atlas folder, `line` counts from 1."""

    file: str
    line: int
    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`file:line: field: message (hint)`."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.field}: {self.message}{hint}"


def no_folder(folder: Path) -> Problem:
    """Return the problem that a path, which should be the folder of an atlas, is none."""
    if not folder.exists():
        return Problem(visible(str(folder)), 1, "folder", "there is no such folder", "name the folder of an atlas")
    return Problem(visible(str(folder)), 1, "folder", "is not a folder", visible(_way_with(folder)))


def _way_with(file: Path) -> str:
    """Say what to do with a file that was named in the place of an atlas, by its name."""
    suffix = file.suffix.casefold()
    if file.name.casefold() == "atlas.yaml":
        return f"name the folder in which it lies: {file.parent}"
    if suffix in (".yaml", ".yml"):
        return "an atlas is a folder; to open a story, start bloc-atlas and drop the file on its window"
    if suffix in (".png", ".apng", ".gif", ".jpg", ".jpeg", ".webp", ".pdf"):
        return "an atlas is a folder; to look as a picture was taken, start bloc-atlas and drop the file on its window"
    if suffix in (".csv", ".tsv", ".xlsx", ".geojson", ".json", ".kml", ".kmz", ".gpx", ".gpkg", ".shp", ".parquet"):
        return f"an atlas is a folder; to add data of your own, write --add {file.name}"
    return "name the folder of an atlas"


class Problems:
    """Collects problems over all files of an atlas."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._remarks: list[Problem] = []
        self._more = 0

    def add(self, file: str, line: int, field: str, message: str, hint: str = "") -> None:
        """Note one problem."""
        if len(self._found) < _KEPT:
            self._found.append(Problem(visible(file), line, visible(field), visible(message), visible(hint)))
        else:
            self._more += 1

    def remark(self, file: str, line: int, field: str, message: str, hint: str = "") -> None:
        """Note something that must be mended before the atlas is published, but that does not keep it from being read."""
        self._remarks.append(Problem(visible(file), line, visible(field), visible(message), visible(hint)))

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What does not keep the atlas from being read, by file and line."""
        return tuple(sorted(self._remarks))

    def __len__(self) -> int:
        """Number of problems and remarks, those not kept included."""
        return len(self._found) + len(self._remarks) + self._more

    def __iter__(self) -> Iterator[Problem]:
        """The problems and remarks by file and line, each once."""
        return iter(sorted({*self._found, *self._remarks}))

    def stop_if_any(self) -> None:
        """Raise BrokenAtlas where a problem was noted."""
        if self._found:
            raise BrokenAtlas(tuple(self))


class BrokenAtlas(ValueError):
    """An atlas that can't be read. `problems` lists everything that is wrong with it, by file and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems[:20]))
