"""Finding what readers type: events, places, people, polities and blocs, ranked, and where in a text the hits are.

An index is made of an atlas once, when it is first asked. Several words must all be found, in any field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray

from viewer.model.atlas import Atlas
from viewer.model.entities import Event, Named, Text, named_at
from viewer.model.finding.corpus import Corpus, places_of
from viewer.model.finding.folding import fold_all, fold_with_places
from viewer.model.finding.query import Term, terms_of
from viewer.model.finding.vocabulary import Entity, Vocabulary
from viewer.model.record import dataclass
from viewer.model.time import Interval
from viewer.model.worked_out import kept

TITLE, TITLE_BEGINS, SPOT, NAME, CONCERN, KIND, DATE, TEXT = 80, 90, 50, 50, 30, 25, 30, 10
"""Points of a term for the field in which it is found."""
_SAME = 0.8
"""Part of the points that remains where another word for the same is found."""
_WEIGHTS = {1: 20.0, 2: 10.0}
_NEAR, _NEAR_DAYS = 15.0, 3650.0
"""Points for lying at the thumb's day, and the days after which half of them are left."""
_THERE, _GONE, _FORMERLY = 1.1, 0.4, 0.3
"""Times the points of a name that count; of that of a state or bloc which is not there on the thumb's day; of one called otherwise then."""
_KEPT = 400
"""Terms whose results are kept."""
SHOWN = {"event": 6, "place": 3, "person": 3, "organisation": 2, "polity": 5, "bloc": 2}
"""Sorts of hits in the order in which they are offered, and how many of each."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `sort` is event, place, person, organisation, polity or bloc. Higher scores come first within a sort."""

    sort: str
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    """What is looked for in place of a term: the word itself, and others for the same."""

    word: str
    same: tuple[str, ...]


