"""An initiative as a comparison sees it, and the list of initiatives that a file holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.errors import RegiograafError


@dataclass(frozen=True)
class Initiative:
    """What a comparison needs of an initiative; whatever is not known stays empty."""

    id: str
    """Its IRI, or what a file calls it."""
    names: tuple[str, ...]
    """Its name, then its other names."""
    text: str = ""
    """What the plan says of it."""
    region: str = ""
    around: frozenset[str] = frozenset()
    """Regions that hold its region: an initiative of one of these is not of another region."""
    plan_theme: str = ""
    """The theme as the plan calls it."""
    themes: tuple[str, ...] = ()
    """Codes of national themes, the closest first."""
    approaches: frozenset[str] = frozenset()
    """Keys of the approaches that it is known to follow; those that its names tell of are found anyway."""
    status: str = ""
    organisations: frozenset[str] = frozenset()
    """What tells organisations apart: IRIs, or names."""
    groups: tuple[str, ...] = ()
    """Target groups, in words."""
    goals: tuple[str, ...] = ()
    """The goals that it serves, in words."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.names[0] if self.names else ""


_Texts = Annotated[list[str], BeforeValidator(lambda value: [] if value is None else value)]
_Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class _Listed(BaseModel):
    """An initiative in a file; other keys are passed over."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1)
    name: str
    aliases: _Texts = []
    quote: _Text = ""
    region: str
    theme: _Text = ""
    national: _Texts = []
    status: _Text = ""
    organisations: _Texts = []
    target_groups: _Texts = []


def read_list(path: Path) -> list[Initiative]:
    """The initiatives in a JSON file: a list of objects with id, name, region and what else is known.

    Raises:
        RegiograafError: it cannot be read, is no such list, or has an id twice; the message names the place.
    """
    try:
        listed = TypeAdapter(list[_Listed]).validate_python(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RegiograafError(f"the list cannot be read ({error.strerror}).", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise RegiograafError("the list is not UTF-8.", where=str(path), way_out="Convert it to UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}, column {error.colno}"
        raise RegiograafError(f"this is no JSON ({error.msg}).", where=where) from error
    except ValidationError as error:
        raise _not_a_list(path, error) from error
    seen: set[str] = set()
    for item in listed:
        if item.id in seen:
            raise RegiograafError(
                f"the id '{item.id}' is there twice.", where=str(path), way_out="Give each its own id."
            )
        seen.add(item.id)
    return [_initiative(item) for item in listed]


def _not_a_list(path: Path, error: ValidationError) -> RegiograafError:
    first = error.errors()[0]
    place = " of ".join(f"item {step + 1}" if isinstance(step, int) else f"'{step}'" for step in reversed(first["loc"]))
    return RegiograafError(
        f"{first['msg'].lower()}{f' ({place})' if place else ''}.",
        where=str(path),
        way_out='Give a list of {"id", "name", "region", "aliases", "quote", "theme", "national", "status", '
        '"organisations", "target_groups"}; id, name and region must be there.',
    )


def _initiative(item: _Listed) -> Initiative:
    return Initiative(
        id=item.id,
        names=distinct([item.name, *item.aliases]),
        text=item.quote,
        region=item.region,
        plan_theme=item.theme,
        themes=distinct(item.national),
        status=item.status,
        organisations=frozenset(name.casefold() for name in item.organisations),
        groups=distinct(item.target_groups),
    )


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))
