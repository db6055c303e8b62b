"""The description of the API for people, made from the one for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .door import api


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter of an endpoint or a member of what it gives."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    path: str
    summary: str
    about: str
    parameters: list[Member] = field(default_factory=list)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    context = {
        "endpoints": [_endpoint(path, operations["get"]) for path, operations in schema["paths"].items()],
        "shapes": {
            name: [_member(key, said) for key, said in shape.get("properties", {}).items()]
            for name, shape in schema["components"]["schemas"].items()
        },
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "articles/api.html", context)


def _endpoint(path: str, operation: dict[str, Any]) -> Endpoint:
    parameters = [
        _member(p["name"], p["schema"] | {"description": p.get("description") or p["schema"].get("description", "")})
        for p in operation.get("parameters", [])
    ]
    return Endpoint(path, operation["summary"], operation.get("description", ""), parameters)


def _member(name: str, said: dict[str, Any]) -> Member:
    return Member(name, _kind(said), said.get("description", ""))


def _kind(said: dict[str, Any]) -> str:
    """A type as a reader would write it: "string", "list of Span", "string or null"."""
    if "$ref" in said:
        return said["$ref"].rpartition("/")[2]
    if "anyOf" in said:
        return " or ".join(_kind(one) for one in said["anyOf"])
    if said.get("type") == "array":
        return f"list of {_kind(said['items'])}"
    return said.get("type", "object")
