"""One text and one score per criterion out of several: written by a rapporteur, agreed by the assessors."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import requests, sheets
from assessments.models import (
    Assessment,
    AssessmentRound,
    ConsolidatedScore,
    Consolidation,
    ConsolidationAnswer,
)
from assessments.permissions import require_secretariat
from assessments.results import settle
from assessments.states import ConsolidationState
from calls.permissions import reach
from core.errors import DomainError, NotAllowed
from core.retry import retried
from programmes.states import SECRETARIAT, Role
from projects.fields import Saved
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Interest, Project, Version

TEXT = "text"
NOTE_LENGTH = 10_000
WRITING, SENT, CONCLUDED = ConsolidationState.WRITING, ConsolidationState.SENT, ConsolidationState.CONCLUDED


class RapporteurSheet:
    """The consolidated scores and text that a rapporteur is writing; a `Sheet`."""

    def __init__(self, project: Project, consolidation: Consolidation) -> None:
        self.consolidation = consolidation
        self.call = project.call
        self.stored = stored_of(consolidation, list(self.call.criteria.values_list("pk", flat=True)))

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored."""
        return sheets.as_scored(self.call, key, typed, {})

    def write(self, key: str, value: str) -> None:
        """Store one field."""
        name, _dot, pk = key.partition(".")
        if not pk:
            self.consolidation.text = value
            self.consolidation.save(update_fields=["text"])
            return
        given = {"value": int(value) if value else None} if name == sheets.VALUE else {"comment": value}
        ConsolidatedScore.objects.update_or_create(
            consolidation=self.consolidation,
            criterion_id=int(pk),
            defaults={**given, "saved_at": timezone.now()},
        )


def stored_of(consolidation: Consolidation, criteria: Collection[int]) -> dict[str, sheets.Stored]:
    """What a consolidation holds, by the keys of its sheet."""
    given = sheets.scores_stored(criteria, consolidation.scores.all())
    return {**given, TEXT: sheets.Stored(consolidation.text)}


def rapporteurs_for(project: Project) -> QuerySet[User]:
    """Who can write: assessors who finished the newest version's step, and officers, without a conflict."""
    finished = Assessment.objects.finished().filter(project=project, assessor=OuterRef("pk"))
    staff = Q(staff_roles__programme=project.programme_code, staff_roles__role__in=SECRETARIAT) | Q(
        call_roles__call=project.call_id, call_roles__role__in=SECRETARIAT
    )
    conflicts = Interest.objects.filter(project=project, has_conflict=True)
    return (
        User.objects.filter(Exists(finished) | staff, is_active=True)
        .exclude(pk__in=conflicts.values("person"))
        .exclude(pk__in=project.collaborators.values("user"))
        .distinct()
        .order_by("name", "pk")
    )


def current(project: Project) -> Consolidation | None:
    """The consolidation of the newest version's last round; None when no rapporteur was named."""
    version = Version.objects.newest_of(project)
    if version is None:
        return None
    rows = Consolidation.objects.of_step(project, version.step).filter(version=version)
    return rows.filter(round=round_of(version)).first()


def round_of(version: Version) -> int:
    """The round that a version is in."""
    return 2 if AssessmentRound.objects.filter(version=version).exists() else 1


def readable_by(user: User | AnonymousUser) -> QuerySet[Consolidation]:
    """Those that the person writes, or was asked to agree to, and has no conflict of interest in."""
    asked = ConsolidationAnswer.objects.filter(assessor_id=user.pk, consolidation=OuterRef("pk"))
    call = "version__project__call"
    return Consolidation.objects.filter(
        Q(rapporteur_id=user.pk) | Exists(asked),
        reach(user, SECRETARIAT | {Role.ASSESSOR}, call, f"{call}__programme_period__programme"),
    ).exclude(version__project__in=Interest.objects.conflicts_of(user).values("project"))


