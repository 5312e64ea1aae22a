"""Asking for the result of a search as a spreadsheet that a worker makes: no account, but limits."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, TooOften
from core.queue import enqueue
from core.sheets import MOST_ROWS, Format
from publications import editions, finding
from publications.exports import limits, tasks
from publications.exports.table import Table
from publications.finding import Query
from publications.models import Extract

AT_ONCE = 2_000  # operations: a table of so many is answered directly
ASKED = limits.Limit("large extracts", 10, 3600)
FORMATS = (Format.XLSX, Format.ODS)


def is_large(table: Table, query: Query) -> bool:
    """Whether the table takes longer than a reader should wait for; counting stops when that is known."""
    return table.operations(finding.records(query))[: AT_ONCE + 1].count() > AT_ONCE


@transaction.atomic
def ask(table: Table, query: Query, kind: Format, *, language: str, address: str) -> Extract:
    """The file of a search: one that is there or being made, or a new one that a worker makes after commit.

    `address` is where the request came from. DomainError says why not.
    """
    key = _key(table, query, kind, language)
    known = Extract.objects.usable().filter(key=key).order_by("-pk").first()
    if known is not None:
        return known
    if limits.count(ASKED, address).is_over:
        raise TooOften(
            _("Too many large files were asked for from your network. Take CSV or JSON, or wait an hour.")
        )
    total = table.operations(finding.records(query)).count()
    if total >= MOST_ROWS:
        raise DomainError(
            _("A spreadsheet cannot hold so many rows. Take CSV or JSON, or narrow the search.")
        )
    asked = Extract.objects.create(
        key=key,
        table=table.key,
        format=kind,
        language=language,
        query=query.as_query_string(),
        total=total,
    )
    enqueue(tasks.make, asked.pk, queue=tasks.QUEUE)
    return asked


def _key(table: Table, query: Query, kind: Format, language: str) -> str:
    parts = (table.key, query.as_query_string(), kind, language, editions.current())
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
