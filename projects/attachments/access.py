"""Who may change the files of a project, on its locked row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import CallAnnex
from core.errors import DomainError, NotAllowed
from projects.form.places import annex_places
from projects.models import Partnership, Project
from projects.opening import closed_text
from projects.permissions import may_edit, may_edit_part, may_file


def require_edit(
    project: Project, by: User, annex: CallAnnex | None = None, partner: Partnership | None = None
) -> None:
    """NotAllowed unless the person may change the project now, or the part of the file's partner.

    While a correction round asks about single places, the file's annex must be one of them.
    """
    if not may_edit(by, project) and not (partner is not None and may_edit_part(by, partner)):
        raise NotAllowed(
            _("You may not change the annexes now. Reload the page to see where the proposal stands.")
        )
    if not project.opens(annex_places(annex.key if annex else None, partner.uid if partner else None)):
        raise NotAllowed(closed_text(project))


def require_file(
    project: Project, by: User, annex: CallAnnex | None = None, partner: Partnership | None = None
) -> None:
    """NotAllowed unless the person may change the papers of the contract, which the dossier does not hold."""
    if not may_file(by, project):
        raise NotAllowed(_("You may not change the papers of the contract now."))


def line(text: str, limit: int) -> str:
    """One line of at most `limit` characters that can be stored."""
    kept = " ".join(text.split())
    if len(kept) > limit:
        raise DomainError(
            _("Keep the description to %(limit)d characters; it has %(count)d.")
            % {"limit": limit, "count": len(kept)}
        )
    if any(character < " " or "\ud800" <= character <= "\udfff" for character in kept):
        raise DomainError(_("The text holds characters that cannot be stored. Type it again without them."))
    return kept
