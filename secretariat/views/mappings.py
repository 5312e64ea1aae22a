"""Mappings of lists: those of the portal to look at and copy, copies to change."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.errors import NotAllowed
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications.importing import kept, seeing
from publications.importing.fields import FIELDS
from publications.importing.mapping import from_yaml, to_yaml
from publications.models import ImportMapping
from secretariat.forms.importing import MappingForm
from secretariat.pages.shared import done, status_of


@staff(*SECRETARIAT)
@require_safe
def import_mappings(request: HttpRequest) -> HttpResponse:
    """All mappings, those of the portal first."""
    found = ImportMapping.objects.with_columns().order_by("-is_builtin", "title").select_related("changed_by")
    return render(request, "secretariat/imports/mappings.html", {"mappings": found})


@staff(*SECRETARIAT)
def import_mapping(request: HttpRequest, name: str) -> HttpResponse:
    """One mapping: to read, and to change when it is a copy of the own secretariat."""
    user, mapping = signed_in_user(request), get_object_or_404(ImportMapping, name=name)
    may_change = seeing.may_change(mapping, user)
    form = MappingForm(request.POST if request.method == "POST" else None)
    form.initial["text"] = to_yaml(mapping.data)

    def change() -> None:
        if not may_change:
            raise NotAllowed(
                _("Only the secretariat that made this copy can change it. Make a copy of your own.")
            )
        kept.change(mapping, from_yaml(form.cleaned_data["text"]), by=user)

    if done(form, change):
        notes.success(request, _("The mapping is saved."))
        return redirect("secretariat:import_mapping", name=name)
    context = {
        "mapping": mapping,
        "form": form,
        "may_change": may_change,
        "fields": FIELDS.values(),
        "text": to_yaml(mapping.data),
    }
    return render(request, "secretariat/imports/mapping.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def import_mapping_copy(request: HttpRequest, name: str) -> HttpResponse:
    """Make a copy that can be changed."""
    made = kept.copy(get_object_or_404(ImportMapping, name=name), by=signed_in_user(request))
    return redirect("secretariat:import_mapping", name=made.name)
