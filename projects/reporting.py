"""Reporting what was done with a policy instrument after the contract, and what the secretariat says of it.

A report that was confirmed is public (publications.publishing.follow_policy); until then its authors can take
it back, and what was sent back can be sent anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from programmes.states import SECRETARIAT
from projects.dossier import Dossier, EntryRecord, from_data
from projects.form.parts.policy import SWITCH
from projects.locking import locked
from projects.mails import tell_reported
from projects.models import Modification, PolicyKind, PolicyReport, PolicyReportState, Project
from projects.permissions import standing
from projects.states import Level, State, reaches

# From the contract to the end of the follow-up phase.
REPORTING = frozenset({State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED})
MOST = 200  # of one project


def agreed(project: Project) -> Dossier | None:
    """The dossier that holds today, if the project has a contract and policy instruments."""
    if project.state not in REPORTING and project.state != State.CLOSED:
        return None
    today = timezone.localdate(timezone=project.call.zone)
    version = Modification.objects.version_in_force(project, today)
    found = from_data(version.data) if version else None
    return found if found and found.call.shows(SWITCH) else None


def instruments_of(dossier: Dossier) -> tuple[EntryRecord, ...]:
    """The instruments of which something can be reported."""
    return dossier.entries_in("policy_instrument")


def offered(dossier: Dossier) -> list[tuple[str, str]]:
    """The instruments with their names, for a choice."""
    return [(str(one.uid), _name(dossier, one)) for one in instruments_of(dossier)]


def named(project: Project, dossier: Dossier) -> list[tuple[PolicyReport, str]]:
    """The reports of a project, the newest first, each with the name of its instrument; one query."""
    names = {one.uid: _name(dossier, one) for one in instruments_of(dossier)}
    gone = _("An instrument that the project no longer has")
    rows = project.policy_reports.select_related("reported_by", "handled_by").order_by("-reported_at", "-pk")
    return [(row, names.get(row.instrument, gone)) for row in rows]


def _name(dossier: Dossier, instrument: EntryRecord) -> str:
    return f"{instrument.number}. {dossier.text(instrument.key('title'))}"


def may_report(user: User, project: Project) -> bool:
    """Whether the person writes the whole project, and it runs."""
    return project.state in REPORTING and reaches(standing(user, project).level, Level.EDIT)


def may_handle(user: User, project: Project) -> bool:
    """Whether the person works in the secretariat and not in the project."""
    roles, level = standing(user, project)
    return level is None and not roles.isdisjoint(SECRETARIAT)


@transaction.atomic
def report(  # noqa: PLR0913 - a report has this many facts, each named by the caller
    project: Project,
    *,
    by: User,
    key: UUID,
    instrument: UUID,
    kind: str,
    language: str,
    title: str,
    text: str,
    evidence: str,
    influenced: Decimal | None,
    happened_on: date,
) -> PolicyReport:
    """Report one thing. The same `key` reports it once."""
    fresh = locked(project)
    if not may_report(by, fresh):
        raise NotAllowed(_("Only people who write a running project can report. Reload the page."))
    known = PolicyReport.objects.filter(creation_key=key).first()
    if known is not None:
        return _own(known, fresh)
    _require_reportable(fresh, instrument, happened_on)
    made = PolicyReport.objects.create(
        project=fresh,
        creation_key=key,
        instrument=instrument,
        kind=PolicyKind(kind),
        language=language,
        title=title,
        text=text,
        evidence=evidence,
        influenced=influenced if kind == PolicyKind.POLICY_IMPROVEMENT else None,
        happened_on=happened_on,
        reported_by=by,
    )
    trail.record(fresh.chain, "report policy work", by=by, new=_facts(made))
    tell_reported(made)
    return made


@transaction.atomic
def take_back(found: PolicyReport, *, by: User) -> None:
    """Take a report back before it is confirmed."""
    project = locked(found.project)
    if not may_report(by, project):
        raise NotAllowed(_("Only people who write a running project can report. Reload the page."))
    fresh = PolicyReport.objects.filter(pk=found.pk).first()
    if fresh is None:
        return
    if fresh.state == PolicyReportState.CONFIRMED:
        raise DomainError(
            _("The secretariat has already confirmed it. Write to the secretariat to correct it.")
        )
    trail.record(project.chain, "take back report", by=by, old=_facts(fresh))
    fresh.delete()


@transaction.atomic
def handle(found: PolicyReport, *, by: User, verdict: str, answer: str) -> PolicyReport:
    """Confirm a report, or send it back with what is to be mended. A confirmed one can be sent back too."""
    project = locked(found.project)
    if not may_handle(by, project):
        raise NotAllowed(_("Only the secretariat of the programme can do this."))
    fresh = PolicyReport.objects.select_for_update().filter(pk=found.pk).first()
    if fresh is None:
        raise DomainError(_("The report was taken back meanwhile. Reload the page."))
    state = PolicyReportState(verdict)
    if state == PolicyReportState.RETURNED and not answer:
        raise DomainError(_("Say what is to be corrected."))
    if fresh.state == state:
        return fresh
    old = _facts(fresh)
    fresh.state, fresh.answer = state, answer
    fresh.handled_by, fresh.handled_at = by, timezone.now()
    fresh.save(update_fields=["state", "answer", "handled_by", "handled_at"])
    trail.record(project.chain, "handle report", by=by, old=old, new=_facts(fresh))
    return fresh


def _require_reportable(project: Project, instrument: UUID, happened_on: date) -> None:
    dossier = agreed(project)
    if dossier is None or instrument not in {one.uid for one in instruments_of(dossier)}:
        raise DomainError(_("The project no longer has this instrument. Reload the page and choose another."))
    if project.policy_reports.count() >= MOST:
        raise DomainError(_("A project can report %(limit)d things at most.") % {"limit": MOST})
    if happened_on > timezone.localdate(timezone=project.call.zone):
        raise DomainError(_("Report what has happened: the day lies in the future."))


def _own(known: PolicyReport, project: Project) -> PolicyReport:
    if known.project_id != project.pk:
        raise DomainError(_("This form was used already. Reload the page and start from there."))
    return known


def _facts(row: PolicyReport) -> dict[str, object]:
    return {
        "report": str(row.uid),
        "instrument": str(row.instrument),
        "kind": row.kind,
        "title": row.title,
        "influenced": None if row.influenced is None else str(row.influenced),
        "state": row.state,
    }
