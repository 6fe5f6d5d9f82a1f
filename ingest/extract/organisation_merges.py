"""Groups of candidates that are one body: by abbreviation, by head words, by the words left out, by spelling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from rapidfuzz import fuzz

from ingest import register
from ingest.extract.abbreviations import meanings
from ingest.extract.organisation_groups import Group, collect, distinct, lower_words
from ingest.extract.organisation_heads import heads
from ingest.extract.organisation_trim import stop_names
from ingest.language import Annotated
from ingest.outline.roles import fold

SAME_SPELLING = 86
"""Edit ratio (0–100) from which two names of six letters or more are one."""
COMPOUND = re.compile(
    r"-(?:netwerk|bureau|tafel|organisatie|team|partners?|bestuur|partijen|coalitie|regio|overleg|ziekenhuis|en|e?s)$"
)
MOST_CUT = 2
"""Words that a name may lack of those that its abbreviation stands for."""
PLACE_WORDS = frozenset(
    ["noord", "oost", "zuid", "west", "midden", "nederland", "stad", "regio", "provincie", "landelijk", "groot", "zorg"]
)
ORGANS = re.compile(
    r"(?i:\b(?:(?:bestuurlijk|tactisch|operationeel|strategisch|regionaal) overleg|\w*stuurgroep|\w*werkgroep|\w*kerngroep|\w*regiegroep|\w*tafel|\w*klankbordgroep|themateam|programmateam|programmaraad|programmabureau|\w*commissie|taskforce|adviesraad|adviesraden|cliëntenraad)\b)"
)
"""What works within a body: 'Stuurgroep X' is not X."""
SPREAD = frozenset({"samenwerkingsverband", "gemeente", "provincie"})
"""Types of which a head word alone means any of them: 'netwerk' is not short for the one network with a longer name."""


def gather(annotated: Annotated, possible: Callable[[Group], bool] = lambda group: True) -> list[Group]:
    """All candidates of a plan as groups that each name one body, in order of first mention; `possible` leaves names out."""
    groups = [group for group in collect(annotated) if possible(group)]
    low = lower_words(annotated)
    known = meanings(annotated)
    for group in groups:
        group.meaning = next((known[n] for n in group.names if n in known), "")
    groups = _by_abbreviation(_by_hidden_name(groups))
    groups = _by_core(groups, low)
    groups = _by_part(groups, low)
    return [group for group in _by_spelling(groups) if possible(group)]


def _join(target: Group, other: Group, because: str) -> None:
    target.names.update(other.names)
    target.mentions.extend(other.mentions)
    target.shorts |= other.shorts
    target.key = target.key or other.key
    target.reasons += [*other.reasons, because]


def _by_hidden_name(groups: list[Group]) -> list[Group]:
    """Short names that the register gives with care, where the plan also names that body in full."""
    known = register.load().organisations
    present: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.key in known and not group.key.startswith(("gemeente-", "provincie-")):
            for name in {distinct(name) for name in (*known[group.key].hidden, *group.names)}:
                present[name].append(group)
    kept = []
    for group in groups:
        targets = [] if group.key else present.get(distinct(group.name), [])
        if len(targets) == 1:
            _join(targets[0], group, f"'{group.name}' is short for '{targets[0].name}'")
        else:
            kept.append(group)
    return kept


def _by_abbreviation(groups: list[Group]) -> list[Group]:
    """'Full Name (FN)' and 'FN'; 'FN' that a list of terms explains; 'FN' where one name of the plan has these first letters."""
    full = {distinct(short): g for g in groups for short in g.shorts}
    full |= {short.replace(" ", ""): g for short, g in full.items()}
    by_name = {distinct(name): g for g in groups for name in g.names}
    initials: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if len(group.name.split()) > 1 and heads()[0].search(group.name):
            initials["".join(w[0] for w in fold(group.name).split())].append(group)
    kept = []
    for group in groups:
        target = full.get(distinct(group.name)) or full.get(distinct(group.name).replace(" ", ""))
        because = f"'{group.name}' stands in brackets behind '{target.name}'" if target else ""
        if target is None and group.meaning:
            target = by_name.get(distinct(group.meaning)) or _longest_start(distinct(group.meaning), by_name)
            because = f"'{group.name}' is explained as '{group.meaning}'"
        short = distinct(group.name)
        if (
            target is None
            and not group.key
            and 3 <= len(short) <= 6
            and short.upper() in group.names
            and len(initials[short]) == 1
        ):
            target = initials[short][0]
            because = f"'{group.name}' has the first letters of '{target.name}'"
        if target and target is not group and not (target.key and group.key and target.key != group.key):
            _join(target, group, because)
        else:
            kept.append(group)
    return kept


def _longest_start(meaning: str, by_name: dict[str, Group]) -> Group | None:
    """The body whose name, of several words, the words behind an abbreviation start with: 'Netwerk Lezen X' of 'Netwerk Lezen X samen'."""
    words = meaning.split()
    starts = (by_name.get(" ".join(words[:-cut])) for cut in range(1, MOST_CUT + 1) if len(words) - cut > 1)
    return next((group for group in starts if group), None)


def _by_core(groups: list[Group], low: Counter[str]) -> list[Group]:
    """'Stichting Focus' and 'Focus', 'Dimence Groep' and 'Dimence': the same but for words that tell a type."""
    pattern, types = heads()
    cores: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        core = distinct(pattern.sub(" ", COMPOUND.sub("", group.name)))
        cores[core].append(group)
    kept = list(groups)
    for core, same in cores.items():
        if len(same) < 2 or len(core) < 4 or _common(core, same, low) or _is_place(core) or core in stop_names():
            continue
        target = max(same, key=lambda g: (bool(g.key), len(g.mentions)))
        for other in same:
            different_kinds = {_kind(other, types), _kind(target, types)} - {"", "anders"}
            if (
                other is target
                or len(different_kinds) > 1
                or (other.key and target.key)
                or _organ(other) != _organ(target)
            ):
                continue
            _join(target, other, f"'{other.name}' and '{target.name}' differ only in words that tell a type")
            kept.remove(other)
    return kept


def _organ(group: Group) -> bool:
    return bool(ORGANS.search(group.name))


def _is_place(core: str) -> bool:
    known = register.load()
    return known.region(core) is not None or all(w in PLACE_WORDS or known.region(w) for w in core.split())


def _common(core: str, groups: list[Group], low: Counter[str]) -> bool:
    """Whether a core is a single word that the plan also writes small."""
    return " " not in core and (low[core] > 0 or any(low[g.name.lower()] for g in groups))


def _kind(group: Group, types: dict[str, str]) -> str:
    pattern, _ = heads()
    found = pattern.search(group.name)
    return types.get(fold(found.group()), "") if found else ""


def _by_part(groups: list[Group], low: Counter[str]) -> list[Group]:
    """'GGD' where the plan has one 'GGD X', 'Zorgbelang' for 'Zorgbelang X', 'GGD X-regio X' for 'GGD X': places and types left out."""
    words = {id(g): frozenset(_words(g.name)) for g in groups}
    kept = list(groups)
    holding: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for word in words[id(group)]:
            holding[word].append(group)
    for group in sorted(groups, key=lambda g: len(words[id(g)])):
        own = words[id(group)]
        if not own or _vague(group, low):
            continue
        near = holding[min(own, key=lambda w: len(holding[w]))]
        wider = [g for g in near if g is not group and own < words[id(g)] and _said_already(g.name, own)]
        keyed = [g for g in wider if g.key]
        wider = keyed if len(keyed) == 1 else wider
        if len(wider) == 1 and not (wider[0].key and group.key) and _organ(wider[0]) == _organ(group):
            _join(wider[0], group, f"'{group.name}' is '{wider[0].name}' with fewer words")
            kept.remove(group)
    return kept


def _words(name: str) -> list[str]:
    return re.sub(r"\b(noord|oost|zuid|west|midden) (?=\w)", r"\1 ", distinct(re.sub(r"-(?=regio)", " ", name))).split()


def _vague(group: Group, low: Counter[str]) -> bool:
    """Whether a name is too general to be short for a longer one: a place, a common word, a head that many bodies share."""
    _, types = heads()
    name = distinct(group.name)
    if (
        register.load().region(group.name)
        or (not group.name[:1].isupper() and not group.key)
        or name in stop_names()
        or set(name.split()) <= PLACE_WORDS
    ):
        return True
    plain = len(name.split()) == 1 and not re.search(r"[A-Z].*[A-Z]", group.name)
    return (plain and low[name] + low[group.name.lower()] > 0) or (
        types.get(name, "") in SPREAD and not group.name.isupper()
    )


def _said_already(name: str, own: frozenset[str]) -> bool:
    """Whether a longer name adds to some words only a place or words that tell a type."""
    pattern, types = heads()
    known = register.load()
    rest = " ".join(w for w in re.split(r"[\s/-]+", pattern.sub(" ", name)) if not own & set(_words(w)))
    if known.region(rest) or known.region(rest.replace(" ", "-")):
        return True
    return all(w in PLACE_WORDS or known.region(w) or w in types for w in distinct(rest).split())


def _by_spelling(groups: list[Group]) -> list[Group]:
    kept: list[Group] = []
    seen: dict[str, list[tuple[str, Group]]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: -len(g.mentions)):
        name = _once(distinct(group.name))
        alike = seen[name[:1]]
        target = next((k for other, k in alike if _same_spelling(name, other, group, k)), None)
        if target is None:
            kept.append(group)
            alike.append((name, group))
            if name.startswith("gemeente "):
                bare = name.removeprefix("gemeente ")
                seen[bare[:1]].append((bare, group))
        else:
            _join(target, group, f"'{group.name}' is spelled like '{target.name}'")
    return sorted(kept, key=lambda g: (g.mentions[0].unit.index, g.mentions[0].start))


def _once(name: str) -> str:
    """A name without words that repeat an earlier one ('ggd stadland regio stadland')."""
    words: list[str] = []
    for word in name.split():
        if not any(len(word) > 5 and fuzz.ratio(word, other) >= 90 for other in words):
            words.append(word)
    return " ".join(words[:-1] if len(words) > 2 and words[-1] == "regio" else words)


def _same_spelling(a: str, b: str, group: Group, other: Group) -> bool:
    """Whether two names differ by a letter or so, and not in a place or a number."""
    if (group.key and other.key) or min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 8:
        return False
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    if fuzz.ratio(a, b, score_cutoff=SAME_SPELLING) < SAME_SPELLING:
        return False
    places = [{w for w in x.split() if register.load().region(w)} for x in (a, b)]
    return (places[0] == places[1] or not (places[0] and places[1])) and sorted(re.findall(r"\d+", a)) == sorted(
        re.findall(r"\d+", b)
    )
