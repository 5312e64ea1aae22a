"""Dated files of all data with their checksums, and spreadsheets that were asked for."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from accounts.throttle import address
from catalogue.open_data import for_every_origin
from catalogue.pages import public_page
from catalogue.views.data import table_of
from core import ranges
from core.downloads import harmless
from core.errors import DomainError
from core.http import anyone
from core.sheets import CONTENT_TYPES, Format
from publications import finding
from publications.exports import asking
from publications.models import DataFile, Extract

KINDS = {"csv": "application/gzip", "json": "application/gzip", "xlsx": CONTENT_TYPES[Format.XLSX]}


@anyone
@for_every_origin
def data_file(request: HttpRequest, day: str, name: str) -> HttpResponseBase:
    """A dated file; a download that broke off goes on where it stopped."""
    found = get_object_or_404(DataFile, day=_day(day), name=name)
    response = _stored(request, str(found.file.name), found.size, found.sha256, KINDS[found.format])
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(found.sha256)}:"
    return response


@anyone
@for_every_origin
def data_checksums(request: HttpRequest, day: str) -> HttpResponseBase:
    """The checksums of a day's files, as `sha256sum -c` reads them."""
    found = DataFile.objects.filter(day=_day(day)).order_by("name").values_list("sha256", "name")
    lines = "".join(f"{digest}  {name}\n" for digest, name in found)
    if not lines:
        raise Http404
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@anyone
@public_page
def data_extract_new(request: HttpRequest) -> HttpResponse:
    """Before a large spreadsheet is made: how much it is, and a button."""
    asked = request.POST if request.method == "POST" else request.GET
    table, kind = table_of(asked.get("table", "")), asked.get("format", "")
    if kind not in asking.FORMATS:
        raise Http404
    language, query = get_language() or "en", finding.query(asked)
    context: dict[str, Any] = {"table": table, "format": Format(kind), "query": query, "pairs": query.pairs()}
    if request.method == "POST":
        try:
            made = asking.ask(table, query, Format(kind), language=language, address=address(request))
        except DomainError as refusal:
            return render(
                request,
                "catalogue/data_extract_new.html",
                {**context, "refusal": refusal},
                status=refusal.status,
            )
        return redirect("catalogue:data_extract", uid=made.uid)
    total = table.operations(finding.records(query)).count()
    return render(request, "catalogue/data_extract_new.html", {**context, "total": total})


@anyone
@public_page
def data_extract(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far a spreadsheet is, and the file when it is ready; the page can be left and come back to."""
    found = get_object_or_404(Extract, uid=uid)
    part = (
        "catalogue/data_extract_state.html"
        if request.headers.get("HX-Request")
        else "catalogue/data_extract.html"
    )
    return render(request, part, {"extract": found, "table": table_of(found.table)})


@anyone
@for_every_origin
def data_extract_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The spreadsheet, until it expires."""
    found = get_object_or_404(Extract, uid=uid)
    if not found.has_file:
        raise Http404
    kind = CONTENT_TYPES[Format(found.format)]
    response = _stored(request, str(found.file.name), found.size or 0, found.sha256, kind)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{found.table}.{found.format}"'
    return response


def _stored(request: HttpRequest, name: str, size: int, digest: str, kind: str) -> HttpResponseBase:
    try:
        opened = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = ranges.serve(request, opened, size, f'"{digest}"')
    harmless(response)
    if response.status_code in {200, 206}:
        response.headers["Content-Type"] = kind
    return response


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _base64(digest: str) -> str:
    return base64.b64encode(bytes.fromhex(digest)).decode()
