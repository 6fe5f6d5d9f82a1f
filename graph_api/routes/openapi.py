"""The OpenAPI of the service, put right: problems are of their own media type, and every address may answer with one."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI

_PROBLEM: Final = "application/problem+json"
_REFERENCE: Final = {"$ref": "#/components/schemas/Problem"}
_CONTENT: Final = {_PROBLEM: {"schema": _REFERENCE}}
_UNUSED: Final = ("HTTPValidationError", "ValidationError")
"""FastAPI's own description of wrong parameters, which this service tells as problems too."""


def describe_problems(app: FastAPI) -> None:
    """Have the app's OpenAPI say how it tells of problems (RFC 9457)."""
    usual = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = usual()
            for methods in schema["paths"].values():
                for operation in methods.values():
                    _put_right(operation.setdefault("responses", {}))
            for name in _UNUSED:
                schema.get("components", {}).get("schemas", {}).pop(name, None)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _put_right(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            content = response.get("content", {})
            if content.get("application/json", {}).get("schema") == _REFERENCE:
                del content["application/json"]
                response["content"] = _CONTENT | content
    if "422" in responses:
        responses["422"] = {"description": "A parameter is not as described", "content": _CONTENT}
    responses.setdefault("default", {"description": "A problem of any other kind", "content": _CONTENT})
