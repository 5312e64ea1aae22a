"""The files of a frozen version: as they were then, with where their check stands now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from projects.dossier import AnnexFile, Dossier
from projects.models import Attachment, Version
from projects.models.attachments import AttachmentState


@dataclass(frozen=True)
class FrozenFile:
    """A file of a version; `state` is that of its check now, `category` and `partner` are names."""

    file: AnnexFile
    category: str
    partner: str
    state: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be handed out."""
        return self.state == AttachmentState.CLEAN

    @property
    def state_label(self) -> str:
        return str(AttachmentState(self.state).label)


def files_in(frozen: Dossier) -> list[FrozenFile]:
    """The files of a frozen dossier by category, in the order of the call; one query."""
    now = dict(
        Attachment.objects.filter(uid__in=[file.uid for file in frozen.annexes]).values_list("uid", "state")
    )
    titles = {annex.key: str(annex.title) for annex in frozen.call.annexes}
    order = {key: position for position, key in enumerate(titles)}
    names = {partner.uid: partner.abbreviation for partner in frozen.partners}
    return [
        FrozenFile(
            file=file,
            category=titles.get(file.key) or _("Other files"),
            partner=names.get(file.partner, "") if file.partner else "",
            state=now.get(file.uid, file.state),
        )
        for file in sorted(frozen.annexes, key=lambda file: order.get(file.key, len(order)))
    ]


def rows_in(version: Version) -> list[Attachment]:
    """The rows behind the files of a version, in the order in which they came."""
    uids = [entry["uid"] for entry in version.data.get("annexes", [])]
    return list(Attachment.objects.filter(project=version.project_id, uid__in=uids).for_list())


def row_in(version: Version, uid: UUID) -> Attachment | None:
    """The row behind one file of a version; None when the version has no such file."""
    return next((row for row in rows_in(version) if row.uid == uid), None)
