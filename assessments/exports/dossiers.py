"""Whole dossiers as a batch: the forms come through the bulk queue, all else is read at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import IO, ClassVar, Self
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.exports import further
from assessments.exports.bundles import Dossiers
from assessments.papers_together import OfProposals, application_forms
from assessments.permissions import exportable
from core.errors import DomainError
from documents.batches import asking
from documents.batches.archive import Lost, stored_document
from documents.batches.kinds import Candidate, Wanted
from documents.models import Batch, BatchItem, Document
from documents.models.batches import ItemState
from projects.models import ProjectQuerySet, Version

KIND = "dossiers"
MOST = 1_000  # proposals; each gets an entry in its trail


@transaction.atomic
def ask(projects: ProjectQuerySet, *, by: User, key: UUID) -> Batch:
    """A ZIP with all that was submitted, judged, written and done of these proposals; noted in their trails.

    The same `key` gives the same batch. DomainError says what to mend.
    """
    known = Batch.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    mine = list(projects.filter(pk__in=exportable(by).values("pk"))[: MOST + 1])
    if not mine:
        raise DomainError(_("No proposal is selected."))
    if len(mine) > MOST:
        raise DomainError(_("Choose at most %(most)d proposals at a time.") % {"most": MOST})
    found = _candidates([project.pk for project in mine], get_language() or by.language)
    batch = asking.ask(KIND, found, by=by, key=key, title=str(DossiersTogether.label))
    for project in mine:
        trail.record(project.chain, "export dossier", by=by, new={"export": str(batch.uid)})
    return batch


def _candidates(projects: Sequence[int], language: str) -> Iterator[Candidate]:
    """One for each version, then one for each further document, proposal after proposal."""
    rows = Version.objects.filter(project__in=projects).order_by("project__code", "project_id", "number")
    known = further.candidates(projects, language)
    named = rows.values_list("project_id", "pk", "number", "project__code").iterator(chunk_size=1000)
    for project, some in groupby(named, key=itemgetter(0)):
        for _project, pk, number, code in some:
            yield Candidate(str(pk), language, f"{code}-v{number}", f"{code}, {number}")
        yield from known[project]


class DossiersTogether(OfProposals):
    """Every version of the proposals, with all that belongs to them.

    An item is a version (its primary key) or a further document (`further.Key`).
    """

    label: ClassVar[str | Promise] = gettext_lazy("Dossiers")
    most: ClassVar[int] = 50_000

    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The application form of each version, and each further document."""
        forms = [item for item in items if further.key_of(item.key) is None]
        return {**application_forms(self.versions(forms), forms), **further.wanted(items, by=by)}

    def allowed(self, items: Sequence[BatchItem], *, by: User) -> frozenset[int]:
        """Those of proposals that the person may take out of the portal now."""
        keys = {item.pk: key for item in items if (key := further.key_of(item.key))}
        mine = exportable(by).filter(pk__in={key.project for key in keys.values()})
        seen = set(mine.values_list("pk", flat=True))
        versions = [item for item in items if item.pk not in keys]
        return super().allowed(versions, by=by) | {pk for pk, key in keys.items() if key.project in seen}

    def writer(self, batch: Batch, target: IO[bytes]) -> DossierWriter:
        """A folder for each proposal."""
        return DossierWriter(target)


class DossierWriter:
    """Versions come in the order of their proposals; the first one brings all else of its proposal along.

    The further documents of a proposal follow its versions.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._dossiers = Dossiers(target)
        self._project: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dossiers.close()

    def add(self, item: BatchItem, *, is_in: bool) -> None:
        """One version, with its form where that could be made. Lost without its file."""
        if item.state == ItemState.LEFT_OUT:
            return
        form = _stored(item) if is_in else None
        key = further.key_of(item.key)
        if key is not None:
            self._dossiers.document(further.FOLDERS[key.sort], item.name, form)
            return
        version = Version.objects.select_related("project__call").get(pk=int(item.key))
        if version.project_id != self._project:
            self._project = version.project_id
            self._dossiers.begin(version.project)
        self._dossiers.version(version, form)


def _stored(item: BatchItem) -> bytes:
    try:
        with default_storage.open(str(stored_document(item).file.name)) as stored:
            return bytes(stored.read())
    except FileNotFoundError as error:
        raise Lost(item) from error
