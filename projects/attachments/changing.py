"""Describing a file, taking it away, putting it back: all while the proposal may be edited."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.uploads import numbered
from projects.attachments.access import line, require_edit, require_file
from projects.attachments.limits import MOST_FILES
from projects.locking import locked
from projects.models import Attachment, Project
from projects.models.attachments import DESCRIPTION_LENGTH, Purpose


@transaction.atomic
def describe(attachment: Attachment, *, by: User, description: str) -> Attachment:
    """Say in a line of at most 250 characters what the file is."""
    project, fresh = _fresh(attachment, by)
    kept = line(description, DESCRIPTION_LENGTH)
    if kept != fresh.description:
        old = {"file": str(fresh.uid), "description": fresh.description}
        fresh.description = kept
        fresh.save(update_fields=["description"])
        _record(project, "describe file", by, old=old, new=old | {"description": kept})
    return fresh


@transaction.atomic
def remove(attachment: Attachment, *, by: User) -> Attachment:
    """Take a file out of the proposal. Versions that hold it keep it, and it can be put back."""
    project, fresh = _fresh(attachment, by)
    if fresh.removed_at is None:
        fresh.removed_at = timezone.now()
        fresh.save(update_fields=["removed_at"])
        _record(project, "remove file", by, old={"file": str(fresh.uid), "name": fresh.name})
    return fresh


@transaction.atomic
def put_back(attachment: Attachment, *, by: User) -> Attachment:
    """Undo the removal; a name that was given anew meanwhile gets a number."""
    project, fresh = _fresh(attachment, by)
    if fresh.removed_at is None:
        return fresh
    present = Attachment.objects.present().filter(project=project)
    if present.count() >= MOST_FILES:
        raise DomainError(
            _("A proposal holds at most %(most)d files. Combine some of them.") % {"most": MOST_FILES}
        )
    same = present.filter(purpose=fresh.purpose, annex=fresh.annex_id, partnership=fresh.partnership_id)
    taken = {name.casefold() for name in same.values_list("name", flat=True)}
    fresh.name, fresh.removed_at = numbered(fresh.name, taken), None
    fresh.save(update_fields=["name", "removed_at"])
    _record(project, "put file back", by, new={"file": str(fresh.uid), "name": fresh.name})
    return fresh


def _fresh(attachment: Attachment, by: User) -> tuple[Project, Attachment]:
    """Project and file as they are now, the project locked, if this person may change them."""
    project = locked(attachment.project)
    fresh = (
        Attachment.objects.select_related("partnership__project", "annex").filter(pk=attachment.pk).first()
    )
    if fresh is None:
        raise DomainError(_("This file is gone already. Reload the page."))
    may_change = require_edit if fresh.purpose == Purpose.DOSSIER else require_file
    may_change(project, by, fresh.annex, fresh.partnership)
    return project, fresh


def _record(project: Project, action: str, by: User, *, old: object = None, new: object = None) -> None:
    project.changed_at = timezone.now()
    project.save(update_fields=["changed_at"])
    trail.record(project.chain, action, by=by, old=old, new=new)
