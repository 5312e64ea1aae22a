"""Declarations of interests, made before a proposal is read; and their register."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import signed_in_user
from accounts.models import User
from assessments import declaring, interests
from assessments.models import Assessment
from assessments.permissions import may_review
from calls.models import Call
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, SEES_UNDECLARED
from projects.models import Interest, Project
from secretariat.forms.assessing import InterestForm
from secretariat.forms.interests import CorrectionForm, SeveralInterestsForm
from secretariat.pages import interests as pages
from secretariat.pages.shared import done, status_of

AT_ONCE = 50
PAGE = 50


@staff(*interests.DECLARES, of_call=True)
def declare_interests(request: HttpRequest) -> HttpResponse:
    """What the person has to declare interests about: tick the conflicts, declare all at once."""
    by = signed_in_user(request)
    waiting = interests.to_declare(by)
    rows = waiting.for_page()
    if request.method == "POST":
        rows = rows.filter(uid__in=_uids(request.POST.getlist("shown")))
    asked = interests.questions(by, list(rows[:AT_ONCE]))
    form = SeveralInterestsForm(request.POST if request.method == "POST" else None, questions=asked)
    if done(form, lambda: declaring.declare_several(form.answers(), by=by)):
        told = ngettext(
            "Your interests are declared for %(n)s proposal.",
            "Your interests are declared for %(n)s proposals.",
            len(asked),
        )
        notes.success(request, told % {"n": len(asked)})
        return redirect("secretariat:declare_interests" if waiting.exists() else "secretariat:my_interests")
    context = {"form": form, "waiting": waiting.count()}
    return render(request, "secretariat/interests/several.html", context, status=status_of(form))


@staff(*interests.DECLARES, of_call=True)
def interest(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Declare interests in one proposal; somebody without a conflict goes on to it."""
    by = signed_in_user(request)
    found = get_object_or_404(interests.may_be_asked(by).for_page(), uid=uid)
    known = Interest.objects.in_force().filter(project=found, person=by).first()
    if known is not None and known.has_conflict:
        return render(request, "secretariat/conflict.html", {"interest": known})
    form = InterestForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: declaring.declare(found, by=by, **form.cleaned_data)):
        return _after(request, by, found, has_conflict=form.cleaned_data["has_conflict"])
    context = {
        "project": found,
        "known": known,
        "form": form,
        "question": interests.questions(by, [found])[0],
    }
    return render(request, "secretariat/interests/one.html", context, status=status_of(form))


@staff(*interests.DECLARES, of_call=True)
def my_interests(request: HttpRequest) -> HttpResponse:
    """What the person declared; a conflict found later can be added."""
    by = signed_in_user(request)
    mine = Interest.objects.filter(person=by).select_related("project__call").order_by("-declared_at", "-pk")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": interests.to_declare(by).count()}
    return render(request, "secretariat/interests/mine.html", context)


@staff(*SEES_UNDECLARED)
def call_interests(request: HttpRequest, code: str) -> HttpResponse:
    """The register of a call: who declared what, and who has yet to."""
    user = signed_in_user(request)
    mine = Call.objects.of_programmes(programmes_where(user, SEES_UNDECLARED)).with_programme()
    call = get_object_or_404(mine, code=code)
    projects = pages.register(call, user)
    rows = (
        Interest.objects.filter(project__in=projects.values("pk"))
        .select_related("project", "person", "corrected_by")
        .order_by("project__code", "person__name", "pk")
    )
    look = request.GET.get("show", "")
    if look == "conflicts":
        rows = rows.filter(has_conflict=True)
    context = {
        "call": call,
        "look": look,
        "people": pages.declarers(call, projects),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_correct": call.programme_period.programme_id in programmes_where(user, SECRETARIAT),
    }
    return render(request, "secretariat/interests/register.html", context)


@staff(*SECRETARIAT)
def correct_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Change somebody's declaration, with the reason."""
    by = signed_in_user(request)
    seen = Project.objects.visible_to_staff(by).values("pk")
    rows = Interest.objects.filter(project__in=seen).exclude(person=by)
    found = get_object_or_404(rows.select_related("project__call__programme_period", "person"), pk=pk)
    if not may_review(by, found.project):
        return redirect("secretariat:project", uid=found.project.uid)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(posted, has_conflict=found.has_conflict)
    if done(form, lambda: declaring.correct(found, by=by, **form.said())):
        notes.success(request, _("The declaration of %(name)s is changed.") % {"name": found.person})
        return redirect("secretariat:call_interests", found.project.call.code)
    context = {"interest": found, "form": form}
    return render(request, "secretariat/interests/correct.html", context, status=status_of(form))


def _after(request: HttpRequest, by: User, found: Project, *, has_conflict: bool) -> HttpResponse:
    """Where somebody goes who has just declared: to the own assessment, the proposal, or what else waits."""
    if has_conflict:
        notes.success(request, _("Your conflict of interest is recorded. The proposal is closed to you."))
        return redirect("secretariat:my_interests")
    mine = Assessment.objects.open_to(by).filter(project=found).order_by("-pk").first()
    if mine is not None:
        return redirect("secretariat:assessment", pk=mine.pk)
    if Project.objects.visible_to_staff(by).filter(pk=found.pk).exists():
        return redirect("secretariat:project", uid=found.uid)
    return redirect("secretariat:declare_interests")


def _uids(given: list[str]) -> list[UUID]:
    """The well-formed ones among what the page showed."""
    found = []
    for text in given[:AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
