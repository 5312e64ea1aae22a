"""What a request asks for: its parameters, checked one by one, and the rows that they mean."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.api import problems
from catalogue.api.fields import Meaning
from catalogue.api.resources import Filter, Resource
from core.texts import LANGUAGES
from publications import finding

MOST, USUAL = 100, 20
PAGING: Mapping[str, tuple[dict[str, Any], Meaning]] = {
    "limit": (
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        lazy("How many at once."),
    ),
    "after": (
        {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
        lazy("Where the page before ended; take it from “next”."),
    ),
}
FIELDS: Mapping[str, tuple[dict[str, Any], Meaning]] = {
    "fields": (
        {"type": "string", "pattern": "^[a-z0-9_]+(,[a-z0-9_]+)*$"},
        lazy("Only these fields, with commas between them."),
    ),
}
LANGUAGE: Mapping[str, tuple[dict[str, Any], Meaning]] = {
    "lang": (
        {"enum": [*LANGUAGES]},
        lazy(
            "Language of this description and of error messages; otherwise that of Accept-Language, or "
            "English."
        ),
    ),
}


@dataclass(frozen=True)
class Asked:
    """A page of a list that was asked for."""

    resource: Resource
    rows: QuerySet[Any]
    limit: int
    number: Callable[[], int] | None = None


def page(resource: Resource, params: QueryDict, edition: str) -> Asked:
    """The page that these parameters ask for. Problem names the parameter that is at fault."""
    allowed = [*PAGING, *FIELDS, *LANGUAGE, *resource.parameters, *(one.name for one in resource.filters)]
    check_names(params, allowed)
    query = _query(resource, params)
    rows, number = resource.search(query, edition) if resource.search else (_narrowed(resource, params), None)
    after = _cursor(resource, _text(params, "after"))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return Asked(_chosen(resource, params), rows.order_by("pk"), _limit(_text(params, "limit")), number)


def one(resource: Resource, params: QueryDict) -> Resource:
    """The resource with the fields that were asked for."""
    check_names(params, [*FIELDS, *LANGUAGE])
    return _chosen(resource, params)


def cursor(key: Any) -> str:
    """A key as it stands in the address of the next page."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def check_names(params: QueryDict, allowed: Sequence[str]) -> None:
    """Problem where an address says what is not among `allowed`, or names a language that is not ours."""
    for name in params:
        if name not in allowed:
            raise problems.unknown_parameter(name[:100], allowed)
    language = params.get("lang")
    if language is not None and language not in LANGUAGES:
        raise problems.bad_value("lang", language, _("This value is not known."), LANGUAGES)


def _query(resource: Resource, params: QueryDict) -> finding.Query:
    """The search for projects in these parameters. Problem says what of it is not understood."""
    query = finding.query(params)
    for fault in query.problems if resource.search else ():
        allowed = _allowed(resource.parameters.get(fault.parameter, {}).get("schema", {}))
        raise problems.bad_value(fault.parameter, fault.value, str(fault.reason), allowed)
    return query


def _narrowed(resource: Resource, params: QueryDict) -> QuerySet[Any]:
    rows = resource.rows()
    for one_filter in resource.filters:
        said = _text(params, one_filter.name)
        if said:
            rows = one_filter.narrow(rows, _checked(one_filter, said))
    return rows


def _checked(asked: Filter, said: str) -> str:
    allowed, pattern = asked.schema.get("enum"), asked.schema.get("pattern")
    if allowed is not None and said not in allowed:
        raise problems.bad_value(asked.name, said, _("This value is not known."), allowed)
    if pattern is not None and not re.fullmatch(pattern.strip("^$"), said):
        raise problems.bad_value(
            asked.name, said, _("This must look like %(pattern)s.") % {"pattern": pattern}
        )
    return said[:200]


def _allowed(schema: dict[str, Any]) -> list[str]:
    found: list[str] = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return found


def _chosen(resource: Resource, params: QueryDict) -> Resource:
    said = _text(params, "fields")
    if not said:
        return resource
    names, known = [name.strip() for name in said.split(",")], [one.name for one in resource.fields]
    for name in names:
        if name not in known:
            raise problems.bad_value(
                "fields", name, _("There is no field “%(name)s”.") % {"name": name[:60]}, known
            )
    return resource.with_fields(names)


def _limit(said: str) -> int:
    if not said:
        return USUAL
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    if not 1 <= number <= MOST:
        raise problems.bad_value("limit", said, _("Ask for 1 to %(most)d at once.") % {"most": MOST})
    return number


def _cursor(resource: Resource, said: str) -> Any:
    if not said:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
        field = resource.rows().model._meta.pk
        if isinstance(key, bool) or not isinstance(key, (int, str)) or len(str(key)) > 100:
            raise ValueError("not a key")
        kept = field.to_python(key)
        field.run_validators(kept)
        if isinstance(kept, str) and "\0" in kept.encode().decode():  # no half characters either
            raise ValueError("not a text of the database")
    except (ValueError, binascii.Error, ValidationError, RecursionError) as error:
        detail = _("This is not where a page ended. Take it from “next” of the page before.")
        raise problems.bad_value("after", said, detail) from error
    return kept


def _text(params: QueryDict, name: str) -> str:
    return params.get(name, "").encode("utf-8", "ignore").decode().strip()
