"""What an SVG of this program tells of itself, looked for with bounds: a stranger's file is never read as XML, nor to its end."""

from __future__ import annotations

import re
from html import unescape
from typing import BinaryIO

_LOOKED_AT = 1 << 20
"""Bytes at the beginning of a file, and as many at its end: editors put what they don't know where they like."""
_MARKS = {key: re.compile(rf"<[A-Za-z][\w.-]{{0,20}}:{key}(?: [^<>]{{0,200}})?>([^<]{{1,8000}})</") for key in ("view", "frame")}


def svg_marks(stream: BinaryIO) -> tuple[str, str]:
    """Return the View's text form that an SVG carries, and the size of its map; empty where it carries none."""
    head = stream.read(_LOOKED_AT)
    stream.seek(0, 2)
    stream.seek(max(len(head), stream.tell() - _LOOKED_AT))
    text = head.decode("utf-8", "replace") + "\n" + stream.read(_LOOKED_AT).decode("utf-8", "replace")
    if "urn:bloc-atlas" not in text:
        return "", ""
    found = [pattern.search(text) for pattern in _MARKS.values()]
    view, frame = (unescape(one[1]).strip() if one else "" for one in found)
    return view, frame
