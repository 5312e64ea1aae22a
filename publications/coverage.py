"""Whether all published projects have their current summaries: looked at, told, and mended.

Summaries of the portal's own proposals are kept current. Those of records from lists are made when somebody
asks, and then follow what changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from core.texts import LANGUAGES
from documents import asking, engine
from documents.kinds import template_revision
from documents.models import Document
from documents.states import DocumentState
from publications import awarded, policy_work, summary
from publications.models import Publication, PublicationQuerySet, SummaryCheck
from publications.states import FROM_LISTS, GENERATED

CHUNK = 200
KEPT_CHECKS = timedelta(days=90)


def kept() -> PublicationQuerySet:
    """The records whose summaries are always there."""
    found: PublicationQuerySet = Publication.objects.exclude(source=GENERATED).exclude(
        source__startswith=FROM_LISTS
    )
    return found


def lacking() -> PublicationQuerySet:
    """Of these, those that lack a summary of their present facts and the present template in a language."""
    made = _summaries().filter(
        template_revision=template_revision(summary.KIND), requested_at__gte=OuterRef("data_date")
    )
    missing = Q()
    for language in LANGUAGES:
        missing |= Q(~Exists(made.filter(language=language)))
    return kept().filter(missing)


def look_over() -> SummaryCheck:
    """Compare every summary with the present facts; what changed is marked, and made anew in the background.

    Finds what no act says: names of funds, regions and programmes that were loaded anew, a new template.
    """
    looked_at = Publication.objects.filter(Q(pk__in=kept()) | Exists(_summaries()))
    known, current, changed, after = set(kept().values_list("pk", flat=True)), 0, 0, 0
    while rows := list(_whole(looked_at.filter(pk__gt=after))[:CHUNK]):
        after = rows[-1].pk
        for row, standing in zip(rows, _standings(rows), strict=True):
            if False in standing:
                changed += bool(engine.mark_stale(summary.KIND, row.subject))
            current += row.pk in known and all(standing)
    SummaryCheck.objects.filter(at__lt=timezone.now() - KEPT_CHECKS).delete()
    on_request = Publication.objects.filter(source__startswith=FROM_LISTS).count()
    return SummaryCheck.objects.create(
        kept=len(known), current=current, on_request=on_request, changed=changed
    )


def last_look() -> SummaryCheck | None:
    """What was found last; None when nobody looked yet."""
    return SummaryCheck.objects.first()


def _whole(records: PublicationQuerySet) -> PublicationQuerySet:
    return (
        records.for_page().prefetch_related("partners", policy_work.FETCHED, awarded.FETCHED).order_by("pk")
    )


def _summaries() -> QuerySet[Document]:
    made = Document.objects.filter(kind=summary.KIND, subject=Concat(Value("publication:"), OuterRef("code")))
    return made.exclude(state__in=[DocumentState.WITHDRAWN, DocumentState.EXPIRED])


def _standings(rows: Sequence[Publication]) -> list[list[bool | None]]:
    """For each record, its languages: whether the summary is current; None where there is none."""
    names = summary.region_names(code for row in rows for code in summary.codes_of(row))
    facts = [(row.subject, summary.data_of(row, names)) for row in rows]
    wanted = [(subject, language, data) for subject, data in facts for language in LANGUAGES]
    found = asking.are_current(summary.KIND, wanted)
    each = len(LANGUAGES)
    return [found[start : start + each] for start in range(0, len(found), each)]
