"""What OpenAPI says of a saved query: made from its head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from graph_api.routes.documents import contents
from graph_api.routes.problems import Problem
from graph_api.sparql.formats import TABLES
from queries import Parameter, ParameterType, SavedQuery

FORM: Final = "application/x-www-form-urlencoded"
"""How parameters are posted."""

_SCHEMAS: Final[Mapping[ParameterType, dict[str, Any]]] = {
    ParameterType.IRI: {"type": "string", "format": "iri", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~/#-]+$"},
    ParameterType.STRING: {"type": "string"},
    ParameterType.INTEGER: {"type": "integer", "minimum": -(10**18) + 1, "maximum": 10**18 - 1},
    ParameterType.YEAR: {"type": "integer", "minimum": 1000, "maximum": 9999},
    ParameterType.DECIMAL: {"type": "string", "pattern": "^[+-]?[0-9]{1,18}([.][0-9]{1,15})?$"},
}
_NUMBERS: Final = {ParameterType.INTEGER, ParameterType.YEAR}
_FORMAT: Final = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "the form of the answer, in place of Accept; also html, a page, and rq, the text of the query",
    "schema": {"type": "string", "enum": [offer.name for offer in TABLES]},
}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The whole answer",
        "content": contents([*(offer.media_types[0] for offer in TABLES), "text/html", "application/sparql-query"]),
    },
    304: {"description": "The client has this version's answer already"},
    400: {
        "model": Problem,
        "content": contents(["text/html"]),  # the page that was asked for, with what is wrong in its form
        "description": "A parameter is missing or not of its type; it is named, with an example",
    },
    406: {"model": Problem, "description": "None of the formats that the client accepts is offered"},
    413: {"model": Problem, "description": "The answer or the form is too large"},
    415: {"model": Problem, "description": "The body is no form"},
    503: {"model": Problem, "description": "No place for another query now, or no store to ask"},
    504: {"model": Problem, "description": "The query took too long"},
}


def described(query: SavedQuery, method: str) -> dict[str, Any]:
    """What a route of the query is declared with.

    Args:
        query: the saved query.
        method: 'get' or 'post'; by post the parameters are a form.
    """
    responses = {status: said for status, said in _RESPONSES.items() if method == "post" or status not in (413, 415)}
    extra: dict[str, Any] = {"parameters": [_FORMAT]}
    if method == "get":
        extra["parameters"] = [*map(_in_address, query.parameters), _FORMAT]
    elif query.parameters:
        form = {
            "type": "object",
            "required": [item.name for item in query.parameters],
            "additionalProperties": False,
            "properties": {item.name: _schema(item) | {"description": _words(item)} for item in query.parameters},
        }
        extra["requestBody"] = {"required": True, "content": {FORM: {"schema": form}}}
    return {
        "summary": query.titles["en"],
        "description": f"{query.descriptions['en']}\n\n*{query.titles['nl']}.* {query.descriptions['nl']}",
        "operation_id": f"{method}-{query.name}",
        "response_class": Response,
        "response_model": None,
        "responses": responses,
        "openapi_extra": extra,
    }


def _in_address(item: Parameter) -> dict[str, Any]:
    return {
        "name": item.name,
        "in": "query",
        "required": True,
        "description": _words(item),
        "schema": _schema(item),
        "example": _example(item),
    }


def _schema(item: Parameter) -> dict[str, Any]:
    return _SCHEMAS[item.type] | {"examples": [_example(item)]}


def _example(item: Parameter) -> int | str:
    return int(item.default) if item.type in _NUMBERS else item.default


def _words(item: Parameter) -> str:
    of = f" ({item.of})" if item.of else ""
    return f"{item.labels['en']} / {item.labels['nl']}{of}"
