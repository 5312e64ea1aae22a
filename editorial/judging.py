"""What staff decide of a forgotten name that a document still holds: it stays, or the file is replaced."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from editorial.models import Paper, PaperMention
from editorial.states import NameState
from programmes.permissions import has_role, programmes_where
from programmes.states import SECRETARIAT


def waiting(user: User) -> QuerySet[PaperMention]:
    """Mentions in documents of the person's programmes that nobody has judged."""
    mine = programmes_where(user, SECRETARIAT)
    return PaperMention.objects.filter(state=NameState.OPEN, paper__programme__in=mine)


@transaction.atomic
def keep(mention: PaperMention, *, by: User, note: str) -> None:
    """The name stays in this document: it is not that person, or there is a duty to name them.

    Raises NotAllowed, or DomainError without a reason or when it was judged meanwhile.
    """
    paper, found = locked(mention, by, note)
    found.state, found.judged_by, found.judged_at = NameState.KEPT, by, timezone.now()
    found.save(update_fields=["state", "judged_by", "judged_at"])
    trail.record(
        f"paper:{paper.uid}", "keep name in document", by=by, new={"record": found.code}, note=note.strip()
    )


def locked(mention: PaperMention, by: User, note: str) -> tuple[Paper, PaperMention]:
    """Both rows, to be judged now. Raises as `keep` does."""
    paper = Paper.objects.select_for_update().filter(pk=mention.paper_id).first()
    found = PaperMention.objects.select_for_update().filter(pk=mention.pk).first()
    if paper is None or found is None or found.state != NameState.OPEN:
        raise DomainError(_("Somebody judged this meanwhile. Look at the list again."))
    if not has_role(by, paper.programme_id, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme judges names in its documents."))
    if not note.strip():
        raise DomainError(_("Write down why, without the name."))
    return paper, found
