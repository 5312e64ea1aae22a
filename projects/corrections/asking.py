"""Asking the applicant: the proposal goes back, open at the places asked about; and more time for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects import dossier
from projects.corrections import letters
from projects.corrections.collecting import open_request, require_due, require_seen
from projects.corrections.naming import name_of
from projects.lifecycle.moves import Act, Seen, check, clean_text, mirror, move
from projects.locking import locked
from projects.models import Correction, CorrectionState, Project, Version
from projects.permissions import standing
from projects.states import BY_KEY, allows


@retried
@transaction.atomic
def ask(correction: Correction, *, by: User, seen: Seen, revision: int) -> Correction:
    """Send the request: the form is open at its places and nowhere else, and the clock stands.

    A letter to each manager is drafted. `seen` is the page, `revision` the request as the person read it.
    """
    project, request = open_request(correction, by)
    items = list(request.items.all())
    if not items:
        raise DomainError(_("Choose at least one place of the form to be corrected."))
    if any(not item.note for item in items):
        raise DomainError(_("Write for each place what is to be corrected there."))
    if request.due is None:
        raise DomainError(_("Say until when the applicant should answer."))
    require_due(request.due)
    newest = Version.objects.newest_of(project)
    if newest is None or newest.pk != request.version_id:
        raise DomainError(_("A newer version came in. Look at the request again before you send it."))
    frozen = dossier.from_data(newest.data)
    note = "\n".join(
        [
            *([request.note] if request.note else []),
            *(f"{name_of(frozen, one.key)}: {one.note}" for one in items),
        ]
    )
    act = Act(by, seen, note[:10_000])
    step = check(project, "return_to_applicant", act)
    require_seen(request, revision)
    now = timezone.now()
    project.returned_from = project.state
    project.open_keys = [item.key for item in items]
    move(project, step, act, at=now)
    request.state, request.asked_by, request.asked_at = CorrectionState.ASKED, by, now
    request.save(update_fields=["state", "asked_by", "asked_at"])
    new = {"round": str(request.uid), "places": project.open_keys, "due": request.due}
    trail.record(project.chain, "ask for corrections", by=by, new=new)
    letters.draft_request(request, project, frozen, by=by)
    mirror(correction.project, project)
    return request


@transaction.atomic
def extend(correction: Correction, *, by: User, due: datetime, note: str = "", seen: int) -> Correction:
    """More time, also after the day has passed; told by a drafted letter."""
    project = locked(correction.project)
    fresh = Correction.objects.select_related("version").get(pk=correction.pk)
    if not allows(BY_KEY["take_back"], project.state, *standing(by, project)):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    if not fresh.is_asked or fresh.due is None:
        raise DomainError(_("This request is no longer with the applicant. Reload the page."))
    require_seen(fresh, seen)
    require_due(due)
    if due <= fresh.due:
        raise DomainError(_("More time means a later day than %(day)s.") % {"day": f"{fresh.due:%d-%m-%Y}"})
    text = clean_text(note, 4000)
    old, fresh.due, fresh.revision = fresh.due, due, fresh.revision + 1
    fresh.save(update_fields=["due", "revision"])
    trail.record(project.chain, "extend correction", by=by, old={"due": old}, new={"due": due}, note=text)
    letters.draft_extension(fresh, project, by=by, note=text)
    return fresh


def may_end(user: User, project: Project) -> bool:
    """Whether the person may take the proposal back from the applicant now, or give more time."""
    return allows(BY_KEY["take_back"], project.state, *standing(user, project))
