"""Goals: sentences by which a plan commits to an end state or a result, with kind, theme, region, year and target."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ingest.extract.goal_features import goal_rows
from ingest.extract.goal_priors import SENTENCE_END
from ingest.extract.heard import Surroundings
from ingest.extract.mentions import Mention
from ingest.extract.national import of_thing
from ingest.extract.quantities import YEAR, target, target_year
from ingest.extract.regions import Regions
from ingest.extract.same_goal import Statements
from ingest.extract.themes import Themes
from ingest.keys import digest
from ingest.language import Annotated, Unit
from ingest.model import Evidence, GoalFact, GoalKind
from ingest.outline import Block
from ingest.trained.models import Models

MARKER = re.compile(r"^\W*(?:[a-zA-Z0-9]{1,2}[.)]\s+|\d+(?:\.\d+)+[.:]?\s+|\d{1,2}[a-zA-Z][.:)]?\s+)")
RESULT = re.compile(
    r"\b(?:20[2-4]\d|q[1-4]|minimaal|maximaal|minstens|ten ?minste|\d+(?:[.,]\d+)?\s?(?:%|procent)|binnen \d+|uiterlijk)\b|\d+\s?%",
    re.IGNORECASE,
)


WITHIN = re.compile(
    r"\b(?:binnen|over|in) (?:een|één|twee|drie|vier|vijf|zes|acht|tien|\d+) (?:werkdag\w*|dag\w*|we[e]?k\w*|maand\w*|jaar)\b"
    r"|\b(?:de helft|een (?:derde|vierde|kwart|vijfde|tiende)|(?:twee|drie) (?:derde|kwart)|halver\w+|verdubbel\w+|jaarlijks \d+)\b",
    re.IGNORECASE,
)
"""Spans of time and shares in words."""
NUMBER = re.compile(r"\d")
DATED = frozenset({"planning", "results", "approach", "indicators"})
"""Roles below which a list takes its date from what announces it."""
DATED_HEAD = re.compile(r"\W*(?:q[1-4]\W*)?20[2-4]\d\W*", re.IGNORECASE)
SAYS_NOTHING = frozenset({None, "front", "context"})
FUTURE = re.compile(r"situatie|toekomst|horizon|droom|beeld\b", re.IGNORECASE)
OVERALL = re.compile(
    r"\b(?:ambitie|ambities|ambi[eë]\w+|droom|dromen|missie|visie|horizon|iedereen|centraal|uitgangspunt|(?:wij|we) willen (?:een|dat)|(?:na)?strev\w+|streeft|gezamenlijke? (?:doel|opgave|uitdaging))\b",
    re.IGNORECASE,
)
"""Turns in which a plan speaks of its direction as a whole."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a unit, with the confidence (0–1) that it is a goal."""

    unit: Unit
    number: int
    confidence: float

    @property
    def bounds(self) -> tuple[int, int]:
        """Start and end in the unit's passage, a list marker left out."""
        start, end = self.unit.sentences[self.number]
        marker = MARKER.match(self.unit.text[start:end])
        return (start + marker.end() if marker and marker.end() < end - start else start), end

    @property
    def text(self) -> str:
        """The words of the sentence."""
        start, end = self.bounds
        return " ".join(self.unit.text[start:end].split())


def find_goals(annotated: Annotated, regions: Regions, themes: Themes, models: Models) -> dict[str, GoalFact]:
    """The goals of a plan by key; one that is said again is one goal with several pieces of evidence."""
    chosen = []
    for unit, number, row in goal_rows(annotated):
        probability = models.goals.probability(row)
        if probability >= models.goals.threshold:
            chosen.append(Sentence(unit, number, models.goals.confidence(probability)))
    groups: dict[tuple[str, str], list[Sentence]] = {}
    statements: dict[str, Statements] = defaultdict(Statements)
    for sentence in chosen:
        region = regions.of(sentence.unit.block.section)
        groups.setdefault((region, statements[region].known(sentence.text)), []).append(sentence)
    surroundings = Surroundings(annotated)
    goals = [_fact(region, group, surroundings, themes, models) for (region, _), group in groups.items()]
    return {goal.key: goal for goal in goals}


def _fact(region: str, group: list[Sentence], surroundings: Surroundings, themes: Themes, models: Models) -> GoalFact:
    best = max(group, key=lambda s: (s.confidence, -s.unit.index))
    statement = best.text
    heard, above = surroundings.of(best.unit), themes.above(best.unit.block.section)
    theme, national = of_thing(models.national_of_thing, statement, best.unit.text, heard, above)
    evidence: list[Evidence] = []
    for sentence in group:
        evidence += Mention(sentence.unit, *sentence.bounds, sentence.confidence).evidence()
    return GoalFact(
        key=digest(region, statement),
        statement=statement,
        kind=kind_of(best),
        evidence=tuple(sorted(set(evidence))),
        region=region or None,
        themes=theme,
        national=national,
        year=_year(best),
        target=target(statement),
    )


def kind_of(sentence: Sentence) -> GoalKind:
    """By rule: measurable ones are result agreements; an ambition speaks of the whole; all else is an objective."""
    block = sentence.unit.block
    role = block.role
    if _measurable(sentence):
        return GoalKind.RESULT_AGREEMENT
    if role == "indicators" or (role == "results" and block.kind == "cell"):
        return GoalKind.RESULT_AGREEMENT
    if role == "ambition" or (role == "goals" and _of_the_whole(block)):
        return GoalKind.AMBITION
    return GoalKind.AMBITION if role in SAYS_NOTHING and OVERALL.search(sentence.text) else GoalKind.OBJECTIVE


def _measurable(sentence: Sentence) -> bool:
    """Whether a sentence, or what announces its list, has a number or a date by which the goal can be checked."""
    block = sentence.unit.block
    if RESULT.search(sentence.text) or target(sentence.text) or WITHIN.search(sentence.text):
        return block.role != "ambition" or bool(NUMBER.search(sentence.text))
    if block.role not in DATED:
        return False
    own = block.section.name if block.section.kind == "other" else ""
    return any(RESULT.search(words) for words in (block.label, block.header, block.lead_in, own) if words)


def _of_the_whole(block: Block) -> bool:
    """Whether a block describes the future of a chapter or plan, not of one numbered theme or goal in it."""
    said = block.label or next((s.name for s in block.section.ancestors() if s.role), "")
    return bool(FUTURE.search(said)) and not any(s.family or s.code for s in block.section.ancestors())


def _year(sentence: Sentence) -> int | None:
    """The year in the sentence, else that of the column that its cell stands in, or of what announces its list."""
    block = sentence.unit.block
    year = target_year(sentence.text)
    if year is None and DATED_HEAD.fullmatch(block.header):
        return target_year(block.header)
    if year is None and block.lead_in:
        announces = SENTENCE_END.split(" ".join(block.lead_in.split()))[-1]
        return target_year(announces) if len(set(YEAR.findall(announces))) == 1 else None
    return year