@transaction.atomic
def name_rapporteur(project: Project, *, by: User, rapporteur: User) -> Consolidation:
    """Have somebody write the consolidation of the newest version; tells the person by mail.

    Scores on which all assessors agree are filled in. Naming somebody else passes the text on.
    """
    fresh = locked(project)
    require_secretariat(by, fresh)
    version = Version.objects.newest_of(fresh)
    if version is None or hasattr(version, "quality"):
        raise DomainError(_("The quality assessment of this version is concluded."))
    if not rapporteurs_for(fresh).filter(pk=rapporteur.pk).exists():
        raise DomainError(_("Choose an assessor who has finished, or an officer of the programme."))
    number = round_of(version)
    finished = Assessment.objects.finished().filter(version=version, round=number)
    if not finished.exists():
        raise DomainError(_("Nobody has finished this round yet: there is nothing to consolidate."))
    held = Consolidation.objects.select_for_update().filter(version=version, round=number).first()
    if held is not None and held.state != WRITING:
        raise DomainError(_("The text is with the assessors, or concluded. Open it again first."))
    if held is None:
        held = Consolidation.objects.create(version=version, round=number, rapporteur=rapporteur, named_by=by)
        _fill(held, list(finished.prefetch_related("scores")))
    elif held.rapporteur_id != rapporteur.pk:
        held.rapporteur, held.named_by, held.named_at = rapporteur, by, timezone.now()
        held.save(update_fields=["rapporteur", "named_by", "named_at"])
    new = {"rapporteur": f"user:{rapporteur.pk}", "version": version.number, "round": number}
    trail.record(fresh.chain, "name rapporteur", by=by, new=new)
    requests.tell_rapporteur(held, by=by)
    return held


def _fill(consolidation: Consolidation, finished: list[Assessment]) -> None:
    given: dict[int, list[int | None]] = {}
    for each in finished:
        for score in each.scores.all():
            given.setdefault(score.criterion_id, []).append(score.value)
    ConsolidatedScore.objects.bulk_create(
        ConsolidatedScore(consolidation=consolidation, criterion_id=pk, value=values[0])
        for pk, values in given.items()
        if len(set(values)) == 1
    )


