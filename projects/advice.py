"""Links by which a colleague without an account reads a project: made, taken back, opened.

The secret of a link is derived from its uid and the portal's own key, so that the person who made it can be
shown it again; stored is its hash only.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from accounts.people import TURNING_MARKS
from core.errors import DomainError, NotAllowed
from projects.models import AdviceLink, Project
from projects.permissions import may_manage

MOST_OPEN = 20
MOST_DAYS = 60
READER_LENGTH = 150


@transaction.atomic
def make(project: Project, *, by: User, reader: str, days: int, key: uuid.UUID) -> AdviceLink:
    """A link that holds for so many days. `reader` says for whom; the same `key` gives the same link."""
    project = _managed(project, by)
    known = AdviceLink.objects.filter(uid=key).first()
    if known is not None:
        if known.project_id != project.pk:
            raise DomainError(_("This form was used already. Reload the page."))
        return known
    if not 1 <= days <= MOST_DAYS:
        raise DomainError(_("Let the link be valid for 1 to %(limit)d days.") % {"limit": MOST_DAYS})
    if project.advice_links.open().count() >= MOST_OPEN:
        raise DomainError(_("Too many links are open. Take some back that are no longer needed."))
    link = AdviceLink.objects.create(
        uid=key,
        project=project,
        reader=_line(reader),
        token_hash=_hash(_token(key)),
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    new = {"link": str(link.uid), "until": link.expires_at}
    trail.record(project.chain, "make advice link", by=by, new=new)
    return link


@transaction.atomic
def revoke(link: AdviceLink, *, by: User) -> None:
    """The link opens nothing any more."""
    project = _managed(link.project, by)
    taken = AdviceLink.objects.open().filter(pk=link.pk).update(revoked_at=timezone.now())
    if taken:
        trail.record(project.chain, "revoke advice link", by=by, old={"link": str(link.uid)})


def opened(token: str) -> AdviceLink | None:
    """The link of this secret if it holds now, counted as opened once more; else None, whatever the cause."""
    found = AdviceLink.objects.open().filter(token_hash=_hash(token))
    if not found.update(openings=F("openings") + 1, last_opened_at=timezone.now()):
        return None
    return found.select_related("project", "created_by").first()


def token_of(link: AdviceLink) -> str:
    """The secret of a link, for the person who made it; blank when the portal's key has changed since."""
    token = _token(link.uid)
    return token if _hash(token) == link.token_hash else ""


def _managed(project: Project, by: User) -> Project:
    fresh = Project.objects.select_for_update(of=("self",)).filter(pk=project.pk).first()
    if fresh is None or not may_manage(by, fresh):
        raise NotAllowed(_("Only people who manage the proposal may let others read it."))
    return fresh


def _token(uid: uuid.UUID) -> str:
    return salted_hmac("projects.advice", uid.hex, algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line or len(line) > READER_LENGTH:
        raise DomainError(
            _("Say in 1 to %(limit)d characters for whom the link is.") % {"limit": READER_LENGTH}
        )
    if any(sign < " " or "\ud800" <= sign <= "\udfff" or sign in TURNING_MARKS for sign in line):
        raise DomainError(_("The text holds characters that cannot be stored. Type it again without them."))
    return line
