"""The page of the open data, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import linked_data
from catalogue.head import Head, of_page
from catalogue.pages import public_page
from core import sheets
from core.http import anyone
from publications import editions
from publications.exports import catalog
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
        "head": _head(request.path),
    }
    return render(request, "catalogue/data.html", context)


def _head(path: str) -> Head:
    """The data as a catalogue for machines."""
    title = _("Open data")
    lead = _(
        "Everything that is public here, to take with you: as tables for spreadsheets and programs, as "
        "dated files, and through an interface for programs."
    )
    licence, language = settings.OPEN_DATA_LICENCE, get_language()
    datasets = [
        linked_data.dataset(
            table.key,
            str(table.title),
            str(table.about),
            path=path,
            licence=licence,
            files={
                f"{reverse('data_table', args=[table.key, ending])}?lang={language}": kind
                for ending, kind in catalog.LIVE.items()
            },
        )
        for table in tables().values()
    ]
    told = linked_data.data_catalogue(title, lead, path=path, licence=licence, datasets=datasets)
    return of_page(title, lead, data=[told])


@anyone
@public_page
def data_columns(request: HttpRequest) -> HttpResponse:
    """What each column means, by table."""
    text = _("What each column of the open data holds, and which rule asks for it.")
    context = {"tables": tables().values(), "head": of_page(_("Guide to the columns"), text)}
    return render(request, "catalogue/data_columns.html", context)


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
