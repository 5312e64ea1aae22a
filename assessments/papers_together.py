"""The forms or the receipts of many proposals put together, of those alone that the person may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.permissions import exportable
from core.errors import DomainError
from core.texts import LANGUAGES
from documents.batches import asking
from documents.batches.kinds import BatchKind, Candidate, Wanted
from documents.models import Batch, BatchItem, Document
from projects.models import ProjectQuerySet, Version
from projects.printing import application

APPLICATIONS, RECEIPTS = "applications", "receipts"


def ask(
    kind: str, projects: ProjectQuerySet, languages: Sequence[str], *, by: User, key: UUID, title: str
) -> Batch:
    """The forms (in these languages) or the receipts (each in its own) of the newest versions.

    DomainError says what to mend.
    """
    chosen = [language for language in LANGUAGES if language in languages]
    if kind == APPLICATIONS and not chosen:
        raise DomainError(_("Choose at least one language."))
    mine = projects.filter(pk__in=exportable(by).values("pk"))
    found = _candidates(mine, chosen if kind == APPLICATIONS else [""])
    return asking.ask(kind, found, by=by, key=key, title=title)


def _candidates(projects: ProjectQuerySet, languages: Iterable[str]) -> Iterator[Candidate]:
    newest = Version.objects.filter(project__in=projects.order_by().values("pk"))
    rows = newest.order_by("project_id", "-number").distinct("project_id")
    named = rows.values_list("pk", "number", "project__code", "project__acronym")
    for pk, number, code, acronym in sorted(named.iterator(chunk_size=1000), key=lambda row: str(row[2])):
        for language in languages:
            end = f"-{language}" if language else ""
            yield Candidate(str(pk), language, f"{code}-v{number}-{acronym[:40]}{end}", f"{code} {acronym}")


class OfProposals(BatchKind):
    """Documents of frozen versions; who declared an interest meanwhile gets none of that proposal."""

    most: ClassVar[int] = 5_000

    def allowed(self, items: Sequence[BatchItem], *, by: User) -> frozenset[int]:
        """Those of proposals that the person may take out of the portal now."""
        mine = Version.objects.filter(
            pk__in=[int(item.key) for item in items], project__in=exportable(by).values("pk")
        )
        seen = {str(pk) for pk in mine.values_list("pk", flat=True)}
        return frozenset(item.pk for item in items if item.key in seen)

    def versions(self, items: Sequence[BatchItem]) -> dict[str, Version]:
        """The versions by the keys of the items."""
        found = Version.objects.filter(pk__in=[int(item.key) for item in items])
        return {str(version.pk): version for version in found.select_related("project__call")}


def application_forms(versions: Mapping[str, Version], items: Sequence[BatchItem]) -> dict[int, Wanted]:
    """The form of the version of each item."""
    return {
        item.pk: Wanted(
            application.KIND,
            application.subject_of(version.project, version.number),
            application.data_of_version(version),
        )
        for item in items
        if (version := versions.get(item.key))
    }


class Applications(OfProposals):
    """The application form as it was submitted last."""

    label: ClassVar[str | Promise] = gettext_lazy("Applications as submitted")

    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The form of each version."""
        return application_forms(self.versions(items), items)


class Receipts(OfProposals):
    """The receipt that the applicant got of the last submission."""

    label: ClassVar[str | Promise] = gettext_lazy("Receipts of submissions")

    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The receipt that was written then; a version that was not submitted by its writers has none."""
        subjects = {
            f"{version.project.chain}:{version.number}": key for key, version in self.versions(items).items()
        }
        asked = Document.objects.filter(kind="receipt", subject__in=subjects).defer("data")
        newest = {subjects[row.subject]: row for row in asked.order_by("requested_at", "pk")}
        return {item.pk: newest[item.key] for item in items if item.key in newest}
