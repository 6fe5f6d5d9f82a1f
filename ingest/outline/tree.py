"""The tree: headings into sections by rank, all other chunks into blocks below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.outline.chunks import Chunk
from ingest.outline.families import family_entry, family_label
from ingest.outline.headings import Heading
from ingest.outline.lines import Look
from ingest.outline.model import Block, Section
from ingest.outline.passage import Passage, make_passage
from ingest.outline.roles import fold_heading, inline_label, role_of_lead
from ingest.outline.tables import TableReader

REGION, CHAPTER, NUMBERED, THEME, FAMILY, CODED, DETAIL, ROLE, SUB, BOLD = 5, 10, 18, 22, 24, 28, 38, 40, 45, 65
QUOTE = re.compile(r"^[\s*_]*[‘“\"'„][^‘“\"„]{25,}[’”\"'][.\s*_]*(?:[–-].{0,60})?$")
FOOTNOTE = re.compile(r"^\s*(?:<sup>|[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}\)\s|\*{1,3}\s?(?=[A-Zi])(?!\*))")
EXAMPLES = frozenset({"voorlopers", "initiatives"})
"""Roles below which headings of the same level are the names of examples."""
ENDED = frozenset({"goals", "results", "context", "target_group"})
"""Roles that speak of one thing at a time: below a further heading, without mark, something else is said."""
ABOUT_PROBLEMS = frozenset({"context", "bottlenecks", "conditions", "indicators"})
"""Roles that may stand below a numbered problem ('Knelpunt 2: …', with its causes); others come after it."""
DETAILS = 4
"""Order of the innermost families: actions, projects, steps."""
SUMMARY = re.compile(r"(?:management ?)?samenvatting")
"""Front matter that has headings of its own; a guide to the reader or a list of contents has none."""
SHORT_SECTION = 14
"""Chunks: the text below an example's heading is shorter than this."""


