"""Tables of open data: the result of any search as CSV, JSON, XLSX or ODS, and the schema of each."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.api.asking import LANGUAGE, check_names
from catalogue.api.problems import Problem, bad_value
from catalogue.open_data import (
    etag_of,
    for_every_origin,
    language_of,
    standing,
    tables_limit,
    unless_known,
)
from core.downloads import harmless
from core.http import anyone
from core.sheets import CONTENT_TYPES, Format
from publications import editions, finding
from publications.exports import asking, catalog, files, schemas, streaming
from publications.exports.documents import document, schema_address
from publications.exports.table import Table
from publications.exports.tables import tables
from publications.finding import Query
from publications.finding.query import FACETS, RANGES
from publications.models import DataFile

STREAMED: dict[str, tuple[str, Callable[[Table, streaming.Keys, str], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", lambda table, keys, query: streaming.csv(table, keys)),
    "json": ("application/json", document),
}
ENDS = tuple(f"{name}_{end}" for name in RANGES for end in ("from", "to"))
PARAMETERS = ("q", *FACETS, *ENDS, "sort", *LANGUAGE)
CATALOGS: dict[str, tuple[str, Callable[[], str]]] = {
    "ttl": ("text/turtle; charset=utf-8", catalog.turtle),
    "jsonld": ("application/ld+json", lambda: json.dumps(catalog.json_ld(), ensure_ascii=False)),
}


def table_of(key: str) -> Table:
    """The table with this key, or 404."""
    found = tables().get(key)
    if found is None:
        raise Http404
    return found


@anyone
@for_every_origin
def data_table(request: HttpRequest, table: str, ending: str) -> HttpResponseBase:
    """The operations that the address looks for, every one without a search, as a file of this kind.

    An address that is not understood is refused, as the interface for programs does: without the part that is
    wrong the file would hold more than was asked for, and nothing in it would say so.
    """
    found = table_of(table)
    if ending not in {*STREAMED, *asking.FORMATS}:
        raise Http404
    place = standing(request, tables_limit())
    if place.is_over:
        text = f"Too many tables at once. Wait {place.reset} seconds.\n"
        response: HttpResponseBase = HttpResponse(text, status=429, content_type="text/plain")
    else:
        language = language_of(request)
        with translation.override(language):
            response = _answer(request, found, ending, language)
    for name, value in place.headers().items():
        response.headers[name] = value
    return response


def _answer(request: HttpRequest, table: Table, ending: str, language: str) -> HttpResponseBase:
    try:
        query = _asked(request.GET)
    except Problem as problem:
        return problem.response()
    etag = etag_of(table.key, ending, language, query.as_query_string(), editions.current())
    make = _streamed if ending in STREAMED else _spreadsheet
    return unless_known(request, etag, lambda: make(request, table, query, ending, language))


def _asked(params: QueryDict) -> Query:
    check_names(params, PARAMETERS)
    query = finding.query(params)
    for fault in query.problems:
        raise bad_value(fault.parameter, fault.value, str(fault.reason))
    return query


def _streamed(
    request: HttpRequest, table: Table, query: Query, ending: str, language: str
) -> HttpResponseBase:
    kind, lines = STREAMED[ending]
    keys = streaming.keys_of(table, finding.records(query)) if request.method == "GET" else []
    content = lines(table, keys, query.as_query_string()) if request.method == "GET" else iter(())
    return _to_save(StreamingHttpResponse(content, content_type=kind), table, ending)


def _spreadsheet(
    request: HttpRequest, table: Table, query: Query, ending: str, language: str
) -> HttpResponseBase:
    """A small table at once; for a large one the page that has it made."""
    if asking.is_large(table, query):
        asked = f"table={table.key}&format={ending}"
        found = query.as_query_string()
        return redirect(f"{reverse('catalogue:data_extract_new')}?{asked}{'&' if found else ''}{found}")
    target = io.BytesIO()
    files.write(target, Format(ending), table, streaming.keys_of(table, finding.records(query)), language)
    response = HttpResponse(target.getvalue(), content_type=CONTENT_TYPES[Format(ending)])
    return _to_save(response, table, ending)


def _to_save(response: HttpResponseBase, table: Table, ending: str) -> HttpResponseBase:
    name = f"{table.key}-{timezone.localdate():%Y-%m-%d}.{ending}"
    harmless(response)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Link"] = f'<{schema_address(table)}>; rel="describedby"'
    return response


@anyone
@for_every_origin
def data_schema(request: HttpRequest, table: str) -> HttpResponseBase:
    """The JSON Schema of a table."""
    found = table_of(table)
    schema = schemas.of_document(found, schema_address(found))
    etag = etag_of("schema", schema)
    kind = "application/schema+json"
    return unless_known(request, etag, lambda: JsonResponse(schema, content_type=kind))


@anyone
@for_every_origin
def data_catalog(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The entry for catalogues of open data (DCAT-AP): Turtle (`ttl`) or JSON-LD (`jsonld`)."""
    if ending not in CATALOGS:
        raise Http404
    kind, written = CATALOGS[ending]
    newest = DataFile.objects.order_by("-day").values_list("day", flat=True).first()
    etag = etag_of("catalog", ending, editions.current(), newest)
    return unless_known(request, etag, lambda: HttpResponse(written(), content_type=kind))
