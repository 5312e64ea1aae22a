"""The secretariat's conclusion on the quality of a version, after the assessors' scores."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Assessment, Consolidation, QualityConclusion
from assessments.permissions import require_secretariat
from assessments.states import Recommendation
from core.errors import DomainError
from projects.lifecycle.moves import Seen, clean_text
from projects.locking import locked
from projects.models import Project, Version
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE, Step

NOTE_LENGTH = 10_000


@transaction.atomic
def conclude_quality(
    project: Project, *, by: User, recommendation: str, seen: Seen, note: str = ""
) -> QualityConclusion:
    """The recommendation to the committee on the version seen; once for each version.

    Needs as many finished assessments as the call wants, on this version or one before it in the same step.
    """
    fresh = locked(project)
    require_secretariat(by, fresh)
    version = Version.objects.newest_of(fresh)
    if seen != Seen.of(fresh):
        raise DomainError(
            _("This page was out of date. Nothing was changed. Reload the page and look again.")
        )
    if version is None or fresh.state not in AWAITS_ELIGIBILITY | ELIGIBLE:
        raise DomainError(
            _(
                "The quality assessment is concluded while a project is submitted or eligible; now it is "
                "“%(state)s”."
            )
            % {"state": fresh.get_state_display()}
        )
    if QualityConclusion.objects.filter(version=version).exists():
        raise DomainError(_("The quality assessment of this version is concluded already."))
    if recommendation not in Recommendation.values:
        raise DomainError(_("Choose a recommendation."))
    if Consolidation.objects.open().filter(version=version).exists():
        raise DomainError(_("The scores are being consolidated. Conclude the consolidation first."))
    text = clean_text(note, NOTE_LENGTH)
    if recommendation != Recommendation.RECOMMENDED and not text:
        raise DomainError(_("Write a note: it tells the committee why, or under which conditions."))
    of_step = Assessment.objects.filter(project=fresh, version__step=version.step)
    finished = of_step.finished().values("assessor").distinct().count()
    if finished < fresh.call.assessors_wanted:
        numbers = {"wanted": fresh.call.assessors_wanted, "count": finished}
        raise DomainError(
            _("The call requires %(wanted)d assessors to finish first; now %(count)d have.") % numbers
        )
    conclusion = QualityConclusion.objects.create(
        version=version, recommendation=recommendation, note=text, concluded_by=by
    )
    new = {"version": version.number, "recommendation": recommendation}
    trail.record(fresh.chain, "conclude quality", by=by, new=new, note=text)
    return conclusion


def obstacle(project: Project, step: Step, decided_on: datetime.date | None) -> str | None:
    """Named in settings.PROJECT_PRECONDITIONS: from eligible, a funding decision needs this conclusion.

    Later decisions (from the reserve list, on conditions) build on the first one and need no new conclusion.
    """
    if project.state not in ELIGIBLE:
        return None
    if QualityConclusion.objects.filter(version=Version.objects.newest_of(project)).exists():
        return None
    return _("Conclude the quality assessment of the newest version first.")
