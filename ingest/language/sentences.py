"""Where sentences start: after . ? ! and a closing mark, unless an abbreviation or a small letter says otherwise."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from ingest import data

NAME = "regiograaf_sentences"
END = re.compile(r".*[.?!…]$")
CLOSING = frozenset("\"'”’)]»")
START = re.compile(r"^[A-ZÀ-Ý0-9‘“\"'(\[•@]")


@Language.component(NAME)
def split(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token."""
    abbreviations = data.lines("abbreviations")
    ended = True
    for i, token in enumerate(doc):
        word = token.text
        starts = ended and bool(START.match(word)) and (i == 0 or bool(doc[i - 1].whitespace_))
        token.is_sent_start = starts or i == 0
        if END.match(word):
            ended = word.lower() not in abbreviations and not _initial(doc, i)
        elif word not in CLOSING:
            ended = False
    return doc


def _initial(doc: Doc, i: int) -> bool:
    """Whether a full stop belongs to a counter or an initial ('1.', 'A.') and not to a sentence."""
    word = doc[i].text
    if re.fullmatch(r"[A-Z]\.", word):
        return True
    return (
        word == "."
        and i > 0
        and bool(re.fullmatch(r"[A-Za-z]|\d{1,2}", doc[i - 1].text))
        and (i == 1 or doc[i - 2].is_space)
    )
