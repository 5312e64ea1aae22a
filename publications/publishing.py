"""Making a funded project public, keeping its record current, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import TrailEntry, User
from calls.states import CallKind
from core.errors import DomainError, NotAllowed
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from projects.dossier import from_data
from projects.models import Modification, Project, Version
from publications import awarded, contractors, linking, policy, record, remaking, search, summary, versions
from publications.models import Publication


def may_publish(user: User, project: Project) -> bool:
    """Whether the person works in the secretariat of the project's programme, and it is no sub-grant."""
    return project.call.kind != CallKind.CASCADE and has_role(user, project.programme_code, SECRETARIAT)


def published(project: Project) -> Publication | None:
    """The public record of the project, if it has one."""
    return Publication.objects.filter(code=project.code).first() if project.code else None


@transaction.atomic
def publish(project: Project, *, by: User) -> Publication:
    """Make public what was approved and is in force, and have its summaries made in every language.

    Publishing again brings the record up to date; when nothing changed, nothing happens.
    """
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    _check(fresh, by)
    version = _in_force(fresh)
    if version is None:
        raise DomainError(_("Only a project that has been approved can be published."))
    return _write(fresh, version, by)


@transaction.atomic
def follow(project: Project, *, by: User | None) -> None:
    """Bring an existing public record in line with a step that the project took, whoever took it.

    An approved modification shows from the day on which it enters into force, a closed project says so, and
    one that lost its approval goes. `by` is None when the portal itself follows the calendar.
    """
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    record_of = published(fresh)
    if record_of is None:
        return
    version = _in_force(fresh)
    if version is not None:
        _write(fresh, version, by)
        return
    trail.record(fresh.chain, "withdraw_publication", by=by, old=_state(record_of))
    _take_away(record_of)


@transaction.atomic
def follow_policy(project: Project) -> None:
    """Bring what a public record says of policy instruments in line with the reports that were confirmed."""
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    record_of, version = published(fresh), _in_force(fresh)
    if record_of is None or version is None:
        return
    policy.write(record_of, from_data(version.data), fresh)
    _note_change(record_of)


@transaction.atomic
def follow_contract(project: Project) -> None:
    """Bring the types of intervention of a public record in line with the contract that changed them."""
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    record_of = published(fresh)
    if record_of is None:
        return
    _note_change(record_of, interventions=record.interventions_of(fresh, record_of.objective))


@transaction.atomic
def follow_contractors(project: Project) -> None:
    """Bring the contractors of a public record in line with those that were confirmed."""
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    record_of, version = published(fresh), _in_force(fresh)
    if record_of is None or version is None:
        return
    gone = contractors.write(record_of, from_data(version.data), fresh)
    search.index([record_of.pk])
    search.forget(gone)
    _note_change(record_of)


def _note_change(record_of: Publication, **facts: Any) -> None:
    """Store these facts of a record, with the version and the day that they make, and what shows them."""
    now = timezone.now()
    Publication.objects.filter(pk=record_of.pk).update(**facts, data_date=now)
    versions.note([record_of.pk], at=now)
    remaking.mark([record_of.pk])


def _in_force(project: Project) -> Version | None:
    """What holds today where the programme works."""
    return Modification.objects.version_in_force(project, timezone.localdate(timezone=project.call.zone))


def _write(fresh: Project, version: Version, by: User | None) -> Publication:
    old = published(fresh)
    if old and (old.version_hash, old.status) == (version.hash, record.status_of(fresh)):
        summary.request_all(old)
        return old
    publication = record.write(fresh, version, first_published_at=None if old else _first_date(fresh))
    trail.record(fresh.chain, "publish", by=by, old=_state(old), new=_state(publication))
    remaking.mark([publication.pk])
    summary.request_all(publication)
    return publication


@transaction.atomic
def withdraw(project: Project, *, by: User, note: str) -> None:
    """Take the record off the public pages. The trail keeps that it was there, and why it went."""
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    if not may_publish(by, fresh):
        raise NotAllowed(_("Only the secretariat of the programme takes a project off the public pages."))
    publication = published(fresh)
    if publication is None:
        raise DomainError(_("This project is not on the public pages."))
    if not note.strip():
        raise DomainError(_("Write down why the project is taken off the public pages."))
    trail.record(fresh.chain, "withdraw_publication", by=by, old=_state(publication), note=note.strip())
    _take_away(publication)


def _take_away(publication: Publication) -> None:
    """Delete the record. Should it come back, its versions name no persons: nobody counts their years now."""
    roles = publication.partners.exclude(organisation=None)
    organisations = set(roles.values_list("organisation", flat=True))
    versions.hide_persons(publication.code, everyone=True)
    awarded.hide(publication.code, everyone=True)
    remaking.mark([publication.pk])
    try:
        publication.delete()
    except ProtectedError as error:
        raise DomainError(
            _("This project hands money on in calls of its own: its record stays as long as its scheme.")
        ) from error
    linking.recount(organisations)


def _check(project: Project, by: User) -> None:
    if not may_publish(by, project):
        raise NotAllowed(_("Only the secretariat of the programme publishes a project."))
    if project.call.kind == CallKind.CASCADE:
        raise DomainError(
            _("A sub-grant is made public with the project that awards it, not as one of its own.")
        )
    if not project.is_funded:
        raise DomainError(
            _("A project is published once it is approved. This one is “%(state)s” now.")
            % {"state": project.get_state_display()}
        )


def _first_date(project: Project) -> datetime:
    """When a record that comes back was public first: duties count from there."""
    first = TrailEntry.objects.filter(chain=project.chain, action="publish").order_by("sequence").first()
    return first.at if first else timezone.now()


def _state(publication: Publication | None) -> dict[str, object] | None:
    if publication is None:
        return None
    return {
        "code": publication.code,
        "version": publication.version_number,
        "hash": publication.version_hash,
        "status": publication.status,
        "total": publication.total_budget,
        "eu_funding": publication.eu_funding,
    }
