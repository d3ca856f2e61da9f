"""An atlas as its files say it: every record with its place in the files, before anything is tied together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from viewer.model.entities import (
    Actor,
    Bloc,
    BlocGroup,
    BlocScheme,
    EraScheme,
    Event,
    Frontier,
    Kind,
    Membership,
    NamedLine,
    Office,
    Place,
    Polity,
    Sea,
    Series,
    Source,
    Story,
    Synonyms,
)
from viewer.model.time import ALWAYS, Interval, parse_when
from viewer.model.treaties import Treaty
from viewer.store.cuts import DrawnCut, read_cuts
from viewer.store.files import AtlasFile, list_files
from viewer.store.schema import events, politics, times, treaties
from viewer.store.schema.desk import Desk, Found, InvalidError, ToldError
from viewer.store.schema.drafts import ClaimDraft, Head, OpeningDraft, RegionDraft, RouteDraft, StandingDraft, TransferDraft, UnheldDraft
from viewer.store.schema.fields import Record
from viewer.store.syntax import strict_yaml
from viewer.store.syntax.problems import Problems, no_folder
from viewer.store.syntax.strict_yaml import Listing, Mapping

T = TypeVar("T")
ReadTree = Callable[[str, bytes, Problems], strict_yaml.Node | None]
_TABLES: dict[str, tuple[str, Record[Any]]] = {
    "kinds": ("kind", events.KIND),
    "sources": ("source", events.SOURCE),
    "places": ("place", events.PLACE),
    "people": ("actor", events.PERSON),
    "organisations": ("actor", events.ORGANISATION),
    "events": ("event", events.EVENT),
    "treaties": ("treaty", treaties.TREATY),
    "polities": ("polity", politics.POLITY),
    "bloc_groups": ("group", politics.GROUP),
    "schemes": ("bloc scheme", politics.BLOC_SCHEME),
    "blocs": ("bloc", politics.BLOC),
    "memberships": ("", politics.MEMBERSHIP),
    "lines": ("line", politics.LINE),
    "frontiers": ("frontier", politics.FRONTIER),
    "claims": ("claim", politics.CLAIM),
    "territory/claims": ("claim", politics.CLAIM),
    "territory/regions": ("region", politics.REGION),
    "territory/opening": ("", politics.OPENING),
    "territory/ledger": ("", politics.TRANSFER),
    "territory/unheld": ("unheld land", politics.UNHELD),
    "territory/standing": ("", politics.STANDING),
    "eras": ("scheme", times.SCHEME),
    "terms": ("office", times.OFFICE),
    "series": ("series", times.SERIES),
    "seas": ("sea", times.SEA),
    "routes": ("route", times.ROUTE),
    "stories": ("story", times.STORY),
    "synonyms": ("", events.SYNONYMS),
}
"""Sort of file -> (sort of id that its records define, table)."""
DEFAULT_HEAD = Head("1", {}, ALWAYS)
"""What stands until `atlas.yaml` is read."""


@dataclass(slots=True)
class Draft:
    """All records of an atlas that could be read."""

    desk: Desk
    head: Head = DEFAULT_HEAD
    opening_line: int = 1
    """Where `atlas.yaml` says what it opens with."""
    files: list[AtlasFile] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Sorts of the files that can't be read at all."""
    records: dict[str, list[Found[Any]]] = field(default_factory=dict)
    cuts: list[DrawnCut] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        """Whether it is known of which days the atlas tells: else rules that ask for them would raise false alarms."""
        return self.head.span != ALWAYS

    @property
    def unsure(self) -> frozenset[str]:
        """Sorts of ids that a file may define which can't be read: what refers to one is not known to be at fault."""
        return frozenset(_TABLES[sort][0] for sort in self.unread if sort in _TABLES)

    def _of(self, *sorts: str) -> list[Found[Any]]:
        return [found for sort in sorts for found in self.records.get(sort, [])]

    @property
    def kinds(self) -> list[Found[Kind]]:
        """Kinds of events."""
        return self._of("kinds")

    @property
    def sources(self) -> list[Found[Source]]:
        """Documents and works of reference."""
        return self._of("sources")

    @property
    def places(self) -> list[Found[Place]]:
        """Places."""
        return self._of("places")

    @property
    def actors(self) -> list[Found[Actor]]:
        """People, then organisations."""
        return self._of("people", "organisations")

    @property
    def events(self) -> list[Found[Event]]:
        """Events, in the order of the files."""
        return self._of("events")

    @property
    def treaties(self) -> list[Found[Treaty]]:
        """Treaties and papers of archives."""
        return self._of("treaties")

    @property
    def polities(self) -> list[Found[Polity]]:
        """Polities."""
        return self._of("polities")

    @property
    def groups(self) -> list[Found[BlocGroup]]:
        """Rows of the legend by rank."""
        return self._of("bloc_groups")

    @property
    def bloc_schemes(self) -> list[Found[BlocScheme]]:
        """Ways to read the blocs."""
        return self._of("schemes")

    @property
    def blocs(self) -> list[Found[Bloc]]:
        """Blocs."""
        return self._of("blocs")

    @property
    def memberships(self) -> list[Found[Membership]]:
        """Memberships."""
        return self._of("memberships")

    @property
    def lines(self) -> list[Found[NamedLine]]:
        """Named lines."""
        return self._of("lines")

    @property
    def frontiers(self) -> list[Found[Frontier]]:
        """Lines that are told by name."""
        return self._of("frontiers")

    @property
    def claims(self) -> list[Found[ClaimDraft]]:
        """Standing claims."""
        return self._of("claims", "territory/claims")

    @property
    def regions(self) -> list[Found[RegionDraft]]:
        """Named regions."""
        return self._of("territory/regions")

    @property
    def opening(self) -> list[Found[OpeningDraft]]:
        """The opening position."""
        return self._of("territory/opening")

    @property
    def transfers(self) -> list[Found[TransferDraft]]:
        """Entries of the ledger, in the order of the files."""
        return self._of("territory/ledger")

    @property
    def unheld(self) -> list[Found[UnheldDraft]]:
        """Land that is nobody's."""
        return self._of("territory/unheld")

    @property
    def standing(self) -> list[Found[StandingDraft]]:
        """Polities that must stand."""
        return self._of("territory/standing")

    @property
    def schemes(self) -> list[Found[EraScheme]]:
        """Periodisations."""
        return self._of("eras")

    @property
    def offices(self) -> list[Found[Office]]:
        """Rows of terms of office."""
        return self._of("terms")

    @property
    def series(self) -> list[Found[Series]]:
        """Numbers over time."""
        return self._of("series")

    @property
    def seas(self) -> list[Found[Sea]]:
        """Names of waters."""
        return self._of("seas")

    @property
    def routes(self) -> list[Found[RouteDraft]]:
        """Dated paths."""
        return self._of("routes")

    @property
    def stories(self) -> list[Found[Story]]:
        """Stories."""
        return self._of("stories")

    @property
    def synonyms(self) -> list[Found[Synonyms]]:
        """Words that mean the same."""
        return self._of("synonyms")


