"""The description of the interface (OpenAPI 3.1), made from the definitions that it is served by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.api import problems
from catalogue.api.asking import FIELDS, LANGUAGE, PAGING
from catalogue.api.catalog import VERSION, resources
from catalogue.api.fields import INTEGER, STRING, Meaning, object_schema, spoken
from catalogue.api.resources import Resource

_RATES = {
    "RateLimit-Limit": lazy("Requests in a minute that your network address may make."),
    "RateLimit-Remaining": lazy("How many of them are left."),
    "RateLimit-Reset": lazy("Seconds until the count begins anew."),
}


@cache
def description(language: str) -> dict[str, Any]:
    """The whole document, with its texts in a language."""
    with translation.override(language):
        found: dict[str, Any] = spoken(_document())
    return found


def _document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(settings.PORTAL_NAME),
            "version": VERSION,
            "description": _(
                "Public data of funded Interreg projects, for reading only. Within version 1 fields are only "
                "added. Amounts are in euros: null was not published, 0.00 was published as zero."
            ),
            "contact": {"email": settings.CONTACT_EMAIL},
            "license": {"name": settings.OPEN_DATA_LICENCE_NAME, "url": settings.OPEN_DATA_LICENCE},
        },
        "servers": [{"url": f"{settings.PORTAL_URL}{reverse('api_start')}".rstrip("/")}],
        "paths": {path: item for one in resources().values() for path, item in _paths(one).items()},
        "components": {
            "schemas": {
                "Problem": problems.SCHEMA,
                **{one.one: object_schema(one.fields) for one in resources().values()},
                **{f"{one.one}List": _list_schema(one) for one in resources().values()},
            },
            "responses": _responses(),
            "headers": {
                **{
                    name: {"description": text, "schema": {"type": "integer"}}
                    for name, text in _RATES.items()
                },
                "ETag": {"description": _("Of this answer."), "schema": STRING},
            },
        },
    }


def parameters_of(resource: Resource) -> list[dict[str, Any]]:
    """The parameters of a list."""
    found = [
        {"name": name, "in": "query", "description": one["description"], "schema": one["schema"]}
        for name, one in resource.parameters.items()
    ]
    found += [
        {"name": one.name, "in": "query", "description": one.meaning, "schema": one.schema}
        for one in resource.filters
    ]
    return [*found, *_usual({**PAGING, **FIELDS, **LANGUAGE})]


def _usual(parameters: Mapping[str, tuple[dict[str, Any], Meaning]]) -> list[dict[str, Any]]:
    """Parameters that every list or object takes."""
    return [
        {"name": name, "in": "query", "description": meaning, "schema": schema}
        for name, (schema, meaning) in parameters.items()
    ]


def _paths(resource: Resource) -> dict[str, Any]:
    many = {
        "operationId": f"list_{resource.name}",
        "summary": resource.about,
        "parameters": parameters_of(resource),
        "responses": _answers(f"{resource.one}List", "400"),
    }
    paths: dict[str, Any] = {f"/{resource.name}": {"get": many}}
    if resource.key:
        key = {"name": resource.key, "in": "path", "required": True, "schema": {"type": "string"}}
        single = {
            "operationId": f"get_{resource.name}",
            "summary": _("One of: %(list)s") % {"list": resource.about},
            "parameters": [key, *_usual({**FIELDS, **LANGUAGE})],
            "responses": _answers(resource.one, "400", "404"),
        }
        paths[f"/{resource.name}/{{{resource.key}}}"] = {"get": single}
    return paths


def _answers(schema: str, *faults: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", *_RATES)}
    return {
        "200": {"description": _("Found."), "headers": headers, "content": content},
        "304": {
            "description": _("Nothing has changed since the answer whose ETag you sent in If-None-Match.")
        },
        **{status: {"$ref": f"#/components/responses/{status}"} for status in (*faults, "429")},
    }


def _responses() -> dict[str, Any]:
    said = {
        "400": _("A parameter is unknown or wrong; the answer names it, and what is allowed."),
        "404": _("There is no such thing."),
        "429": _("Too many requests; Retry-After says how many seconds to wait."),
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": text, "content": {problems.CONTENT_TYPE: {"schema": schema}}}
        for status, text in said.items()
    }


def _list_schema(resource: Resource) -> dict[str, Any]:
    total = {"total": {**INTEGER, "description": _("How many there are in all.")}} if resource.search else {}
    return {
        "type": "object",
        "required": ["data", "next", "licence", *total],
        "properties": {
            **total,
            "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{resource.one}"}},
            "next": {
                "type": ["string", "null"],
                "description": _("Address of the next page; null on the last one."),
            },
            "licence": {
                "type": "string",
                "description": _("Licence of the data, unless a record says its own."),
            },
        },
    }
