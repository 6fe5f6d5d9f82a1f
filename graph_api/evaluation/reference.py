"""What careful readers marked in a plan, or in a stretch of its lines: one JSON file each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from ingest.errors import RegiograafError


class Named(BaseModel):
    """Something with a name and other names for it."""

    name: str
    aliases: list[str] = Field(default_factory=list)

    @property
    def labels(self) -> tuple[str, ...]:
        """All its names."""
        return (self.name, *self.aliases)


class Organisation(Named):
    """An organisation, and lines that name it."""

    lines: list[int]


class Theme(BaseModel):
    """A theme of the plan; `national` are codes of national themes."""

    label: str
    line: int
    national: list[str]


class Quantity(BaseModel):
    """What a goal wants to reach; not always a number."""

    value: Any = None


class Goal(BaseModel):
    """A goal, as the plan words it."""

    quote: str
    lines: tuple[int, int]
    kind: Literal["ambitie", "doel", "resultaatafspraak"]
    national: list[str]
    target_year: int | str | None = None
    quantity: Quantity | None = None


class Initiative(Named):
    """An initiative, and who takes part."""

    lines: tuple[int, int]
    status: str
    voorloper: bool
    national: list[str]
    organisations: list[Named]


class Reference(BaseModel):
    """All that was marked in these lines of a document."""

    document: str
    lines: tuple[int, int]
    regions: list[Named]
    themes: list[Theme]
    goals: list[Goal]
    initiatives: list[Initiative]
    organisations: list[Organisation]


def read_references(paths: list[Path]) -> tuple[dict[str, Reference], list[str]]:
    """The references in these files by the files' stems, and the names of JSON files that hold something else.

    Raises:
        RegiograafError: a file cannot be read, is no JSON or is a reference with errors, or none is a reference.
    """
    references: dict[str, Reference] = {}
    others: list[str] = []
    for path in paths:
        try:
            data = json.loads(path.read_bytes())
            if isinstance(data, dict) and "document" in data:
                references[path.stem] = Reference.model_validate(data)
            else:
                others.append(path.name)
        except OSError as error:
            raise RegiograafError(f"the file cannot be read ({error.strerror}).", where=str(path)) from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise RegiograafError(f"{place}: {first['msg']}.", where=str(path), way_out="Mend the file.") from error
        except ValueError as error:
            raise RegiograafError(f"this is no JSON ({error}).", where=str(path), way_out="Mend the file.") from error
    if not references:
        names = ", ".join(map(str, paths))
        raise RegiograafError(
            f"no reference in {names}.", way_out="Name JSON files with a key 'document' after --gold."
        )
    return references, others
