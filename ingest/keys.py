"""Keys: what makes an IRI stable. A key comes from a thing's own words, never from its place in the text."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_SLUG = 80
HASH_LENGTH = 12


def slug(text: str) -> str:
    """Lower case ASCII words with hyphens between them; 'x' for a text without any letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "x"


def digest(*parts: str) -> str:
    """A short hash of texts, blanks and case folded: the same words give the same key."""
    folded = "\x1f".join(" ".join(part.lower().split()) for part in parts)
    return hashlib.sha256(folded.encode()).hexdigest()[:HASH_LENGTH]
