"""Where a chapter speaks of an initiative without its being a mention: by its bare name, or by the plural of what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest import data, register
from ingest.extract.initiative_names import Proposed, approach_of
from ingest.extract.involvement_said import main_names
from ingest.extract.involvement_topics import chapter_of
from ingest.extract.organisation_names import Named
from ingest.language import Unit

LEAST = 7
"""Letters of a bare name; fewer are found anywhere."""
EVERY = (
    r"(?:alle|elke|iedere|per|verschillende|diverse|beide|volgende|genoemde|twee|drie|vier|vijf|zes|zeven|acht|\d{1,2})"
)
Body = tuple[Named, str]
"""A mention of a body and its key."""
Echo = tuple[str, Unit, Named, str]
"""'name', 'class' or 'after', the unit, the body's mention and its key."""


@cache
def _classes() -> dict[str, str]:
    """Key of an approach → the word by which it and others are spoken of together ('ketenaanpak')."""
    return {
        key: family
        for family in data.table("involvement_cues")["families"]
        for key, approach in register.load().approaches.items()
        if any(name.lower().startswith(f"{family} ") for name in (*approach.names, *approach.words))
    }


@cache
def _plural(head: str) -> re.Pattern[str]:
    doubled = head[-1] + "?"
    return re.compile(rf"\b(?:{EVERY}\s+[\w-]*{head}\b|[\w-]*{head}(?:{doubled}en|'?s)\b)", re.IGNORECASE)


@cache
def approaches_in(text: str) -> frozenset[str]:
    """Keys of the known approaches with a family that a text names."""
    return frozenset(key for key, pattern in _names() if pattern.search(text))


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for key in _classes():
        approach = register.load().approaches[key]
        names = [n for n in (*approach.names, *approach.words) if len(n) >= LEAST]
        found.append((key, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)))
    return tuple(found)


def echoes_of(said: Sequence[Proposed]) -> tuple[set[str], list[re.Pattern[str]]]:
    """The known approaches that an initiative's names hold, and the plurals of what these are called."""
    known = {key for name in main_names(said) if (key := approach_of(name))}
    return known, [_plural(head) for head in sorted({_classes()[key] for key in known if key in _classes()})]


def echoes(said: Sequence[Proposed], bodies: Sequence[tuple[Unit, Sequence[Body]]]) -> Iterator[Echo]:
    """Bodies that the initiative's chapters name where they speak of it in other words.

    Args:
        said: the mentions.
        bodies: units that name bodies, with these.
    """
    chapters = {id(chapter_of(c.unit.block.section)) for c in said}
    own = {c.unit.index for c in said}
    known, kinds = echoes_of(said)
    if not kinds:
        return
    for unit, mentions in bodies:
        if unit.index in own or id(chapter_of(unit.block.section)) not in chapters:
            continue
        told = ""
        for start, end in unit.sentences:
            text = unit.text[start:end]
            here = [(m, k) for m, k in mentions if start <= m.start < end]
            if here and known & approaches_in(text):
                told = "name"
            elif any(kind.search(text) for kind in kinds):
                told = "class"
            elif told:
                told = "after"
            for mention, key in here if told else ():
                yield told, unit, mention, key
