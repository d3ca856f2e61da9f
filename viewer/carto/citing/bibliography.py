"""Sources for citation managers: CSL-JSON items and BibTeX entries, with keys that never change."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from viewer.model.civil import civil
from viewer.model.entities import Source, say
from viewer.model.record import dataclass
from viewer.model.time import Precision, parse_when

Value: TypeAlias = "str | list[dict[str, str]] | dict[str, object]"
_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document "
    "entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map "
    "motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog "
    "regulation report review review-book software song speech standard thesis treaty webpage"
)
"""Types of CSL 1.0.2; a source of any other is a document."""
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_FIELDS = {
    "publisher": "publisher",
    "publisher-place": "publisher-place",
    "container-title": "container-title",
    "collection-title": "collection-title",
    "collection-number": "collection-number",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "page": "page",
    "pages": "page",
    "number": "number",
    "number-of-pages": "number-of-pages",
    "genre": "genre",
    "medium": "medium",
    "archive": "archive",
    "archive-place": "archive-place",
    "archive-location": "archive_location",
    "archive_location": "archive_location",
    "abstract": "abstract",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
}
"""Field of a source -> CSL variable."""
_ENTRIES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "report": "techreport",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "entry-dictionary": "incollection",
}
_BIBTEX = {
    "publisher": "publisher",
    "publisher-place": "address",
    "collection-title": "series",
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "edition": "edition",
    "page": "pages",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language",
}
_NEEDED = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "techreport": "institution"}
"""Entry -> field without which it is `misc`."""
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_EDITORS = re.compile(r"\s*[（(](?:eds?\.?|編)[）)]\s*$", flags=re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:of|on|for|the|and|to|department|ministr\w+|archives?|committee|commission|secretariat|office|council|institute|university|bureau|"
    r"mission|organi[sz]ation|nations|union|agency|service|association|society|conference)\b",
    flags=re.IGNORECASE,
)
"""Words that stand in names of bodies, not of people."""
_WORD = r"[^\W\d_][\w.’'-]*"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source that is cited, in the words of a language; `note` tells lines and volumes."""

    source: Source
    note: str = ""


def csl_json(entries: Sequence[Entry], language: str) -> str:
    """Return entries as CSL-JSON, the array that citation managers read."""
    return json.dumps([csl_item(entry, language) for entry in entries], ensure_ascii=False, indent=1) + "\n"


def bibtex(entries: Sequence[Entry], language: str) -> str:
    """Return entries as BibTeX, in UTF-8; keys are the ids of the sources."""
    return "\n".join(_bibtex_entry(entry, language) for entry in entries)


def csl_item(entry: Entry, language: str) -> dict[str, Value]:
    """Return an entry as a CSL item. A title that the source has in its own language is preferred."""
    source = entry.source
    spoken = source.fields.get("language", "")
    item: dict[str, Value] = {
        "id": source.id,
        "type": source.type if source.type in _TYPES.split() else "document",
        "title": source.title.get(spoken) or say(source.title, language),
    }
    for field, variable in _NAMES.items():
        for role, names in people(_field(source, field, spoken or language), variable).items():
            item.setdefault(role, names)
    for field, variable in _FIELDS.items():
        if text := _field(source, field, spoken or language):
            item.setdefault(variable, text)
    for field in ("issued", "accessed"):
        if text := source.fields.get(field, ""):
            item[field] = csl_date(text)
    if note := "; ".join(part for part in (entry.note, _field(source, "note", spoken or language)) if part):
        item["note"] = note
    return item


def _field(source: Source, name: str, language: str) -> str:
    return source.fields.get(f"{name}-{language}") or source.fields.get(name, "")


def csl_date(text: str) -> dict[str, object]:
    """Return an EDTF date as a CSL date; what is none stands as it is."""
    try:
        when = parse_when(text)
    except ValueError:
        return {"literal": text}
    if when.precision > Precision.YEAR:
        return {"literal": text}
    last = [when.last] if when.span else []
    made: dict[str, object] = {"date-parts": [_parts(day, when.precision) for day in (when.start, *last)]}
    if when.approximate or when.uncertain:
        made["circa"] = True
    if when.precision is Precision.SEASON:
        made["season"] = int(text[5:7]) - 20
    return made


