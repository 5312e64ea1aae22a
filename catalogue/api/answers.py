"""Answers of the interface, written by the database as JSON: at most two statements a page."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from catalogue.api.asking import Asked, cursor
from catalogue.api.resources import Resource

CONTENT_TYPE = "application/json"


def page(asked: Asked, params: QueryDict) -> HttpResponse:
    """A page of a list: the things in "data", the address of the page after it in "next", else null.

    Of a search "total" says how many there are in all.
    """
    keys = asked.rows.values("pk")[: asked.limit + 1]
    found = _objects(asked.resource, asked.resource.rows().filter(pk__in=keys))
    following = None
    if len(found) > asked.limit:
        found = found[: asked.limit]
        following = _address(asked.resource, params, cursor(found[-1][1]))
    tail: dict[str, Any] = {"next": following, "licence": settings.OPEN_DATA_LICENCE}
    if asked.number is not None:
        tail = {"total": asked.number(), **tail}
    data = ",".join(one for one, _key in found)
    response = HttpResponse(
        f'{{"data": [{data}], {json.dumps(tail, ensure_ascii=False)[1:]}', content_type=CONTENT_TYPE
    )
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def one(resource: Resource, key: str) -> HttpResponse | None:
    """The thing with this key in its own column, None when there is none."""
    found = _objects(resource, resource.rows().filter(**{resource.key: key}))
    return HttpResponse(found[0][0], content_type=CONTENT_TYPE) if found else None


def _objects(resource: Resource, rows: QuerySet[Any]) -> list[tuple[str, Any]]:
    """Each of the rows as JSON, and its key, in the order of the keys; one statement."""
    sql, params = resource.read(rows).query.sql_with_params()
    names = ", ".join(f'"{field.name}"' for field in resource.fields)
    shown = ", ".join(f'r."{field.name}"' for field in resource.fields)
    statement = (
        f"SELECT (SELECT row_to_json(o) FROM (SELECT {shown}) AS o({names}))::text, r._key "  # noqa: S608
        f"FROM ({sql}) AS r({names}, _key)"
    )
    with connection.cursor() as asking:
        asking.execute(statement, params)
        return list(asking.fetchall())


def _address(resource: Resource, params: QueryDict, after: str) -> str:
    following = params.copy()
    following["after"] = after
    return f"{settings.PORTAL_URL}{reverse('api_list', args=[resource.name])}?{following.urlencode()}"
