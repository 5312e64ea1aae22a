"""The officer's word on the checks of a sheet; of two officers at once the second is told."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Screening, ScreeningCheck
from assessments.permissions import require_secretariat
from assessments.states import Verdict
from core.errors import DomainError
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Project, Version
from projects.states import AWAITS_ELIGIBILITY

NOTE_LENGTH = 10_000


class StaleAnswer(DomainError):
    """Somebody answered the check since the page was made; `theirs` is the check as it stands now."""

    def __init__(self, theirs: ScreeningCheck) -> None:
        self.theirs = theirs
        said = {
            "who": theirs.answered_by or _("Somebody"),
            "verdict": theirs.get_verdict_display() if theirs.verdict else "–",
            "note": theirs.note or "–",
        }
        text = _(
            "%(who)s answered this check meanwhile: %(verdict)s. Reason: %(note)s. What you typed is kept; "
            "save once more to let it stand instead."
        )
        super().__init__(text % said)


@transaction.atomic
def record_check(
    check: ScreeningCheck, *, by: User, verdict: str, note: str = "", seen: int | None = None
) -> ScreeningCheck:
    """The officer's verdict on one check; to differ from the machine's takes a reason.

    `seen` is the revision that the page showed: StaleAnswer when somebody said something else since.
    """
    project, screening = open_sheet(check.screening, by)
    fresh = screening.checks.select_related("answered_by").get(pk=check.pk)
    if verdict not in Verdict.values:
        raise DomainError(_("Choose passed, failed or to be clarified."))
    text = clean_text(note, NOTE_LENGTH)
    if (fresh.verdict, fresh.note, fresh.carried_from_id) == (verdict, text, None):
        return fresh
    if seen is not None and seen != fresh.revision:
        raise StaleAnswer(fresh)
    if fresh.machine_verdict and verdict != fresh.machine_verdict and not text:
        raise DomainError(_("You differ from the automatic verdict. Write a note that says why."))
    old = {"check": fresh.key, "where": fresh.where, "verdict": fresh.verdict, "note": fresh.note}
    fresh.verdict, fresh.note, fresh.revision = verdict, text, fresh.revision + 1
    fresh.answered_by, fresh.answered_at, fresh.carried_from = by, timezone.now(), None
    fresh.save(update_fields=["verdict", "note", "revision", "answered_by", "answered_at", "carried_from"])
    new = {"check": fresh.key, "where": fresh.where, "verdict": verdict}
    trail.record(project.chain, "record check", by=by, old=old, new=new, note=text)
    return fresh


@transaction.atomic
def confirm_passed(screening: Screening, *, by: User) -> int:
    """Confirm at once every check that the machine passed and nobody has judged; returns how many."""
    project, fresh = open_sheet(screening, by)
    waiting = fresh.checks.filter(verdict="", machine_verdict=Verdict.PASSED)
    keys = sorted(waiting.values_list("key", flat=True))
    if keys:
        waiting.update(
            verdict=Verdict.PASSED, revision=F("revision") + 1, answered_by=by, answered_at=timezone.now()
        )
        new = {"checks": keys, "verdict": Verdict.PASSED}
        trail.record(project.chain, "confirm passed checks", by=by, new=new)
    return len(keys)


def open_sheet(screening: Screening, by: User) -> tuple[Project, Screening]:
    """Project and screening as they are now, the project locked, if this person may still write in it."""
    project = locked(screening.version.project)
    require_secretariat(by, project)
    fresh = Screening.objects.select_related("version").get(pk=screening.pk)
    if fresh.concluded_at is not None:
        raise DomainError(_("This screening is concluded and can no longer be changed."))
    if project.state not in AWAITS_ELIGIBILITY or Version.objects.newest_of(project) != fresh.version:
        raise DomainError(_("This version is no longer the one to be screened. Reload the page."))
    return project, fresh
