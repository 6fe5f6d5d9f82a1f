"""The parameters of a saved query: from what a user types to an RDF term, or a clear refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import Literal, NamedNode

XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class ParameterType(StrEnum):
    """What kind of term a parameter takes."""

    IRI = "iri"
    STRING = "string"
    INTEGER = "integer"
    YEAR = "year"
    DECIMAL = "decimal"


WANTED: Final[Mapping[ParameterType, tuple[str, str]]] = {
    ParameterType.IRI: (
        "een volledige IRI, zoals https://w3id.org/regiograaf/theme/ouderen",
        "a whole IRI, such as https://w3id.org/regiograaf/theme/ouderen",
    ),
    ParameterType.STRING: ("tekst", "text"),
    ParameterType.INTEGER: ("een geheel getal, zoals 3", "a whole number, such as 3"),
    ParameterType.YEAR: ("een jaar van vier cijfers, zoals 2026", "a year of four digits, such as 2026"),
    ParameterType.DECIMAL: ("een getal met een punt, zoals 0.6", "a number with a point, such as 0.6"),
}
"""What a value must look like, in Dutch and English."""

# xsd types hold more than this, but stores do not: Oxigraph keeps integers in 64 bits and decimals in 128
_FORMS: Final[Mapping[ParameterType, re.Pattern[str]]] = {
    ParameterType.INTEGER: re.compile(r"[+-]?[0-9]{1,18}"),
    ParameterType.YEAR: re.compile(r"[0-9]{4}"),
    ParameterType.DECIMAL: re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})"),
}
_DATATYPES: Final[Mapping[ParameterType, NamedNode]] = {
    ParameterType.INTEGER: NamedNode(XSD + "integer"),
    ParameterType.YEAR: NamedNode(XSD + "gYear"),
    ParameterType.DECIMAL: NamedNode(XSD + "decimal"),
}
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")


class ParameterError(ValueError):
    """A value that a parameter does not take, or a parameter that the query does not have.

    Attributes:
        parameter: the name of the parameter.
        messages: what is wrong and what is wanted, by language ("nl", "en"); `str` gives the English one.
    """

    def __init__(self, parameter: str, nl: str, en: str) -> None:
        super().__init__(en)
        self.parameter = parameter
        self.messages: Mapping[str, str] = {"nl": nl, "en": en}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved query; in the query it is the variable of the same name."""

    name: str
    type: ParameterType
    default: str
    """An example that gives a sensible answer; used where no value is given."""
    labels: Mapping[str, str]
    """What to call it, by language ("nl", "en")."""
    of: str | None = None
    """IRI of the class or concept scheme that the values belong to: what a form may offer to choose from."""

    def term(self, value: str) -> NamedNode | Literal:
        """The RDF term of a value as a user types it; spaces around it do not count, save in a string.

        Raises:
            ParameterError: where the value is not of the parameter's type.
        """
        try:
            if self.type is ParameterType.STRING:
                return Literal(value)
            text = value.strip()
            if self.type is ParameterType.IRI:
                # pyoxigraph refuses bad characters and relative IRIs, but takes a scheme with nothing after it
                if not _SCHEME.match(text):
                    raise ValueError(text)
                return NamedNode(text)
            if not _FORMS[self.type].fullmatch(text):
                raise ValueError(text)
            return Literal(text, datatype=_DATATYPES[self.type])
        except ValueError as error:
            nl, en = WANTED[self.type]
            shown = value if len(value) <= 80 else value[:79] + "…"
            raise ParameterError(
                self.name,
                f"parameter {self.name!r}: {shown!r} kan niet; nodig is {nl}",
                f"parameter {self.name!r}: {shown!r} will not do; wanted is {en}",
            ) from error
