"""The words of a text with HTML in it, as descriptions in KML have: nothing of it is shown as HTML, fetched or followed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from typing_extensions import override

_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"})
_SILENT = frozenset({"script", "style", "head", "title"})
_TAG = re.compile(r"</?[a-zA-Z!]")
_LONGEST = 20_000
"""Letters that are looked at; a value is cut to fewer."""
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")


class _Words(HTMLParser):
    """Collects what would be read, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    @override
    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Break a line, part two cells, or fall silent."""
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        """Speak again; end a paragraph."""
        self._silent = max(self._silent - (tag in _SILENT), 0)
        if tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        """Take words; how lines were broken in the file means nothing."""
        if not self._silent:
            self.parts.append(data.replace("\n", " "))


def plain_text(text: str) -> str:
    """Return the words of a text; as it is where it has no HTML in it."""
    if not _TAG.search(text):
        return text
    words = _Words()
    words.feed(text[:_LONGEST])
    words.close()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(words.parts).split("\n"))
    return "\n".join(line for line in lines if line)
