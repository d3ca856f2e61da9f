"""Strict YAML: a small, safe part of the language, read into nodes that know their line.

No anchors, aliases or tags, no second document, no duplicate keys; every scalar is text. Size and depth are bounded, so that a
hostile file is refused in well under a second.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml.events import AliasEvent, DocumentStartEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent

from viewer.store.syntax.problems import Problems, shown

MAX_BYTES = 16_000_000
MAX_DEPTH = 20
MAX_NODES = 1_000_000
MAX_NAMES = 1_000
"""Most names in one mapping."""
MAX_TEXT = 100_000
"""Longest single scalar, in characters."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BOMS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_LEGACY = (("shift_jis", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("cp1251", "Windows-1251"), ("cp1252", "Windows-1252"))


@dataclass(slots=True)
class Scalar:
    """A piece of text. Lines and columns count from 1."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Listing:
    """A list of nodes."""

    items: list[Node]
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """Named nodes, in the order of the file. `key_lines` tells where each name stands."""

    entries: dict[str, Node]
    key_lines: dict[str, int]
    line: int
    column: int


Node: TypeAlias = Scalar | Listing | Mapping


class RefusedError(ValueError):
    """A file that is not read any further: line, field, message, hint."""

    def __init__(self, line: int, field: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.field, self.message, self.hint = line, field, message, hint


def read(file: str, data: bytes, problems: Problems) -> Node | None:
    """Read one YAML document.

    Args: file: name for messages. data: the bytes of the file. problems: takes what is wrong.
    Returns: the root node, or None where the file was refused (then problems say why).
    """
    try:
        return _Builder(file, decode(data), problems).build()
    except RefusedError as refused:
        problems.add(file, refused.line, refused.field, refused.message, refused.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(file, mark.line + 1 if mark else 1, "syntax", shown(str(error.problem or error.context)), _syntax_hint(error))
    except yaml.YAMLError as error:
        problems.add(file, 1, "syntax", shown(str(error).splitlines()[0]))
    return None


class Memory:
    """Trees of files without a problem, for whoever reads the same folder again and again: only what changed is parsed anew."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, Node]] = {}

    def read(self, file: str, data: bytes, problems: Problems) -> Node | None:
        """Read one document as `read` does; the tree of the same bytes is taken from memory."""
        digest = hashlib.sha256(data).digest()
        kept = self._kept.get(file)
        if kept is not None and kept[0] == digest:
            return kept[1]
        before = len(problems)
        root = read(file, data, problems)
        self._kept.pop(file, None)
        if root is not None and len(problems) == before:
            self._kept[file] = (digest, root)
        return root


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file, with or without byte order mark; other encodings are refused by name."""
    if len(data) > MAX_BYTES:
        raise RefusedError(1, "size", f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read", "split it into several files")
    for mark, name in _BOMS:
        if data.startswith(mark):
            raise RefusedError(1, "encoding", f"the file is {name}", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError(line, "encoding", f"the file is not UTF-8; it {_guess(data)}", "save it as UTF-8") from None
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        if found[0] == "\0" and text.count("\0") > len(text) // 4:
            raise RefusedError(1, "encoding", "the file looks like UTF-16 without a byte order mark", "save it as UTF-8")
        name = "a NUL character" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
        raise RefusedError(line, "encoding", f"{name} stands in the file", "delete it")
    return text


def _guess(data: bytes) -> str:
    """Name the encoding that bytes probably have."""
    for codec, name in _LEGACY:
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        return f"looks like {name}"
    return "is of an unknown encoding or damaged"


def _syntax_hint(error: yaml.MarkedYAMLError) -> str:
    text = f"{error.problem} {error.context}"
    if "cannot start any token" in text:
        return "quote the text if it begins with a sign such as `@`, `%` or a backquote; indent with spaces, not tabs"
    if "mapping values are not allowed" in text:
        return "quote the text if it contains `: `"
    return "quote the text, or check indentation and brackets"


def _position(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Builds nodes from parser events. Not recursive, so depth can't exhaust the stack."""

    def __init__(self, file: str, text: str, problems: Problems) -> None:
        self._file = file
        self._text = text
        self._problems = problems
        self._open: list[tuple[Listing | Mapping, str | None]] = []
        """Collections that are not closed yet, with the key that waits for its value (mappings)."""
        self._root: Node | None = None
        self._documents = 0

    def build(self) -> Node:
        self._refuse_tabs()
        nodes = 0
        for event in yaml.parse(self._text, Loader=yaml.CSafeLoader):
            if isinstance(event, NodeEvent):
                nodes += 1
                if nodes > MAX_NODES:
                    raise RefusedError(_position(event)[0], "size", f"more than {MAX_NODES:,} values in one file", "split it")
                self._node(event)
            elif isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    hint = "delete the line `---`, or make two files"
                    raise RefusedError(_position(event)[0], "syntax", "a second document begins here", hint)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self._place(self._open.pop()[0])
        if self._root is None:
            raise RefusedError(1, "syntax", "the file is empty", "write a list, or `[]`, or delete the file")
        return self._root

    def _refuse_tabs(self) -> None:
        if "\t" not in self._text:
            return
        for number, line in enumerate(self._text.splitlines(), 1):
            if "\t" in line[: len(line) - len(line.lstrip())]:
                raise RefusedError(number, "syntax", "the line is indented with a tab", "indent with spaces")

    def _node(self, event: NodeEvent) -> None:
        line, column = _position(event)
        if isinstance(event, AliasEvent):
            raise RefusedError(line, "syntax", f"the alias `*{shown(event.anchor or '')}` is not allowed", "write the value out")
        if event.anchor:
            raise RefusedError(line, "syntax", f"the anchor `&{shown(event.anchor)}` is not allowed", "delete it, or quote the text")
        tag = getattr(event, "tag", None)
        if tag:
            raise RefusedError(line, "syntax", f"the tag `{shown(tag)}` is not allowed", "delete it, or quote the text")
        if isinstance(event, ScalarEvent):
            self._scalar(event.value, line, column)
        elif len(self._open) >= MAX_DEPTH:
            raise RefusedError(line, "syntax", f"nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, SequenceStartEvent):
            self._refuse_complex_key(line)
            self._open.append((Listing([], line, column), None))
        elif isinstance(event, MappingStartEvent):
            self._refuse_complex_key(line)
            self._open.append((Mapping({}, {}, line, column), None))

    def _refuse_complex_key(self, line: int) -> None:
        if self._open and isinstance(self._open[-1][0], Mapping) and self._open[-1][1] is None:
            message = "a list or mapping stands where a name is expected"
            raise RefusedError(line, "syntax", message, "quote text that begins with `[` or `{`")

    def _scalar(self, text: str, line: int, column: int) -> None:
        if len(text) > MAX_TEXT:
            raise RefusedError(line, "size", f"a text of {len(text):,} characters; at most {MAX_TEXT:,} are read")
        control = _CONTROL.search(text)
        if control:
            raise RefusedError(line, "encoding", f"an escape stands for the control character U+{ord(control[0]):04X}", "delete it")
        if not self._open or self._open[-1][1] is not None or isinstance(self._open[-1][0], Listing):
            self._place(Scalar(text, line, column))
            return
        mapping = self._open[-1][0]
        if text in mapping.entries:
            first = mapping.key_lines[text]
            self._problems.add(self._file, line, shown(text), "the key stands twice", f"it is also on line {first}; keep one")
        if len(mapping.entries) >= MAX_NAMES:
            message = f"more than {MAX_NAMES:,} names in one mapping"
            raise RefusedError(line, "size", message, "begin each record with `- `")
        mapping.key_lines[text] = line
        self._open[-1] = (mapping, text)

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self._open:
            self._root = node
            return
        parent, key = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif key is not None:
            parent.entries[key] = node
            self._open[-1] = (parent, None)