class SearchIndex:
    """The index of an atlas. `matching`, `find` and `spans` take what was typed, in any script."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._vocabulary = Vocabulary(atlas)
        self._events = atlas.event_list
        self._titles = _Texts([event.title for event in self._events])
        self._spots = _Texts([event.spot for event in self._events])
        self._postings = self._post()
        self._weights = np.array([_WEIGHTS.get(event.weight, 0.0) for event in self._events], dtype=np.float64)
        self._starts = np.array([event.when.start for event in self._events], dtype=np.int64)
        self._ends = np.array([event.when.extent.end for event in self._events], dtype=np.int64)
        self._points: dict[Term, NDArray[np.float32]] = {}
        self._words: dict[str, _Words] = {}

    def warm(self) -> None:
        """Make now what would be made with the first letter that is typed."""
        _ = self._texts
        self._vocabulary.warm()

    @cached_property
    def _texts(self) -> _Texts:
        """The long texts, which take most of the time to fold."""
        return _Texts([event.text for event in self._events])

    def _post(self) -> dict[int, tuple[NDArray[np.intp], NDArray[np.float32]]]:
        """Entity -> events that it has to do with, and points for that."""
        number = self._vocabulary.number
        postings: dict[int, dict[int, int]] = {}
        for at, event in enumerate(self._events):
            for sort, identifier, points in _named_in(event, self._atlas):
                entity = number.get((sort, identifier))
                if entity is not None:
                    postings.setdefault(entity, {}).setdefault(at, points)
        return {
            entity: (np.fromiter(found, np.intp, len(found)), np.fromiter(found.values(), np.float32, len(found)))
            for entity, found in postings.items()
        }

    def passing(self, query: str) -> NDArray[np.bool_] | None:
        """Return [E] which events a query lets through, in their order; None where it asks for nothing."""
        points = self._of_query(query)
        return None if points is None else points > 0

    def find(self, query: str, day: int, shown: Mapping[str, int] = SHOWN) -> tuple[Hit, ...]:
        """Return the best of each sort, in the order of `shown`; none where a query asks for nothing.

        Args: day: the thumb's; what lies near to it comes first among equals. shown: sort -> how many.
        """
        points = self._of_query(query)
        if points is None:
            return ()
        found = self._event_hits(points, day, shown.get("event", 0)) + self._entity_hits(query, day)
        ordered = sorted(found, key=lambda hit: -hit.score)
        return tuple(hit for sort, count in shown.items() for hit in [hit for hit in ordered if hit.sort == sort][:count])

    def spans(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Return the parts (start, end) of a text in which a query is found, in order and apart from each other."""
        folded, places = fold_with_places(text)
        found: list[tuple[int, int]] = []
        for term in self._terms(query):
            sought = [self._expanded(part) for part in (term.words, *(() if term.days else self._parts(term.words)))]
            for word, typed in ((word, word == words.word) for words in sought for word in (words.word, *words.same)):
                whole = not typed and len(word) < 4
                found += [_trimmed(text, places[at], places[at + len(word)]) for at in places_of(folded, word, whole=whole)]
        return _merged(found)

    def is_name(self, word: str) -> bool:
        """Whether folded words are the whole name of something, or stand in a group of synonyms."""
        return self._vocabulary.is_name(word)

    def _terms(self, query: str) -> tuple[Term, ...]:
        return _terms(self._atlas, query)

    def _of_query(self, query: str) -> NDArray[np.float32] | None:
        """Points of each event, 0 where a term is not found; None where the query has no terms."""
        terms = self._terms(query)
        if not terms:
            return None
        each = [self._of_term(term) for term in terms]
        total = np.sum(each, axis=0) / np.float32(len(each))
        return np.asarray(np.where(np.all([points > 0 for points in each], axis=0), total, 0), dtype=np.float32)

    def _of_term(self, term: Term) -> NDArray[np.float32]:
        found = self._points.get(term)
        if found is None:
            if len(self._points) >= _KEPT:
                self._points.clear()
            found = self._points[term] = self._on_days(term, term.days) if term.days else self._with_term(term.words)
        return found

    def _with_term(self, words: str) -> NDArray[np.float32]:
        """Points of each event for what was typed between two spaces; Japanese writes several words so."""
        points = self._with_words(self._expanded(words))
        if parts := self._parts(words):
            each = [self._with_words(self._expanded(part)) for part in parts]
            points = np.maximum(points, np.min(each, axis=0) * np.float32(_SAME))
        return points

    def _parts(self, words: str) -> tuple[str, ...]:
        """A name and what is said of it, as in ベルリン封鎖; nothing where the words are a name themselves or begin with none."""
        if words.isascii() or self.is_name(words):
            return ()
        for cut in range(len(words) - 1, 1, -1):
            rest = words[cut:].removeprefix("の")
            if self.is_name(words[:cut]) and (len(rest) > 1 or rest > "\u3100"):
                return words[:cut], rest
        return ()

    def _on_days(self, term: Term, days: Interval) -> NDArray[np.float32]:
        """Events on the days of a date, and those whose title has the date's words."""
        points = np.zeros(len(self._events), dtype=np.float32)
        points[(self._starts < days.end) & (self._ends > days.start)] = DATE / 2
        points[(self._starts >= days.start) & (self._starts < days.end)] = DATE
        if term.words:
            points[self._titles.find(term.words, whole=True)[0]] = DATE
        return points

    def _with_words(self, words: _Words) -> NDArray[np.float32]:
        points = self._with_word(words.word, typed=True)
        for word in words.same:
            points = np.maximum(points, self._with_word(word, typed=False) * np.float32(_SAME))
        return points

    def _with_word(self, word: str, *, typed: bool) -> NDArray[np.float32]:
        """Points of each event for a word.

        One that was not typed must stand whole where it is short. A single Latin letter is not looked for in long texts; two letters
        must stand alone there.
        """
        points = np.zeros(len(self._events), dtype=np.float32)
        whole = not typed and len(word) < 4
        if len(word) > 1 or not word.isascii():
            points[self._texts.find(word, whole=whole or (len(word) == 2 and word.isascii()))[0]] = TEXT
        for entity in self._vocabulary.named(word, whole=whole):
            if entity in self._postings:
                at, worth = self._postings[entity]
                points[at] = np.maximum(points[at], worth)
        points[self._spots.find(word, whole=whole)[0]] = SPOT
        titled, begun = self._titles.find(word, whole=whole)
        points[titled] = TITLE
        points[begun] = TITLE_BEGINS
        return points

    def _expanded(self, word: str) -> _Words:
        """A word with the others for the same. Latin letters are taken for kana only where they are found nowhere as they are."""
        known = self._words.get(word)
        if known is None:
            same = list(self._vocabulary.same(word))
            guesses = () if self._vocabulary.is_name(word) else self._vocabulary.from_cyrillic(word)
            if not guesses and not same and word.isascii() and not self._with_word(word, typed=True).any():
                guesses = self._vocabulary.from_romaji(word)
            for guess in guesses:
                same += [guess, *self._vocabulary.same(guess)]
            known = self._words[word] = _Words(word, _shortest(word, same))
            if len(self._words) > _KEPT:
                self._words = {word: known}
        return known

    def _event_hits(self, points: NDArray[np.float32], day: int, count: int) -> list[Hit]:
        """The best events, the earlier first among equals."""
        at = np.flatnonzero(points)
        away = np.maximum(np.maximum(self._starts[at] - day, day - self._ends[at] + 1), 0)
        scores = points[at] + self._weights[at] + _NEAR / (1.0 + away / _NEAR_DAYS)
        best = np.argsort(-scores, kind="stable")[:count]
        return [Hit("event", self._events[at[number]].id, float(scores[number])) for number in best]

    def _entity_hits(self, query: str, day: int) -> list[Hit]:
        """Things in whose names every word is found; the more events they have to do with, the higher."""
        total: dict[int, float] = {}
        for number, term in enumerate(self._terms(query)):
            found = self._named(term) if not term.days else {}
            total = {entity: total.get(entity, 0.0) + worth for entity, worth in found.items() if not number or entity in total}
        hits = []
        for number, worth in total.items():
            entity = self._vocabulary.entities[number]
            if entity.sort in SHOWN:
                told = len(self._postings[number][0]) if number in self._postings else 0
                hits.append(Hit(entity.sort, entity.id, worth * 10 * self._lives(entity, day, query) + min(told, 40) / 8))
        return hits

    def _named(self, term: Term) -> dict[int, float]:
        words = self._expanded(term.words)
        found: dict[int, float] = {**self._vocabulary.named(words.word)}
        for word in words.same:
            for entity, worth in self._vocabulary.named(word, whole=len(word) < 4).items():
                found[entity] = max(found.get(entity, 0.0), worth * _SAME)
        return found

    def _lives(self, entity: Entity, day: int, query: str) -> float:
        """Return how much of its name's points an entity gets: on a day of theirs both Koreas come before the zones that they were.

        A state that is found by a name of other days, as Austria by the one it had as part of Germany, comes after those called so.
        """
        if entity.sort == "polity":
            polity = self._atlas.polities[entity.id]
            there = polity.lives(day)
            if there and not self._is_called(named_at(polity.names, day), query):
                return _FORMERLY
            return _THERE if there else _GONE
        return _THERE if entity.sort != "bloc" or day in self._atlas.blocs[entity.id].life else _GONE

    def _is_called(self, named: Named | None, query: str) -> bool:
        """Whether every word of a query, or one for the same, stands in one of the names of a day."""
        names = fold_all([*named.names.values(), *named.short.values()]) if named else []
        sought = [self._expanded(term.words) for term in self._terms(query)]
        return all(any(word in name for name in names for word in (words.word, *words.same)) for words in sought)


