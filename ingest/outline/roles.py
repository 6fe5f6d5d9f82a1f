"""What a heading or a label at the start of a paragraph says of the text below: goals, approach, parties, context …

The lexicon is `data/roles.toml`; for headings that ask it is `data/questions.toml`, for sentences above a list
`data/leads.toml`. Matching folds case, accents, punctuation, counters and page counts, and tolerates slips of the
converter (edit ratio, Levenshtein 1966).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from ingest import data

CLOSE_ENOUGH = 91
"""Edit ratio (0–100) from which a heading of eight letters or more is taken for a cue."""
COUNTER = re.compile(
    r"^\s*(?:(?:hoofdstuk|deel|stap|bijlage)\s+\d+\s*[.:|–-]?\s*|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,5}|[A-Za-z]|\d{1,2}[a-z])[.):]\s+|\d{1,2}[a-z]?\s+(?=[A-Z])|(?:ad|ten)\s+\d+[.:]?\s+)",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"^(?:aanvulling(?:en)? op )?(?:(?:de|het|een|onze|ons) )?")
"""Words before a role's cue that change nothing of it: an article, or that more is said of it."""
PAGES = re.compile(
    r"\b(?!24\s?/\s?7\b)\d{1,2}\s?/\s?\d{1,2}(?=\s*(?:\(|$))|\(\s*(?:deel\s*)?\d+\s*(?:(?:van|/|of)\s*\d+\s*)?\)|\(vervolg\)",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(
    r"^(?:(?:belangrijkste|grootste|voornaamste|algemene|overige|concrete|globale|grove|gezamenlijke|regionale|lokale|landelijke|huidige|meetbare"
    r"|beoogde|verwachte|kwantitatieve|kwalitatieve|specifieke|inhoudelijke|eerste|nadere|verdere|gewenste|relevante) )+"
)
"""Words before a role's cue that change nothing of what it says ('Belangrijkste uitdagingen')."""
POINTING = 3
"""So many words may stand between 'de volgende' and what it points at, that itself included."""
TITLE = re.compile(r"\W*[A-ZÀ-Ý0-9]")
"""How a title starts; running text may start with a small letter, and ends in a full stop."""
LONGEST_QUESTION = 18
"""Words of a heading that asks."""
LABEL = re.compile(r"^\W{0,3}([A-ZÀ-Ý][^:.!?;\n]{2,70}?)(?:\s+\d{1,2}[a-z]?)?\s*\*{0,2}\s*:\s*")


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, '&' as 'en', one blank between words."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " en ")).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def fold_heading(text: str) -> str:
    """A heading's words, folded, without its counter and without '(1 van 2)'."""
    text = PAGES.sub(" ", text)
    return fold(COUNTER.sub("", text, count=1)) or fold(text)


@cache
def _lexicon() -> tuple[dict[str, str], list[tuple[str, str]], frozenset[str]]:
    exact: dict[str, str] = {}
    prefixes: list[tuple[str, str]] = []
    for role, entry in data.table("roles").items():
        for cue in (*entry["cues"], *entry.get("alone", ())):
            if cue.endswith("*"):
                prefixes.append((cue[:-1], role))
            exact.setdefault(cue.removesuffix("*"), role)
    inline = frozenset(role for role, entry in data.table("roles").items() if entry.get("inline"))
    return exact, sorted(prefixes, key=lambda pair: -len(pair[0])), inline


@lru_cache(maxsize=50_000)
def role_of(heading: str) -> str | None:
    """The role that a heading gives to the text below it, or None."""
    return _told(heading) or _role_of_question(heading)


def _told(heading: str) -> str | None:
    """The role of a heading that names it: by a cue of the lexicon, whole or at its start, misspelt, or by its parts."""
    exact, prefixes, _ = _lexicon()
    words = fold_heading(heading)
    if role := _exact_role(words):
        return role
    plain = ARTICLE.sub("", words)
    for prefix, role in prefixes:
        if plain.startswith(prefix + " ") and len(plain.split()) - len(prefix.split()) <= 9:
            return role
    if len(words) >= 8:
        for cue, role in exact.items():
            if abs(len(cue) - len(words)) <= 2 and cue[0] == words[0] and fuzz.ratio(cue, words) >= CLOSE_ENOUGH:
                return role
    return _role_of_parts(heading)


def _exact_role(words: str) -> str | None:
    """The role of folded words that are a cue, also behind an article or an adjective that changes nothing."""
    exact = _lexicon()[0]
    return next((exact[form] for form in _forms(words) if form in exact), None)


def _forms(words: str) -> tuple[str, str, str]:
    """Folded words as they are, without an article, and without an adjective that changes nothing."""
    plain = ARTICLE.sub("", words)
    return words, plain, ADJECTIVE.sub("", plain)


def _role_of_parts(heading: str) -> str | None:
    """The role of a heading that names several ('Randvoorwaarden & raakvlakken'): that of goals first, else the first."""
    if not TITLE.match(heading):
        return None
    parts = [fold_heading(part) for part in re.split(r"\s(?:en|and)\s|[&/,+|]", heading)]
    roles = [_exact_role(part) if _alone().isdisjoint(_forms(part)) else None for part in parts if part]
    if not 2 <= len(roles) <= 4 or not all(roles):
        return None
    return next((role for role in roles if role in ("goals", "ambition", "results")), roles[0])


@cache
def _alone() -> frozenset[str]:
    """Cues that give a role only as a whole heading or label."""
    return frozenset(cue for entry in data.table("roles").values() for cue in entry.get("alone", ()))


@cache
def _questions() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    """How questions start, and by which words each role is asked for, in order."""
    table = data.table("questions")
    starts = re.compile(rf"(?:{'|'.join(table['starts'])})\b")
    asked = {
        role: "|".join(rf"\b{re.escape(p.removesuffix('*'))}" + ("" if p.endswith("*") else r"\b") for p in phrases)
        for role, phrases in table["roles"].items()
    }
    return starts, [(role, re.compile(pattern)) for role, pattern in asked.items()]


def asks(text: str) -> bool:
    """Whether a text starts with a word that asks; a line of running text may, in the middle of its sentence."""
    return bool(_questions()[0].match(fold_heading(text)))


def _role_of_question(heading: str) -> str | None:
    """What a heading that asks says is told below it ('Waar lopen we tegenaan': bottlenecks)."""
    starts, roles = _questions()
    words = fold_heading(heading)
    if not starts.match(words) or not 3 <= len(words.split()) <= LONGEST_QUESTION:
        return None
    if not TITLE.match(heading) or heading.rstrip().endswith("."):
        return None
    role = next((role for role, asked in roles if asked.search(words)), None)
    first = data.table("questions")["first"].get(words.split()[0], {})
    return str(first.get(role, role)) if role else None


@cache
def _leads() -> tuple[frozenset[str], list[tuple[str, re.Pattern[str]]]]:
    """Words that point at what a list is of, and the nouns for each role."""
    table = data.table("leads")
    nouns = {
        role: "|".join(re.escape(p.removesuffix("*")) + (r"\w*" if p.endswith("*") else "") for p in phrases)
        for role, phrases in table["roles"].items()
    }
    return frozenset(table["pointers"]), [(role, re.compile(pattern)) for role, pattern in nouns.items()]


@lru_cache(maxsize=50_000)
def role_of_lead(lead_in: str) -> str | None:
    """The role of the entries of a list by the words that announce it: a label ('Doelgroep:') or the noun of a sentence."""
    if role := role_of(lead_in.rstrip(": ")):
        return role
    pointers, roles = _leads()
    words = fold(re.split(r"(?<=[.;!?])\s", lead_in)[-1]).split()
    for at in range(len(words) - 1, -1, -1):
        if at and pointers.isdisjoint(words[max(at - POINTING, 0) : at]):
            continue
        if role := next((role for role, nouns in roles if nouns.fullmatch(words[at])), None):
            return role
    return None


def inline_label(text: str) -> tuple[str, int] | None:
    """The role and the length of a label with which a text starts ('Doelstelling: …', 'Resultaat 2: …'), or None."""
    match = LABEL.match(text)
    if not match:
        return None
    role = _told(match.group(1))
    return (role, match.end()) if role in _lexicon()[2] else None
