"""The page of the open data, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from catalogue.pages import public_page
from core import sheets
from core.http import anyone
from publications import editions
from publications.exports.tables import tables
from publications.models import DataFile, Purpose


@anyone
@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What open data there are, in which files, under which licence, and how fresh."""
    files = list(DataFile.objects.order_by("-day", "name"))
    context = {
        "tables": tables().values(),
        "nights": _by_day(file for file in files if file.purpose == Purpose.NIGHTLY),
        "snapshots": _by_day(file for file in files if file.purpose == Purpose.SNAPSHOT),
        "changed_at": editions.newest().changed_at,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_name": settings.OPEN_DATA_LICENCE_NAME,
        "portal_url": settings.PORTAL_URL,
    }
    return render(request, "catalogue/data.html", context)


@anyone
@public_page
def data_columns(request: HttpRequest) -> HttpResponse:
    """What each column means, by table."""
    return render(request, "catalogue/data_columns.html", {"tables": tables().values()})


@anyone
@public_page
def data_columns_csv(request: HttpRequest) -> HttpResponse:
    """What each column means, as a table in the reader's language."""
    text = "".join(
        sheets.csv_lines(("table", "column", "title", "meaning", "kind", "rule", "always"), _guide())
    )
    response = HttpResponse(text, content_type=sheets.CONTENT_TYPES[sheets.Format.CSV])
    response.headers["Content-Disposition"] = f'attachment; filename="columns-{get_language()}.csv"'
    return response


def _guide() -> Iterator[sheets.Row]:
    for table in tables().values():
        for one in table.columns:
            yield (
                table.key,
                one.key,
                str(one.title),
                str(one.meaning),
                one.kind.value,
                one.rule_label,
                one.is_always_known,
            )


def _by_day(files: Iterable[DataFile]) -> list[dict[str, Any]]:
    return [{"day": day, "files": list(rows)} for day, rows in groupby(files, key=lambda file: file.day)]