@retried
@transaction.atomic
def save_field(consolidation: Consolidation, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one field as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    return sheets.save(RapporteurSheet(*_in_work(consolidation, by)), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(
    consolidation: Consolidation, values: Mapping[str, tuple[str, str]], *, by: User
) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each field is saved or says why not."""
    return sheets.save_all(RapporteurSheet(*_in_work(consolidation, by)), values, by=by)


@transaction.atomic
def send(consolidation: Consolidation, *, by: User, due: datetime.date) -> Consolidation:
    """Ask the assessors of the round whether they agree, until a day; tells them by mail."""
    project, fresh = _in_work(consolidation, by)
    if due < timezone.localdate():
        raise DomainError(_("Choose a day that is not in the past."))
    given = fresh.scores.exclude(value=None).values("criterion")
    missing = list(project.call.criteria.exclude(pk__in=given))
    if missing:
        titles = ", ".join(f"“{criterion.title}”" for criterion in missing)
        raise DomainError(_("Give a score for %(criteria)s.") % {"criteria": titles})
    if not fresh.text:
        raise DomainError(_("Write the consolidated text."))
    fresh.state, fresh.due, fresh.sent_at = SENT, due, timezone.now()
    fresh.edition += 1
    fresh.save(update_fields=["state", "due", "sent_at", "edition"])
    finished = Assessment.objects.finished().filter(version=fresh.version_id, round=fresh.round)
    for each in finished.exclude(assessor=fresh.rapporteur_id).select_related("assessor").order_by("pk"):
        answer = ConsolidationAnswer.objects.create(
            consolidation=fresh, assessor=each.assessor, edition=fresh.edition
        )
        requests.ask_agreement(answer, by=by)
    new = {"edition": fresh.edition, "due": due.isoformat()}
    trail.record(project.chain, "send consolidation", by=by, new=new)
    return fresh


@transaction.atomic
def answer(consolidation: Consolidation, *, by: User, agrees: bool, reason: str = "") -> ConsolidationAnswer:
    """What an assessor says to the text as it was sent; it can be changed until the text is concluded."""
    project, fresh = _locked(consolidation)
    held = fresh.answers.filter(assessor=by, edition=fresh.edition).first()
    if held is None or not readable_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("Only assessors who were asked may answer."))
    if fresh.state != SENT:
        raise DomainError(_("The text is no longer with the assessors. Reload the page to see it."))
    text = clean_text(reason, NOTE_LENGTH)
    if not agrees and not text:
        raise DomainError(_("Say in a few words what you object to."))
    held.agrees, held.reason, held.answered_at = agrees, text, timezone.now()
    held.save(update_fields=["agrees", "reason", "answered_at"])
    new = {"edition": fresh.edition, "agrees": agrees}
    trail.record(project.chain, "answer consolidation", by=by, new=new, note=text)
    return held


@transaction.atomic
def conclude(consolidation: Consolidation, *, by: User, note: str = "") -> Consolidation:
    """The secretariat makes the consolidated scores count; without everybody's agreement it says why."""
    project, fresh = _locked(consolidation)
    require_secretariat(by, project)
    if fresh.state != SENT:
        raise DomainError(_("The text must be sent to the assessors first."))
    text = clean_text(note, NOTE_LENGTH)
    is_agreed = not fresh.answers.filter(edition=fresh.edition).exclude(agrees=True).exists()
    if not is_agreed and not text:
        raise DomainError(_("Not everybody has agreed. Write a note that says why it is concluded anyway."))
    fresh.state, fresh.note = CONCLUDED, text
    fresh.concluded_by, fresh.concluded_at = by, timezone.now()
    fresh.save(update_fields=["state", "note", "concluded_by", "concluded_at"])
    scores = {row.criterion.key: row.value for row in fresh.scores.select_related("criterion")}
    new = {"scores": scores, "agreed": is_agreed}
    trail.record(project.chain, "conclude consolidation", by=by, new=new, note=text)
    settle([project])
    return fresh


@transaction.atomic
def reopen(consolidation: Consolidation, *, by: User, note: str) -> Consolidation:
    """Let the rapporteur write on, with a reason; a concluded one counts no longer."""
    project, fresh = _locked(consolidation)
    if fresh.state == CONCLUDED or fresh.rapporteur_id != by.pk:
        require_secretariat(by, project)
    if fresh.state == WRITING:
        raise DomainError(_("The text is being written."))
    if hasattr(fresh.version, "quality"):
        raise DomainError(
            _("The quality assessment of this version is concluded. The scores can no longer change.")
        )
    text = clean_text(note, NOTE_LENGTH)
    if not text:
        raise DomainError(_("Write a note that says why the text is opened again."))
    fresh.state, fresh.concluded_by, fresh.concluded_at, fresh.note = WRITING, None, None, ""
    fresh.save(update_fields=["state", "concluded_by", "concluded_at", "note"])
    trail.record(project.chain, "reopen consolidation", by=by, new={"edition": fresh.edition}, note=text)
    settle([project])
    return fresh


def _locked(consolidation: Consolidation) -> tuple[Project, Consolidation]:
    """Project and consolidation as they are now, the project's row locked."""
    project = locked(consolidation.version.project)
    rows = Consolidation.objects.select_related("version", "rapporteur")
    return project, rows.get(pk=consolidation.pk)


def _in_work(consolidation: Consolidation, by: User) -> tuple[Project, Consolidation]:
    project, fresh = _locked(consolidation)
    if fresh.rapporteur_id != by.pk or not readable_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("Only the rapporteur may write this text."))
    if fresh.state != WRITING or hasattr(fresh.version, "quality"):
        raise DomainError(_("The text is with the assessors, or concluded. What you saved is kept."))
    return project, fresh
