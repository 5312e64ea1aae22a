"""The rows that tell of a project's modifications, kept in step with its states."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from projects.form.places import section_place
from projects.models import Modification, ModificationState, Project, StateChange, Version

# Nobody plans the force of a modification further ahead; a slip of the keyboard in the year does.
_FURTHEST = datetime.timedelta(days=2 * 366)


@dataclass(frozen=True)
class Plan:
    """What a modification is opened for. No parts: everything may be changed."""

    kind: str = Modification.Kind.MINOR
    parts: tuple[str, ...] = field(default_factory=tuple)
    due_on: datetime.date | None = None


def living(project: Project) -> Modification | None:
    """The modification that somebody has to act on; None when there is none."""
    return Modification.objects.living().filter(project=project).first()


def next_number(project: Project) -> int:
    """The number of the next modification. The project must be locked."""
    newest = Modification.objects.filter(project=project).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def opened(project: Project, change: StateChange, plan: Plan) -> Modification:
    """Keep that a modification was opened: the one that was asked for, or a new one with the same reason."""
    if plan.due_on is not None and not today_in(project) <= plan.due_on <= today_in(project) + _FURTHEST:
        raise DomainError(
            _("The day by which it is to be submitted must be today or later, and within two years.")
        )
    row = living(project) or Modification(
        project=project,
        number=next_number(project),
        reason=change.note,
        asked_by=change.by,
        asked_at=change.at,
    )
    row.state = ModificationState.OPEN
    row.kind, row.parts, row.due_on = plan.kind, list(plan.parts), plan.due_on
    row.opened_by, row.opened_at, row.base = change.by, change.at, change.version
    row.answer = change.note if row.pk else ""
    row.save()
    _open_only(project, plan.parts)
    return row


def submitted(project: Project, version: Version) -> None:
    """Keep that the applicants have submitted it, or have done so again."""
    row = living(project)
    _open_only(project, ())
    if row is not None:
        row.state, row.version, row.submitted_at = ModificationState.SUBMITTED, version, version.created_at
        row.save(update_fields=["state", "version", "submitted_at"])


def handed_back(project: Project) -> None:
    """Keep that it is being written again."""
    row = Modification.objects.filter(project=project, state=ModificationState.SUBMITTED).first()
    if row is not None:
        row.state = ModificationState.OPEN
        row.save(update_fields=["state"])
        _open_only(project, row.parts)


def decided(
    project: Project, change: StateChange, *, is_approved: bool, in_force_on: datetime.date | None = None
) -> None:
    """Keep the decision. `in_force_on` is the day of the decision unless another one is named."""
    row = living(project)
    if row is None:
        return
    row.state = ModificationState.APPROVED if is_approved else ModificationState.REJECTED
    row.decided_by, row.decided_at, row.decided_on = change.by, change.at, change.decided_on
    row.answer = change.note
    if is_approved:
        row.version = change.version
        row.in_force_on = in_force_on or change.decided_on
        _check_day(row)
        if row.in_force_on and row.in_force_on <= today_in(project):
            row.entered_at = change.at
    row.save()


def cancelled(project: Project, change: StateChange) -> None:
    """Keep that it was cancelled while it was being written, by whom and why."""
    row = living(project)
    _open_only(project, ())
    if row is None:
        return
    row.state, row.answer = ModificationState.CANCELLED, change.note
    row.decided_by, row.decided_at = change.by, change.at
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _open_only(project: Project, parts: Sequence[str]) -> None:
    """Let the applicants change these sections of the form and no others; without any, the state decides."""
    project.open_keys = [section_place(part) for part in parts] or None
    project.save(update_fields=["open_keys"])


def today_in(project: Project) -> datetime.date:
    """The day that it is where the programme works."""
    return timezone.localdate(timezone=ZoneInfo(project.call.time_zone))


def _check_day(row: Modification) -> None:
    """The day of force lies on or after the decision, not far ahead, and after those of earlier ones."""
    day, decided_on = row.in_force_on, row.decided_on
    if day is None or decided_on is None:
        raise DomainError(_("Give the day on which the modification enters into force."))
    if day < decided_on:
        raise DomainError(_("A modification cannot enter into force before it was decided."))
    if day > decided_on + _FURTHEST:
        raise DomainError(_("The day of entry into force lies more than two years ahead. Check the year."))
    ahead = Modification.objects.to_come().filter(project=row.project_id, in_force_on__gt=day)
    earlier = ahead.order_by("-in_force_on").first()
    if earlier is not None and earlier.in_force_on is not None:
        raise DomainError(
            _(
                "Modification %(number)s enters into force on %(day)s, and this one builds on it: it "
                "cannot enter into force earlier."
            )
            % {"number": earlier.number, "day": earlier.in_force_on.strftime("%d-%m-%Y")}
        )
