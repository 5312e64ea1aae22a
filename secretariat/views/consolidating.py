"""A consolidation from the naming of the rapporteur to its conclusion; and the opening of a second round."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs_second_factor, signed_in_or_401, signed_in_user
from assessments import consolidating, rounds
from assessments.models import Consolidation
from assessments.sheets import Outcome
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.fields import InvalidValue
from projects.models import Project
from secretariat.forms.consolidating import (
    AnswerForm,
    ConcludeForm,
    RapporteurForm,
    ReopenTextForm,
    SecondRoundForm,
    SendForm,
)
from secretariat.pages import autosave
from secretariat.pages.consolidating import context_of, project_of
from secretariat.pages.shared import done, status_of, submitted_project
from secretariat.pages.sheets import Tried

READERS = (*SEES_ALL_SUBMITTED, Role.ASSESSOR)


@staff(*READERS, of_call=True)
def consolidation(request: HttpRequest, uid: str) -> HttpResponse:
    """All scores side by side, and the consolidated ones; the rapporteur writes here."""
    project, held = project_of(request, uid)
    if request.method != "POST":
        return _shown(request, project, held)
    if held is None:
        raise Http404
    typed = autosave.posted(
        request.POST, consolidating.stored_of(held, project.call.criteria.values_list("pk", flat=True))
    )
    outcomes: Mapping[str, Outcome]
    try:
        outcomes = consolidating.save_sheet(held, typed, by=signed_in_user(request))
    except DomainError as refusal:
        outcomes = dict.fromkeys(typed, InvalidValue(refusal.text))
        notes.error(request, str(refusal.text))
    if any(isinstance(one, DomainError) for one in outcomes.values()):
        project, held = project_of(request, uid)
        return _shown(request, project, held, Tried(typed, outcomes), status=409)
    notes.success(request, _("Saved. You can go on later."))
    return redirect("secretariat:consolidation", uid=uid)


def _shown(
    request: HttpRequest,
    project: Project,
    held: Consolidation | None,
    tried: Tried | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**context_of(signed_in_user(request), project, held, tried), **autosave.CONTEXT}
    return render(request, "secretariat/consolidation.html", context, status=status)


@signed_in_or_401
@require_POST
def consolidation_field(request: HttpRequest, uid: str) -> JsonResponse:
    """Save one field of the consolidation that one writes."""
    by = signed_in_user(request)
    if needs_second_factor(by):
        raise Http404
    _project, held = project_of(request, uid)
    if held is None:
        raise Http404
    return autosave.answer(
        request, lambda key, value, base: consolidating.save_field(held, key, value, base=base, by=by)
    )


@staff(*SECRETARIAT, of_call=True)
def consolidation_rapporteur(request: HttpRequest, uid: str) -> HttpResponse:
    """Name who writes the consolidation."""
    project, _version = submitted_project(request, uid)
    form = RapporteurForm(request.POST or None, people=consolidating.rapporteurs_for(project))
    by = signed_in_user(request)
    return _act(
        request,
        project,
        form,
        (_("Name the rapporteur"), _("The rapporteur is told by e-mail.")),
        lambda: consolidating.name_rapporteur(project, by=by, **form.cleaned_data),
    )


@staff(*READERS, of_call=True)
def consolidation_act(request: HttpRequest, uid: str, act: str) -> HttpResponse:
    """Send the text, agree or object, conclude, or open again: each on a page of its own."""
    project, held = project_of(request, uid)
    if held is None or act not in ACTS:
        raise Http404
    form_class, verb, title, told = ACTS[act]
    form = form_class(request.POST if request.method == "POST" else None)
    by = signed_in_user(request)
    words = (str(title()), str(told()))
    return _act(request, project, form, words, lambda: verb(held, by=by, **form.cleaned_data))


ACTS: Mapping[str, tuple[type[forms.Form], Callable[..., object], Callable[[], str], Callable[[], str]]] = {
    "send": (
        SendForm,
        consolidating.send,
        lambda: _("Send to the assessors"),
        lambda: _("The assessors are asked by e-mail."),
    ),
    "answer": (
        AnswerForm,
        consolidating.answer,
        lambda: _("Agree or object"),
        lambda: _("Your answer is recorded."),
    ),
    "conclude": (
        ConcludeForm,
        consolidating.conclude,
        lambda: _("Conclude the consolidation"),
        lambda: _("The consolidated scores count from now on."),
    ),
    "reopen": (
        ReopenTextForm,
        consolidating.reopen,
        lambda: _("Open the text again"),
        lambda: _("The rapporteur can go on writing."),
    ),
}


@staff(*SECRETARIAT, of_call=True)
def second_round(request: HttpRequest, uid: str) -> HttpResponse:
    """Have everybody who finished look again."""
    project, _version = submitted_project(request, uid)
    form = SecondRoundForm(request.POST if request.method == "POST" else None)
    by = signed_in_user(request)
    words = (_("Open a second round"), _("The assessors are asked by e-mail to look again."))
    if done(form, lambda: rounds.open_second_round(project, by=by, **form.cleaned_data)):
        notes.success(request, words[1])
        return redirect("secretariat:assessments", uid=uid)
    return _asked(request, project, form, words[0])


def _act(
    request: HttpRequest,
    project: Project,
    form: forms.Form,
    words: tuple[str, str],
    verb: Callable[[], object],
) -> HttpResponse:
    if done(form, verb):
        notes.success(request, words[1])
        return redirect("secretariat:consolidation", uid=project.uid)
    return _asked(request, project, form, words[0])


def _asked(request: HttpRequest, project: Project, form: forms.Form, title: str) -> HttpResponse:
    context = {"project": project, "form": form, "heading": title}
    return render(request, "secretariat/consolidation_act.html", context, status=status_of(form))
