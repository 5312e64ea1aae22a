"""The people who write a project: invite, accept, change the level, remove. The last manager stays."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from projects.models import Collaborator, Invitation, Project
from projects.models.invitations import UNANSWERED, holds_until
from projects.permissions import may_manage
from projects.states import LEVEL_RANK, Level

MOST_OPEN_INVITATIONS = 50
SEND_AGAIN_AFTER = timedelta(minutes=10)


@transaction.atomic
def invite(project: Project, *, by: User, email: str, level: str) -> Invitation:
    """Offer a level to the owner of an address; the answer is the same whether there is an account or not.

    Inviting an address again changes the level of the open invitation, makes it hold longer, and sends the
    mail again, but not more often than every ten minutes.
    """
    project = _managed(project, by)
    address, wanted = _address(email), _level(level)
    if project.collaborators.filter(user__email=address).exists():
        raise DomainError(_("This person already works on the project. Change the level in the list."))
    waiting = project.invitations.filter(UNANSWERED)
    if waiting.count() >= MOST_OPEN_INVITATIONS:
        raise DomainError(_("Too many invitations are open. Cancel some that are no longer needed."))
    now = timezone.now()
    invitation, is_new = Invitation.objects.get_or_create(
        project=project,
        email=address,
        accepted_at=None,
        declined_at=None,
        cancelled_at=None,
        defaults={"level": wanted, "invited_by": by, "sent_at": now},
    )
    must_send = is_new or now - invitation.sent_at >= SEND_AGAIN_AFTER
    if not is_new:
        invitation.level, invitation.expires_at, invitation.invited_by = wanted, holds_until(), by
        invitation.sent_at = now if must_send else invitation.sent_at
        invitation.save(update_fields=["level", "expires_at", "invited_by", "sent_at"])
    new = {"invitation": str(invitation.uid), "level": wanted}
    trail.record(project.chain, "invite", by=by, new=new)
    if must_send:
        _send(invitation, by)
    return invitation


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: User) -> None:
    """Take back an invitation that nobody has accepted."""
    project = _managed(invitation.project, by)
    invitation = Invitation.objects.get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise DomainError(_("This invitation was accepted already. Remove the person instead."))
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    trail.record(project.chain, "cancel invitation", by=by, old={"invitation": str(invitation.uid)})


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Collaborator:
    """Take up an invitation to an address that the person has confirmed. Never lowers a level held."""
    project = Project.objects.select_for_update().get(pk=invitation.project_id)
    open_one = Invitation.objects.open().filter(pk=invitation.pk).first()
    if open_one is None or not by.is_active or open_one.email not in _confirmed_addresses(by):
        raise NotAllowed(_("This invitation does not hold for you, or no longer. Ask for a new one."))
    collaborator, is_new = Collaborator.objects.get_or_create(
        project=project,
        user=by,
        defaults={"level": open_one.level, "invited_by_id": open_one.invited_by_id},
    )
    if not is_new and LEVEL_RANK[open_one.level] > LEVEL_RANK[collaborator.level]:
        collaborator.level = open_one.level
        collaborator.save(update_fields=["level"])
    open_one.accepted_by, open_one.accepted_at = by, timezone.now()
    open_one.save(update_fields=["accepted_by", "accepted_at"])
    new = {"invitation": str(open_one.uid), "level": collaborator.level}
    trail.record(project.chain, "accept invitation", by=by, new=new)
    return collaborator


def accept_all(user: User) -> list[Project]:
    """Take up every invitation that waits for the person: called at sign-in. One query when none waits."""
    waiting = Invitation.objects.open().filter(
        email__in=EmailAddress.objects.filter(user=user, verified=True).values("email")
    )
    return [accept(invitation, by=user).project for invitation in waiting.order_by("pk")]


@transaction.atomic
def change_level(collaborator: Collaborator, *, by: User, level: str) -> Collaborator:
    """Give a collaborator another level."""
    project = _managed(collaborator.project, by)
    wanted, fresh = _level(level), _fresh(collaborator)
    old = fresh.level
    if old == wanted:
        return fresh
    if wanted != Level.MANAGE:
        _keep_a_manager(project, fresh)
    fresh.level = wanted
    fresh.save(update_fields=["level"])
    person = f"user:{fresh.user_id}"
    trail.record(
        project.chain,
        "change level",
        by=by,
        old={"person": person, "level": old},
        new={"person": person, "level": wanted},
    )
    return fresh


@transaction.atomic
def remove(collaborator: Collaborator, *, by: User) -> None:
    """Take a person off the project; everyone may leave by themselves. The texts stay."""
    project = Project.objects.select_for_update().get(pk=collaborator.project_id)
    if collaborator.user_id != by.pk:
        project = _managed(project, by)
    fresh = _fresh(collaborator)
    _keep_a_manager(project, fresh)
    old = {"person": f"user:{fresh.user_id}", "level": fresh.level}
    trail.record(project.chain, "remove collaborator", by=by, old=old)
    fresh.delete()


def _managed(project: Project, by: User) -> Project:
    """The project, locked, if this person may say who works on it."""
    fresh = (
        Project.objects.select_for_update(of=("self",))
        .select_related("call__programme_period")
        .filter(pk=project.pk)
        .first()
    )
    if fresh is None or not may_manage(by, fresh):
        raise NotAllowed(_("Only people who manage the project may say who works on it."))
    return fresh


def _fresh(collaborator: Collaborator) -> Collaborator:
    fresh = Collaborator.objects.filter(pk=collaborator.pk).first()
    if fresh is None:
        raise DomainError(_("This person no longer works on the project."))
    return fresh


def _keep_a_manager(project: Project, leaving: Collaborator) -> None:
    others = project.collaborators.filter(level=Level.MANAGE, user__is_active=True).exclude(pk=leaving.pk)
    if leaving.level == Level.MANAGE and not others.exists():
        raise DomainError(_("A project needs somebody who manages it. Let another person manage it first."))


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("Give a full e-mail address, such as name@example.org.")) from error
    if len(address) > 254:
        raise DomainError(_("This e-mail address is too long."))
    return address


def _level(level: str) -> Level:
    if level not in Level.values:
        raise DomainError(_("Choose what the person may do: view, edit or manage."))
    return Level(level)


def _confirmed_addresses(user: User) -> set[str]:
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in confirmed}


def _send(invitation: Invitation, by: User) -> None:
    """The mail, in the language of the account if there is one, else of the person who invites."""
    account = User.objects.filter(email=invitation.email, is_active=True).first()
    language = account.language if account else by.language
    with translation.override(language):
        context = {
            "inviter": str(by),
            "acronym": invitation.project.acronym,
            "call": str(invitation.project.call),
            "may": invitation.get_level_display().lower(),
            "email": invitation.email,
            "until": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        }
    subject, body = outbox.compose("invitation", context, language)
    outbox.write_for_account(
        to=None,
        address=invitation.email,
        language=language,
        subject=subject,
        body=body,
        dedupe_key=f"invitation:{invitation.uid}:{invitation.sent_at.timestamp()}",
    )