def _parts(day: int, precision: Precision) -> list[int]:
    when = civil(day)
    return [when.year, when.month, when.day][: {Precision.DAY: 3, Precision.MONTH: 2}.get(precision, 1)]


def people(text: str, role: str = "author") -> dict[str, list[dict[str, str]]]:
    """Return the names in a text by role. Names of bodies, and all that can't be told apart for certain, stay whole.

    Read are `Given Family, Given Family`, `Family, Given; Family, Given` and lists with 、; `(ed.)`, `(eds.)` and （編） make editors.
    """
    if not text:
        return {}
    plain = _EDITORS.sub("", text)
    role = "editor" if plain != text else role
    if ";" in plain:
        parts = plain.split(";")
    elif "、" in plain:
        parts = plain.split("、")
    else:
        parts = plain.split(", ")
        if not all(_is_person(part.strip()) for part in parts):
            parts = [plain]
    return {role: [_person(part.strip()) for part in parts if part.strip()]}


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _BODY.search(name) and name.rsplit(maxsplit=1)[-1][:1].isupper()


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    if comma and not _BODY.search(name) and "," not in given:
        return {"family": family, "given": given}
    if not _is_person(name):
        return {"literal": name}
    words = name.split()
    at = next((number for number, word in enumerate(words[1:], 1) if word[0].islower()), len(words) - 1)
    return {"family": " ".join(words[at:]), "given": " ".join(words[:at])}


def _bibtex_entry(entry: Entry, language: str) -> str:
    item = csl_item(entry, language)
    fields = _bibtex_fields(item)
    kind = _ENTRIES.get(str(item["type"]), "misc")
    if kind in _NEEDED and _NEEDED[kind] not in fields:
        kind = "misc"
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_fields(item: Mapping[str, Value]) -> dict[str, str]:
    """Fields in their usual order; values are escaped."""
    fields: dict[str, str] = {}
    for role in ("author", "editor"):
        names = item.get(role)
        if isinstance(names, list):
            fields[role] = " and ".join(_bibtex_name(name) for name in names)
    fields["title"] = f"{{{escaped(str(item['title']))}}}"
    if container := item.get("container-title"):
        fields["journal" if str(item["type"]).startswith("article-") else "booktitle"] = escaped(str(container))
    for variable, name in _BIBTEX.items():
        if variable in item:
            fields.setdefault(name, escaped(str(item[variable])))
    if item["type"] == "report" and "publisher" in fields:
        fields["institution"] = fields.pop("publisher")
    fields |= _bibtex_date(item.get("issued"))
    if archive := ", ".join(str(item[part]) for part in ("archive", "archive-place", "archive_location") if part in item):
        fields["howpublished"] = escaped(archive)
    fields |= {name: _address(str(item[variable])) for variable, name in (("DOI", "doi"), ("URL", "url")) if variable in item}
    if note := item.get("note"):
        fields["note"] = escaped(str(note))
    return fields


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    return f"{escaped(name['family'])}, {escaped(name['given'])}"


def _bibtex_date(issued: Value | None) -> dict[str, str]:
    if not isinstance(issued, dict):
        return {}
    parts = issued.get("date-parts")
    if not isinstance(parts, list):
        return {"year": escaped(str(issued.get("literal", "")))}
    years = list(dict.fromkeys(str(part[0]) for part in parts))
    found = {"year": "--".join(years)}
    return found | {"month": str(parts[0][1])} if len(parts) == 1 and len(parts[0]) > 1 else found


def escaped(text: str) -> str:
    """Return text for a BibTeX value: every sign that means something to TeX is written out, braces balance, one line."""
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return "".join(_SIGNS.get(letter, letter) for letter in " ".join(plain.split()))


def _address(text: str) -> str:
    """A web address or DOI: as it is, but for braces, backslashes and spaces, which are percent-encoded."""
    return re.sub(r"[{}\\\s\x00-\x1f]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
