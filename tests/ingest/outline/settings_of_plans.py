"""The same plan as another converter would have set it. All but `bold` keep every word at its offset."""

from __future__ import annotations

import re
from collections.abc import Callable

WIDTH = 90

MARK = re.compile(r"^(#+ )(.*)$", re.MULTILINE)


def broken_lines(text: str) -> str:
    """Lines of prose broken at a width, as on paper."""
    return "\n".join(line if "\t" in line or line.startswith("#") else _broken(line) for line in text.split("\n"))


def _broken(line: str) -> str:
    start, characters = 0, list(line)
    while len(line) - start > WIDTH and (at := line.rfind(" ", start + 1, start + WIDTH)) > start:
        characters[at] = "\n"
        start = at + 1
    return "".join(characters)


def no_blank_lines(text: str) -> str:
    """Paragraph below paragraph."""
    return re.sub(r"\n(?:[ \t]*\n)+", lambda match: " " * (len(match.group()) - 1) + "\n", text)


def page_breaks(text: str) -> str:
    """Every fourth gap between paragraphs is the end of a page: a form feed, and no blank line."""
    gaps = iter(range(len(text)))
    return re.sub(r"\n\n(?=\S)", lambda match: "\n\f" if next(gaps) % 4 == 3 else match.group(), text)


def bullets(text: str) -> str:
    """Another sign before the items of lists."""
    return re.sub(r"^(\s*)[-*•] ", r"\1– ", text, flags=re.MULTILINE)


def tabs(text: str) -> str:
    """Tabs behind the bullets of lists."""
    return re.sub(r"^(\s*[-*•]) (?!.*\t)", "\\1\t", text, flags=re.MULTILINE)


def paper(text: str) -> str:
    """Lines broken at a width, with no blank line between them: plain text out of a PDF."""
    return broken_lines(no_blank_lines(text))


def one_level(text: str) -> str:
    """Headings that are all marked alike, but for those of chapters."""
    return re.sub(r"^(#{2,}) ", lambda match: "## ".rjust(len(match.group())), text, flags=re.MULTILINE)


def no_marks(text: str) -> str:
    """Headings that only their place tells from the text."""
    return MARK.sub(lambda match: " " * len(match.group(1)) + match.group(2), text)


def capitals(text: str) -> str:
    """Headings without mark, in capitals."""
    return MARK.sub(lambda match: " " * len(match.group(1)) + match.group(2).upper(), text)


def bold(text: str) -> str:
    """Short lines that are no sentence, in bold."""
    return re.sub(r"^(?=[A-Z])(?!.*[.:]$)(.{1,60})$", r"**\1**", text, flags=re.MULTILINE)


SETTINGS: dict[Callable[[str], str], float] = {
    broken_lines: 0.98,
    bullets: 0.98,
    tabs: 0.98,
    page_breaks: 0.98,
    one_level: 0.85,
    no_blank_lines: 0.98,
    paper: 0.88,
    no_marks: 0.78,
    capitals: 0.78,
}
"""Each setting with the share of a plan's words (0–1) that at least still say what they said."""
