"""The screening of the newest version: the machine's verdicts beside the officer's."""

from __future__ import annotations

from functools import partial

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import signed_in_user
from accounts.models import User
from assessments import decisions
from assessments.models import Screening, ScreeningCheck
from assessments.permissions import may_review
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import clock, dossier
from projects.corrections import is_asking_possible, round_under_way
from projects.models import Project, Version
from secretariat.forms.screening import CheckForm, ScreeningForm
from secretariat.pages.screening import sheet_page
from secretariat.pages.shared import done, seen_now, status_of, submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def screening(request: HttpRequest, uid: str) -> HttpResponse:
    """Read the checks; as secretariat also open, answer and conclude them."""
    project, version = submitted_project(request, uid)
    related = Screening.objects.select_related("concluded_by", "version").defer("version__data")
    found = related.filter(version=version).first()
    if request.method == "POST" and not may_review(request.user, project):
        raise Http404
    if "check" in request.POST:
        return _answer(request, project, version, found)
    conclusion = ScreeningForm(
        request.POST if "conclude" in request.POST else None, initial=seen_now(project, version)
    )
    if request.method == "POST" and _act(request, project, found, conclusion):
        return redirect("secretariat:screening", uid=uid)
    context = _context(request, project, version, found, conclusion)
    return render(request, "secretariat/screening.html", context, status=status_of(conclusion))


def _context(
    request: HttpRequest,
    project: Project,
    version: Version,
    found: Screening | None,
    conclusion: ScreeningForm,
    posted: dict[int, CheckForm] | None = None,
) -> dict[str, object]:
    under_way = round_under_way(project)
    asked: list[str] = getattr(under_way, "keys", [])
    may_screen = may_review(request.user, project)
    frozen = dossier.from_data(version.data) if found else None
    is_open = bool(found and may_screen and not found.conclusion)
    return {
        "project": project,
        "version": version,
        "screening": found,
        "sheet": sheet_page(found, frozen, version, posted or {}, asked) if found and frozen else None,
        "may_screen": may_screen,
        "is_open": is_open,
        "conclusion": conclusion if is_open or conclusion.is_bound else None,
        "clock": clock.clock_of(project),
        "round": under_way,
        "may_ask": may_screen and is_asking_possible(project),
    }


def _act(request: HttpRequest, project: Project, found: Screening | None, conclusion: ScreeningForm) -> bool:
    """Do what was posted about the whole sheet; False when the form has errors to show."""
    by = signed_in_user(request)
    if "open" in request.POST:
        opened = decisions.open_screening(project, by=by)
        carried = opened.checks.filter(carried_from__isnull=False).count()
        if carried:
            words = ngettext(
                "%(count)d answer was carried over.", "%(count)d answers were carried over.", carried
            )
            notes.info(request, words % {"count": carried})
    elif found is None:
        raise DomainError(_("A new version came in meanwhile. Reload the page and open its screening."))
    elif conclusion.is_bound:
        if not done(conclusion, partial(_conclude, found, conclusion, by)):
            return False
        notes.success(request, _("The screening is concluded."))
    else:
        count = decisions.confirm_passed(found, by=by)
        words = ngettext("%(count)d check is confirmed.", "%(count)d checks are confirmed.", count)
        notes.success(request, words % {"count": count})
    return True


def _answer(
    request: HttpRequest, project: Project, version: Version, found: Screening | None
) -> HttpResponse:
    """Keep the officer's word on the one check that was posted; scripts get JSON."""
    posted = request.POST["check"]
    number = int(posted) if posted.isascii() and posted.isdecimal() and len(posted) < 19 else 0
    check = found.checks.filter(pk=number).first() if found else None
    if found is None or check is None:
        raise DomainError(_("This check is not part of the newest version. Reload the page and look again."))
    form = CheckForm(request.POST, prefix=f"check-{check.pk}")
    is_done = done(form, partial(_record, check, form, signed_in_user(request)))
    if not request.accepts("text/html"):
        return _as_json(form, check, found)
    if is_done:
        notes.success(request, _("Saved: %(check)s") % {"check": check.title})
        return redirect(f"{request.path}#check-{check.pk}")
    conclusion = ScreeningForm(initial=seen_now(project, version))
    context = _context(request, project, version, found, conclusion, {check.pk: form})
    return render(request, "secretariat/screening.html", context, status=status_of(form))


def _as_json(form: CheckForm, check: ScreeningCheck, found: Screening) -> JsonResponse:
    """What the page shows after a save: when, the progress, or why not."""
    fresh = found.checks.get(pk=check.pk)
    verdicts = list(found.checks.values_list("verdict", "is_required"))
    answer = {
        "revision": fresh.revision,
        "answered": sum(1 for verdict, _required in verdicts if verdict),
        "waiting": sum(1 for verdict, is_required in verdicts if is_required and not verdict),
    }
    if form.errors:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({**answer, "error": " ".join(said)}, status=status_of(form))
    at = timezone.localtime(fresh.answered_at) if fresh.answered_at else timezone.localtime()
    return JsonResponse({**answer, "saved": _("Saved at %(time)s") % {"time": f"{at:%H:%M}"}})


def _conclude(found: Screening, form: ScreeningForm, by: User) -> None:
    decisions.conclude_screening(found, by=by, seen=form.seen(), **form.said())


def _record(check: ScreeningCheck, form: CheckForm, by: User) -> None:
    decisions.record_check(check, by=by, **form.cleaned_data)
