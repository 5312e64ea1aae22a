"""Moving a project from state to state: locked, permitted, on the state that was seen, and recorded."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from projects.lifecycle.rounds import end_round
from projects.models import Project, StateChange, Version
from projects.permissions import Standing, standing
from projects.preconditions import obstacle
from projects.states import AWAITS_ELIGIBILITY, BY_KEY, RETURNS, State, Step, allows

NOTE_LENGTH = 10_000
MOVED = (
    *("state", "returned_from", "code", "changed_at", "first_submitted_at", "step2_submitted_at"),
    *("open_keys", "away_since", "away_for"),
)


@dataclass(frozen=True)
class Seen:
    """What a person's page showed: the state, and the number of the newest version (0: none yet)."""

    state: str
    version_number: int

    @classmethod
    def of(cls, project: Project) -> Seen:
        """What a page about the project shows now."""
        return cls(project.state, Version.objects.newest_number_of(project))


@dataclass(frozen=True)
class Act:
    """What a person says with a step: the page seen (None: no page named), a note, a date."""

    by: User
    seen: Seen | None = None
    note: str = ""
    decided_on: datetime.date | None = None


def check(project: Project, key: str, act: Act) -> Step:
    """The step called `key`, when this person may take it now. `project` must be locked.

    NotAllowed for who may never take it; DomainError when the page was stale, the state is another one, or
    note, date or a precondition is missing.
    """
    step = BY_KEY[key]
    who = standing(act.by, project)
    if not any(allows(step, source, *who) for source in step.sources):
        raise NotAllowed(_refusal(step, who))
    require_fresh(project, act.seen)
    if project.state not in step.sources:
        raise DomainError(
            _("“%(step)s” is not possible while the project is “%(state)s”.")
            % {"step": step.label, "state": project.get_state_display()}
        )
    _check_note(step, act.note)
    _check_date(project, step, act.decided_on)
    missing = obstacle(project, step, act.decided_on)
    if missing is not None:
        raise DomainError(missing)
    return step


def require_fresh(project: Project, seen: Seen | None) -> None:
    """DomainError, with what happened meanwhile, when a page was named that showed something else."""
    if seen is None or seen == Seen.of(project):
        return
    newest = Version.objects.newest_of(project)
    lines = [
        _(
            "This page was out of date: the project is now “%(state)s”, and somebody may have submitted "
            "a new version or decided meanwhile. Nothing was changed. Reload the page and look again."
        )
        % {"state": project.get_state_display()}
    ]
    if newest is not None and newest.number > seen.version_number:
        lines.append(
            _("Version %(version)s was frozen on %(at)s.")
            % {"version": newest, "at": _at(newest.created_at, project)}
        )
    lines += _happened(project, StateChange.objects.of(project)[:1])
    raise DomainError(" ".join(lines))


def require_same_change(project: Project, seen_change: int | None) -> None:
    """DomainError that names each step taken since the state change that a page showed (None: not named)."""
    if seen_change is None:
        return
    later = StateChange.objects.of(project).filter(pk__gt=seen_change)[:5]
    happened = _happened(project, later)
    if happened:
        first = _("This page was out of date. Nothing was changed. This happened meanwhile:")
        raise DomainError(" ".join([first, *happened]))


def _happened(project: Project, changes: Iterable[StateChange]) -> list[str]:
    """Each step in a sentence: what, by whom, when, and where it led."""
    return [
        _("“%(step)s” by %(person)s on %(at)s: now “%(state)s”.")
        % {
            "step": BY_KEY[change.step].label if change.step in BY_KEY else change.step,
            "person": change.by or _("the portal"),
            "at": _at(change.at, project),
            "state": change.get_target_display(),
        }
        for change in changes
    ]


def _at(moment: datetime.datetime, project: Project) -> str:
    local = moment.astimezone(ZoneInfo(project.call.time_zone))
    return f"{local:%d-%m-%Y %H:%M:%S}"


def move(
    project: Project,
    step: Step,
    act: Act,
    *,
    target: State | None = None,
    at: datetime.datetime | None = None,
) -> StateChange:
    """Write the new state, the history row and the trail entry. `target` when the step has several.

    `at` is when the act reached the server, when that is what counts.
    """
    source = State(project.state)
    ways = step.routes[source]
    goal = target or ways[0]
    if goal not in ways or (target is None and len(ways) > 1):
        raise ValueError(f"{step.key} does not lead from {source} to {goal}")
    version = Version.objects.newest_of(project)
    now = at or timezone.now()
    project.state, project.changed_at = goal, now
    if source in RETURNS:
        project.returned_from = ""
    _keep_clock(project, source, now)
    project.save(update_fields=MOVED)
    change = StateChange.objects.create(
        project=project,
        step=step.key,
        source=source,
        target=goal,
        version=version,
        by=act.by,
        at=now,
        note=act.note.strip(),
        decided_on=act.decided_on,
    )
    if source in RETURNS:
        end_round(project, step.key, by=act.by, at=now, note=change.note, answer=version)
    new = {"state": goal, "version": version.number if version else None, "decided_on": act.decided_on}
    trail.record(project.chain, step.key, by=act.by, old={"state": source}, new=new, note=change.note)
    return change


def _keep_clock(project: Project, source: State, now: datetime.datetime) -> None:
    """The secretariat's clock stands while the applicant has the proposal to complete it."""
    if project.state in RETURNS:
        project.away_since = now
    elif source in RETURNS:
        project.open_keys = None
        project.away_for += max(now - (project.away_since or now), datetime.timedelta(0))
        project.away_since = None


def mirror(project: Project, fresh: Project) -> Project:
    """Tell the caller's copy what changed, so that it is not read from stale memory afterwards."""
    for name in MOVED:
        setattr(project, name, getattr(fresh, name))
    return fresh


def clean_text(text: str, length: int) -> str:
    """Text that can be stored: DomainError for control characters that no data base holds, or too long."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise DomainError(_("The text holds characters that cannot be stored. Type it again without them."))
    if len(text) > length:
        raise DomainError(
            _("The text is too long: %(given)d characters. Keep it under %(limit)d.")
            % {"given": len(text), "limit": length}
        )
    return text.strip()


def _refusal(step: Step, who: Standing) -> str:
    if step.roles and who.level is not None:
        return _("You are one of the people who write this project, so you cannot take staff steps in it.")
    return _("You may not take the step “%(step)s”. Ask a person with that right.") % {"step": step.label}


def _check_note(step: Step, note: str) -> None:
    if step.needs_note and not clean_text(note, NOTE_LENGTH):
        raise DomainError(_("Write a note: it tells the applicant why, or what to do."))
    clean_text(note, NOTE_LENGTH)


def _check_date(project: Project, step: Step, decided_on: datetime.date | None) -> None:
    if not step.needs_date:
        return
    if decided_on is None:
        raise DomainError(_("Give the date of the decision."))
    if decided_on > timezone.localdate(timezone=ZoneInfo(project.call.time_zone)):
        raise DomainError(_("The date of a decision cannot lie in the future."))
    eligible_on = StateChange.objects.eligible_since(project)
    if project.state not in AWAITS_ELIGIBILITY and eligible_on is not None and decided_on < eligible_on:
        raise DomainError(
            _("The date cannot lie before the decision on eligibility of %(date)s.")
            % {"date": eligible_on.strftime("%d-%m-%Y")}
        )