@dataclass
class _Grower:
    source: str
    chunks: Sequence[Chunk]
    headings: dict[int, Heading]
    counts: Counter[str]
    root: Section = field(init=False)
    open: list[Section] = field(init=False)
    sections: int = 1
    row: tuple[int, int] = (0, 0)
    """Number and rank of the numbered heading before."""

    def __post_init__(self) -> None:
        self.root = Section(0, None, 0, 1, "plan")
        self.open = [self.root]
        self.levels = self._family_levels()
        self.first = {fold_heading(c.text): c.line + 1 for c in reversed(self.chunks) if c.short}
        self.marked = any(heading.level in range(1, 7) for heading in self.headings.values())

    def _family_levels(self) -> dict[str, int]:
        """One mark level a family: its headings are siblings, whatever the converter made of their marks."""
        levels: dict[str, int] = {}
        for heading in self.headings.values():
            if heading.family and heading.level in range(1, 7):
                levels[heading.family] = min(heading.level, levels.get(heading.family, 6))
        return levels

    def section(self, heading: Heading, index: int, title: Passage) -> Section:
        """Open a section for a heading, closing what it closes."""
        rank = self.rank(heading, index)
        while self.open[-1].rank >= rank and len(self.open) > 1:
            self.open.pop()
        parent = self.open[-1]
        role = heading.role or (family_entry(heading.family).get("role") if heading.family else None)
        kind = "chapter" if rank <= CHAPTER and heading.kind == "other" else heading.kind
        new = Section(
            self.sections, title, rank, heading.chunk.line + 1, kind, role, heading.family, heading.code, parent,
            repeated=self.counts[fold_heading(title.text)],
        )  # fmt: skip
        self.sections += 1
        parent.children.append(new)
        self.open.append(new)
        return new

    def rank(self, heading: Heading, index: int) -> int:
        """The rank of a heading: lower holds higher. Marks count where there are any, kinds where there are none."""
        if heading.kind == "region":
            return REGION
        if heading.family:
            return self._family_rank(heading)
        if heading.kind == "role":
            return self._role_rank(heading)
        if heading.level == 7:
            return self._bold_rank(heading)
        if heading.level:
            return self._marked_rank(heading, index)
        if heading.kind == "chapter":
            return self._row_rank(heading)
        if heading.kind == "coded":
            return CODED
        if heading.leads_role or not self._role_open():
            return THEME
        if (
            (action := self._action()) and action.parent and action.parent.kind == "role"
        ):  # told one by one, they are done
            return action.parent.rank
        return self._ended(heading) or SUB

    def _action(self) -> Section | None:
        """The action, project or step that is told, if one is."""
        return next((s for s in self.open if s.family and int(family_entry(s.family)["order"]) == DETAILS), None)

    def _row_rank(self, heading: Heading) -> int:
        """The rank of a numbered heading without mark: below the title that it follows at once, else beside its like."""
        above, value = self.open[-1], int(heading.code) if heading.code.isdigit() else 0
        before, rank = self.row
        if above.rank > NUMBERED and not above.blocks and (value == 1 or above.kind == "role"):
            rank = above.rank + 1
        elif not before < value or not any(s.rank == rank and s.kind == "chapter" for s in self.open):
            rank = NUMBERED
        self.row = value, rank
        return rank

    def _ended(self, heading: Heading) -> int:
        """The rank of the role that a heading without mark or number ends; 0 where the role goes on below it."""
        role = next(s for s in reversed(self.open) if s.kind == "role")
        ends = role.role in ENDED or (role.role == "front" and not SUMMARY.match(fold_heading(role.name)))
        ends = ends or (role.role in EXAMPLES and self._stood_before(heading, role))
        if not ends or heading.chunk.text[:1].isdigit():
            return 0
        return role.rank

    def _role_open(self) -> bool:
        return any(s.kind == "role" for s in self.open)

    def _family_rank(self, heading: Heading) -> int:
        order = int(family_entry(heading.family)["order"])
        if heading.level == 7 or not self.levels:
            role = next((s for s in reversed(self.open) if s.kind == "role"), None)
            if order == DETAILS and not heading.level and role:
                action = self._action()
                return action.rank if action else role.rank + 1
            return {1: 12, 2: 20, 3: FAMILY, DETAILS: DETAIL}[order] + (
                BOLD if heading.level == 7 and self.levels else 0
            )
        rank = 10 * self.levels.get(heading.family or "", heading.level or 4)
        outer = [s.rank for s in self.open if s.family and int(family_entry(s.family)["order"]) < order]
        return max(rank, *(r + 2 for r in outer)) if outer else rank

    def _role_rank(self, heading: Heading) -> int:
        """A role never closes the numbered heading that it stands under; it closes the role before it."""
        families = [s.rank for s in self.open if s.family and _holds(s, heading.role)]
        over = [s.rank for s in self.open if s.family and not _holds(s, heading.role)]
        if over and not heading.level and not any(rank > over[0] for rank in families):
            return min(over[0], ROLE)
        if heading.level == 7:
            return max([ROLE, *(s.rank + 1 for s in self.open if s.kind != "role" and s.rank < BOLD)])
        rank = 10 * heading.level or ROLE
        if not heading.level and self.marked:
            rank = max(ROLE, *(s.rank + 1 for s in self.open if s.kind != "role"))
        return max([rank, *(r + 1 for r in families)])

    def _examples(self) -> Section | None:
        """The innermost chapter of examples that is open."""
        return next((s for s in reversed(self.open) if s.role in EXAMPLES and s.kind == "role"), None)

    def _bold_rank(self, heading: Heading) -> int:
        """The rank of a heading in bold: the name of an example below a chapter of them that has no mark either."""
        examples = self._examples()
        if not examples or (examples.rank < BOLD and self.marked):
            return BOLD
        return min(examples.rank, BOLD) if self._stood_before(heading, examples) else max(examples.rank + 2, BOLD)

    def _stood_before(self, heading: Heading, section: Section) -> bool:
        """Whether a heading's words stood in the plan before a section: then it is no part of what that tells."""
        return self.first.get(fold_heading(heading.chunk.text), section.line) < section.line

    def _marked_rank(self, heading: Heading, index: int) -> int:
        rank = 10 * heading.level
        example = self._examples()
        if example and example.rank // 10 == heading.level and self._names_an_example(heading, index):
            return example.rank + 2
        return rank

    def _names_an_example(self, heading: Heading, index: int) -> bool:
        """Whether a heading at the level of 'Voorlopers' is one of them: short, and nowhere else in the plan."""
        if heading.kind != "other" or self.counts[fold_heading(heading.chunk.text)] > 1:
            return False
        after = [i for i in range(index + 1, min(index + 1 + SHORT_SECTION, len(self.chunks))) if i in self.headings]
        return bool(after) or index + SHORT_SECTION >= len(self.chunks)


