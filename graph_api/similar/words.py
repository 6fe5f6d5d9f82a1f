"""Words of Dutch as a comparison sees them: lemmas, and the parts of compounds."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import simplemma
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import ontology
from graph_api.search.compounds import Compounds
from graph_api.search.words import STOP, tokens

PART: Final = 0.7
"""What a part of a compound counts for, where the word itself counts for 1."""
_LABELS: Final = frozenset(
    f"{ontology.PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "definition")
)
_KINDS: Final[dict[str, list[str]]] = tomllib.loads(
    (files("graph_api.similar") / "data" / "kinds.toml").read_text(encoding="utf-8")
)
KINDS: Final = tuple(_KINDS)


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The dictionary form of a folded Dutch word (simplemma)."""
    return str(simplemma.lemmatize(word, lang="nl"))


@lru_cache(maxsize=50_000)
def lemmas(text: str) -> tuple[str, ...]:
    """The lemmas of a text in order, without words that are in every text."""
    return tuple(lemma(t.word) for t in tokens(text) if t.word not in STOP and len(t.word) > 1)


class Label(NamedTuple):
    """A Dutch label or definition of a concept."""

    scheme: str
    """'theme' or 'approach'."""
    key: str
    """The end of the concept's IRI."""
    kind: str
    """The name of SKOS: prefLabel, altLabel, hiddenLabel or definition."""
    text: str


class Words:
    """Lemmas and parts of compounds; words are cut into words of the vocabulary and of the texts given."""

    def __init__(self, texts: Iterable[str]) -> None:
        """
        Args:
            texts: what is compared: their words are known besides those of the national themes and approaches.
        """
        known = Counter(vocabulary())
        for text in texts:
            known.update(set(lemmas(text)))
        self._compounds = Compounds(lambda word: known[word])

    def bag(self, text: str, leave_out: frozenset[str] = frozenset()) -> dict[str, float]:
        """Weights of the words of a text: how often a lemma is there, and for less the parts of compounds."""
        bag: dict[str, float] = {}
        for word in lemmas(text):
            if word in leave_out:
                continue
            bag[word] = bag.get(word, 0.0) + 1
            for part in self._compounds.parts(word):
                bag[part] = bag.get(part, 0.0) + PART
        return bag


def kind_of(name: str) -> str | None:
    """The kind of thing that a name's last telling noun says it is, one of `KINDS`; None where none does."""
    for word in reversed(lemmas(name)):
        for kind, heads in _KINDS.items():
            if any(word.endswith(head) for head in heads):
                return kind
    return None


@cache
def vocabulary() -> dict[str, int]:
    """In how many labels and definitions of national themes and approaches a Dutch lemma stands."""
    counted = Counter(word for label in labels() for word in set(lemmas(label.text)))
    return dict(counted)


@cache
def labels() -> tuple[Label, ...]:
    """The Dutch labels and definitions of all national themes and approaches."""
    return tuple(_labels())


def _labels() -> Iterator[Label]:
    paths = [path for part in ("themes", "register") for path in ontology.files(part)]
    for path in paths:
        if path.parent.name == "register":
            continue  # regions and organisations
        for quad in parse(ontology.turtle(path).encode("utf-8"), RdfFormat.TURTLE):
            subject, label = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(label, Literal) or label.language != "nl":
                continue
            if quad.predicate.value in _LABELS:
                _, scheme, key = subject.value.rsplit("/", 2)
                yield Label(scheme, key, quad.predicate.value.rsplit("#", 1)[-1], label.value)
