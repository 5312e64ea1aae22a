"""The annexes of a proposal by category: what the call asks for, what is there, what is still missing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from calls.models import CallAnnex
from core.texts import Text
from projects.attachments import MOST_BYTES_OF_ALL
from projects.form.places import annex_places
from projects.models import Attachment, Collaborator, Partnership, Project
from projects.permissions import level_in
from projects.states import Level, reaches, step_of


@dataclass(frozen=True)
class FileRow:
    """A file in the list, and whether this person may change it."""

    attachment: Attachment
    project_uid: UUID
    is_editable: bool


@dataclass(frozen=True)
class Category:
    """One place for files. `annex` is None for other files; `partner` only where each partner is asked."""

    annex: CallAnnex | None
    partner: Partnership | None
    files: tuple[FileRow, ...]
    is_editable: bool
    key: UUID = field(default_factory=uuid.uuid4)

    @property
    def id(self) -> str:
        """The place on the page, which findings lead to."""
        place = f"annex-{self.annex.key if self.annex else 'other'}"
        return f"{place}-{self.partner.uid}" if self.partner else place

    @property
    def name(self) -> str:
        """The category in one line, for messages that stand far from it."""
        title = str(Text(self.annex.title)) if self.annex else _("Other files")
        return f"{title}, {self.partner.abbreviation}" if self.partner else title

    @property
    def is_missing(self) -> bool:
        """Whether the call asks for a file here and none that could count is there."""
        is_required = self.annex is not None and self.annex.is_required
        return is_required and not any(not row.attachment.is_refused for row in self.files)


@dataclass(frozen=True)
class AnnexGroup:
    """An annex of the call with its categories: one, or one for each partner."""

    annex: CallAnnex | None
    categories: tuple[Category, ...]

    @property
    def id(self) -> str:
        return f"annex-{self.annex.key}" if self.annex else "annex-other"


@dataclass(frozen=True)
class AnnexPage:
    """All that the section shows."""

    groups: tuple[AnnexGroup, ...]
    removed: tuple[FileRow, ...]
    bytes_taken: int

    @property
    def missing(self) -> list[Category]:
        """The categories that the call asks for and that are empty."""
        return [one for group in self.groups for one in group.categories if one.is_missing]

    @property
    def has_files(self) -> bool:
        return any(one.files for group in self.groups for one in group.categories)

    @property
    def bytes_left(self) -> int:
        return max(MOST_BYTES_OF_ALL - self.bytes_taken, 0)


def annex_page(project: Project, collaboration: Collaborator) -> AnnexPage:
    """The section for one person, in three queries."""
    rows = list(Attachment.objects.of_dossier().filter(project=project).exclude(state="arriving").for_list())
    partners = list(project.partnerships.order_by("position"))
    annexes = asked_in(project)
    present = [row for row in rows if row.removed_at is None]
    shelves = _shelves(present, {annex.pk for annex in annexes})
    groups = [
        AnnexGroup(
            annex,
            tuple(
                _category(project, collaboration, annex, partner, shelves)
                for partner in (partners if annex.per_partner else [None])
            ),
        )
        for annex in annexes
    ]
    other = AnnexGroup(None, (_category(project, collaboration, None, None, shelves),))
    return AnnexPage(
        groups=(*groups, other),
        removed=tuple(file_row(project, collaboration, row) for row in rows if row.removed_at is not None),
        bytes_taken=sum(row.size for row in present),
    )


def asked_in(project: Project) -> list[CallAnnex]:
    """The annexes that the call asks for in the project's present step."""
    return list(CallAnnex.objects.filter(call=project.call_id, step__lte=step_of(project.state)))


def file_row(project: Project, collaboration: Collaborator, row: Attachment) -> FileRow:
    return FileRow(row, project.uid, _may_edit(project, collaboration, row.annex, row.partnership))


def _category(
    project: Project,
    collaboration: Collaborator,
    annex: CallAnnex | None,
    partner: Partnership | None,
    shelves: dict[tuple[int | None, int | None], list[Attachment]],
) -> Category:
    rows = shelves.get((annex.pk if annex else None, partner.pk if partner else None), [])
    return Category(
        annex=annex,
        partner=partner,
        files=tuple(file_row(project, collaboration, row) for row in rows),
        is_editable=_may_edit(project, collaboration, annex, partner),
    )


def _shelves(
    rows: Iterable[Attachment], known: set[int]
) -> dict[tuple[int | None, int | None], list[Attachment]]:
    """The files by category. Those whose annex or partner is no longer asked for lie with the other files."""
    shelves: dict[tuple[int | None, int | None], list[Attachment]] = defaultdict(list)
    for row in rows:
        annex = row.annex
        is_placed = (
            annex is not None and annex.pk in known and annex.per_partner == (row.partnership_id is not None)
        )
        shelves[(row.annex_id, row.partnership_id) if is_placed else (None, None)].append(row)
    return shelves


def _may_edit(
    project: Project, collaboration: Collaborator, annex: CallAnnex | None, partner: Partnership | None
) -> bool:
    places = annex_places(annex.key if annex else None, partner.uid if partner else None)
    reach = reaches(level_in(collaboration, partner), Level.EDIT)
    return project.is_editable and reach and project.opens(places)
