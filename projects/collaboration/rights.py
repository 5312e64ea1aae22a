"""Who may say who writes what, asked while the project is locked; and that somebody always manages it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from projects.locking import locked
from projects.models import AdviceLink, Collaborator, Partnership, Project
from projects.permissions import level_in
from projects.states import Level, reaches


def managed(project: Project, by: User, *parts: Partnership | None) -> Project:
    """The project, locked, if this person may say who writes each of the parts (None: the whole).

    Who manages the whole may say so of every part; who manages one partner's part, of that part.
    """
    fresh = locked(project)
    held = Collaborator.objects.filter(project=fresh, user=by, user__is_active=True).first()
    if held is None or not reaches(held.level, Level.MANAGE):
        raise NotAllowed(_("Only people who manage the project may say who works on it."))
    for part in parts:
        if part is not None and part.project_id != fresh.pk:
            raise DomainError(_("This partner is not in the proposal. Reload the page and choose again."))
        if not reaches(level_in(held, part), Level.MANAGE):
            raise NotAllowed(_("You manage the part of one partner, so you say who writes that part only."))
    return fresh


def fresh_of(collaborator: Collaborator) -> Collaborator:
    """The collaborator as stored now."""
    fresh = Collaborator.objects.filter(pk=collaborator.pk).select_related("partnership", "user").first()
    if fresh is None:
        raise DomainError(_("This person no longer works on the project."))
    return fresh


def has_other_manager(project: Project, leaving: Collaborator) -> bool:
    """Whether the whole is still managed by an open account when this person no longer does."""
    others = project.collaborators.filter(level=Level.MANAGE, partnership=None, user__is_active=True)
    return others.exclude(pk=leaving.pk).exists()


def keep_a_manager(project: Project, leaving: Collaborator) -> None:
    """Refuses to let the last person go who manages the whole."""
    manages = leaving.level == Level.MANAGE and leaving.partnership_id is None
    if manages and not has_other_manager(project, leaving):
        raise DomainError(_("A project needs somebody who manages it. Let another person manage it first."))


def take_off(person: Collaborator, *, by: User, note: str = "") -> None:
    """The person works on the project no more; links for advice that the person made stop to open it."""
    project = person.project
    trail.record(project.chain, "remove collaborator", by=by, old=facts(person), note=note)
    links = AdviceLink.objects.open().filter(project=project, created_by=person.user_id)
    links.update(revoked_at=timezone.now())
    person.delete()


def checked_level(level: str) -> Level:
    if level not in Level.values:
        raise DomainError(_("Choose what the person may do: view, edit or manage."))
    return Level(level)


def facts(person: Collaborator) -> dict[str, object]:
    """What the trail keeps of a person's place: no name and no address, which could not be forgotten."""
    part = {"partner": str(person.partnership.uid)} if person.partnership else {}
    return {"person": f"user:{person.user_id}", "level": person.level, **part}
