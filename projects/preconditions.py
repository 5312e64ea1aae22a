"""What must be true before a step beyond state and role: facts of the project's history and of higher apps.

Each check returns None, or a text that says what is missing and how to mend it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from projects.models import Project, StateChange
from projects.states import DRAFTS, Step

Obstacle = str | Promise | None
Check = Callable[[Project, Step, datetime.date | None], Obstacle]


def _may_be_withdrawn(project: Project) -> Obstacle:
    if project.state in DRAFTS and project.first_submitted_at is None:
        return _("This draft was never submitted. Delete it instead.")
    if project.is_funded:
        return _("This project has been approved already. Ask the secretariat to end it.")
    return None


def _never_submitted(project: Project) -> Obstacle:
    if project.first_submitted_at is not None:
        return _("A proposal that was submitted stays on file. Withdraw it instead.")
    return None


def _step_two_open(project: Project) -> Obstacle:
    if project.is_rehearsal or project.call.is_open:
        return None
    return _("The call is closed: step 2 can no longer be started.")


def _decision_stands(project: Project) -> Obstacle:
    if StateChange.objects.decision_behind(project) is None:
        return _("There is no decision to undo, or the project was modified since.")
    return None


_OWN: dict[str, Callable[[Project], Obstacle]] = {
    "may_be_withdrawn": _may_be_withdrawn,
    "never_submitted": _never_submitted,
    "step_two_open": _step_two_open,
    "decision_stands": _decision_stands,
}


def own_obstacle(project: Project, step: Step) -> Obstacle:
    """What the project's own history holds against the step; such a step is not offered at all."""
    check = _OWN.get(step.precondition)
    return check(project) if check else None


def obstacle(project: Project, step: Step, decided_on: datetime.date | None = None) -> Obstacle:
    """What stands in the way of the step now, here or in the apps above; None when nothing does.

    Whether the dossier is complete ("complete") is answered by projects.eligibility, not here.
    """
    path = settings.PROJECT_PRECONDITIONS.get(step.precondition)
    if path is None:
        return own_obstacle(project, step)
    check: Check = import_string(path)
    return check(project, step, decided_on)
