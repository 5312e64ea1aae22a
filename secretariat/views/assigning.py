"""Who assesses what in a call: places, loads, the portal's proposal, and what each assessor knows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from accounts.models import User
from assessments import assigning, expertise, sharing, workload
from assessments.models import Expertise, FreedPlace
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, Role
from projects.models import Project
from secretariat.forms.assigning import ExpertiseForm, PlacesForm, PlanForm, ProposedForm
from secretariat.pages import assigning as pages
from secretariat.pages.shared import done, seen_now, status_of, submitted_project
from secretariat.pages.sharing_out import Line, lines

PAGE = 25
MOST_PROPOSALS = 500  # for which one proposal of places is made


@staff(*SECRETARIAT, of_call=True)
def assignments(request: HttpRequest, code: str) -> HttpResponse:
    """The call's proposals with their assessors, everybody's load, and what fell free."""
    call = pages.my_call(request, code)
    by = signed_in_user(request)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=pages.plan_of(call))
    if done(form, lambda: expertise.plan(call, by=by, **form.cleaned_data)):
        notes.success(request, _("The plan is saved."))
        return redirect("secretariat:assignments", code)
    loads = workload.loads(call)
    every = sharing.rows(list(sharing.to_share(pages.proposals(request, call))[:MOST_PROPOSALS]), loads)
    is_lacking = request.GET.get("show") == "lacking"
    shown = [row for row in every if row.wanted.missing] if is_lacking else every
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "form": form,
        "sums": pages.sums(every, loads),
        "bars": [pages.bar(load) for load in loads],
        "page": page,
        "is_lacking": is_lacking,
        "freed": pages.freed(request, call),
    }
    return render(request, "secretariat/assigning/assignments.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Assessors for one proposal, those who suit best first, each with the reasons."""
    project, version = submitted_project(request, str(uid))
    by = signed_in_user(request)
    loads = workload.loads(project.call)
    row = sharing.rows([project], loads, with_hints=True)[0]
    best = pages.labelled(row, sharing.suggestions(row, loads, most=200), loads)
    known = {str(pair.candidate.key) for pair, _words in best}
    rest = [load for load in loads if str(load.user.pk) not in known]
    others = [load for load in rest if load.user.pk not in row.wanted.barred]
    people = [(str(pair.candidate.key), f"{pair.candidate.name} – {words}") for pair, words in best]
    people += [(str(load.user.pk), f"{load.user} – {pages.bar(load).words}") for load in others]
    initial = {**seen_now(project, version), "due": pages.plan_of(project.call).get("due")}
    form = PlacesForm(request.POST if request.method == "POST" else None, initial=initial, pairs=people)
    if done(form, lambda: _give(form, project, by)):
        notes.success(request, _("The assessors are invited by e-mail."))
        return redirect("secretariat:assignments", project.call.code)
    context = {"project": project, "version": version, "row": row, "form": form, "people": people}
    return render(request, "secretariat/assigning/assign.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def propose_assignments(request: HttpRequest, code: str) -> HttpResponse:
    """The portal's proposal for all that lack assessors; nothing is given before it is confirmed."""
    call = pages.my_call(request, code)
    by = signed_in_user(request)
    loads = workload.loads(call)
    projects = list(sharing.to_share(pages.proposals(request, call))[:MOST_PROPOSALS])
    found = sharing.rows(projects, loads, with_hints=True)
    pairs = sharing.proposal_for(found, loads)
    offered = {
        f"{row.project.pk}-{load.user.pk}": (row.project, load.user)
        for row in found
        if row.wanted.missing
        for load in loads
        if load.user.pk not in row.wanted.barred
    }
    posted = request.POST if request.method == "POST" else None
    form = ProposedForm(posted, initial=pages.plan_of(call), known=list(offered))
    if done(form, lambda: _share(form, offered, by)):
        number = len(form.cleaned_data["places"])
        told = ngettext("%(n)s place is given.", "%(n)s places are given.", number) % {"n": number}
        notes.success(request, told)
        return redirect("secretariat:assignments", code)
    context = {"call": call, "form": form, **_proposed(lines(found, pairs, loads), len(pairs))}
    return render(request, "secretariat/assigning/propose.html", context, status=status_of(form))


@require_POST
@staff(*SECRETARIAT, of_call=True)
def settle_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody else is needed for a place that fell free."""
    freed = get_object_or_404(
        FreedPlace.objects.open_to_staff(request.user).select_related("project__call"), pk=pk
    )
    assigning.settle_place(freed, by=signed_in_user(request))
    notes.success(request, _("The free place is settled."))
    return redirect("secretariat:assignments", freed.project.call.code)


@staff(*SECRETARIAT, Role.ASSESSOR)
def expertise_of(request: HttpRequest, programme: str, person: UUID) -> HttpResponse:
    """What an assessor knows and takes on: kept by the person and by the secretariat."""
    by = signed_in_user(request)
    mine = programmes_where(by, {*SECRETARIAT, Role.ASSESSOR})
    found = get_object_or_404(Programme.objects.filter(pk__in=mine), pk=programme)
    assessors = User.objects.filter(staff_roles__programme=found, staff_roles__role=Role.ASSESSOR)
    if not set(programmes_where(by, SECRETARIAT)) & {found.pk}:
        assessors = assessors.filter(pk=by.pk)
    who = get_object_or_404(assessors.distinct(), uid=person)
    known = Expertise.objects.filter(user=who, programme=found).first()
    form = ExpertiseForm(request.POST if request.method == "POST" else None, programme=found, known=known)
    if done(form, lambda: expertise.describe(who, found, by=by, **form.said())):
        notes.success(request, _("Saved."))
        return redirect("secretariat:expertise", programme=programme, person=person)
    context = {"programme": found, "person": who, "is_own": who.pk == by.pk, "form": form}
    return render(request, "secretariat/assigning/expertise.html", context, status=status_of(form))


def _give(form: PlacesForm, project: Project, by: User) -> None:
    people = User.objects.in_bulk([int(key) for key in form.cleaned_data["people"]])
    sharing.give(
        [(project, person) for person in people.values()],
        by=by,
        due=form.cleaned_data["due"],
        over_capacity=form.cleaned_data["over_capacity"],
    )


def _share(form: ProposedForm, offered: dict[str, tuple[Project, User]], by: User) -> None:
    chosen = [offered[key] for key in form.cleaned_data["places"]]
    sharing.give(chosen, by=by, due=form.cleaned_data["due"])


def _proposed(found: list[Line], number: int) -> dict[str, Any]:
    """The proposal by project, what stays without an assessor, and how many places there are."""
    return {"lines": found, "number": number, "unfilled": sum(short for _row, _places, short in found)}
