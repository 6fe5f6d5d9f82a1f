"""Where a text speaks of a theme or an approach: its names and words, by their Dutch stems, also inside compounds.

This decides between 'mentioned' and 'not in the plan', so it is generous: any word of the vocabulary counts, in any
form, as the beginning or the end of a longer word, and across a hyphen or the break of a line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Final

from graph_api.compare.facts import Concept
from graph_api.search.words import Token, stem, tokens

_COMPOUND: Final = 5
"""Letters from which a word of the vocabulary is also looked for inside longer words."""
_NO_VOCABULARY: Final = "/anders"
"""The end of the IRI of the theme for what fits no other: no word tells of it."""
_JOINED: Final = re.compile(r"[-\u00ad\u2010\u2011]\s*")
"""Between two tokens that may be one word: a hyphen, perhaps at the end of a line."""

_SHORT: Final = 4
"""Letters up to which a single word has to stand there as it is, without endings; an abbreviation in capitals."""

_TELLING: Final = 6
"""Letters from which a word of a label can tell of a theme by itself."""
_FEW: Final = 2
_GENERAL: Final = frozenset(
    tomllib.loads((files("graph_api.compare") / "data" / "vocabulary.toml").read_text(encoding="utf-8"))["general"]
)

Phrase = tuple[str, ...]
Places = dict[str, list[tuple[int, int, bool]]]
"""IRI of a concept to where a text speaks of it: code points, half-open, in order; and whether by one of its names."""


class Vocabulary:
    """The names and words of concepts."""

    def __init__(self, themes: Iterable[Concept], approaches: Iterable[Concept] = ()) -> None:
        """
        Args:
            themes: of these a telling word of the label alone counts too: 'overgewicht' speaks of overweight in children.
            approaches: of these only whole names and words count.
        """
        listed = list(themes)
        concepts = [*listed, *approaches]
        phrases: dict[Phrase, set[str]] = defaultdict(set)
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        self._short: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        self._names: set[tuple[Phrase, str]] = set()
        for concept in concepts:
            if concept.iri.endswith(_NO_VOCABULARY):
                continue
            for text in (*concept.names, *concept.words):
                if not (words := tuple(token.word for token in tokens(text))):
                    continue
                whole = "".join(words)  # 'val preventie' and 'val-preventie' are 'valpreventie' too
                if len(whole) <= _SHORT:
                    self._short[whole].add((concept.iri, text.isupper()))
                    continue
                for phrase in {tuple(map(stem, words)), (stem(whole),)}:
                    phrases[phrase].add(concept.iri)
                    if text in concept.names:
                        self._names.add((phrase, concept.iri))
                for beginning in {whole, stem(whole)}:
                    self._beginnings[beginning].add(concept.iri)
        for concept, word in _telling(listed):
            phrases[(stem(word),)].add(concept.iri)
            self._beginnings[word].add(concept.iri)
        self._phrases = {phrase: frozenset(iris) for phrase, iris in phrases.items()}
        self._first: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(self._phrases):
            self._first[phrase[0]].append(phrase)
        self._known: dict[str, frozenset[tuple[str, bool]]] = {}
        short = {iri for found in self._short.values() for iri, _ in found}
        self.concepts = frozenset(iri for iris in self._phrases.values() for iri in iris) | short
        """The concepts that have any words."""

    @property
    def fingerprint(self) -> str:
        """Another one for another vocabulary."""
        parts = [sorted((phrase, sorted(iris)) for phrase, iris in self._phrases.items()), sorted(self._names)]
        text = repr([*parts, sorted((word, sorted(found)) for word, found in self._short.items())])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def places(self, text: str) -> Places:
        """Where a text speaks of each concept; those that it does not speak of are left out."""
        found: dict[str, dict[tuple[int, int], bool]] = defaultdict(dict)
        listed = list(tokens(text))
        stems = [stem(token.word) for token in listed]
        for at, token in enumerate(listed):
            for iri, named in self._in_word(token.word):
                found[iri][token.start, token.end] = named
            for iri, capitals in self._short.get(token.word, ()):
                if not capitals or text[token.start : token.end] != token.word:
                    found[iri][token.start, token.end] = True
            for phrase in self._first.get(stems[at], ()):
                size = len(phrase)
                if size > 1 and tuple(stems[at : at + size]) == phrase:
                    for iri in self._phrases[phrase]:
                        found[iri][token.start, listed[at + size - 1].end] = (phrase, iri) in self._names
        for start, end, word in _joined(text, listed):
            for iri, named in self._in_word(word):
                found[iri][start, end] = named
        return {iri: sorted((*at, named) for at, named in places.items()) for iri, places in sorted(found.items())}

    def _in_word(self, word: str) -> frozenset[tuple[str, bool]]:
        """The concepts that a folded word speaks of, and whether by their names."""
        if word not in self._known:
            whole = stem(word)
            found = dict.fromkeys(self._phrases.get((whole,), ()), False)
            for size in range(_COMPOUND, len(word)):
                found |= dict.fromkeys(self._beginnings.get(word[:size], ()), False)
                found |= dict.fromkeys(self._phrases.get((whole[-size:],), ()), False)
            self._known[word] = frozenset((iri, ((whole,), iri) in self._names) for iri in found)
        return self._known[word]


def _telling(themes: list[Concept]) -> Iterator[tuple[Concept, str]]:
    """The long words of each theme's label that only one or two themes have among their names and words."""
    having: Counter[str] = Counter()
    for theme in themes:
        having.update({stem(token.word) for text in (*theme.names, *theme.words) for token in tokens(text)})
    for theme in themes:
        if not theme.iri.endswith(_NO_VOCABULARY):
            for token in tokens(theme.nl):
                telling = len(token.word) >= _TELLING and token.word not in _GENERAL
                if telling and having[stem(token.word)] <= _FEW:
                    yield theme, token.word


def _joined(text: str, listed: list[Token]) -> Iterator[tuple[int, int, str]]:
    for one, two in pairwise(listed):
        if two.start - one.end <= 4 and _JOINED.fullmatch(text, one.end, two.start):
            yield one.start, two.end, one.word + two.word
