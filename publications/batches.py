"""The funding summaries of all projects that a public search finds, as one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.texts import LANGUAGES
from documents import jobs
from documents.batches import asking
from documents.batches.kinds import BatchKind, Candidate, Wanted
from documents.models import Batch, BatchItem, Document
from publications import awarded, finding, policy_work, summary
from publications.finding import Query
from publications.models import Publication

KIND = "summaries"


def ask(query: Query, languages: Sequence[str], *, by: User, key: UUID, title: str) -> Batch:
    """The summaries of all that the search finds, in these languages; DomainError says what to mend."""
    chosen = [language for language in LANGUAGES if language in languages]
    if not chosen:
        raise DomainError(_("Choose at least one language."))
    parameters = {"query": query.as_query_string(), "languages": chosen}
    found = _candidates(query, chosen)
    return asking.ask(KIND, found, by=by, key=key, title=title, parameters=parameters)


def number_of(query: Query) -> int:
    """How many projects the search finds."""
    return finding.records(query).count()


def drop_all() -> int:
    """Delete every file with summaries, and begin those anew that are being written; how many files.

    A name that may stand in it was forgotten.
    """
    mine = Batch.objects.filter(kind=KIND)
    mine.waiting().update(claim=None, handed_at=None)
    return jobs.drop_files(mine.exclude(file=""))


def _candidates(query: Query, languages: Iterable[str]) -> Iterator[Candidate]:
    rows = finding.records(query).order_by("code").values_list("code", "acronym")
    for code, acronym in rows.iterator(chunk_size=1000):
        for language in languages:
            name = f"{code}-{acronym[:40]}-{language}"
            yield Candidate(code, language, name, f"{acronym} ({code})")


class Summaries(BatchKind):
    """Public records: whoever works for a programme may have the summaries of all that are public."""

    label: ClassVar[str | Promise] = gettext_lazy("Funding summaries")
    most: ClassVar[int] = 30_000

    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The summary of each record that is still public, of its present facts."""
        records = list(Publication.objects.for_page().filter(code__in={item.key for item in items}))
        prefetch_related_objects(records, "partners", policy_work.FETCHED, awarded.FETCHED)
        regions = summary.region_names(code for record in records for code in summary.codes_of(record))
        data = {record.code: (record.subject, summary.data_of(record, regions)) for record in records}
        return {item.pk: Wanted(summary.KIND, *data[item.key]) for item in items if item.key in data}

    def allowed(self, items: Sequence[BatchItem], *, by: User) -> frozenset[int]:
        """Those that are public now."""
        codes = {item.key for item in items}
        public = set(Publication.objects.filter(code__in=codes).values_list("code", flat=True))
        return frozenset(item.pk for item in items if item.key in public)
