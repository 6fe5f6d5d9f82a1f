"""Running a saved query, and its answer in the short form of the case files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from queries import BASE, SavedQuery

XSD = "http://www.w3.org/2001/XMLSchema#"
SHORT = {
    BASE: "",
    "https://w3id.org/regiograaf/def#": "rg:",
    "https://w3id.org/regiograaf/code#": "rgc:",
    "https://w3id.org/regiograaf/theme/": "rgt:",
}

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


def run(store: Store, query: SavedQuery, values: Mapping[str, str]) -> QuerySolutions:
    """The answer with the parameters bound, as the service does it."""
    terms = {Variable(name): term for name, term in query.substitutions(values).items()}
    return solutions(store.query(query.text, use_default_graph_as_union=True, substitutions=terms))


def run_filled(store: Store, query: SavedQuery, values: Mapping[str, str]) -> QuerySolutions:
    """The answer with the parameters written into the text."""
    return solutions(store.query(query.filled(values), use_default_graph_as_union=True))


def solutions(result: object) -> QuerySolutions:
    assert isinstance(result, QuerySolutions)
    return result


def columns(result: QuerySolutions) -> list[str]:
    return [variable.value for variable in result.variables]


def rows(result: QuerySolutions) -> list[Row]:
    """Cells: an IRI as `<region/x>` (from the base) or `rg:existing`; text, numbers and booleans as they are."""
    names = columns(result)
    return [tuple(cell(solution[name]) for name in names) for solution in result]


def cell(term: NamedNode | BlankNode | Literal | Triple | DefaultGraph | None) -> Cell:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        for start, prefix in SHORT.items():
            if term.value.startswith(start):
                rest = term.value.removeprefix(start)
                return prefix + rest if prefix else f"<{rest}>"
        return f"<{term.value}>"
    assert isinstance(term, Literal), f"a query gives IRIs and literals, not {term}"
    assert term.language is None, f"text without a language, so that it counts as one name: {term}"
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "boolean":
        return term.value == "true"
    if kind == "integer":
        return int(term.value)
    if kind == "decimal":
        return float(Decimal(term.value))
    if kind == "gYear":
        return f"{term.value}^^year"
    assert kind == "string", f"no column needs the datatype {kind}"
    return term.value


def whole(value: str) -> str:
    """A value of a case file as a user gives it: `<region/x>` and `rgt:ouderen` as whole IRIs, the rest as it is."""
    if value.startswith("<"):
        return BASE + value[1:-1]
    for start, prefix in SHORT.items():
        if prefix and value.startswith(prefix):
            return start + value.removeprefix(prefix)
    return value
