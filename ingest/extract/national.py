"""National themes of a plan's themes, goals and initiatives: by the words of the thing itself, of what it stands under,
and of what is spoken of around it.

A small model decides for every pair of a thing and a national theme, one for plan themes and one for what stands under
them; the features are the same for all national themes, so they hold for those that no training plan had.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from ingest import register
from ingest.extract.heard import Heard
from ingest.extract.theme_words import codes, hits, named_for, served
from ingest.trained.linear import Linear

OTHER = "anders"
MOST = 3
"""National themes that a thing gets at most."""
THIRD = 0.17
"""How much likelier than the threshold a third national theme must be: most things have one or two."""
DOUBT = 0.2
"""Probability of a national theme below which a thing is not put under a plan theme that implies it."""
CERTAIN = 0.9
"""Probability from which a plan's theme gets a second national theme."""
NAME = 8
"""Words of a name at most: names and statements speak of some themes more than of others."""
PRODUCTS = (
    ("own", "near"), ("own", "section"), ("own", "around"), ("theme", "near"), ("theme", "section"), ("near", "section"), ("around", "section"),
    ("around", "near"),
)  # fmt: skip
"""Parts of a plan that say more together: the share of a national theme in one times that in the other."""
SHARES = ("own", "around", "near", "section", "theme", "far")
LEAST = 0.1
"""Probability below which a plan's theme, or a thing, has no national theme."""


def features(code: str, own: str, labels: Sequence[str], around: str) -> dict[str, float]:
    """What speaks for a national theme.

    Args:
        code: of the national theme.
        own: the words of the thing itself.
        labels: of the plan themes or headings that it stands under, the nearest first.
        around: the words around it.
    """
    row: dict[str, float] = {f"code:{code}": 1.0}
    nearest, outer = (labels[0] if labels else ""), " ".join(labels[1:])
    for place, text in (("own", own), ("theme", nearest), ("outer", outer), ("around", around)):
        every, total, most = _spoken(text)
        words, named = every.get(code, (0.0, 0.0))
        row[f"{place}:words"] = math.log1p(words)
        row[f"{place}:named"] = math.log1p(named)
        row[f"{place}:share"] = (words + named) / total if total else 0.0
        row[f"{place}:most"] = float(total > 0 and words + named >= most)
    row["own+theme"] = row["own:share"] * row["theme:share"]
    row["none"] = float(not hits(own) and not hits(nearest))
    row["below"] = float(
        any(
            code in register.load().themes[c].broader
            for c in (*hits(own), *hits(nearest))
            if c in register.load().themes
        )
    )
    return row


@lru_cache(maxsize=10_000)
def _spoken(text: str) -> tuple[Mapping[str, tuple[float, float]], float, float]:
    """What a text speaks of: `hits`, all of it together, and that of the theme that it speaks of most."""
    every = hits(text)
    counts = [words + named for words, named in every.values()]
    return every, sum(counts), max(counts, default=0.0)


def thing_features(code: str, own: str, around: str, heard: Heard) -> dict[str, float]:
    """What speaks for a national theme of a goal or an initiative: `features`, what is spoken of around it, how the two
    go together, how the words of the thing stand to wider and narrower themes, and the known approaches that it names."""
    row = features(code, own, heard.headings, around) | heard.features(code)
    shares = {part: row.get(f"{part}:share", 0.0) for part in SHARES}
    for one, other in PRODUCTS:
        row[f"{one}*{other}"] = shares[one] * shares[other]
    silent = not hits(own)
    row["silent"] = float(silent)
    for part, share in shares.items():
        row[f"{part}:root"] = math.sqrt(share)
        row[f"silent*{part}"] = share * silent
        if part != "far":
            row[f"{code}:{part}"] = share
    for part, text in (("own", own), ("around", around)):
        row |= _kin(code, part, hits(text))
    known, near = served(own), served(around)
    row["own:approach"] = float(code in known)
    row["own:other approach"] = float(bool(known) and code not in known)
    row["around:approach"] = min(near.get(code, 0.0), 2.0) / 2
    if len(own.split()) <= NAME:
        pointed = named_for(own)
        row[f"name:{code}"] = 1.0
        row["name:points"] = float(code in pointed)
        row["name:points elsewhere"] = float(bool(pointed) and code not in pointed)
    return {name: value for name, value in row.items() if value}


def _kin(code: str, part: str, spoken: Collection[str]) -> dict[str, float]:
    """Whether narrower and wider themes than a code are spoken of, and how many others."""
    themes = register.load().themes
    return {
        f"{part}:narrower": float(any(code in themes[c].broader for c in spoken)),
        f"{part}:wider": float(any(c in spoken for c in themes[code].broader)),
        f"{part}:others": min(len(spoken) - (code in spoken), 4) / 4,
    }


def scores(model: Linear, own: str, labels: Sequence[str], around: str) -> Counter[str]:
    """By code how likely (0–1) a plan's theme is about that national theme."""
    return Counter({c: model.probability(features(c, own, labels, around)) for c in codes() if c != OTHER})


def of_thing(
    model: Linear, own: str, around: str, heard: Heard, themes: Sequence[tuple[str, Collection[str]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plan theme of a goal or an initiative (a key or none), and its national themes beside those of that theme.

    A thing takes the national themes of the plan theme that it is put under. Where one of these is not likely for the
    thing, the heading is not what the thing is about (or was read as more than it is): the next one above is tried.

    Args:
        model: decides about one national theme.
        own: the words of the thing itself.
        around: the block that it stands in.
        heard: what is spoken of around it.
        themes: keys of the plan themes that it stands under, the nearest first, with the codes that each implies.
    """
    likely = Counter({c: model.probability(thing_features(c, own, around, heard)) for c in codes() if c != OTHER})
    key, given = next(((k, g) for k, g in themes if all(likely[c] >= DOUBT for c in g)), ("", ()))
    best = likely.most_common(MOST)
    least = (model.threshold, model.threshold, model.threshold + THIRD)
    more = [c for (c, p), bar in zip(best, least, strict=False) if p >= bar and c not in given]
    if not more and not given:
        more = [best[0][0]] if best[0][1] >= LEAST else [OTHER]
    return (key,) if key else (), tuple(more)


def of_theme(model: Linear, label: str, outer: Sequence[str], around: str) -> tuple[str, ...]:
    """The codes of a plan's theme, the likeliest first: one, and a further one only where it is all but certain.

    What stands under a theme takes its codes, so a doubtful one would be wrong many times.
    """
    (first, likely), *others = scores(model, label, outer, around).most_common(MOST)
    if likely < LEAST:
        return (OTHER,)
    return first, *(code for code, p in others if p >= CERTAIN)
