"""Declarations of interests: made before a proposal is read, taken back only by the secretariat."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.interests import DECLARES
from assessments.models import Assessment, FreedPlace
from assessments.permissions import require_secretariat
from assessments.results import settle
from assessments.states import Leaving
from calls.permissions import roles_in
from core.errors import DomainError, NotAllowed
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Interest, Project

NOTE_LENGTH = 10_000


@transaction.atomic
def declare_interest(assessment: Assessment, *, by: User, has_conflict: bool, note: str = "") -> Assessment:
    """As `declare`, by the assessor who was asked; gives the assessment with what was declared."""
    own = Assessment.objects.for_assessor(by).with_interest().filter(pk=assessment.pk)
    if not own.exists():
        raise NotAllowed(_("Only the assessor who was asked may do this."))
    declare(assessment.project, by=by, has_conflict=has_conflict, note=note)
    return own.get()


@transaction.atomic
def declare(project: Project, *, by: User, has_conflict: bool, note: str = "") -> Interest:
    """Say whether one has a conflict of interest with a project; holds for all its versions.

    A conflict needs a note, closes the project to the person at once and frees the person's places in its
    assessment. It can also be found later; that there is none after all is for the secretariat to record.
    """
    project = locked(project)
    if not by.is_active or roles_in(by, project.call).isdisjoint(DECLARES):
        raise NotAllowed(_("Only people who work for the programme declare their interests."))
    if project.first_submitted_at is None or project.is_rehearsal:
        raise NotAllowed(_("Only people who work for the programme declare their interests."))
    known = Interest.objects.in_force().filter(project=project, person=by).first()
    if known is not None and known.has_conflict == has_conflict:
        return known
    if known is not None and known.has_conflict:
        raise DomainError(_("You have declared your interests already. Ask the secretariat to change that."))
    text = clean_text(note, NOTE_LENGTH)
    if has_conflict and not text:
        raise DomainError(_("Say in a few words what the conflict of interest is."))
    interest, _is_new = Interest.objects.update_or_create(
        project=project,
        person=by,
        defaults={"has_conflict": has_conflict, "note": text, "declared_at": timezone.now()},
    )
    old = {"has_conflict": known.has_conflict} if known else None
    trail.record(project.chain, "declare interest", by=by, old=old, new={"has_conflict": has_conflict})
    if has_conflict:
        _free_places(interest)
        settle([project])
    return interest


@transaction.atomic
def declare_several(answers: Mapping[Project, tuple[bool, str]], *, by: User) -> int:
    """Declare about many projects at once, all or none; how many."""
    for project in sorted(answers, key=lambda each: each.pk):
        has_conflict, note = answers[project]
        declare(project, by=by, has_conflict=has_conflict, note=note)
    return len(answers)


@transaction.atomic
def correct(interest: Interest, *, by: User, has_conflict: bool | None, reason: str) -> Interest:
    """The secretariat changes somebody's declaration, with the reason; None: the person declares anew."""
    project = locked(interest.project)
    require_secretariat(by, project)
    fresh = Interest.objects.select_for_update().get(pk=interest.pk)
    text = clean_text(reason, NOTE_LENGTH)
    if fresh.person_id == by.pk:
        raise NotAllowed(_("Somebody else from the secretariat must change your declaration."))
    if not text:
        raise DomainError(_("Write down why the declaration is changed."))
    if fresh.has_conflict == has_conflict:
        raise DomainError(_("The declaration says so already."))
    old, fresh.has_conflict = fresh.has_conflict, has_conflict
    fresh.note = fresh.note or (text if has_conflict else "")
    fresh.corrected_by, fresh.corrected_at, fresh.correction_note = by, timezone.now(), text
    fresh.save()
    person = {"person": f"user:{fresh.person_id}"}
    trail.record(
        project.chain,
        "correct interest",
        by=by,
        old={"has_conflict": old, **person},
        new={"has_conflict": has_conflict, **person},
        note=text,
    )
    if has_conflict:
        _free_places(fresh)
    elif old:
        waiting = FreedPlace.objects.filter(
            project=project, person=fresh.person, why=Leaving.CONFLICT, settled_at__isnull=True
        )
        waiting.update(settled_by=by, settled_at=timezone.now())
    settle([project])
    return fresh


def _free_places(interest: Interest) -> None:
    """The places of a person with a conflict no longer count: the secretariat is told of each newest one."""
    newest = Assessment.objects.filter(project=interest.project, assessor=interest.person)
    held = newest.select_related("version").order_by("-version__number").first()
    if held is not None:
        FreedPlace.objects.create(
            project=interest.project,
            version=held.version,
            person=interest.person,
            why=Leaving.CONFLICT,
            reason=interest.note,
        )
