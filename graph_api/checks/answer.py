"""The answers with checks, as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import BaseModel, Field
from rapidfuzz import process

from graph_api.checks.items import Item
from graph_api.checks.table import ABOUT, Definition, definitions
from graph_api.checks.tally import Checked, Scope
from graph_api.facts import Facts
from graph_api.facts.named import EmptyGraphError, UnknownNameError
from graph_api.facts.shown import Named, QuoteInfo, named, quotes
from graph_api.tables import Value

NOTE_NL: Final = (
    "Niet gevonden betekent: de lezing vond het niet. Het plan zelf kan het wel zeggen; kijk daar na voordat u zegt dat iets "
    "ontbreekt. De scores bij /quality zeggen hoeveel de lezing mist."
)
NOTE_EN: Final = (
    "Not found means: the reading did not find it. The plan itself may well say it; look there before you say that something "
    "is missing. The scores at /quality tell how much the reading misses."
)
By = Literal["region", "theme", "plan", "none"]


class CheckInfo(BaseModel):
    """A share, with the way to the list behind it."""

    name: str = Field(examples=["goal-measurable"])
    nl: str = Field(description="what is looked for")
    en: str
    about_nl: str | None = Field(description="what is counted", examples=["doelen"])
    about_en: str | None = Field(examples=["goals"])
    kind: Literal["share", "warnings"] = Field(description="a share of things, or a number of warnings of a shape")
    found: int = Field(description="of how many it was found; of warnings, how many there are")
    of: int | None = Field(description="of how many; null for warnings")
    share: float | None = Field(ge=0, le=1, description="found / of; null where there is nothing to count")
    list: str = Field(
        description="address of the things of which it was not found", examples=["/checks/goal-measurable"]
    )


class Group(BaseModel):
    """The same checks for one region, theme or plan."""

    of: Named
    checks: list[CheckInfo]


class ChecksAnswer(BaseModel):
    """The checks of a plan, a region, a theme, or all."""

    version: str = Field(description="of the graph")
    plan: Named | None
    region: Named | None
    theme: Named | None
    checks: list[CheckInfo]
    by: By
    groups: list[Group] = Field(description="to compare; a region holds what is inside it")
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN


class ItemInfo(BaseModel):
    """A thing that a check looked at."""

    iri: str
    label: str
    plans: list[Named]
    regions: list[Named]
    themes: list[Named]
    detail_nl: str | None = Field(description="what was found, or what it clashes with")
    detail_en: str | None
    other: str | None = Field(description="IRI of what it clashes with")
    quotes: list[QuoteInfo]


class CheckAnswer(BaseModel):
    """The list behind a share."""

    version: str = Field(description="of the graph")
    plan: Named | None
    region: Named | None
    theme: Named | None
    check: CheckInfo
    found: bool = Field(description="whether the list is of those of which it was found")
    total: int
    items: list[ItemInfo]
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN


COLUMNS: Final = ("group", "check", "looked for", "found", "of", "share", "counted", "group_iri")
ITEM_COLUMNS: Final = (
    "check",
    "found",
    "thing",
    "detail",
    "plan",
    "regions",
    "themes",
    "words",
    "start",
    "end",
    "evidence",
    "iri",
)


def check(checked: Checked, scope: Scope, by: By = "region", version: str = "") -> ChecksAnswer:
    """All checks of a scope, and of each region, theme or plan in it.

    Raises:
        EmptyGraphError: no plan was read.
    """
    facts = checked.facts
    if facts.is_empty:
        raise EmptyGraphError
    groups = [(iri, _checks(checked, inner)) for iri, inner in _inner(facts, scope, by)]
    return ChecksAnswer(
        version=version,
        plan=_named(facts, scope.plan),
        region=_named(facts, scope.region),
        theme=_named(facts, scope.theme),
        checks=_checks(checked, scope),
        by=by,
        groups=[
            Group(of=named(facts, iri), checks=found)
            for iri, found in groups
            if any(one.of or one.found for one in found)
        ],
    )


def listed(
    checked: Checked, name: str, scope: Scope, found: bool = False, limit: int = 100, start: int = 0, version: str = ""
) -> CheckAnswer:
    """The things of which a check found what it looks for, or did not.

    Raises:
        UnknownNameError: there is no such check.
        EmptyGraphError: no plan was read.
    """
    facts = checked.facts
    if facts.is_empty:
        raise EmptyGraphError
    if name not in definitions():
        near = [match for match, *_ in process.extract(name[:200], list(definitions()), limit=3)]
        raise UnknownNameError("check", name, near)
    items = checked.items(name, scope, found)
    return CheckAnswer(
        version=version,
        plan=_named(facts, scope.plan),
        region=_named(facts, scope.region),
        theme=_named(facts, scope.theme),
        check=_info(checked, definitions()[name], scope),
        found=found,
        total=len(items),
        items=[_item(facts, item) for item in items[start : start + limit]],
    )


def rows(answer: ChecksAnswer) -> list[list[Value]]:
    """A row for each check of all and of each group, as long as COLUMNS."""
    groups = [("", "", answer.checks), *((group.of.label_nl, group.of.iri, group.checks) for group in answer.groups)]
    return [
        [
            label,
            one.name,
            one.nl,
            one.found,
            one.of,
            None if one.share is None else round(one.share, 3),
            one.about_nl or "waarschuwingen",
            iri,
        ]
        for label, iri, checks in groups
        for one in checks
    ]


def item_rows(answer: CheckAnswer) -> list[list[Value]]:
    """A row for each thing, as long as ITEM_COLUMNS."""
    return [_item_row(answer, item) for item in answer.items]


def _item_row(answer: CheckAnswer, item: ItemInfo) -> list[Value]:
    quote = item.quotes[0] if item.quotes else None
    return [
        answer.check.name,
        "ja" if answer.found else "niet gevonden",
        item.label,
        item.detail_nl,
        *("; ".join(one.label_nl for one in things) for things in (item.plans, item.regions, item.themes)),
        *((quote.words, quote.start, quote.end, quote.evidence) if quote else [None] * 4),
        item.iri,
    ]


def _named(facts: Facts, iri: str) -> Named | None:
    return named(facts, iri) if iri else None


def _inner(facts: Facts, scope: Scope, by: By) -> Iterable[tuple[str, Scope]]:
    if by == "region":
        inside = facts.below(scope.region) - {scope.region} if scope.region else frozenset(facts.covered)
        return [(iri, Scope(scope.plan, iri, scope.theme)) for iri in facts.covered if iri in inside]
    if by == "theme":
        below = [one for one in facts.broader if one != scope.theme]
        themes = [one for one in below if not scope.theme or scope.theme in facts.broader[one]]
        return [(iri, Scope(scope.plan, scope.region, iri)) for iri in themes]
    if by == "plan":
        return [(iri, Scope(iri, scope.region, scope.theme)) for iri in facts.plans if not scope.plan]
    return []


def _checks(checked: Checked, scope: Scope) -> list[CheckInfo]:
    """All checks; of the shapes only those that warn."""
    found = [_info(checked, one, scope) for one in definitions().values()]
    return [one for one in found if one.kind == "share" or one.found]


def _info(checked: Checked, definition: Definition, scope: Scope) -> CheckInfo:
    share = checked.share(definition.name, scope)
    about = ABOUT.get(definition.about)
    return CheckInfo(
        name=definition.name,
        nl=definition.nl,
        en=definition.en,
        about_nl=about[0] if about else None,
        about_en=about[1] if about else None,
        kind="warnings" if definition.shape else "share",
        found=share.found,
        of=None if definition.shape else share.of,
        share=share.share,
        list=f"/checks/{definition.name}",
    )


def _item(facts: Facts, item: Item) -> ItemInfo:
    thing = item.thing
    return ItemInfo(
        iri=thing.iri,
        label=thing.label,
        plans=[named(facts, iri) for iri in thing.plans],
        regions=[named(facts, iri) for iri in thing.regions],
        themes=[named(facts, iri) for iri in sorted(thing.national)],
        detail_nl=item.detail.nl if item.detail else None,
        detail_en=item.detail.en if item.detail else None,
        other=item.other or None,
        quotes=quotes(facts, thing.quotes, 1),
    )
