"""Asking applicants for corrections: collect, send, give more time, end the round, and what came back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import User
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED, Role
from projects import corrections, dossier, lifecycle
from projects.models import Correction, CorrectionItem, Project, Version
from secretariat.forms.corrections import (
    AskForm,
    EndForm,
    ItemForm,
    MoreTimeForm,
    NoteForm,
    SendForm,
    TermsForm,
)
from secretariat.pages import corrections as pages
from secretariat.pages.shared import done, seen_now, status_of, submitted_project

OFFICE = (Role.OFFICER, Role.MANAGER)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def corrections_of(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The request that is being collected or under way, and the rounds before it."""
    project, version = submitted_project(request, str(uid))
    return _page(request, project, version)


@staff(*OFFICE, of_call=True)
@require_POST
def correction_add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One more place: chosen from the list, or named by a check of the screening."""
    project, version = submitted_project(request, str(uid))
    if "ask" in request.POST:
        asked = AskForm(request.POST)
        if not asked.is_valid():
            raise DomainError(_("The proposal has no such place. Choose one from the list."))
        _collect(project, asked, signed_in_user(request))
        notes.success(request, _("Added to the request. Send it when it is complete."))
        return redirect("secretariat:corrections", uid)
    form = ItemForm(request.POST, places=corrections.places_in(dossier.from_data(version.data)))
    if done(form, partial(_collect, project, form, signed_in_user(request))):
        notes.success(request, _("Added to the request."))
        return redirect("secretariat:corrections", uid)
    return _page(request, project, version, adding=form)


@staff(*OFFICE, of_call=True)
@require_POST
def correction_item(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Other words for one place, or take it out of the request."""
    project, version = submitted_project(request, str(uid))
    items = CorrectionItem.objects.select_related("correction__project")
    item = get_object_or_404(items, pk=pk, correction__project=project)
    by = signed_in_user(request)
    if "drop" in request.POST:
        corrections.drop_item(item, by=by)
        notes.success(request, _("Taken out of the request."))
        return redirect("secretariat:corrections", uid)
    form = NoteForm(request.POST, prefix=f"item-{item.pk}")
    if done(form, partial(_reword, item, form, by)):
        notes.success(request, _("Saved."))
        return redirect("secretariat:corrections", uid)
    return _page(request, project, version, worded=form)


@staff(*OFFICE, of_call=True)
@require_POST
def correction_terms(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The day of the answer and the words about the whole; then on to the letter."""
    project, version = submitted_project(request, str(uid))
    found = _collecting(project)
    form = TermsForm(request.POST, zone=project.call.time_zone)
    if done(form, partial(_set_terms, found, form, signed_in_user(request))):
        return redirect("secretariat:correction_send", uid)
    return _page(request, project, version, terms=form)


@staff(*OFFICE, of_call=True)
@require_http_methods(["GET", "HEAD", "POST"])
def correction_send(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter as each manager gets it, and the button that sends the request."""
    project, version = submitted_project(request, str(uid))
    found = _collecting(project)
    initial = {**seen_now(project, version), "revision": found.revision}
    form = SendForm(request.POST if request.method == "POST" else None, initial=initial)
    by = signed_in_user(request)
    if done(form, partial(_send, found, form, by)):
        notes.success(request, _("The parts are open to the applicant. Confirm the letters in the outbox."))
        return redirect("secretariat:corrections", uid)
    frozen = dossier.from_data(version.data)
    context = {
        "project": project,
        "version": version,
        "request_": found,
        "items": pages.items_of(found, frozen, None, may_ask=False),
        "until": pages.until(found, project),
        "letters": pages.letters_of(found, project, frozen),
        "form": form,
    }
    return render(request, "secretariat/correction_send.html", context, status=status_of(form))


@staff(*OFFICE, of_call=True)
@require_POST
def correction_more_time(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A later day for a round that is with the applicant."""
    project, version = submitted_project(request, str(uid))
    found = _asked(project)
    form = MoreTimeForm(request.POST, zone=project.call.time_zone, prefix="time")
    if done(form, partial(_extend, found, form, signed_in_user(request))):
        notes.success(request, _("There is more time now. Confirm the letters in the outbox."))
        return redirect("secretariat:corrections", uid)
    return _page(request, project, version, more_time=form)


@staff(*OFFICE, of_call=True)
@require_POST
def correction_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the proposal back: what was submitted last stands."""
    project, version = submitted_project(request, str(uid))
    form = EndForm(request.POST, prefix="end", initial=seen_now(project, version))
    by = signed_in_user(request)
    if done(
        form, lambda: lifecycle.take_back(project, by=by, seen=form.seen(), note=form.cleaned_data["note"])
    ):
        notes.success(request, _("The proposal is back as it was last submitted."))
        return redirect("secretariat:corrections", uid)
    return _page(request, project, version, ending=form)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def correction_changes(request: HttpRequest, uid: UUID, correction: UUID) -> HttpResponse:
    """What came back: the places asked about first, then whether anything else changed."""
    project, version = submitted_project(request, str(uid))
    rounds = Correction.objects.select_related("version", "answer", "asked_by")
    found = get_object_or_404(rounds.defer("version__data", "answer__data"), project=project, uid=correction)
    if found.answer is None:
        raise Http404
    context = {"project": project, "version": version, "round": found, "returned": pages.returned(found)}
    return render(request, "secretariat/correction_changes.html", context)


def _page(request: HttpRequest, project: Project, version: Version, **posted: forms.Form) -> HttpResponse:
    """The page with the form that was posted, if one has errors to show."""
    context = pages.context_of(project, version, signed_in_user(request), posted)
    return render(request, "secretariat/corrections.html", context, status=status_of(*posted.values()))


def _collecting(project: Project) -> Correction:
    found = corrections.round_under_way(project)
    if found is None or not found.is_collecting:
        raise DomainError(_("There is no request to work on. Choose a part of the form first."))
    return found


def _asked(project: Project) -> Correction:
    found = corrections.round_under_way(project)
    if found is None or not found.is_asked:
        raise DomainError(_("This request is no longer with the applicant. Reload the page."))
    return found


def _collect(project: Project, form: ItemForm | AskForm, by: User) -> None:
    corrections.collect(project, by=by, **form.cleaned_data)


def _reword(item: CorrectionItem, form: NoteForm, by: User) -> None:
    seen = form.cleaned_data["was"].replace("\r\n", "\n")
    corrections.change_item(item, by=by, note=form.cleaned_data["note"], seen=seen)


def _set_terms(found: Correction, form: TermsForm, by: User) -> None:
    said = form.cleaned_data
    corrections.set_terms(found, by=by, note=said["note"], due=form.moment(), seen=said["seen"])


def _send(found: Correction, form: SendForm, by: User) -> None:
    corrections.ask(found, by=by, seen=form.seen(), revision=form.cleaned_data["revision"])


def _extend(found: Correction, form: MoreTimeForm, by: User) -> None:
    due = form.moment()
    if due is None:
        raise DomainError(_("Say until when the applicant should answer."))
    corrections.extend(found, by=by, due=due, note=form.cleaned_data["note"], seen=form.cleaned_data["seen"])
