"""The partnership: finding or adding an organisation, order, lead partner, removal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.partners import FactsForm, FindForm, JoinForm, OrganisationForm, PlaceForm, country_choices
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_edit, own_part, own_project
from core.acts import done
from core.errors import DomainError
from core.http import signed_in
from partners import register
from partners.models import Organisation
from projects import partnership
from projects.models import Partnership, Project

PAGE = 10


@signed_in
@require_safe
def partner_find(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Searches the register; the way to a new organisation stands below the results."""
    project, level = own_project(request, uid)
    need_edit(project, level)
    form = FindForm(request.GET or None)
    page = None
    near = set(project.call.programme_period.programme.countries)
    if form.is_valid() and form.cleaned_data["q"]:
        found = register.find(form.cleaned_data["q"], form.cleaned_data["country"])
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "frame": frame_of(project, level),
        "here": "partners",
        "form": form,
        "page": page,
        "countries": [country for country in country_choices() if country[0] in near],
        "other_countries": [country for country in country_choices() if country[0] not in near],
    }
    return render(request, "apply/partner_find.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_join(request: PersonRequest, uid: UUID, organisation: UUID) -> HttpResponse:
    """Takes an organisation of the register into the partnership."""
    project, level = own_project(request, uid)
    need_edit(project, level)
    chosen = get_object_or_404(Organisation, uid=organisation)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _join(project, chosen, form, request)):
        messages.success(request, _("%(name)s is now in the partnership.") % {"name": chosen.name})
        return redirect("apply:section", project.uid, "partners")
    context = {"frame": frame_of(project, level), "here": "partners", "form": form, "organisation": chosen}
    return render(request, "apply/partner_join.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_new(request: PersonRequest, uid: UUID, country: str) -> HttpResponse:
    """Adds an organisation of one country to the register, and takes it into the partnership."""
    project, level = own_project(request, uid)
    need_edit(project, level)
    name = dict(country_choices()).get(country)
    if name is None:
        raise Http404
    form = OrganisationForm(request.POST if request.method == "POST" else None, country=country)
    if done(form, lambda: _create(project, form, request)):
        said = {"name": form.cleaned_data["name"]}
        messages.success(request, _("%(name)s is now in the partnership.") % said)
        return redirect("apply:section", project.uid, "partners")
    context = {"frame": frame_of(project, level), "here": "partners", "form": form, "country": name}
    return render(request, "apply/partner_new.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_facts(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """Completes what the register does not know yet of a partner's organisation."""
    project, level = own_part(request, uid, partner)
    need_edit(project, level)
    found = get_object_or_404(
        Partnership.objects.select_related("organisation"), project=project, uid=partner
    )
    chosen = found.organisation
    form = FactsForm(request.POST if request.method == "POST" else None, organisation=chosen)
    if done(form, lambda: partnership.complete_facts(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The register is updated."))
        return redirect("apply:section", project.uid, "partners")
    context = {"frame": frame_of(project, level), "here": "partners", "form": form, "partner": found}
    return render(request, "apply/partner_facts.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _create(project: Project, form: OrganisationForm, request: PersonRequest) -> None:
    """Both or nothing: an organisation that cannot join is not added to the register either."""
    chosen = register.create_organisation(by=request.user, identifiers=form.identifiers(), **form.facts())
    _join(project, chosen, form, request)


def _join(project: Project, organisation: Organisation, form: JoinForm, request: PersonRequest) -> None:
    """Adds the partner; a second click on the same button finds it there."""
    abbreviation, role = form.cleaned_data["abbreviation"], form.cleaned_data["role"]
    if project.partnerships.filter(organisation=organisation, abbreviation=abbreviation, role=role).exists():
        return
    partnership.add_partner(project, organisation, by=request.user, abbreviation=abbreviation, role=role)


@signed_in
@require_POST
def partner_place(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """Another place in the order, or the lead. The button names the place: a double click moves once."""
    project, _level = own_project(request, uid)
    found = get_object_or_404(Partnership, project=project, uid=partner)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Choose the new place of the partner with one of the buttons in the list."))
    if form.cleaned_data["lead"]:
        partnership.make_lead(found, by=request.user)
        messages.success(request, _("%(name)s is now the lead partner.") % {"name": found.abbreviation})
    else:
        partnership.move_partner(found, by=request.user, position=form.cleaned_data["position"])
    return redirect("apply:section", project.uid, "partners")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_remove(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    need_edit(project, level)
    found = get_object_or_404(
        Partnership.objects.select_related("organisation"), project=project, uid=partner
    )
    if request.method == "POST":
        partnership.remove_partner(found, by=request.user)
        messages.success(request, _("%(name)s left the partnership.") % {"name": found.abbreviation})
        return redirect("apply:section", project.uid, "partners")
    context = {"frame": frame_of(project, level), "here": "partners", "partner": found}
    return render(request, "apply/partner_remove.html", context)
