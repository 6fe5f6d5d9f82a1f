"""Links across plans, derived and rebuilt with every build: like initiatives of different regions, and why.

A first version: lemmas of name and description weighted by rarity (TF-IDF, Salton & Buckley 1988, cosine), the same
approach, shared themes and target groups, added up with fixed weights. It compares only pairs that share an approach
or a rare word, so that it does not grow with the square of the number of initiatives.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations

import simplemma
from rdflib import RDF, Graph, Literal, URIRef

from ingest.keys import digest
from ingest.outline.roles import fold
from ontology import BASE, RG

WORDS, APPROACH, THEMES, GROUPS = 0.5, 0.38, 0.08, 0.04
"""What each feature counts for in a score of 0 to 1."""
LIKE = 0.38
"""Score from which two initiatives are called alike."""
COMMON = 0.08
"""Share of initiatives: a word that more of them have brings no pair together (it still counts in the cosine)."""


@dataclass(frozen=True)
class Described:
    """What a comparison needs of an initiative. `themes` are codes of national themes, `groups` of target groups."""

    iri: str
    name: str
    text: str
    regions: frozenset[str]
    """Its region with those that hold it: initiatives of which one's region holds the other's are not compared."""
    themes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    approach: str | None = None
    region: str = ""


@dataclass(frozen=True)
class Similar:
    """Two like initiatives of different regions: score 0–1, and what they share."""

    a: str
    b: str
    score: float
    words: tuple[str, ...]
    themes: tuple[str, ...]
    approach: str | None


def similar(initiatives: Sequence[Described]) -> list[Similar]:
    """Pairs of different regions that are alike, best first."""
    vectors, documents = _vectors(initiatives)
    found = []
    for i, j in sorted(_pairs(initiatives, vectors, documents)):
        a, b = initiatives[i], initiatives[j]
        shared = vectors[i].keys() & vectors[j].keys()
        cosine = sum(vectors[i][w] * vectors[j][w] for w in shared)
        approach = a.approach if a.approach and a.approach == b.approach else None
        themes = a.themes & b.themes
        score = (
            WORDS * cosine
            + APPROACH * bool(approach)
            + THEMES * _overlap(a.themes, b.themes)
            + GROUPS * _overlap(a.groups, b.groups)
        )
        if score >= LIKE:
            best = sorted(shared, key=lambda w: (-vectors[i][w] * vectors[j][w], w))[:4]
            first, second = sorted((a.iri, b.iri))
            found.append(Similar(first, second, round(score, 3), tuple(best), tuple(sorted(themes)), approach))
    return sorted(found, key=lambda s: (-s.score, s.a, s.b))


def _vectors(initiatives: Sequence[Described]) -> tuple[list[dict[str, float]], Counter[str]]:
    """A unit vector of word weights for each initiative, and in how many each word stands."""
    counts = [_words(i) for i in initiatives]
    documents = Counter(word for words in counts for word in words)
    vectors = []
    for words in counts:
        weighted = {w: n * math.log(1 + len(initiatives) / documents[w]) for w, n in words.items()}
        norm = math.sqrt(sum(v * v for v in weighted.values())) or 1.0
        vectors.append({w: v / norm for w, v in weighted.items()})
    return vectors, documents


def _words(initiative: Described) -> Counter[str]:
    words: Counter[str] = Counter()
    for text, weight in ((initiative.name, 4), (initiative.text, 1)):
        for word in fold(text).split():
            if len(word) > 3:
                words[lemma(word)] += weight
    return words


@cache
def lemma(word: str) -> str:
    """The dictionary form of a Dutch word (simplemma)."""
    return str(simplemma.lemmatize(word, lang="nl"))


def _pairs(
    initiatives: Sequence[Described], vectors: Sequence[dict[str, float]], documents: Counter[str]
) -> set[tuple[int, int]]:
    """Index pairs that share an approach or a word that is not common, of regions apart."""
    rare = max(3, COMMON * len(initiatives))
    postings: dict[str, list[int]] = defaultdict(list)
    for index, initiative in enumerate(initiatives):
        names = _words(Described("", initiative.name, "", frozenset()))
        for word in names:
            if documents[word] <= rare:
                postings[word].append(index)
        if initiative.approach:
            postings["approach " + initiative.approach].append(index)
    return {
        (i, j)
        for indices in postings.values()
        for i, j in combinations(indices, 2)
        if _apart(initiatives[i], initiatives[j])
    }


def _apart(a: Described, b: Described) -> bool:
    return a.region != b.region and a.region not in b.regions and b.region not in a.regions


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard's coefficient."""
    return len(a & b) / len(a | b) if a | b else 0.0


def to_graph(pairs: Iterable[Similar], base: str = BASE) -> Graph:
    """The similarities as triples, each with the words, themes and approach that it rests on."""
    graph = Graph()
    for pair in pairs:
        node = URIRef(f"{base}similarity/{digest(pair.a, pair.b)}")
        graph.add((node, RDF.type, RG.Similarity))
        graph.add((node, RG.between, URIRef(pair.a)))
        graph.add((node, RG.between, URIRef(pair.b)))
        graph.add((node, RG.score, Literal(Decimal(str(pair.score)))))
        for reason in _reasons(pair, base):
            graph.add((node, RG.because, reason))
    return graph


def _reasons(pair: Similar, base: str) -> Iterator[Literal | URIRef]:
    if pair.words:
        words = ", ".join(pair.words)
        yield Literal(f"gedeelde woorden: {words}", lang="nl")
        yield Literal(f"shared words: {words}", lang="en")
    for theme in pair.themes:
        yield URIRef(f"https://w3id.org/regiograaf/theme/{theme}")
    if pair.approach:
        yield URIRef(f"{base}approach/{pair.approach}")
