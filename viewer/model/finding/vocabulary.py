"""Everything in an atlas that has a name, and the other words that mean the same as a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Named, Text
from viewer.model.finding.corpus import Corpus
from viewer.model.finding.folding import fold_all
from viewer.model.finding.transliteration import cyrillic_to_latin, is_cyrillic, kana_words, romaji, romaji_key, slavic_key
from viewer.model.record import dataclass

_MOST_GUESSES = 12
"""Words that may be meant by the beginning of a word in other letters; where there are more, only the whole word counts."""
_UNTYPED = 2
"""Letters that may be missing at the end of a synonym that is being typed."""
_PARENTHESES = re.compile(r"\s*[（(]([^（）()]*)[）)]\s*")
_PARTS = re.compile(r"[\s・=＝]+")


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with names: its id, its names (folded), and those of them that stand for it alone in a text (folded).

    `sort` is place, person, organisation, polity, bloc or kind.
    """

    sort: str
    id: str
    names: tuple[str, ...]
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    """An entity before folding: all names, and which of them (or what parts) stand for it."""

    sort: str
    id: str
    names: tuple[str, ...]
    calls: tuple[str, ...]


class Vocabulary:
    """The names and synonyms of an atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        raws = list(_raw_entities(atlas))
        words = fold_all([word for raw in raws for word in (*raw.names, *raw.calls)] or [""])
        at = 0
        entities: list[Entity] = []
        for raw in raws:
            names = words[at : at + len(raw.names)]
            calls = words[at + len(raw.names) : at + len(raw.names) + len(raw.calls)]
            at += len(raw.names) + len(raw.calls)
            entities.append(Entity(raw.sort, raw.id, _distinct(names), _distinct(calls)))
        self.entities: tuple[Entity, ...] = tuple(entities)
        self.number = {(entity.sort, entity.id): number for number, entity in enumerate(entities)}
        self._texts = [say for raw in raws for say in raw.names]
        self._synonyms = [_distinct(fold_all(group.words)) for group in atlas.synonyms]
        self._by_call: dict[str, list[int]] = {}
        for number, entity in enumerate(entities):
            for call in entity.calls:
                self._by_call.setdefault(call, []).append(number)
        self._group_of = {word: number for number, group in enumerate(self._synonyms) for word in group}

    def warm(self) -> None:
        """Make now what would be made when it is first needed."""
        _ = self._names, self._kana

    @cached_property
    def _names(self) -> tuple[Corpus, list[int]]:
        """All names, and whose each is."""
        owners = [number for number, entity in enumerate(self.entities) for _ in entity.names]
        return Corpus([name for entity in self.entities for name in entity.names]), owners

    def is_name(self, words: str) -> bool:
        """Whether folded words are the whole name of something, or stand in a group of synonyms."""
        return words in self._by_call or words in self._group_of

    def named(self, word: str, *, whole: bool = False) -> dict[int, int]:
        """Return the entities that have a folded word in a name: number -> 3 where it is a name, 2 where a name begins so, else 1."""
        corpus, owners = self._names
        found: dict[int, int] = dict.fromkeys(self._by_call.get(word, ()), 3)
        for worth, numbers in zip((1, 2), corpus.find(word, whole=whole), strict=True):
            for number in numbers:
                found[owners[number]] = max(found.get(owners[number], 0), worth)
        return found

    def same(self, word: str) -> tuple[str, ...]:
        """Return other folded words that mean what a folded word means: synonyms, and the other names of what it names alone."""
        names = [word, *self._calls([word])]
        groups = {self._group_of[name] for name in names if name in self._group_of} or self._begun_groups(word)
        members = [member for number in sorted(groups) for member in self._synonyms[number]]
        others = dict.fromkeys((*names, *members, *self._calls(members)))
        return tuple(other for other in others if other != word and _tells(other))

    def _calls(self, names: Iterable[str]) -> list[str]:
        """All names of what some names stand for."""
        return [call for name in names for owner in self._by_call.get(name, ()) for call in self.entities[owner].calls]

    def _begun_groups(self, word: str) -> set[int]:
        """Groups of synonyms of which one is typed but for its last letters."""
        if len(word) < (4 if word.isascii() else 2) or word in self._by_call:
            return set()
        return {number for member, number in self._group_of.items() if member.startswith(word) and len(member) - len(word) <= _UNTYPED}

    def from_cyrillic(self, word: str) -> tuple[str, ...]:
        """Return the Latin words of names that a folded Cyrillic word may be; none for other words."""
        if not is_cyrillic(word):
            return ()
        latin = cyrillic_to_latin(word)
        return _distinct([latin, *_guesses(self._slavic, slavic_key(latin))])

    def from_romaji(self, word: str) -> tuple[str, ...]:
        """Return the kana words that a Latin word of three letters or more may be, from names and titles."""
        key = romaji_key(word) if word.isascii() else ""
        return _guesses(self._kana, key) if len(key) >= 3 else ()

    @cached_property
    def _slavic(self) -> list[tuple[str, str]]:
        words = {part for entity in self.entities for name in entity.names for part in name.split() if part.isascii() and part.isalpha()}
        return sorted((slavic_key(word), word) for word in words if len(word) > 2)

    @cached_property
    def _kana(self) -> list[tuple[str, str]]:
        titles = (text for event in self._atlas.event_list for text in event.title.values())
        words = sorted(kana_words("\n".join((*self._texts, *titles))))
        return sorted(zip((romaji_key(romaji(word)) for word in words), fold_all(words), strict=True))


def _guesses(keys: Sequence[tuple[str, str]], key: str) -> tuple[str, ...]:
    """Words whose key begins so, unless they are too many; then those of exactly this key."""
    if not key:
        return ()
    first = bisect_left(keys, (key, ""))
    begun = [word for known, word in islice(keys, first, first + 4 * _MOST_GUESSES) if known.startswith(key)]
    if len(set(begun)) > _MOST_GUESSES:
        begun = [word for known, word in islice(keys, first, first + _MOST_GUESSES) if known == key]
    return _distinct(begun)


def _tells(word: str) -> bool:
    """Whether a word is long enough to be looked for in a text though nobody typed it: two kana or Latin letters stand anywhere."""
    kana_or_latin = all(letter < "\u3100" for letter in word)
    return len(word) > 2 or (len(word) == 2 and not kana_or_latin)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)


def _raw_entities(atlas: Atlas) -> Iterable[_Raw]:
    for place in atlas.places.values():
        names = _through_time(place.names)
        yield _Raw("place", place.id, names, _alone(names))
    for actor in atlas.actors.values():
        names = (*actor.names.values(), *actor.short.values())
        yield _Raw(actor.sort, actor.id, names, (*_alone(names), *_in_parentheses(names), *_family_names(actor)))
    for polity in atlas.polities.values():
        names = _through_time(polity.names)
        yield _Raw("polity", polity.id, names, _alone(names))
    for bloc in atlas.blocs.values():
        names = (*bloc.names.values(), *bloc.short.values())
        yield _Raw("bloc", bloc.id, names, (*_alone(names), *_in_parentheses(names)))
    for kind in atlas.kinds.values():
        yield _Raw("kind", kind.id, tuple(kind.names.values()), ())


def _through_time(names: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for named in names for word in (*named.names.values(), *named.short.values())))


def _alone(names: Iterable[str]) -> tuple[str, ...]:
    """Names, and what stands before their parentheses."""
    return tuple(dict.fromkeys(part.strip() for name in names for part in (name, _PARENTHESES.sub(" ", name))))


def _in_parentheses(names: Iterable[str]) -> tuple[str, ...]:
    """Abbreviations that stand in the parentheses of names, as in 北大西洋条約機構（NATO）."""
    return tuple(part for name in names for part in _PARENTHESES.findall(name) if part.isupper() or part.isdigit())


def _family_names(actor: Actor) -> tuple[str, ...]:
    """The part of a person's names that stands for the whole: where the short name stands in one language, so in the others, else last."""
    if actor.sort != "person":
        return ()
    places = [_place_in(actor.names, actor.short, language) for language in actor.short if language in actor.names]
    first = 0 in places
    found = []
    for language, name in actor.names.items():
        parts = _PARTS.split(_PARENTHESES.sub("", name))
        if len(parts) > 1 and language not in actor.short:
            found.append(parts[0] if first else parts[-1])
    return tuple(found)


def _place_in(names: Text, short: Mapping[str, str], language: str) -> int | None:
    """Where among the words of a name its short form stands; None where it is none of them."""
    parts = _PARTS.split(names[language])
    return parts.index(short[language]) if len(parts) > 1 and short[language] in parts else None
