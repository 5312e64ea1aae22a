"""Taking names of natural persons out of all that is public: after two years, or when they ask earlier."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from documents import engine
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from publications import batches, contractors, linking, mentions, persons, poster, search, summary, versions
from publications.exports import making
from publications.models import (
    Fragment,
    ImportRow,
    Organisation,
    ProjectBody,
    Publication,
    PublishedContractor,
    PublishedPartner,
    RecordVersion,
)
from publications.portfolio import stale

AT_ONCE = 200
Person = PublishedPartner | PublishedContractor


def may_forget(user: User, publication: Publication) -> bool:
    """Whether the person works in the secretariat of the record's programme."""
    return has_role(user, publication.programme_period.programme_id, SECRETARIAT)


def forget_due(now: datetime.datetime | None = None) -> int:
    """Forget the persons whose two years are over; how many. Asking again forgets nobody twice.

    Also those who left the record, whom its earlier versions still name.
    At most 200 records at a time, the longest due first, each in a transaction of its own.
    """
    moment = now or timezone.now()
    started, named = persons.started_before(moment), {"is_natural_person": True, "forgotten_at": None}
    partners = PublishedPartner.objects.filter(publication__first_published_at__lte=started, **named)
    partners = partners.order_by("publication__first_published_at", "publication")
    awarded = PublishedContractor.objects.filter(first_published_at__lte=started, **named)
    awarded = awarded.order_by("first_published_at", "publication")
    told = RecordVersion.objects.naming_persons().values("code")
    left = Publication.objects.filter(code__in=told, first_published_at__lte=started)
    due = [
        *partners.values_list("publication", flat=True)[: AT_ONCE * 10],
        *awarded.values_list("publication", flat=True)[: AT_ONCE * 10],
        *left.order_by("first_published_at", "pk").values_list("pk", flat=True)[:AT_ONCE],
    ]
    return sum(_forget_all(pk, moment) for pk in list(dict.fromkeys(due))[:AT_ONCE])


@transaction.atomic
def forget(person: Person, *, by: User, note: str) -> None:
    """Forget one person now, because they asked or because nobody said that they are a person.

    Raises NotAllowed, or DomainError without a reason or for somebody who is forgotten already.
    """
    publication = _locked(person.publication_id)
    row: Person = type(person).objects.get(pk=person.pk)
    if not may_forget(by, publication):
        raise NotAllowed(_("Only the secretariat of the programme takes a name off the public pages."))
    if row.forgotten_at:
        raise DomainError(_("This name is no longer published."))
    if not note.strip():
        raise DomainError(_("Write down why the name is taken off the public pages."))
    row.is_natural_person = True
    _forget(publication, [row], by=by, note=note.strip())


@transaction.atomic
def _forget_all(pk: int, moment: datetime.datetime) -> int:
    """Forget the persons of a record whose time is over."""
    publication = _locked(pk)
    started = persons.started_before(moment)
    awarded = publication.contractors.filter(first_published_at__lte=started)
    rows: list[Person] = list(awarded.filter(is_natural_person=True, forgotten_at=None))
    told: list[str] = []
    if publication.first_published_at <= started:
        rows += publication.partners.filter(is_natural_person=True, forgotten_at=None)
        told = versions.names_of_persons(publication.code)
    known = {name for row in rows for name in _names(row)}
    left = [name for name in told if name not in known]
    if rows or left:
        _forget(publication, rows, by=None, note="", left=left)
    return len(rows) + len(left)


def _locked(pk: int) -> Publication:
    found = Publication.objects.select_for_update(of=("self",)).select_related("programme_period")
    return found.get(pk=pk)


def _names(row: Person) -> list[str]:
    return [name for name in (row.name, getattr(row, "name_en", "")) if name.strip()]


def _forget(
    publication: Publication, rows: list[Person], *, by: User | None, note: str, left: Sequence[str] = ()
) -> None:
    """Forget these rows, and the names of persons who `left` the record but not its versions."""
    partners = [row for row in rows if isinstance(row, PublishedPartner)]
    awarded = [row for row in rows if isinstance(row, PublishedContractor)]
    names = [*(name for row in rows for name in _names(row)), *left]
    organisations = {row.organisation_id for row in partners if row.organisation_id}
    for partner in partners:
        persons.hide(partner)
        partner.save()
    for contractor in awarded:
        contractors.hide(contractor)
        contractor.save()
    persons.remember(publication.code, names)
    linking.link([publication.pk])
    search.index([publication.pk])
    _forget_organisations(organisations)
    search.forget(names)
    is_over = publication.first_published_at <= persons.started_before(timezone.now())
    versions.hide_persons(publication.code, names, everyone=is_over)
    contractors.hide_in_versions(publication.code, names, awarded)
    _forget_imports(publication.code, names)
    Publication.objects.filter(pk=publication.pk).update(data_date=timezone.now())
    _tell(publication, partners, awarded, by=by, note=note)
    mentions.look(publication.code)
    mentions.look_elsewhere(publication.code, names)
    drop_made(publication)


def _tell(
    publication: Publication,
    partners: list[PublishedPartner],
    awarded: list[PublishedContractor],
    *,
    by: User | None,
    note: str,
) -> None:
    """The trail says whose name went by the place in the record, never by the name."""
    new: dict[str, object] = {"record": publication.code, "at": [row.position for row in partners]}
    if awarded:
        new["contractors"] = [row.position for row in awarded]
    trail.record(publication.subject, "forget person", by=by, new=new, note=note)


def drop_made(publication: Publication) -> None:
    """Whatever was made from the texts of a record goes: a name was taken out. Summaries are made anew."""
    Fragment.objects.filter(publication=publication).delete()
    ProjectBody.objects.filter(publication=publication).delete()
    for kind in (summary.KIND, poster.KIND):
        engine.discard(kind, publication.subject)
    stale.discard_with(publication.code)
    transaction.on_commit(making.drop_all)  # files of searches that were asked for today
    transaction.on_commit(batches.drop_all)  # and of summaries that were put together
    summary.request_all(Publication.objects.for_page().get(pk=publication.pk))


def _forget_organisations(keys: Iterable[int]) -> None:
    """Pages of their own, where no partner is left that has them."""
    linking.recount(keys)
    left = Organisation.objects.filter(pk__in=list(keys), roles=None)
    Organisation.objects.filter(merged_into__in=left.values("pk")).delete()
    Organisation.objects.filter(pk__in=list(keys), roles=None).delete()


def _forget_imports(code: str, names: Iterable[str]) -> None:
    """The rows of imported lists that brought the person keep their outcome, not what they said."""
    said = Q()
    for name in names:
        said |= Q(organisation=name) | Q(text__contains=json.dumps(name)[1:-1]) | Q(text__contains=name)
    if said:
        told = Cast("data", TextField()), Cast("notes", TextField()), Cast("changes", TextField())
        rows = ImportRow.objects.filter(code=code).alias(text=Concat(*told)).filter(said)
        rows.update(organisation="", data={}, notes=[], changes=[])
