"""The eligibility assessment of a version: the machine's verdict beside each check, the officer's on top."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import User
from assessments.models import Screening, ScreeningCheck
from assessments.permissions import require_secretariat
from assessments.states import Verdict
from core.errors import DomainError
from core.texts import LANGUAGES, Text
from projects import dossier, eligibility
from projects.bulk import BulkAct
from projects.lifecycle.moves import Seen, clean_text, require_fresh
from projects.locking import locked
from projects.mails import moment
from projects.models import Project, Version
from projects.states import AWAITS_ELIGIBILITY, Step

NOTE_LENGTH = 10_000
# What a machine can't know. Article numbers: Regulation (EU) 2021/1059 (Interreg), 2021/1060 (CPR).
HUMAN_CHECKS: tuple[tuple[str, Promise], ...] = (
    ("language", gettext_lazy("The texts are written in the languages asked for, and say the same")),
    ("consistency", gettext_lazy("The parts of the proposal do not contradict each other")),
    ("lead_partner", gettext_lazy("The lead partner is able to take on this role (Interreg Art. 26)")),
    ("partners", gettext_lazy("Every partner may receive support (CPR Art. 63)")),
    (
        "cooperation",
        gettext_lazy(
            "Joint development and implementation, and joint staffing or financing (Interreg Art. 23)"
        ),
    ),
    ("horizontal_principles", gettext_lazy("The horizontal principles are respected (CPR Art. 9)")),
)
_MACHINE = {"passed": Verdict.PASSED, "error": Verdict.FAILED, "warning": Verdict.UNCLEAR}


@transaction.atomic
def open_screening(project: Project, *, by: User) -> Screening:
    """The screening of the newest version, a row for each check; opened once, however often it is asked."""
    project = locked(project)
    require_secretariat(by, project)
    version = Version.objects.newest_of(project)
    existing = Screening.objects.filter(version=version).first()
    if existing is not None:
        return existing
    if project.state not in AWAITS_ELIGIBILITY or version is None:
        raise DomainError(_("Only a submitted proposal can be screened."))
    screening = Screening.objects.create(version=version)
    ScreeningCheck.objects.bulk_create(_checks(screening, version))
    trail.record(project.chain, "open screening", by=by, new={"version": version.number})
    return screening


@transaction.atomic
def record_check(check: ScreeningCheck, *, by: User, verdict: str, note: str = "") -> ScreeningCheck:
    """The officer's verdict on one check; to differ from the machine's takes a note."""
    project, screening = _open(check.screening, by)
    fresh = screening.checks.get(pk=check.pk)
    if verdict not in Verdict.values:
        raise DomainError(_("Choose passed, failed or to be clarified."))
    text = clean_text(note, NOTE_LENGTH)
    if fresh.machine_verdict and verdict != fresh.machine_verdict and not text:
        raise DomainError(_("You differ from the automatic verdict. Write a note that says why."))
    old = {"check": fresh.key, "verdict": fresh.verdict}
    fresh.verdict, fresh.note = verdict, text
    fresh.save(update_fields=["verdict", "note"])
    new = {"check": fresh.key, "verdict": verdict}
    trail.record(project.chain, "record check", by=by, old=old, new=new, note=text)
    return fresh


@transaction.atomic
def confirm_passed(screening: Screening, *, by: User) -> int:
    """Confirm at once every check that the machine passed and nobody has judged; returns how many."""
    project, fresh = _open(screening, by)
    waiting = fresh.checks.filter(verdict="", machine_verdict=Verdict.PASSED)
    keys = sorted(waiting.values_list("key", flat=True))
    if keys:
        waiting.update(verdict=Verdict.PASSED)
        new = {"checks": keys, "verdict": Verdict.PASSED}
        trail.record(project.chain, "confirm passed checks", by=by, new=new)
    return len(keys)


@transaction.atomic
def conclude_screening(
    screening: Screening, *, by: User, conclusion: str, note: str = "", seen: Seen | None = None
) -> Screening:
    """Passed or failed, once and for good for this version. A conclusion against a check takes a note."""
    project, fresh = _open(screening, by)
    require_fresh(project, seen)
    if conclusion not in {Verdict.PASSED, Verdict.FAILED}:
        raise DomainError(_("Conclude that the proposal passed or that it failed."))
    verdicts = list(fresh.checks.values_list("verdict", flat=True))
    if "" in verdicts:
        raise DomainError(_("Give your verdict on every check first."))
    text = clean_text(note, NOTE_LENGTH)
    is_clean = set(verdicts) <= {Verdict.PASSED}
    if is_clean != (conclusion == Verdict.PASSED) and not text:
        raise DomainError(_("The conclusion differs from the checks. Write a note that says why."))
    fresh.conclusion, fresh.note = conclusion, text
    fresh.concluded_by, fresh.concluded_at = by, timezone.now()
    fresh.save()
    new = {"version": fresh.version.number, "conclusion": conclusion}
    trail.record(project.chain, "conclude screening", by=by, new=new, note=text)
    return fresh


def obstacle(project: Project, step: Step, decided_on: datetime.date | None) -> str | None:
    """Named in settings.PROJECT_PRECONDITIONS: a decision on eligibility needs a concluded screening."""
    newest = Version.objects.newest_of(project)
    if Screening.objects.filter(version=newest, concluded_at__isnull=False).exists():
        return None
    return _("Conclude the screening of the newest version first.")


def _open(screening: Screening, by: User) -> tuple[Project, Screening]:
    """Project and screening as they are now, the project locked, if this person may still write in it."""
    project = locked(screening.version.project)
    require_secretariat(by, project)
    fresh = Screening.objects.select_related("version").get(pk=screening.pk)
    if fresh.concluded_at is not None:
        raise DomainError(_("This screening is concluded and can no longer be changed."))
    if project.state not in AWAITS_ELIGIBILITY or Version.objects.newest_of(project) != fresh.version:
        raise DomainError(_("This version is no longer the one to be screened. Reload the page."))
    return project, fresh


def _checks(screening: Screening, version: Version) -> list[ScreeningCheck]:
    """In time; the machine's checks of the frozen dossier; then those for people."""
    frozen = dossier.from_data(version.data)
    rows = [
        _in_time(version.project),
        *(
            ScreeningCheck(
                key=check.key,
                where=check.where,
                title=check.title,
                machine_verdict=_MACHINE[check.verdict],
                machine_reason=check.reason,
            )
            for check in eligibility.evaluate_texts(frozen)
        ),
        *(
            ScreeningCheck(key=key, title=_in_all_languages(partial(str, title)))
            for key, title in HUMAN_CHECKS
        ),
    ]
    for position, row in enumerate(rows):
        row.screening, row.position = screening, position
    return rows


def _in_time(project: Project) -> ScreeningCheck:
    """Submission refuses what comes late; here stands when it came, against the call as it is now."""
    call, received = project.call, project.received_at
    in_time = received is not None and received < project.closes_at
    return ScreeningCheck(
        key="in_time",
        title=_in_all_languages(lambda: _("Submitted in time")),
        machine_verdict=Verdict.PASSED if in_time else Verdict.UNCLEAR,
        machine_reason=_in_all_languages(
            lambda: (
                _("Received on %(received)s; the call closes on %(closes)s (%(zone)s).")
                % {
                    "received": moment(received, call.time_zone) if received else "–",
                    "closes": moment(project.closes_at, call.time_zone),
                    "zone": call.time_zone,
                }
            )
        ),
    )


def _in_all_languages(write: Callable[[], str]) -> Text:
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = write()
    return Text(texts)


class OpenScreening(BulkAct):
    """The machine's verdicts for many proposals; what is open already stays as it is."""

    label = gettext_lazy("Open their screening")

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        screening = open_screening(project, by=by)
        return _("Screening of version %(version)s") % {"version": screening.version}
