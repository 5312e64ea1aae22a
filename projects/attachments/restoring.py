"""Making the files of a project those of a frozen dossier again, when a version is restored."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from projects.dossier import AnnexFile
from projects.models import Attachment, Project


def restore_as(project: Project, files: Iterable[AnnexFile]) -> None:
    """Let exactly these files be present, as they were told then. The project must be locked.

    The partners must have been restored before: files of a partner that was away meanwhile are its own again.
    Contents were never touched.
    """
    kept = {file.uid: file for file in files}
    rows = Attachment.objects.of_dossier().filter(project=project)
    rows.present().exclude(uid__in=kept).update(removed_at=timezone.now())
    rows.removed().filter(uid__in=kept).update(removed_at=None)
    partners = dict(project.partnerships.values_list("uid", "pk"))
    for row in rows.filter(uid__in=kept):
        file = kept[row.uid]
        partner = partners.get(file.partner) if file.partner else None
        if (row.name, row.description, row.partnership_id) != (file.name, file.description, partner):
            row.name, row.description, row.partnership_id = file.name, file.description, partner
            row.save(update_fields=["name", "description", "partnership"])
