"""What the forms of the saved queries hold: values to choose from."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from graph_api.store import Snapshot
from graph_api.things import names
from queries import Parameter, SavedQuery

_CHOICES: Final = 1000
_MEMBERS: Final = f"""
SELECT DISTINCT ?group ?thing WHERE {{ {{ ?thing a ?group }} UNION {{ ?thing skos:inScheme ?group }} }} LIMIT {_CHOICES}"""


def choices(snapshot: Snapshot, parameter: Parameter, given: str, language: str) -> list[tuple[str, str]]:
    """The values that a parameter may well have, as IRI and name, in the order of the names.

    Args:
        snapshot: the version to choose from.
        parameter: of a saved query.
        given: the value that it has now; it is among them, whatever it is.
        language: of the names.
    """
    if parameter.of is None:
        return []
    members = [row["thing"] for row in snapshot.rows(_MEMBERS, group=NamedNode(parameter.of))]
    iris = {thing.value for thing in members if isinstance(thing, NamedNode)}
    labels = names(snapshot, iris, language)
    if given and given not in labels:
        labels[given] = given
    return sorted(labels.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def values(query: SavedQuery, given: dict[str, str]) -> dict[str, str]:
    """What the form of a query holds: what was given, else the examples."""
    return {item.name: given.get(item.name, item.default) for item in query.parameters}
