"""Looking after partners of public records: merging duplicates, taking off names of persons."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications import forgetting, merging, participation
from secretariat.forms.organisations import ReasonForm
from secretariat.pages import organisations as pages
from secretariat.pages.shared import done

PAGE = 50


@staff(*SECRETARIAT)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that look like the same partner, and any two that are looked for by name."""
    return render(request, "secretariat/organisations/duplicates.html", pages.duplicates_for(request))


@staff(*SECRETARIAT)
def merge_organisations(request: HttpRequest) -> HttpResponse:
    """Two partners side by side; with a reason the one becomes the other."""
    gone, kept = pages.chosen(request, "gone"), pages.chosen(request, "kept")
    if gone is None or kept is None:
        messages.error(request, _("Choose two partners: the one that goes and the one that stays."))
        return redirect("secretariat:duplicates")
    form = ReasonForm(request.POST or None)
    by = signed_in_user(request)
    if done(form, lambda: merging.merge(gone, into=kept, by=by, note=form.cleaned_data["note"])):
        messages.success(request, _("The two are one partner now. The old address leads to the kept one."))
        return redirect("secretariat:merged_organisations")
    sides = [(one, participation.figures_of(one)) for one in (gone, kept)]
    context = {"form": form, "gone": gone, "kept": kept, "sides": sides}
    return render(
        request, "secretariat/organisations/merge.html", context, status=400 if form.errors else 200
    )


@staff(*SECRETARIAT)
@require_safe
def merged_organisations(request: HttpRequest) -> HttpResponse:
    """All merges, each to be undone."""
    page = Paginator(pages.merged_ones().order_by("name_key", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/organisations/merged.html", {"page": page})


@staff(*SECRETARIAT)
def undo_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a merged partner one of its own again."""
    gone = get_object_or_404(pages.merged_ones(), slug=slug)
    form = ReasonForm(request.POST or None)
    by = signed_in_user(request)
    if done(form, lambda: merging.undo(gone, by=by, note=form.cleaned_data["note"])):
        messages.success(request, _("The merge is undone."))
        return redirect("secretariat:merged_organisations")
    context = {"form": form, "gone": gone}
    return render(request, "secretariat/organisations/undo.html", context, status=400 if form.errors else 200)


@staff(*SECRETARIAT)
@require_safe
def told_apart(request: HttpRequest) -> HttpResponse:
    """Pairs that look alike and are not the same, each to be taken back."""
    page = Paginator(pages.told_apart(), PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/organisations/told_apart.html", {"page": page})


@staff(*SECRETARIAT)
def tell_apart(request: HttpRequest) -> HttpResponse:
    """With a reason, two partners are never proposed as duplicates again."""
    first, second = pages.chosen(request, "first"), pages.chosen(request, "second")
    if first is None or second is None:
        messages.error(request, _("Choose two partners that are not the same."))
        return redirect("secretariat:duplicates")
    form = ReasonForm(request.POST or None)
    by = signed_in_user(request)
    if done(form, lambda: merging.tell_apart(first, second, by=by, note=form.cleaned_data["note"])):
        messages.success(request, _("The two are told apart: they are not proposed again."))
        return redirect("secretariat:duplicates")
    context = {"form": form, "first": first, "second": second}
    status = 400 if form.errors else 200
    return render(request, "secretariat/organisations/tell_apart.html", context, status=status)


@staff(*SECRETARIAT)
def take_back_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Two partners may be the same after all."""
    mark = get_object_or_404(pages.told_apart(), pk=min(pk, pages.MOST))
    form = ReasonForm(request.POST or None)
    by = signed_in_user(request)
    if done(form, lambda: merging.take_back(mark, by=by, note=form.cleaned_data["note"])):
        messages.success(request, _("That is taken back."))
        return redirect("secretariat:told_apart")
    status = 400 if form.errors else 200
    context = {"form": form, "mark": mark}
    return render(request, "secretariat/organisations/take_back_apart.html", context, status=status)


@staff(*SECRETARIAT)
@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    """Natural persons whose names are public, the longest published first, and partners found by name."""
    typed = participation.clean(request.GET.get("q", ""))
    rows = pages.named_persons(signed_in_user(request), typed)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    awarded = pages.named_contractors(signed_in_user(request), typed)[:PAGE]
    context = {"page": page, "contractors": awarded, "typed": typed}
    return render(request, "secretariat/organisations/persons.html", context)


@staff(*SECRETARIAT)
def forget_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one name off all public pages now."""
    return _forget(request, pages.named_person(signed_in_user(request), pk))


@staff(*SECRETARIAT)
def forget_contractor(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of a contractor of public procurement."""
    return _forget(request, pages.named_contractor(signed_in_user(request), pk))


def _forget(request: HttpRequest, person: forgetting.Person | None) -> HttpResponse:
    if person is None:
        raise Http404
    form, by = ReasonForm(request.POST or None), signed_in_user(request)
    if done(form, lambda: forgetting.forget(person, by=by, note=form.cleaned_data["note"])):
        messages.success(request, _("The name is off the public pages. The summaries are made again."))
        return redirect("secretariat:persons")
    context = {"form": form, "partner": person}
    return render(
        request, "secretariat/organisations/forget.html", context, status=400 if form.errors else 200
    )
