"""Inviting by mail, with or without an account; taking an invitation back."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from correspondence import outbox
from projects.collaboration.rights import checked_level, managed
from projects.models import Collaborator, Invitation, Partnership, Project
from projects.models.invitations import UNANSWERED, holds_until
from projects.states import Level

MOST_OPEN_INVITATIONS = 50
SEND_AGAIN_AFTER = timedelta(minutes=10)


@transaction.atomic
def invite(
    project: Project,
    *,
    by: User,
    email: str,
    level: str,
    partner: Partnership | None = None,
    replaces: Collaborator | None = None,
) -> Invitation:
    """Offer a level to the owner of an address; the answer is the same whether there is an account or not.

    With `partner` the level holds for that partner's own part only; `replaces` leaves when it is accepted.
    Inviting an address again changes what the open invitation offers, makes it hold longer, and sends the
    mail again, but not more often than every ten minutes.
    """
    project = managed(project, by, partner)
    address, wanted = clean_address(email), checked_level(level)
    if project.collaborators.filter(user__email=address).exists():
        raise DomainError(_("This person already works on the project. Change the level in the list."))
    invitation = project.invitations.filter(UNANSWERED, email=address).select_related("partnership").first()
    if invitation is None:
        if project.invitations.filter(UNANSWERED).count() >= MOST_OPEN_INVITATIONS:
            raise DomainError(_("Too many invitations are open. Cancel some that are no longer needed."))
        invitation, must_send = Invitation(project=project, email=address), True
    else:
        managed(project, by, invitation.partnership)
        must_send = timezone.now() - invitation.sent_at >= SEND_AGAIN_AFTER
    _offer(invitation, by, wanted, partner, replaces)
    if must_send:
        _send(invitation, by)
    return invitation


def _offer(
    invitation: Invitation, by: User, level: Level, partner: Partnership | None, replaces: Collaborator | None
) -> None:
    """Writes what the invitation offers from now on."""
    invitation.level, invitation.partnership, invitation.replaces = level, partner, replaces
    invitation.invited_by, invitation.expires_at = by, holds_until()
    invitation.save()
    new = {"invitation": str(invitation.uid), "level": level}
    if partner is not None:
        new["partner"] = str(partner.uid)
    if replaces is not None:
        new["replaces"] = f"user:{replaces.user_id}"
    trail.record(invitation.project.chain, "invite", by=by, new=new)


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: User) -> None:
    """Take back an invitation that nobody has accepted."""
    project = managed(invitation.project, by, invitation.partnership)
    invitation = Invitation.objects.get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise DomainError(_("This invitation was accepted already. Remove the person instead."))
    if invitation.declined_at is not None or invitation.cancelled_at is not None:
        return
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    trail.record(project.chain, "cancel invitation", by=by, old={"invitation": str(invitation.uid)})


def clean_address(email: str) -> str:
    """A full e-mail address in lower case."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("Give a full e-mail address, such as name@example.org.")) from error
    if len(address) > 254:
        raise DomainError(_("This e-mail address is too long."))
    return address


def _send(invitation: Invitation, by: User) -> None:
    """The mail, in the language of the account if there is one, else of the inviter's page."""
    account = User.objects.filter(email=invitation.email, is_active=True).first()
    language = account.language if account else translation.get_language() or by.language
    with translation.override(language):
        context = {
            "inviter": str(by),
            "acronym": invitation.project.acronym,
            "call": str(invitation.project.call),
            "may": invitation.get_level_display().lower(),
            "partner": invitation.partnership.abbreviation if invitation.partnership else "",
            "email": invitation.email,
            "until": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
            "invitation": invitation.uid,
        }
    subject, body = outbox.compose("invitation", context, language)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])
    outbox.write_for_account(
        to=None,
        address=invitation.email,
        language=language,
        subject=subject,
        body=body,
        dedupe_key=f"invitation:{invitation.uid}:{invitation.sent_at.timestamp()}",
    )
