"""The table of treaties and of papers of archives."""

from __future__ import annotations

from viewer.model.treaties import Treaty
from viewer.store.schema.fields import Field, Record, choice, identifier, one_or_more, reference, when
from viewer.store.schema.shared import NAMES, SOME_SOURCES, TEXT, TITLE

_WHO = one_or_more(reference("polity", "actor"))

TREATY = Record(
    Treaty,
    {
        "id": Field(identifier, required=True),
        "sort": Field(choice("treaty", "declaration", "memorandum", "document"), required=True),
        "names": Field(TITLE, required=True),
        "signed": Field(when, required=True),
        "in_force": Field(when),
        "ended": Field(when),
        "place": Field(reference("place")),
        "parties": Field(_WHO),
        "from": Field(_WHO, into="sender"),
        "to": Field(_WHO, into="receiver"),
        "archive": Field(NAMES),
        "event": Field(reference("event")),
        "sources": Field(SOME_SOURCES, required=True),
        "note": Field(TEXT),
    },
    aside={"date": "write `signed`", "when": "write `signed`", "sender": "write `from`", "receiver": "write `to`"},
)
