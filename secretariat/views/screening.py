"""The screening of the newest version: the machine's verdicts beside the officer's."""

from __future__ import annotations

from functools import partial

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from accounts.models import User
from assessments import decisions
from assessments.models import Screening, ScreeningCheck
from assessments.permissions import may_review
from assessments.states import Verdict
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import Project
from secretariat.forms.screening import CheckForm, ScreeningForm
from secretariat.pages.shared import done, seen_now, status_of, submitted_project


@staff(*SEES_ALL_SUBMITTED)
def screening(request: HttpRequest, uid: str) -> HttpResponse:
    """Read the checks; as secretariat also open, answer and conclude them."""
    project, version = submitted_project(request, uid)
    found = Screening.objects.filter(version=version).select_related("concluded_by").first()
    may_screen = may_review(request.user, project)
    is_open = bool(found and may_screen and not found.conclusion)
    conclusion = ScreeningForm(
        request.POST if "conclude" in request.POST else None, initial=seen_now(project, version)
    )
    checks = _checks(request, found, is_open=is_open)
    if request.method == "POST" and not may_screen:
        raise Http404
    if request.method == "POST" and _act(request, project, found, conclusion, checks):
        return redirect("secretariat:screening", uid=uid)
    context = {
        "project": project,
        "version": version,
        "screening": found,
        "checks": checks,
        "may_screen": may_screen,
        "conclusion": conclusion if is_open or conclusion.is_bound else None,
        "has_waiting": any(
            check.machine_verdict == Verdict.PASSED and not check.verdict for check, _form in checks
        ),
    }
    status = status_of(conclusion, *(form for _check, form in checks))
    return render(request, "secretariat/screening.html", context, status=status)


def _checks(
    request: HttpRequest, found: Screening | None, *, is_open: bool
) -> list[tuple[ScreeningCheck, CheckForm | None]]:
    """Each check with the form to answer it; the one that was posted is bound."""
    rows = list(found.checks.all()) if found else []
    posted = request.POST.get("check", "")
    return [
        (
            check,
            CheckForm(
                request.POST if posted == str(check.pk) else None,
                prefix=f"check-{check.pk}",
                initial={"verdict": check.verdict or check.machine_verdict, "note": check.note},
            )
            if is_open or posted == str(check.pk)
            else None,
        )
        for check in rows
    ]


def _act(
    request: HttpRequest,
    project: Project,
    found: Screening | None,
    conclusion: ScreeningForm,
    checks: list[tuple[ScreeningCheck, CheckForm | None]],
) -> bool:
    """Do what was posted; False when a form has errors to show."""
    by = signed_in_user(request)
    if "open" in request.POST:
        decisions.open_screening(project, by=by)
    elif found is None:
        raise DomainError(_("A new version came in meanwhile. Reload the page and open its screening."))
    elif conclusion.is_bound:
        if not done(conclusion, partial(_conclude, found, conclusion, by)):
            return False
        notes.success(request, _("The screening is concluded."))
    elif "confirm" in request.POST:
        decisions.confirm_passed(found, by=by)
    else:
        return _record(request, checks)
    return True


def _record(request: HttpRequest, checks: list[tuple[ScreeningCheck, CheckForm | None]]) -> bool:
    """Keep the officer's word on the one check that was posted."""
    for check, form in checks:
        if form is None or not form.is_bound:
            continue
        if done(form, partial(_answer, check, form, signed_in_user(request))):
            notes.success(request, _("Saved: %(check)s") % {"check": check.title})
            return True
        return False
    raise DomainError(_("This check is not part of the newest version. Reload the page and look again."))


def _conclude(found: Screening, form: ScreeningForm, by: User) -> None:
    decisions.conclude_screening(found, by=by, seen=form.seen(), **form.said())


def _answer(check: ScreeningCheck, form: CheckForm, by: User) -> None:
    decisions.record_check(check, by=by, **form.cleaned_data)
