"""Which chunks are headings, and of what kind: with a mark, by a known role, by a counter, or by their looks alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.outline.chunks import Chunk
from ingest.outline.families import belongs_to, family_label, family_of, family_title, is_family_word, opening_family
from ingest.outline.lines import SHORT, Look
from ingest.outline.roles import fold_heading, inline_label, role_of

WORDS = 14
NOTE = re.compile(r"\s*\((?:[^\s()]+\s+){3,}[^\s()]+\)\s*$")
"""A remark in brackets behind a heading ('(zie voor de oorzaken bijlage 2)'): no part of what it says."""
DATED = re.compile(
    r"^(?:realisatie (?:in )?|(?:\d{1,2} )?(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) "
    r"|(?:begin|medio|eind|voorjaar|zomer|najaar|(?:eerste|tweede|derde|vierde|[1-4]e) (?:half ?jaar|helft|kwartaal)(?: van)?) "
    r"|q[1-4][ -]*)?(?:20\d\d|q[1-4])\b",
    re.IGNORECASE,
)
"""How the headings of a planning start: a date is no title of what is planned."""
REMARK = re.compile(
    r"(?:zie|n\.?b\.?:?|let op:?|bron(?:nen)?:|uit:|figuur|tabel|afbeelding|idem|n\.?t\.?b\.?|n\.?v\.?t\.?|nader te bepalen|nog te bepalen|nader (?:onderzoeken|uit te werken))"
    r"(?=\s|$|\.)",
    re.IGNORECASE,
)
"""How lines start that refer, remark or fill an empty place: no headings, however short they are."""
ENDS = re.compile(r"[.,;!…][\"'”’)*]*$")
CODED = re.compile(
    r"^(\d{1,2}[a-h](?:\s?[+&/]\s?\d{1,2}[a-h])?|[A-H]\d?|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.):]?\s+(?=[A-ZÀ-Ý(‘'\"])"
)
CODE_ALONE = re.compile(r"^(?:\d{1,2}[a-h]?|[A-H]\d?)[.):]?$")
FIRST_OF_ROW = re.compile(r"\d{1,2}a[.):]?\s")
"""How the first heading of a numbered row starts: what stands above it is the row's title."""
SAYS_AT_ONCE = frozenset({"goals", "ambition", "results", "target_group"})
"""Roles whose heading is followed by what it announces, not by another heading."""
LONGEST_ABBREVIATION = 5
"""Letters: longer words in capitals are a title."""
LOOK_AHEAD = 3
"""So many chunks below a heading without mark may a role heading follow that makes it a theme's title."""


@dataclass(frozen=True)
class Heading:
    """A chunk that is a heading. `kind` as in `Section`; `level` is that of its mark, 0 without one."""

    chunk: Chunk
    kind: str
    level: int = 0
    role: str | None = None
    family: str | None = None
    code: str = ""
    leads_role: bool = False
    """A role heading follows at once: this is the title of what the roles speak of."""
    opened: bool = False
    """Its counter or family word stands on the line before ('2c', 'Thema', 'Doel 1')."""


ONE_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=\S))*[.]?$")
"""The title of a numbered theme may be a sentence, but no more than one."""


