"""What a plan says of itself: title, date, kind, region; a NAME.toml beside the file may say otherwise."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ingest import data
from ingest.errors import UnreadablePlan
from ingest.keys import slug
from ingest.language import Annotated, Unit
from ingest.outline.dividers import NAME
from ingest.outline.roles import fold

FRONT = 45
"""Units at the start of a plan that are read for its title and date."""
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DATE = re.compile(rf"\b(?:(\d{{1,2}})\s+)?({'|'.join(MONTHS)})\s+(20\d\d)\b", re.IGNORECASE)
PERIOD = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})\s*(?:-|–|tot(?: en met)?|t/m)\s*({'|'.join(MONTHS)})\s+(20\d\d)", re.IGNORECASE
)
TITLE = re.compile(
    r"\b(?:regio-?plan|regiovisie|regio-?agenda|uitvoeringsplan|werkagenda|ROAZ-?plan|transformatieplan|zorgvisie|gezondheidsakkoord)",
    re.IGNORECASE,
)
TITLE_REGION = re.compile(
    rf"(?i:regio-?plan|regiovisie|regio-?agenda|werkagenda|akkoord|uitvoeringsplan|update)\s+(?:(?:IZA|GALA|Integraal Zorgakkoord|Integraal\s+Zorgakkoord|voor|van|de|regio|subregio|IZA-regio|[Rr]egio)\s+)*({NAME})"
)
OF_REGION = re.compile(rf"\b(?i:zorgkantoor|kern|sub|iza-)?(?i:regio)\s+({NAME})")
KEYS = {"title", "region", "issued", "kind", "updates", "key", "language"}


@dataclass(frozen=True)
class Header:
    """The plan's own particulars; `region` is the name of the region that it is for, or None where none was found."""

    key: str
    title: str
    region: str | None
    issued: str | None
    kind: str
    language: str
    updates: str | None
    units: tuple[Unit, ...]
    """Where title and region were read."""


def read_header(annotated: Annotated, path: Path) -> Header:
    """Title, region, date and kind from the front of the plan, overridden by the TOML file beside it.

    Raises:
        UnreadablePlan: the TOML file cannot be read or has a key that is unknown.
    """
    said = overrides(path)
    front = annotated.units[:FRONT]
    title_unit = _title(front)
    title = " ".join(title_unit.text.split()) if title_unit else path.stem
    kind = str(said.get("kind") or _kind(front))
    region = said.get("region") or _region(front, annotated, title)
    return Header(
        key=slug(str(said.get("key") or path.stem)),
        title=str(said.get("title") or title).rstrip("."),
        region=str(region) if region else None,
        issued=str(said["issued"]) if "issued" in said else _issued(front, annotated),
        kind=kind,
        language=str(said.get("language", "nl")),
        updates=slug(str(said["updates"])) if said.get("updates") else None,
        units=(title_unit,) if title_unit else tuple(front[:1]),
    )


def overrides(path: Path) -> dict[str, object]:
    """What NAME.toml beside NAME.txt says; empty without such a file."""
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return {}
    try:
        said = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadablePlan(f"no valid TOML: {error}.", where=str(beside)) from error
    if unknown := set(said) - KEYS:
        raise UnreadablePlan(
            f"unknown key '{min(unknown)}'.", where=str(beside), way_out=f"Known are: {', '.join(sorted(KEYS))}."
        )
    return said


def _title(front: tuple[Unit, ...]) -> Unit | None:
    titled = [
        u for u in front if TITLE.search(u.text) and len(u.text) < 120 and not u.text.rstrip().endswith((".", ","))
    ]
    plain = [u for u in front if u.block.kind in ("heading", "fragment") and 8 < len(u.text) < 120]
    return next(iter(titled), None) or next(iter(plain), None)


def _kind(front: tuple[Unit, ...]) -> str:
    words = fold(" ".join(u.text for u in front[:12]))
    for kind, cues in data.table("plan_kinds").items():
        if any(re.search(rf"\b{cue}\b", words) for cue in cues["cues"]):
            return kind
    return "regioplan"


def _issued(front: tuple[Unit, ...], annotated: Annotated) -> str | None:
    """The end of a period, else the first date at the front, else the last line of the plan that is a date alone."""
    text = "\n".join(u.text for u in front)
    if period := PERIOD.search(text):
        return f"{period.group(2)}-{MONTHS.index(period.group(1).lower()) + 1:02d}"
    alone = [u.text for u in (*front, *annotated.units[-6:]) if DATE.fullmatch(u.text.strip())]
    match = DATE.search(alone[0] if alone else text)
    if not match:
        return None
    day, month, year = match.groups()
    date = f"{year}-{MONTHS.index(month.lower()) + 1:02d}"
    return f"{date}-{int(day):02d}" if day and 1 <= int(day) <= 31 else date


def _region(front: tuple[Unit, ...], annotated: Annotated, title: str) -> str | None:
    """The region of the title, else the one that the plan names most."""
    text = " \n".join(u.text for u in front)
    named = [m.group(1) for m in TITLE_REGION.finditer(title)] or [m.group(1) for m in TITLE_REGION.finditer(text)]
    counts = Counter(m.group(1) for u in annotated.units for m in OF_REGION.finditer(u.text))
    named += [m.group(1) for m in OF_REGION.finditer(text)]
    candidates = [_clean(name) for name in named if _clean(name)]
    everywhere = Counter({name: sum(n for other, n in counts.items() if _clean(other) == name) for name in candidates})
    known = [name for name in candidates if everywhere[name] >= 2]
    return next(iter(known or candidates), None) or (counts.most_common(1)[0][0] if counts else None)


def _clean(name: str) -> str:
    name = re.sub(r"^(?:IZA|GALA|Integraal|Zorgakkoord|Deel|Update|Regio|Zorgkantoor)\b\s*", "", name).strip(" -–")
    return (
        re.sub(r"\s+(?:en|de|van|aan|IZA|GALA|Deel|Leeswijzer)$", "", name).title()
        if name.isupper()
        else re.sub(r"\s+(?:en|de|van|aan|IZA|GALA)$", "", name)
    )