def read_draft(folder: Path, problems: Problems, memory: strict_yaml.Memory | None = None) -> Draft:
    """Read all files of an atlas folder, noting what is wrong with each. `memory`: of an earlier reading of the folder."""
    draft = Draft(Desk(problems))
    if not folder.is_dir():
        found = no_folder(folder)
        problems.add(found.file, found.line, found.field, found.message, found.hint)
        return draft
    draft.files = list_files(folder, problems)
    head = [file for file in draft.files if file.sort == "atlas"]
    for file in head + [file for file in draft.files if file.sort != "atlas"]:
        _read_file(file, draft, problems, memory.read if memory else strict_yaml.read)
    return draft


def _read_file(file: AtlasFile, draft: Draft, problems: Problems, read: ReadTree) -> None:
    """Read one file into the draft."""
    try:
        with file.path.open("rb") as stream:
            data = stream.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        problems.add(file.name, 1, "file", f"can't be read: {error.strerror}")
        draft.unread.add(file.sort)
        return
    draft.desk.file = file.name
    if file.sort == "territory/cuts":
        draft.cuts += read_cuts(file.name, data, draft.desk)
        return
    root = read(file.name, data, problems)
    if root is None:
        draft.unread.add(file.sort)
        return
    if file.sort == "atlas":
        _learn_languages(root, draft.desk)
        head = _record(times.HEAD, root, draft.desk)
        draft.head = head.value if head is not None else replace(DEFAULT_HEAD, span=_span_said(root))
        draft.opening_line = head.line_of("opening_view") if head is not None else 1
        return
    if not isinstance(root, Listing):
        problems.add(file.name, root.line, "-", "the file is not a list", "begin each record with `- `")
        draft.unread.add(file.sort)
        return
    sort, table = _TABLES[file.sort]
    draft.records.setdefault(file.sort, []).extend(_records(root, sort, table, draft.desk))


def _span_said(root: strict_yaml.Node) -> Interval:
    """Return the days of which an atlas tells whose head is wrong elsewhere; ALWAYS where they can't be read."""
    said = root.entries.get("span") if isinstance(root, Mapping) else None
    try:
        return parse_when(said.text).extent if isinstance(said, strict_yaml.Scalar) else ALWAYS
    except ValueError:
        return ALWAYS


def _learn_languages(root: strict_yaml.Node, desk: Desk) -> None:
    """Find out which languages all texts are in, before the first text is read."""
    named = root.entries.get("languages") if isinstance(root, Mapping) else None
    words = [item.text for item in named.items if isinstance(item, strict_yaml.Scalar)] if isinstance(named, Listing) else []
    if words and all(word.isascii() and word.isalpha() for word in words):
        desk.languages = tuple(words)


def _records(root: Listing, sort: str, table: Record[Any], desk: Desk) -> Iterable[Found[Any]]:
    for node in root.items:
        if sort and isinstance(node, Mapping):
            _define(node, sort, desk)
        found = _record(table, node, desk)
        if found is not None:
            yield found


def _define(node: Mapping, sort: str, desk: Desk) -> None:
    """Note the id of a record, also of one that turns out broken: what refers to it is not at fault."""
    name = node.entries.get("id")
    if isinstance(name, strict_yaml.Scalar):
        desk.define(sort, name.text, name)


def _record(table: Record[T], node: strict_yaml.Node, desk: Desk) -> Found[T] | None:
    try:
        value = table(node, "", desk)
    except InvalidError as error:
        desk.tell(error)
        return None
    except ToldError:
        return None
    assert isinstance(node, Mapping)  # a table reads nothing else
    return Found(value, desk.file, node)
