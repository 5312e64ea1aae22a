"""Opening the sheet of a version: the machine's checks, the call's own, and answers carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Screening, ScreeningCheck
from assessments.permissions import require_secretariat
from assessments.screening.evidence import Evidence, group_of
from assessments.states import Verdict
from calls.checks import checks_of
from calls.states import CheckGroup
from core.errors import DomainError
from core.texts import LANGUAGES, Text
from projects import dossier, eligibility
from projects.locking import locked
from projects.models import Project, Version
from projects.moments import moment
from projects.states import AWAITS_ELIGIBILITY

_MACHINE = {"passed": Verdict.PASSED, "error": Verdict.FAILED, "warning": Verdict.UNCLEAR}
_ORDER = {group: place for place, group in enumerate(CheckGroup.values)}


@transaction.atomic
def open_screening(project: Project, *, by: User) -> Screening:
    """The sheet of the newest version, a row for each check; opened once, however often it is asked.

    Answers of the version screened before are carried over where nothing that they rest on has changed.
    """
    project = locked(project)
    require_secretariat(by, project)
    version = Version.objects.newest_of(project)
    existing = Screening.objects.filter(version=version).first()
    if existing is not None:
        return existing
    if project.state not in AWAITS_ELIGIBILITY or version is None:
        raise DomainError(_("Only a submitted proposal can be screened."))
    screening = Screening.objects.create(version=version)
    rows = _rows(version)
    for position, row in enumerate(rows):
        row.screening, row.position = screening, position
    carried = _carry_over(rows, project, version)
    ScreeningCheck.objects.bulk_create(rows)
    new = {"version": version.number, "carried_over": carried}
    trail.record(project.chain, "open screening", by=by, new=new)
    return screening


def _rows(version: Version) -> list[ScreeningCheck]:
    """All checks in the order of the sheet: by part, the machine's before those for people."""
    frozen = dossier.from_data(version.data)
    with translation.override("en"):
        evidence = Evidence(frozen)
        rows = [
            _in_time(version.project),
            *_of_machine(frozen, evidence),
            *_manual(version.project, evidence),
        ]
    return sorted(rows, key=lambda row: _ORDER[row.group])


def _of_machine(frozen: dossier.Dossier, evidence: Evidence) -> Iterator[ScreeningCheck]:
    for check in eligibility.evaluate_texts(frozen):
        verdict = _MACHINE[check.verdict]
        yield ScreeningCheck(
            key=check.key,
            where=check.where,
            title=check.title,
            group=group_of(check.key, check.where),
            machine_verdict=verdict,
            machine_reason=check.reason,
            basis=evidence.basis(check.key, check.where, verdict, check.reason),
        )


def _manual(project: Project, evidence: Evidence) -> Iterator[ScreeningCheck]:
    for check in checks_of(project.call):
        yield ScreeningCheck(
            key=check.key,
            where=f"call.{check.section}" if check.section else "call",
            title=check.title,
            help=check.help,
            group=check.group,
            section=check.section,
            is_required=check.is_required,
            basis=evidence.basis_of_section(check.section),
        )


def _carry_over(rows: list[ScreeningCheck], project: Project, version: Version) -> int:
    """Take answers over from the sheet before; where the basis changed, only point to it. How many."""
    before = (
        Screening.objects.filter(
            version__project=project, version__step=version.step, version__number__lt=version.number
        )
        .order_by("-version__number")
        .select_related("version")
        .first()
    )
    if before is None:
        return 0
    known = {(one.key, one.where): one for one in before.checks.all()}
    count = 0
    for row in rows:
        earlier = known.get((row.key, row.where))
        if earlier is None:
            continue
        row.previous = earlier
        is_same = bool(row.basis) and (row.basis, row.machine_verdict) == (
            earlier.basis,
            earlier.machine_verdict,
        )
        if is_same and earlier.verdict:
            row.verdict, row.note = earlier.verdict, earlier.note
            row.answered_by_id, row.answered_at = earlier.answered_by_id, earlier.answered_at
            row.carried_from_id = earlier.carried_from_id or before.version_id
            count += 1
    return count


def _in_time(project: Project) -> ScreeningCheck:
    """Submission refuses what comes late; here stands when it came, against the call as it is now."""
    call, received = project.call, project.received_at
    in_time = received is not None and received < project.closes_at
    verdict = Verdict.PASSED if in_time else Verdict.UNCLEAR
    reason = _in_all_languages(
        lambda: (
            _("Received on %(received)s; the call closes on %(closes)s (%(zone)s).")
            % {
                "received": moment(received, call.time_zone) if received else "–",
                "closes": moment(project.closes_at, call.time_zone),
                "zone": call.time_zone,
            }
        )
    )
    return ScreeningCheck(
        key="in_time",
        title=_in_all_languages(lambda: _("Submitted in time")),
        group=CheckGroup.ADMISSIBILITY,
        machine_verdict=verdict,
        machine_reason=reason,
        basis=f"{verdict}:{received}:{project.closes_at}"[:64],
    )


def _in_all_languages(write: Callable[[], str]) -> Text:
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = write()
    return Text(texts)
