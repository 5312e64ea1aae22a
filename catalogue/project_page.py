"""The page of a project, put together from a body that is kept (publications/bodies.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import http_date
from django.utils.safestring import SafeString, mark_safe

from catalogue import passed_on, told
from catalogue.records import Record, published
from catalogue.surroundings import Surroundings, around
from core import page_parts
from documents.states import DocumentState
from publications import bodies, editions
from publications.bodies import Body

TEMPLATE = "catalogue/project.html"
RELATED = mark_safe("<!-- related -->")  # stands where they come; no escaped text holds it
WHILE_DOCUMENTS_COME = timedelta(seconds=30)


def drawn_from(record: Record, related: SafeString | None = None) -> dict[str, Any]:
    """What the template shows."""
    publication = record.publication
    return {
        "record": record,
        "publication": publication,
        "related": _related(record.surroundings) if related is None else related,
        "head": told.of_project(publication, record.partners),
        "citation": told.citation(publication),
    }


def page(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The page for somebody who is not signed in. Http404 where no record has this code."""
    edition = editions.known()
    found = bodies.find(code, language, edition)
    if found is None:
        raise Http404
    body = found.body or _draw(request, code, language)
    if found.body is None:
        bodies.keep(found, language, edition, body)
    elif not found.is_current:
        body = Body(body.parts, str(_related(around(found.publication))), body.changed_at)
        if edition:
            bodies.confirm(found, language, edition, body.related)
    response = page_parts.put_together(request, _with_related(body))
    response.headers["Last-Modified"] = http_date(int(body.changed_at.timestamp()))
    return response


def _draw(request: HttpRequest, code: str, language: str) -> Body:
    record = Record(published(code), language)
    parts = page_parts.parts_of(request, TEMPLATE, drawn_from(record, RELATED))
    related = _related(record.surroundings)
    return Body(parts, str(related), record.changed_at, _expires_at(record))


def _expires_at(record: Record) -> datetime:
    """The next midnight, when "today" moves on; soon where documents are missing or under way."""
    now = timezone.localtime()
    states = {one.document and one.document.state for one in record.summaries}
    if states - {DocumentState.READY, DocumentState.FAILED}:
        return now + WHILE_DOCUMENTS_COME
    return timezone.make_aware(datetime.combine(now.date() + timedelta(days=1), time.min))


def _related(surroundings: Surroundings) -> SafeString:
    """What changes with other records: money passed on, good practices, and the projects near this one."""
    handed_on = passed_on.section(surroundings.passed_on, surroundings.code)
    near = render_to_string("catalogue/project_related.html", {"related": surroundings.near})
    good = render_to_string("catalogue/project_practices.html", {"practices": surroundings.practices})
    return SafeString(handed_on + good + near)


def _with_related(body: Body) -> Mapping[str, str]:
    return {**body.parts, "content": body.parts["content"].replace(RELATED, body.related)}
