"""Reference annotations as training rows: which candidates of each kind a careful reader counted.

A reference file is that of the annotation guidelines (document, lines, regions, themes, goals, initiatives,
organisations); matching follows the scorer, a little stricter for initiatives so that loose hits teach nothing.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from ingest import read
from ingest.extract import initiative_features, initiatives, national, organisation_groups, organisations, themes
from ingest.extract.goal_features import goal_rows
from ingest.extract.header import read_header
from ingest.extract.heard import Surroundings
from ingest.extract.organisations import Organisations
from ingest.extract.regions import find_regions
from ingest.extract.standing import STATUS_MODELS, mention_features, standing_features
from ingest.extract.status_prior import status_features
from ingest.extract.theme_features import features as heading_features
from ingest.extract.theme_titles import candidates as possible_titles
from ingest.extract.theme_words import codes
from ingest.extract.voorloper_prior import voorloper_features
from ingest.language import annotate
from ingest.model import Status
from ingest.outline import make_outline
from ingest.outline.roles import fold
from ingest.trained.linear import Features
from ingest.trained.quoted import is_quoted
from ingest.trained.taking_part import taking_part
from ingest.trained.telling import label_of, telling

FEWEST_THEMES = 3
"""A text with fewer does not show what sets themes off from other headings: a plan's themes come in rows."""
MOST_MENTIONS = 2
"""Training rows for one name of an initiative candidate, right or wrong, in one reference."""
STATUSES = {
    "bestaand": Status.EXISTING,
    "gepland": Status.PLANNED,
    "in ontwikkeling": Status.IN_DEVELOPMENT,
    "op te schalen": Status.TO_SCALE_UP,
    "gestopt": Status.STOPPED,
}
"""The words of the reference for what an initiative's status is."""
Row = tuple[Features, bool]


class MentionFeatures(dict[str, float]):
    """Features of one mention: a reading's confidence is that of things.

    `thing` is the name of the thing it is of, `meant` the thing of the reference that it is like, empty if none.
    """

    thing: str = ""
    meant: str = ""


@dataclass
class Plan:
    """A plan that has references, read up to where the trained parts come in."""

    path: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @cached_property
    def annotated(self) -> Any:
        """The plan, outlined and annotated."""
        return annotate(make_outline(read.read_source(self.path)))

    @cached_property
    def surroundings(self) -> Surroundings:
        """What is spoken of around each place in it."""
        return Surroundings(self.annotated)

    @cached_property
    def regions(self) -> Any:
        """Its regions."""
        return find_regions(self.annotated, read_header(self.annotated, self.path))


