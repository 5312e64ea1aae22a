"""Papers of a contract: files beside the dossier, checked like annexes, never frozen or restored."""

from __future__ import annotations

from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from projects import attachments
from projects.attachments import Place
from projects.attachments.access import require_file
from projects.models import Attachment, Project
from projects.models.attachments import Purpose

PURPOSES = (Purpose.AGREEMENT, Purpose.CONTRACT, Purpose.PROOF)


def papers_of(project: Project) -> list[Attachment]:
    """The papers that are there, in whatever state of the check, in the order in which they came."""
    return list(Attachment.objects.of_contract().present().filter(project=project).for_list())


def add_paper(
    project: Project, content: File[bytes], *, by: User, purpose: str, key: UUID, description: str = ""
) -> Attachment:
    """Keep a paper, in quarantine until it is checked. The same `key` gives the same file."""
    if purpose not in PURPOSES:
        raise DomainError(_("Choose what the paper is."))
    place = Place(purpose=Purpose(purpose))
    return attachments.add(
        project, content, by=by, place=place, key=key, description=description, may_add=require_file
    )


def remove_paper(paper: Attachment, *, by: User) -> Attachment:
    """Take a paper away. The trail keeps that it was there."""
    return attachments.remove(paper, by=by)