def _holds(section: Section, role: str | None) -> bool:
    """Whether a role can be told below a numbered heading of a family: steps end at it, problems have no goals."""
    own = family_entry(section.family).get("role")
    return own != "process" and (own != "bottlenecks" or role in ABOUT_PROBLEMS)


def plant(
    source: str, chunks: Sequence[Chunk], headings: dict[int, Heading], counts: Counter[str]
) -> tuple[Section, list[Block]]:
    """The root section and all blocks in order of reading."""
    grower = _Grower(source, chunks, headings, counts)
    writer = _Blocks(source)
    pending: Chunk | None = None
    for index, chunk in enumerate(chunks):
        if index + 1 in headings and headings[index + 1].opened:
            pending = chunk
            continue
        if index in headings:
            pieces = (*(pending.pieces if pending else ()), *chunk.pieces)
            title = make_passage(source, pieces) if pending else chunk.passage
            grower.section(headings[index], index, title)
            pending = None
            continue
        writer.add(chunk, grower.open[-1])
    return grower.root, writer.blocks


class _Blocks:
    """Makes blocks of chunks, with what they inherit from the blocks before them in their section."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.tables = TableReader(source)
        self.run: tuple[int, str] = (-1, "")
        self.position = 0
        self.lead_in = ""
        self.stack: list[Block] = []
        self.leads: list[tuple[int, str]] = []
        """Entries of the list that announce what comes below them, with the least indent that they hold for."""

    def add(self, chunk: Chunk, section: Section) -> None:
        """Append the block or, of a table's row, the blocks of a chunk."""
        if chunk.look is Look.ROW:
            for cell in self.tables.cells(chunk):
                self._put(Block(
                    len(self.blocks), "cell", cell.passage, cell.line, section, cell.part, header=cell.header,
                    header_role=cell.role, row=cell.row, column=cell.column, row_head=cell.row_head,
                ))  # fmt: skip
            self.run = (section.number, "cell")
            return
        kind = _kind(chunk)
        self.position = self.position + 1 if self.run == (section.number, kind) else 0
        if kind != "item":
            self.stack.clear()
        elif self.run != (section.number, "item"):
            self.lead_in = self._last_words(section)
            self.leads.clear()
        self.run = (section.number, kind)
        passage, label, role = _labelled(chunk.passage)
        block = Block(
            len(self.blocks), kind, passage, chunk.line + 1, section, self.position, label=label, label_role=role
        )
        if kind == "item":
            self._lead(block, chunk.indent)
            self._nest(block, chunk.indent)
        self._put(block)

    def _put(self, block: Block) -> None:
        section = block.section
        section.blocks.append(block)
        self.blocks.append(block)

    def _last_words(self, section: Section) -> str:
        last = section.blocks[-1].text if section.blocks else section.name
        return last if last.endswith(":") else ""

    def _lead(self, block: Block, indent: int) -> None:
        """Give an item what announces it: the entry above it that ends in a colon, or what stands before the list."""
        if self.stack and block.position and self.blocks[-1].text.endswith(":"):
            above = self.blocks[-1]
            self.leads.append((above.depth + (indent > above.depth), above.text))
        while self.leads and self.leads[-1][0] > indent:
            self.leads.pop()
        block.lead_in = self.leads[-1][1] if self.leads else self.lead_in
        block.lead_role = role_of_lead(block.lead_in) if block.lead_in else None

    def _nest(self, block: Block, indent: int) -> None:
        while self.stack and self.stack[-1].depth >= indent:
            self.stack.pop()
        block.parent = self.stack[-1] if self.stack else None
        block.depth = indent
        self.stack.append(block)


def _kind(chunk: Chunk) -> str:
    if chunk.look is Look.ITEM:
        return "item"
    if QUOTE.match(chunk.text):
        return "quote"
    if FOOTNOTE.match(chunk.text):
        return "footnote"
    return "fragment" if chunk.short and not re.search(r"[.!?:;]", chunk.text) else "paragraph"


def _labelled(passage: Passage) -> tuple[Passage, str, str | None]:
    """The passage without a label at its start, the label's words and its role."""
    label = inline_label(passage.text)
    if label and label[1] < len(passage.text):
        role, end = label
        return passage.part(end, len(passage.text)), passage.text[:end].strip(" *:"), role
    if numbered := family_label(passage.text):
        start, role = numbered
        return passage.part(start, len(passage.text)), passage.text[:start].strip(" *:."), role
    return passage, "", None
