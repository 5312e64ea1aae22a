"""Contractors of public procurement: named by partners of a running project, confirmed by the secretariat.

CPR Art. 49(3)(a): the list of operations names them. What was confirmed is public
(publications.publishing.follow_contractors). A confirmed contractor is never changed under the reader's eyes:
its correction waits beside it and takes its place once it is confirmed in turn.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.states import CallKind
from core.errors import DomainError, NotAllowed
from core.retry import retried
from programmes.states import SECRETARIAT
from projects.dossier import Dossier, from_data
from projects.locking import locked
from projects.models import Collaborator, Contractor, ContractorState, Modification, Project
from projects.permissions import level_in, standing
from projects.states import Level, State, reaches

# From the contract to the closure.
RUNNING = frozenset({State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED})
MOST = 200  # of one project


@dataclass(frozen=True)
class Award:
    """One contract as somebody typed it. `amount` is EUR without VAT; None is not told."""

    partner: UUID
    is_natural_person: bool
    name: str
    first_name: str
    surname: str
    country: str
    identifier: str
    language: str
    subject: str
    awarded_on: date
    amount: Decimal | None


def is_open(project: Project) -> bool:
    """Whether contractors of the project can be seen: it has a contract, and is no sub-grant."""
    has_contract = project.state in RUNNING or project.state == State.CLOSED
    return has_contract and project.call.kind != CallKind.CASCADE


def agreed(project: Project) -> Dossier | None:
    """The dossier that holds today, if contractors of the project can be seen."""
    if not is_open(project):
        return None
    today = timezone.localdate(timezone=project.call.zone)
    version = Modification.objects.version_in_force(project, today)
    return from_data(version.data) if version else None


def offered(user: User, project: Project, dossier: Dossier) -> list[tuple[str, str]]:
    """The partners, with their names, whose contracts this person may name now; one query."""
    found = _collaborator(user, project)
    return [
        (str(one.uid), f"{one.position}. {one.name}")
        for one in dossier.partners
        if _may_name(found, project, one.uid)
    ]


def named(project: Project, dossier: Dossier) -> list[tuple[Contractor, str]]:
    """The contractors of a project by the day of their contract, each with its partner's name; one query."""
    names = {one.uid: one.name for one in dossier.partners}
    gone = _("A partner that the project no longer has")
    rows = project.contractors.select_related("given_by", "handled_by", "corrects", "correction")
    return [(row, names.get(row.partner, gone)) for row in rows.order_by("awarded_on", "pk")]


def may_name(user: User, project: Project, partner: UUID) -> bool:
    """Whether the person writes the whole running project, or this partner's part of it."""
    return _may_name(_collaborator(user, project), project, partner)


def may_handle(user: User, project: Project) -> bool:
    """Whether the person works in the secretariat and not in the project."""
    roles, level = standing(user, project)
    return level is None and not roles.isdisjoint(SECRETARIAT)


@retried
@transaction.atomic
def name(project: Project, award: Award, *, by: User, key: UUID) -> Contractor:
    """Name a contractor. The same `key` names it once."""
    fresh = locked(project)
    _require_own(fresh, by, award.partner)
    known = Contractor.objects.filter(creation_key=key).first()
    if known is not None:
        return _own(known, fresh)
    _require_sound(fresh, award)
    if fresh.contractors.count() >= MOST:
        raise DomainError(_("A project can name %(limit)d contractors at most.") % {"limit": MOST})
    made = Contractor.objects.create(project=fresh, creation_key=key, given_by=by, **asdict(award))
    trail.record(fresh.chain, "name contractor", by=by, new=_facts(made))
    return made


@retried
@transaction.atomic
def mend(found: Contractor, award: Award, *, by: User, key: UUID) -> Contractor:
    """Change what was told. Of a confirmed contractor a correction waits instead, and it stays as it is.

    The same `key` asks for one correction.
    """
    project, fresh = _opened(found, by)
    _require_own(project, by, award.partner)
    _require_sound(project, award)
    if fresh.state == ContractorState.CONFIRMED:
        return _correct(project, fresh, award, by=by, key=key)
    old = _facts(fresh)
    for field, value in asdict(award).items():
        setattr(fresh, field, value)
    _wait(fresh, by)
    fresh.save()
    trail.record(project.chain, "mend contractor", by=by, old=old, new=_facts(fresh))
    return fresh


@retried
@transaction.atomic
def take_back(found: Contractor, *, by: User) -> None:
    """Take back what is not confirmed: a contractor, or a correction of one."""
    project = locked(found.project)
    fresh = Contractor.objects.filter(pk=found.pk).first()
    if fresh is None:
        return
    _require_own(project, by, fresh.partner)
    if fresh.state == ContractorState.CONFIRMED:
        raise DomainError(_("The secretariat confirmed it already. Correct it, or write to the secretariat."))
    trail.record(project.chain, "take back contractor", by=by, old=_facts(fresh))
    fresh.delete()


