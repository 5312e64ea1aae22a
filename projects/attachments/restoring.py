"""Making the files of a project those of a frozen dossier again, when a version is restored."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from projects.models import Attachment, Project


def restore_as(project: Project, files: Iterable[UUID]) -> None:
    """Let exactly these files be present. The project must be locked; contents were never touched."""
    kept = list(files)
    rows = Attachment.objects.of_dossier().filter(project=project)
    rows.present().exclude(uid__in=kept).update(removed_at=timezone.now())
    rows.removed().filter(uid__in=kept).update(removed_at=None)
