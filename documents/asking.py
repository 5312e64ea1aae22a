"""Asking for documents by key: the same key is the same row, made once however often it is asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from operator import itemgetter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from documents import queues
from documents.kinds import kind_of, template_revision
from documents.models import Document
from documents.states import UNFINISHED, DocumentState

Wanted = tuple[str, str, dict[str, Any]]  # subject, language, data
Key = tuple[str, str, dict[str, Any], str]  # the same with plain data, and their hash
USED = timedelta(days=1)  # how exactly the last use is known, so that using a document writes seldom


def request(kind: str, subject: str, language: str, data: dict[str, Any], *, bulk: bool = False) -> Document:
    """The document of these data: the row that exists, or a new one that a worker makes after commit.

    `data` must be all that the template reads. Dates and decimals in it are stored as text. With `bulk`
    nobody waits for it; who waits for a document that others asked for in bulk has it moved forward.
    """
    return request_many(kind, [(subject, language, data)], bulk=bulk)[0]


def request_many(kind: str, wanted: Sequence[Wanted], *, bulk: bool = True) -> list[Document]:
    """The documents of many subjects, languages and data, in that order; one statement when unchanged."""
    revision, plain = template_revision(kind), _Plain()
    newest = _newest(kind, wanted)
    keys = [(subject, language, *plain.of(data)) for subject, language, data in wanted]
    others = [key for key in keys if not _is_of(newest.get(key[:2]), revision, key[3])]
    made = _others(kind, revision, others, bulk) if others else {}
    found = [
        made.get((subject, language, digest)) or newest[subject, language]
        for subject, language, _v, digest in keys
    ]
    for place, one in enumerate(found):
        if one.state == DocumentState.EXPIRED:
            found[place] = make_anew(one, keys[place][2], bulk=bulk)
    if not bulk:
        _move_forward(found)
    _note_use(found)
    return found


def current(kind: str, subject: str, language: str) -> Document | None:
    """The document that was asked for last, in whatever state but withdrawn."""
    return of(kind, subject, language).first()


def newest_ready(kind: str, subject: str, language: str) -> Document | None:
    """The newest finished document: the current one, or the one before while that is being made."""
    return of(kind, subject, language).filter(state=DocumentState.READY).first()


def of(kind: str, subject: str, language: str) -> QuerySet[Document]:
    """All documents of one subject in one language that were not withdrawn, the current one first."""
    return (
        Document.objects.filter(kind=kind, subject=subject, language=language)
        .exclude(state=DocumentState.WITHDRAWN)
        .order_by("-requested_at", "-pk")
    )


def are_current(kind: str, wanted: Sequence[Wanted]) -> list[bool | None]:
    """Of each, whether its newest document is ready, of these data and the present template; asks for none.

    None where there is no document at all.
    """
    revision, plain = template_revision(kind), _Plain()
    newest = _newest(kind, wanted)
    found: list[bool | None] = []
    for subject, language, data in wanted:
        one = newest.get((subject, language))
        is_of = one is not None and _is_of(one, revision, plain.of(data)[1])
        found.append(None if one is None else is_of and one.state == DocumentState.READY)
    return found


def make_anew(document: Document, data: dict[str, Any] | None = None, *, bulk: bool) -> Document:
    """Have a locked or expired document made from the start, from `data` when its own were taken away."""
    now = timezone.now()
    facts = {} if data is None else {"data": data, "programme": _programme(document.kind, data)}
    with transaction.atomic():
        Document.objects.filter(pk=document.pk).update(
            state=DocumentState.QUEUED,
            is_bulk=bulk,
            attempts=0,
            failures=0,
            claim=None,
            due_at=now,
            requested_at=now,
            error="",
            **facts,
        )
        document.refresh_from_db()
        queues.send(document)
    return document


def data_hash(data: dict[str, Any]) -> str:
    """The SHA-256 of the data in one fixed notation."""
    return hashlib.sha256(
        json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    ).hexdigest()


class _Plain:
    """Data as they are stored, with their hash; the same data of several languages are read once."""

    def __init__(self) -> None:
        self._last: tuple[dict[str, Any], dict[str, Any], str] | None = None

    def of(self, data: dict[str, Any]) -> tuple[dict[str, Any], str]:
        if self._last is None or self._last[0] is not data:
            values = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
            self._last = data, values, data_hash(values)
        return self._last[1], self._last[2]


def _newest(kind: str, wanted: Sequence[Wanted]) -> dict[tuple[str, str], Document]:
    rows = (
        Document.objects.filter(
            kind=kind,
            subject__in={subject for subject, _language, _data in wanted},
            language__in={language for _subject, language, _data in wanted},
        )
        .exclude(state=DocumentState.WITHDRAWN)
        .order_by("subject", "language", "-requested_at", "-pk")
        .distinct("subject", "language")
    )
    return {(row.subject, row.language): row for row in rows}


def _is_of(document: Document | None, revision: str, digest: str) -> bool:
    return document is not None and (document.template_revision, document.data_hash) == (revision, digest)


def _others(
    kind: str, revision: str, wanted: Sequence[Key], bulk: bool
) -> dict[tuple[str, str, str], Document]:
    """The rows of other data than those of the newest ones: new ones, or earlier ones that count again.

    Who asks for the same at the same moment waits for the row of the first, and gets it.
    """
    new = {
        (subject, language, digest): Document(
            kind=kind,
            subject=subject,
            language=language,
            template_revision=revision,
            data_hash=digest,
            data=values,
            is_bulk=bulk,
            programme=_programme(kind, values),
        )
        for subject, language, values, digest in sorted(wanted, key=itemgetter(0, 1, 3))
    }
    with transaction.atomic():
        Document.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=200)
        rows = Document.objects.exclude(state=DocumentState.WITHDRAWN).filter(
            kind=kind,
            subject__in={subject for subject, _language, _digest in new},
            template_revision=revision,
            data_hash__in={digest for _subject, _language, digest in new},
        )
        found = {key: row for row in rows if (key := (row.subject, row.language, row.data_hash)) in new}
        for key, row in new.items():
            if found[key].uid == row.uid:
                queues.send(found[key])
        earlier = [row.pk for key, row in found.items() if row.uid != new[key].uid]
        Document.objects.filter(pk__in=earlier).update(requested_at=timezone.now())
    return found


def _move_forward(found: Iterable[Document]) -> None:
    """What waits among the bulk and is now waited for goes to the other queue as well; first there wins."""
    for one in found:
        if one.is_bulk and one.state in UNFINISHED:
            with transaction.atomic():
                if Document.objects.filter(pk=one.pk, is_bulk=True).update(is_bulk=False):
                    one.is_bulk = False
                    queues.send(one)


def _note_use(found: Iterable[Document]) -> None:
    now = timezone.now()
    keys = [one.pk for one in found if one.used_at < now - USED]
    if keys:
        Document.objects.filter(pk__in=keys).update(used_at=now)


def _programme(kind: str, data: dict[str, Any]) -> str:
    return kind_of(kind).programme(data)[:30]
