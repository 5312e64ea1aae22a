"""The money: of the whole project, and of one partner with its contributions."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.partners import ContributionForm
from apply.pages import live
from apply.pages.controls import Trouble
from apply.pages.frame import frame_of
from apply.pages.money import partner_money
from apply.pages.partner_budget import page_of
from apply.views.own import PersonRequest, need_edit, own_part, own_project, uses_in
from apply.views.saving import giving_back, save_posted, signed_in_keeping
from core.acts import done
from core.http import signed_in
from projects import dossier, partnership
from projects.models import Contribution, Partnership


@signed_in_keeping
@giving_back
@require_http_methods(["GET", "HEAD", "POST"])
def partner_budget(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """The fields of one partner's money beside what the portal works out from them."""
    project, level = own_part(request, uid, partner)
    troubles: dict[str, Trouble] = {}
    if request.method == "POST":
        need_edit(project, level)
        troubles = save_posted(request, project)
        if not troubles:
            messages.success(request, _("Everything on this page is saved."))
            return redirect("apply:partner_budget", project.uid, partner)
    loaded = dossier.load_money(project)
    found = _partner(loaded, partner)
    frame = frame_of(project, level, uses=uses_in(request))
    shown = page_of(project, loaded, found, is_editable=frame.is_editable, troubles=troubles)
    context = {
        "frame": frame,
        "here": "budget",
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "new_key": uuid4(),
        "writes": shown["is_open"],
        **shown,
    }
    return render(request, "apply/partner_budget.html", context, status=422 if troubles else 200)


def _partner(loaded: dossier.Dossier, uid: UUID) -> dossier.Partner:
    found = loaded.partner(uid)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def partner_figures(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """What the portal works out from one partner's money, for the page of its budget to fetch again."""
    project, _level = own_project(request, uid)
    loaded = dossier.load_money(project)
    found = _partner(loaded, partner)
    context = {"money": partner_money(loaded, found), "figures": live.drawn(live.live(loaded, found))}
    return render(request, "apply/parts/partner_figures.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_add(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    project, level = own_part(request, uid, partner)
    need_edit(project, level)
    found = get_object_or_404(Partnership, project=project, uid=partner)
    form = ContributionForm(
        request.POST if request.method == "POST" else None,
        initial={"part": request.GET.get("part", "")},
        parts=dossier.financed_parts(project),
    )
    if done(form, lambda: _contribute(found, form, request)):
        messages.success(request, _("The contribution is added."))
        return redirect("apply:partner_budget", project.uid, found.uid)
    context = {"frame": frame_of(project, level), "here": "budget", "form": form, "partner": found}
    return render(request, "apply/contribution_add.html", context, status=422 if form.is_bound else 200)


def _contribute(partner: Partnership, form: ContributionForm, request: PersonRequest) -> None:
    """Adds the contribution; a second click on the same button finds it there."""
    if not partner.contributions.filter(**form.cleaned_data).exists():
        partnership.add_contribution(partner, by=request.user, **form.cleaned_data)


@signed_in
@require_POST
def contribution_remove(request: PersonRequest, uid: UUID, contribution: int) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = get_object_or_404(
        Contribution.objects.select_related("partnership__project"),
        pk=contribution,
        partnership__project=project,
    )
    partnership.remove_contribution(found, by=request.user)
    messages.success(request, _("The contribution is removed."))
    return redirect("apply:partner_budget", project.uid, found.partnership.uid)
