"""Starting a proposal from an earlier one of the same programme."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.carryover import Carrying, carry_all
from projects.lifecycle.drafting import start_draft
from projects.models import Project, StateChange

STEP = "start_from"


@retried
@transaction.atomic
def start_from(
    source: Project, call: Call, *, by: User, creation_key: uuid.UUID, acronym: str = ""
) -> Project:
    """A new draft with what `source` says now, as far as the call takes it; `left_out_of` names the rest.

    For people who write the earlier proposal, within its programme. They alone manage the new one: nobody
    else who wrote the earlier one is drawn in. The same key gives the same draft.
    """
    if not source.collaborators.filter(user=by).exists():
        raise NotAllowed(_("You can start only from a proposal that you write."))
    if source.is_rehearsal or source.programme_code != call.programme_period.programme_id:
        raise DomainError(_("Choose an earlier proposal to a call of the same programme."))
    is_known = Project.objects.filter(creation_key=creation_key).exists()
    project = start_draft(call, by=by, acronym=acronym or source.acronym, creation_key=creation_key)
    if is_known:
        return project
    # Whoever edits the earlier proposal meanwhile waits: it is copied whole or not yet.
    held = Project.objects.select_for_update(of=("self",), no_key=True)
    fresh = held.select_related("call", "objective", "theme").get(pk=source.pk)
    project.started_from = fresh
    project.save(update_fields=["started_from"])
    carrying = Carrying(fresh, project, by)
    carry_all(carrying)
    StateChange.objects.create(
        project=project, step=STEP, target=project.state, by=by, note="\n".join(carrying.left_out)
    )
    return project


def left_out_of(project: Project) -> list[str]:
    """What was not carried over when the draft began, in the language in which it was started."""
    started = StateChange.objects.filter(project=project, step=STEP).first()
    return started.note.splitlines() if started else []