def references(paths: list[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Reference files among paths, with their content; other JSON files are passed over."""
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "document" in content and "lines" in content:
            yield path, content


def rows(plan: Plan, reference: dict[str, Any]) -> dict[str, list[Row]]:
    """Training rows by model, from the part of a plan that a reference is about."""
    said = _said(plan, reference)
    standing = [(status_features(standing_features(mentions, plan.annotated)), which) for mentions, which in said]
    return {
        "organisations": list(_organisations(plan, reference)),
        "themes": list(_themes(plan, reference)),
        "goals": list(_goals(plan, reference)),
        "initiatives": list(_initiatives(plan, reference)),
        "involvement": list(_involvement(plan, reference)),
        "voorlopers": list(_voorlopers(plan, said)),
        "national_of_theme": list(_national_of_themes(plan, reference)),
        "national_of_thing": list(_national_of_things(plan, reference)),
        **{
            model: [(row, STATUSES.get(which.get("status", "")) is status) for row, which in standing]
            for status, model in STATUS_MODELS.items()
        },
    }


def _line(plan: Plan, unit: Any, start: int, end: int) -> int:
    spans = unit.block.passage.spans(start, end)
    return int(plan.annotated.outline.source.line_of(spans[0].start)) if spans else unit.block.line


def _inside(reference: dict[str, Any], line: int) -> bool:
    first, last = reference["lines"]
    return bool(first <= line <= last)


def _same_name(a: str, b: str, least: int) -> bool:
    fa, fb = organisation_groups.distinct(a), organisation_groups.distinct(b)
    return bool(fa) and (fa == fb or fuzz.ratio(fa, fb) >= least)


def _organisations(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    groups = organisations.possible(plan.annotated, plan.regions)
    wanted = [[o["name"], *o.get("aliases", [])] for o in reference["organisations"]]
    for group, row in zip(groups, organisations.rows_of(plan.annotated, groups), strict=True):
        if any(_inside(reference, _line(plan, m.unit, m.start, m.end)) for m in group.mentions):
            names = [*group.names, *group.shorts]
            yield row, any(_same_name(a, b, 92) for a in names for labels in wanted for b in labels)


def _themes(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    wanted = [t["label"] for t in reference["themes"]]
    if len(wanted) < FEWEST_THEMES:
        return
    for titled in possible_titles(plan.annotated, plan.regions):
        if _inside(reference, titled.unit.block.line):
            yield (
                heading_features(titled),
                any(_same_name(a, b, 85) for a in (titled.label, titled.full) for b in wanted),
            )


def _goals(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    for unit, number, row in goal_rows(plan.annotated):
        start, end = unit.sentences[number]
        line = _line(plan, unit, start, end)
        if _inside(reference, line):
            yield row, is_quoted(reference, unit.text[start:end], line)


def _labelled_initiatives(
    plan: Plan, reference: dict[str, Any]
) -> Iterator[tuple[Any, Any, bool | None, dict[str, Any] | None]]:
    found, known = initiatives.survey_of(plan.annotated, _referenced(plan, reference), plan.regions)
    for candidate in found:
        line = _line(plan, candidate.unit, candidate.start, candidate.end)
        if _inside(reference, line):
            label, which = label_of(candidate.name, line, reference["initiatives"])
            yield candidate, known, label, which


def _referenced(plan: Plan, reference: dict[str, Any]) -> Organisations:
    """The organisations of a reference where the plan names them, in place of those that a reading would find."""
    wanted = {
        organisation_groups.distinct(n): n
        for o in reference["organisations"]
        for n in (o["name"], *o.get("aliases", []))
    }
    found = Organisations(names=frozenset(fold(n) for n in wanted.values()))
    for group in organisations.possible(plan.annotated, plan.regions):
        if any(organisation_groups.distinct(name) in wanted for name in (*group.names, *group.shorts)):
            found.facts[group.name] = organisations.fact_of(group, 1.0, group.name)
            for mention in group.mentions:
                found.mentions.setdefault(mention.unit.index, []).append((mention, group.name))
    for mentions in found.mentions.values():
        mentions.sort(key=lambda pair: pair[0].start)
    found.owners = organisations.owners(plan.annotated, found)
    return found


def _initiatives(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    """Names like the reference's count too, as they do for the scorer; no name is to outweigh others by its mentions."""
    seen: Counter[tuple[str, bool]] = Counter()
    for candidate, known, label, which in _labelled_initiatives(plan, reference):
        right = label is not False
        key = initiative_features.key_of(candidate.name), right
        seen[key] += 1
        if seen[key] <= MOST_MENTIONS:
            row = MentionFeatures(initiative_features.features(candidate, known))
            place = f"{reference['document']} {reference['lines'][0]}"
            row.thing, row.meant = f"{place} {key[0]}", f"{place} {which['id']}" if which else ""
            yield row, right


def _said(plan: Plan, reference: dict[str, Any]) -> list[tuple[list[Any], dict[str, Any]]]:
    """The reference's initiatives with their mentions, those with the reference's own name if there are any."""
    own: dict[int, list[Any]] = {}
    like: dict[int, list[Any]] = {}
    for candidate, _, label, which in _labelled_initiatives(plan, reference):
        if label is not False and which:
            (own if label else like).setdefault(id(which), []).append(candidate)
    every = [(own.get(id(which)) or like.get(id(which)), which) for which in reference["initiatives"]]
    return [(said, which) for said, which in every if said]


def _voorlopers(plan: Plan, said: list[tuple[list[Any], dict[str, Any]]]) -> Iterator[Row]:
    """The reference's initiatives, each as a whole and by its telling mentions."""
    for mentions, which in said:
        shown = bool(which.get("voorloper"))
        yield voorloper_features(standing_features(mentions, plan.annotated)), shown
        for mention in telling(plan.annotated, mentions, which):
            yield voorloper_features(mention_features(mention, plan.annotated)), shown


def _involvement(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    """The reference's initiatives and bodies, where the plan has them near each other."""
    said: dict[str, list[Any]] = {}
    for candidate, _, label, which in _labelled_initiatives(plan, reference):
        if label and which:
            said.setdefault(which["id"], []).append(candidate)
    return taking_part(plan.annotated, _referenced(plan, reference), said, reference)


def _national_of_themes(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    by_label = {t["label"]: t for t in reversed(reference["themes"])}

    def path(label: str | None) -> list[str]:
        labels: list[str] = []
        while label is not None and label in by_label and label not in labels:
            labels.append(label)
            label = by_label[label].get("parent")
        return labels

    below = _texts_below(plan)
    blocks = {unit.block.line: unit.text for unit in reversed(plan.annotated.units)}
    things = [
        (t["label"], path(t.get("parent")), below.get(fold(t["label"]), ""), t["national"]) for t in reference["themes"]
    ]
    things += [
        (g["quote"], path(g.get("theme")), blocks.get(g["lines"][0], g["quote"]), g["national"])
        for g in reference["goals"]
    ]
    things += [(i["name"], path(i.get("theme")), i["quote"], i["national"]) for i in reference["initiatives"]]
    for own, labels, around, wanted in things:
        for code in codes():
            if code != national.OTHER:
                yield national.features(code, own, labels, around), code in wanted


def _national_of_things(plan: Plan, reference: dict[str, Any]) -> Iterator[Row]:
    """Goals and initiatives where the reference has them, in surroundings as a reading hears them."""
    units = plan.annotated.units
    lines = [unit.block.line for unit in units]
    things = [(g["quote"], g["lines"][0], g["national"]) for g in reference["goals"]]
    things += [(i["name"], i["lines"][0], i["national"]) for i in reference["initiatives"]]
    for own, line, wanted in things:
        unit = units[max(bisect_left(lines, line + 1) - 1, 0)]
        heard = plan.surroundings.of(unit)
        for code in codes():
            if code != national.OTHER:
                yield national.thing_features(code, own, unit.text, heard), code in wanted


def _texts_below(plan: Plan) -> dict[str, str]:
    """What stands below each heading that may be a theme, by its folded label; the fullest where it comes back."""
    found: dict[str, str] = {}
    for titled in possible_titles(plan.annotated, plan.regions):
        text = themes.around(titled.section)
        if len(text) >= len(found.get(fold(titled.label), "")):
            found[fold(titled.label)] = text
    return found
