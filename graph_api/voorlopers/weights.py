"""The weights: a table in weights.toml, which a caller can change."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph_api.errors import AskedError
from graph_api.facts import Label

_LARGEST: Final = 1e6


class WeightError(AskedError):
    """A weight that is unknown or no number of 0 or more."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What something counts for."""

    share: float
    """0 to 1; those of one level add up to 1."""
    label: Label


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the score, with the parts that it is made of."""

    weight: Weight
    parts: Mapping[str, Weight]


@dataclass(frozen=True, slots=True)
class Weights:
    """Components by name: readiness, fit, evidence."""

    components: Mapping[str, Component]

    @classmethod
    def usual(cls) -> Weights:
        """Those of weights.toml."""
        return _usual()

    def changed(self, given: Mapping[str, str | float]) -> Weights:
        """With other weights for some names: 'fit', or 'fit.goals' for a part; each level is made to add up to 1.

        Args:
            given: name to a number of 0 or more. What is not given keeps its share beside the given ones.

        Raises:
            WeightError: a name is unknown, a weight is no such number, or all of one level are 0.
        """
        known = self.names()
        numbers = {name: _number(name, value) for name, value in given.items()}
        for name in numbers:
            if name not in known:
                raise WeightError(
                    f"there is no weight '{name[:80]}'.", where="weight", way_out=f"Use one of: {', '.join(known)}."
                )
        components = {
            name: Component(
                component.weight,
                _normal({part: numbers.get(f"{name}.{part}") for part in component.parts}, component.parts, name),
            )
            for name, component in self.components.items()
        }
        own = {name: component.weight for name, component in components.items()}
        level = _normal({name: numbers.get(name) for name in components}, own, "weight")
        return Weights({name: replace(component, weight=level[name]) for name, component in components.items()})

    def without(self, component: str) -> Weights:
        """With one component that counts for nothing; unchanged where no other counts for anything."""
        others = sum(of.weight.share for name, of in self.components.items() if name != component)
        return self.changed({component: 0}) if others > 0 else self

    def names(self) -> list[str]:
        """What can be changed."""
        return [*self.components, *(f"{name}.{part}" for name, of in self.components.items() for part in of.parts)]

    @property
    def key(self) -> tuple[float, ...]:
        """What tells these weights from others."""
        return tuple(
            share
            for component in self.components.values()
            for share in (component.weight.share, *(weight.share for weight in component.parts.values()))
        )

    def shares(self) -> dict[str, float]:
        """Each weight by name, 0 to 1, rounded to four places."""
        whole = {name: component.weight.share for name, component in self.components.items()}
        parts = {
            f"{name}.{part}": weight.share
            for name, component in self.components.items()
            for part, weight in component.parts.items()
        }
        return {name: round(share, 4) for name, share in (whole | parts).items()}


@cache
def values() -> dict[str, Any]:
    """What a status, a signal and a scale are worth: values.toml."""
    return _data("values.toml")


def _number(name: str, value: str | float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= _LARGEST:  # neither is nan
        raise WeightError(
            f"'{str(value)[:40]}' is no weight.",
            where=f"weight.{name[:80]}",
            way_out="Give a number of 0 or more, for example weight.readiness=0.5.",
            dutch=f"'{str(value)[:40]}' is geen gewicht. Geef een getal van 0 of meer.",
        )
    return number


def _normal(given: Mapping[str, float | None], old: Mapping[str, Weight], level: str) -> dict[str, Weight]:
    numbers = {name: old[name].share if number is None else number for name, number in given.items()}
    total = math.fsum(numbers.values())
    if total <= 0:
        raise WeightError(
            f"all weights of '{level}' are 0.",
            where="weight",
            way_out="Give at least one more than 0.",
            dutch="Alle gewichten zijn 0. Geef er ten minste één een getal boven 0.",
        )
    return {name: replace(old[name], share=number / total) for name, number in numbers.items()}


@cache
def _usual() -> Weights:
    components = {
        name: Component(_weight(table), {part: _weight(of) for part, of in table["parts"].items()})
        for name, table in _data("weights.toml").items()
    }
    return Weights(components).changed({})


def _weight(table: Mapping[str, Any]) -> Weight:
    return Weight(float(table["weight"]), Label(table["nl"], table["en"]))


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("graph_api.voorlopers") / name).read_text(encoding="utf-8"))