@retried
@transaction.atomic
def handle(found: Contractor, *, by: User, seen: datetime, verdict: str, answer: str) -> Contractor:
    """Confirm a contractor, or send it back with the reason; a confirmed one can be sent back too.

    `seen` is when what was read had been given: nothing is published that nobody read. A correction that is
    confirmed becomes the contractor that it corrects.
    """
    project = locked(found.project)
    if not may_handle(by, project):
        raise NotAllowed(_("Only the secretariat of the programme can do this."))
    fresh = Contractor.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if fresh is None:
        raise DomainError(_("It was taken back meanwhile. Reload the page."))
    state = ContractorState(verdict)
    if state == ContractorState.RETURNED and not answer:
        raise DomainError(_("Say what is to be corrected."))
    if state in {ContractorState.SENT, fresh.state}:
        return fresh
    if fresh.given_at != seen:
        raise DomainError(_("It was changed meanwhile. Read what it says now, then decide."))
    old = _facts(fresh)
    if state == ContractorState.CONFIRMED and fresh.corrects_id is not None:
        fresh = _take_place(fresh, fresh.corrects_id)
    fresh.state, fresh.answer = state, answer
    fresh.handled_by, fresh.handled_at = by, timezone.now()
    if state == ContractorState.CONFIRMED and fresh.first_confirmed_at is None:
        fresh.first_confirmed_at = fresh.handled_at
    fresh.save()
    trail.record(project.chain, "handle contractor", by=by, old=old, new=_facts(fresh), note=answer)
    return fresh


def _correct(project: Project, fresh: Contractor, award: Award, *, by: User, key: UUID) -> Contractor:
    """The correction that waits beside a confirmed contractor: a new one, or the one there is."""
    row = Contractor.objects.filter(corrects=fresh).first()
    old = _facts(row or fresh)
    row = row or Contractor(project=project, creation_key=key, corrects=fresh)
    for field, value in asdict(award).items():
        setattr(row, field, value)
    _wait(row, by)
    row.save()
    trail.record(project.chain, "correct contractor", by=by, old=old, new=_facts(row))
    return row


def _take_place(correction: Contractor, corrected: int) -> Contractor:
    """The corrected contractor with what the correction tells, not saved; the correction itself goes."""
    row = Contractor.objects.select_for_update(of=("self",)).get(pk=corrected)
    for field in (*Award.__dataclass_fields__, "given_by_id", "given_at"):
        setattr(row, field, getattr(correction, field))
    correction.delete()
    return row


def _wait(row: Contractor, by: User) -> None:
    """Let the secretariat look at it anew."""
    row.state, row.answer, row.handled_by, row.handled_at = ContractorState.SENT, "", None, None
    row.given_by, row.given_at = by, timezone.now()


def _opened(found: Contractor, by: User) -> tuple[Project, Contractor]:
    """The project, locked, and the contractor as it is now, if this person may mend it."""
    project = locked(found.project)
    fresh = Contractor.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if fresh is None:
        raise DomainError(_("It was taken back meanwhile. Reload the page."))
    _require_own(project, by, fresh.partner)
    return project, fresh


def _require_own(project: Project, by: User, partner: UUID) -> None:
    if not may_name(by, project, partner):
        raise NotAllowed(
            _("Only people who write a running project, or this partner's part, name its contractors.")
        )


def _require_sound(project: Project, award: Award) -> None:
    dossier = agreed(project)
    if dossier is None or award.partner not in {one.uid for one in dossier.partners}:
        raise DomainError(_("The project no longer has this partner. Reload the page and choose another."))
    if award.awarded_on > timezone.localdate(timezone=project.call.zone):
        raise DomainError(_("Name a contractor once the contract is awarded: the day lies in the future."))
    if award.is_natural_person and award.identifier:
        raise DomainError(_("No number of a natural person is kept. Clear this field."))


def _collaborator(user: User, project: Project) -> Collaborator | None:
    found = Collaborator.objects.filter(project=project, user=user, user__is_active=True)
    return found.select_related("partnership").first()


def _may_name(found: Collaborator | None, project: Project, partner: UUID) -> bool:
    if found is None or project.state not in RUNNING:
        return False
    return reaches(level_in(found, partner), Level.EDIT)


def _own(known: Contractor, project: Project) -> Contractor:
    if known.project_id != project.pk:
        raise DomainError(_("This form was used already. Reload the page and start from there."))
    return known


def _facts(row: Contractor) -> dict[str, object]:
    """What the trail keeps; the name of a natural person is not written into it, for it is to go one day."""
    return {
        "contractor": str(row.uid),
        "partner": str(row.partner),
        "name": row.mark,
        "country": row.country,
        "awarded_on": row.awarded_on.isoformat(),
        "amount": None if row.amount is None else str(row.amount),
        "state": row.state,
    }