def find_headings(
    chunks: Sequence[Chunk], dividers: frozenset[int], navigation: frozenset[int] = frozenset()
) -> dict[int, Heading]:
    """The headings among the chunks, by index.

    Args:
        chunks: all chunks of the plan, in order.
        dividers: indices of the chunks that divide the plan by region.
        navigation: indices of other chunks that are no more than a region's name; without a mark they head nothing.
    """
    marked = sum(1 for c in chunks if c.look is Look.HEADING)
    plain_allowed = marked < max(8, len(chunks) // 60)
    found: dict[int, Heading] = {}
    for index, chunk in enumerate(chunks):
        if index in navigation and chunk.look is not Look.HEADING:
            continue
        heading = _heading(chunks, index, dividers, plain_allowed)
        if heading:
            found[index] = heading
    return _with_openers(chunks, _without_lists(chunks, found))


def _with_openers(chunks: Sequence[Chunk], found: dict[int, Heading]) -> dict[int, Heading]:
    """Headings of which the counter or the family's word stands on a line of its own, above the title."""
    kept = dict(found)
    for index, chunk in enumerate(chunks):
        code, family = bool(CODE_ALONE.match(chunk.text)), opening_family(chunk.text)
        if not (code or family) or chunk.look is Look.ROW or (index in found and found[index].kind != "other"):
            continue
        title = kept.get(index + 1)
        sure = family or re.match(r"\d+[a-z]", chunk.text)
        if title is None and sure and index + 1 < len(chunks) and _may_be_title(chunks[index + 1]):
            title = Heading(chunks[index + 1], "other")
        if title and title.kind == "other":
            kind = "family" if family else "coded" if re.search("[a-z]", chunk.text) else "other"
            number = chunk.text.strip(".): ") if code else ""
            kept[index + 1] = replace(title, kind=kind, family=family, code=number, opened=True)
            kept.pop(index, None)
        elif family and not is_family_word(chunk.text):
            level = chunk.level if chunk.look is Look.HEADING else 0
            kept[index] = Heading(chunk, "family", level, family=family)
    return kept


def _may_be_title(chunk: Chunk) -> bool:
    """Whether a line below a family's word can be its title: short, no sentence, no role, no entry of a list."""
    text = chunk.text
    return (
        chunk.look in (Look.PLAIN, Look.HEADING)
        and len(text.split()) <= WORDS
        and bool(re.match(r"[A-ZÀ-Ý‘'“\"(]", text))
        and not ENDS.search(text)
        and not text.endswith(":")
        and not (role_of(text.rstrip(":? ")) or CODED.match(text) or family_of(text))
    )


def _heading(chunks: Sequence[Chunk], index: int, dividers: frozenset[int], plain_allowed: bool) -> Heading | None:
    chunk = chunks[index]
    text = _without_note(chunk.text)
    if chunk.look is Look.ROW or "@" in text[1:] or len(text) > SHORT + 60 or not re.search(r"[A-Za-z]{2}", text):
        return None
    label = inline_label(text)
    role = role_of(text.rstrip(":? "))
    family = family_of(text)
    if belongs_to(family, "step"):
        role = None  # 'Stap 2: doelen stellen' tells how the plan was made
    if chunk.look is not Look.HEADING and REMARK.match(text) and not role:
        return None
    if chunk.look is Look.HEADING:
        if (
            text.endswith(":")
            and len(text.split()) > 3
            and not (role or family or CODED.match(text) or chunk.level < 3)
        ):
            return None
        kind = "region" if index in dividers else "role" if role else "family" if family else "other"
        coded = CODED.match(text)
        code = coded.group(1) if coded else ""
        return Heading(chunk, "coded" if kind == "other" and code else kind, chunk.level, role, family, code)
    if belongs_to(family, "theme") and chunk.blank_before and ONE_SENTENCE.match(text):
        numbered = family_label(text)
        if numbered and chunk.look is Look.PLAIN:
            return Heading(chunk, "family", family=family)
    if belongs_to(family, "goal") and _titles_its_text(chunks, index):
        return Heading(chunk, "family", family=family)
    if (label and label[1] < len(text)) or len(text) > SHORT:
        return None
    if chunk.look is Look.ITEM:
        return _numbered(chunks, index, role)
    if index in dividers:
        return Heading(chunk, "region")
    if role and (chunk.blank_before or text.endswith((":", "?")) or chunk.bold):
        return Heading(chunk, "role", role=role)
    if ENDS.search(text) or not (text[0].isupper() or text[0].isdigit() or text[0] in "'‘“\"("):
        return None
    if family and len(text) > family_title(text) > 0:
        return Heading(chunk, "family", family=family)
    coded = CODED.match(text)
    if coded and len(text.split()) <= WORDS:
        return Heading(chunk, "coded", code=coded.group(1))
    if chunk.bold:
        return None if text.endswith(":") and len(text.split()) > 3 else Heading(chunk, "other", 7)
    if not plain_allowed or not chunk.blank_before or text.endswith(":") or len(text.split()) > WORDS:
        return None
    return _plain(chunks, index)


def _titles_its_text(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a numbered line is the title of the text below it: no sentence, and no entry of a list of its like."""
    chunk, below = chunks[index], chunks[index + 1 : index + 2]
    return (
        chunk.look is Look.PLAIN
        and chunk.blank_before
        and len(chunk.text) > family_title(chunk.text) > 0
        and len(chunk.text.split()) <= WORDS
        and not ENDS.search(chunk.text)
        and bool(below)
        and all(family_of(near.text) != family_of(chunk.text) for near in (*chunks[max(index - 1, 0) : index], *below))
    )


def _without_note(text: str) -> str:
    """A role's heading without the remark behind it; any other text as it is."""
    plain = NOTE.sub("", text)
    return plain if plain != text and role_of(plain.rstrip(":? ")) else text


def _numbered(chunks: Sequence[Chunk], index: int, role: str | None) -> Heading | None:
    """A numbered line that stands alone, or in capitals, is a heading; among its like it is a list item."""
    chunk = chunks[index]
    number = chunk.marker.strip("*.() ")
    if not re.fullmatch(r"\d{1,2}|[IVX]{1,4}|\d{1,2}\.\d{1,2}", number) or ENDS.search(chunk.text) or not chunk.short:
        return None
    near = [c for c in chunks[max(index - 1, 0) : index + 2] if c is not chunk and c.look is Look.ITEM]
    alone = not near or (_in_capitals(chunk.text) and not any(_in_capitals(c.text) for c in near))
    if not alone or not chunk.text[:1].isupper():
        return None
    return Heading(chunk, "role" if role else "chapter", role=role, code=number)


def _in_capitals(text: str) -> bool:
    """Whether a text is a title in capitals, and no abbreviation ('GGZ') or label ('VVT EN GGZ:')."""
    longest = max((len(word) for word in re.findall(r"\w+", text)), default=0)
    return text.isupper() and not text.endswith(":") and longest > LONGEST_ABBREVIATION


def _plain(chunks: Sequence[Chunk], index: int) -> Heading | None:
    """A short line without mark is a heading where text follows and it is no line of a list or an infographic."""
    below = chunks[index + 1 : index + 1 + LOOK_AHEAD]
    if not below or (index and role_of(chunks[index - 1].text.rstrip(":? ")) in SAYS_AT_ONCE):
        return None
    leads = _says(below[0]) or (len(below) > 1 and _introduces(below[0]) and _says(below[1]))
    leads = (leads or bool(FIRST_OF_ROW.match(below[0].text))) and not DATED.match(chunks[index].text)
    if below[0].look is Look.PLAIN and below[0].short and not leads:
        longer = [c for c in below if c.look is not Look.PLAIN or not c.short]
        if not longer or len(chunks[index].text) < 4:
            return None
    return Heading(chunks[index], "other", leads_role=leads)


def _says(chunk: Chunk) -> bool:
    """Whether a chunk announces or labels what is told: 'Doelstelling', 'Ambitie: …'."""
    return bool(role_of(chunk.text.rstrip(":? ")) or inline_label(chunk.text))


def _introduces(chunk: Chunk) -> bool:
    """Whether a chunk can stand between a title and its first role: no entry of a list, no heading of its own."""
    return chunk.look is not Look.ITEM and not CODED.match(chunk.text)


def _without_lists(chunks: Sequence[Chunk], found: dict[int, Heading]) -> dict[int, Heading]:
    """Drop headings without mark that stand in a row of their like: navigation, infographics, tables gone to pieces."""
    kept = dict(found)
    run: list[int] = []
    for index in range(len(chunks) + 1):
        chunk = chunks[index] if index < len(chunks) else None
        if chunk is not None and chunk.look is Look.PLAIN and chunk.short and not ENDS.search(chunk.text):
            run.append(index)
            continue
        if len(run) >= 5:
            for i in run[:-3]:
                if i in kept and kept[i].kind == "other":
                    del kept[i]
        run = []
    return kept


def repeats(chunks: Sequence[Chunk]) -> Counter[str]:
    """How often each short text stands in the plan as a chunk of its own (folded, without counters)."""
    return Counter(fold_heading(c.text) for c in chunks if c.short and c.look is not Look.ROW)