@kept(4)
def index_of(atlas: Atlas) -> SearchIndex:
    """Return the index of an atlas, made when it is first asked for."""
    return SearchIndex(atlas)


@kept(64)
def _terms(atlas: Atlas, query: str) -> tuple[Term, ...]:
    return terms_of(query, index_of(atlas).is_name, atlas.span)


class _Texts:
    """A text of each event, in all languages. What is found is told by the number of the event."""

    def __init__(self, texts: list[Text]) -> None:
        said = [(number, words) for number, text in enumerate(texts) for words in text.values()]
        self._owners = np.fromiter((number for number, _ in said), np.intp, len(said))
        self._corpus = Corpus(fold_all([words for _, words in said]))

    def find(self, word: str, *, whole: bool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the events that have a word, and those that begin with it in a language; an event may be named twice."""
        found, begun = self._corpus.find(word, whole=whole)
        return self._owners[found], self._owners[begun]


def _named_in(event: Event, atlas: Atlas) -> Iterable[tuple[str, str, int]]:
    """(sort, id, points) of what an event has to do with."""
    yield "place", event.place, NAME
    yield "kind", event.kind, KIND
    for actor in event.actors:
        yield (atlas.actors[actor].sort if actor in atlas.actors else "polity"), actor, NAME
    for thing in event.concerns:
        yield ("place" if thing in atlas.places else "polity"), thing, CONCERN


def _shortest(word: str, others: Iterable[str]) -> tuple[str, ...]:
    """Leave out words in which another one of them stands: whatever has them has that too."""
    kept: list[str] = []
    for other in sorted(dict.fromkeys(others), key=len):
        if not any(any(True for _ in places_of(other, short, whole=short != word and len(short) < 4)) for short in (word, *kept)):
            kept.append(other)
    return tuple(kept)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what stands behind the last letter of a hit and was folded away, as an apostrophe."""
    while end > start + 1 and not text[end - 1].isalnum() and not combining(text[end - 1]):
        end -= 1
    return start, end


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)
