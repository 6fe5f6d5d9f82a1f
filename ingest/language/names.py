"""Names of the register in the text, as spans of `doc.spans["register"]` labelled 'region:key' or 'organisation:key'."""

from __future__ import annotations

import re
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ingest import register

NAME = "regiograaf_names"
SPANS = "register"
WRITTEN_SMALL = re.compile(
    r"(?:Ministerie|Stichting|Zorggroep|Vereniging|Huisartsencoöperatie|Zorgkantoor|Hogeschool|Universiteit)\s"
)
"""First words of names that running text often writes without a capital."""


@cache
def _matcher(language: Language) -> PhraseMatcher:
    matcher = PhraseMatcher(language.vocab, attr="ORTH")
    known = register.load()
    for kind, entries in (("region", known.regions), ("organisation", known.organisations)):
        for entry in entries.values():
            patterns = {name for name in (*entry.names, *entry.hidden) if re.search(r"[A-ZÀ-Ý]", name)}
            patterns |= {name.upper() for name in patterns if kind == "region" and entry.kind == "gemeente"}
            patterns |= {name[0].lower() + name[1:] for name in patterns if WRITTEN_SMALL.match(name)}
            matcher.add(f"{kind}:{entry.key}", [language.make_doc(name) for name in sorted(patterns)])
    return matcher


@Language.factory(NAME)
def make_names(nlp: Language, name: str) -> Names:
    """The component, with the register's names as patterns."""
    return Names(_matcher(nlp))


class Names:
    """Puts the matches in `doc.spans["register"]`, all of them: which one is meant is decided when extracting."""

    def __init__(self, matcher: PhraseMatcher) -> None:
        self.matcher = matcher

    def __call__(self, doc: Doc) -> Doc:
        matches = self.matcher(doc)
        doc.spans[SPANS] = sorted(
            (Span(doc, start, end, label=label) for label, start, end in matches),
            key=lambda span: (span.start, -span.end, span.label_),
        )
        return doc
