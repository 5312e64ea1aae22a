"""The annexes that a call asks for: their list, adding, changing and removing one, its template."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from calls import setting_up
from core.downloads import to_save
from programmes.permissions import staff
from programmes.states import SECRETARIAT, Role
from secretariat.call_forms.annexes import AnnexForm, form_for
from secretariat.pages.calls import my_call
from secretariat.pages.shared import done, status_of
from secretariat.views.call_moves import managed_call
from secretariat.views.calls import frame_of


@staff(*SECRETARIAT)
def call_annexes(request: HttpRequest, code: str) -> HttpResponse:
    """What applicants must or may add."""
    found = my_call(request, code)
    context = {**frame_of(request, found), "annexes": found.annexes.all()}
    return render(request, "secretariat/calls/annexes.html", context)


@staff(Role.MANAGER)
def call_annex_new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a further annex."""
    found, user = managed_call(request, code), signed_in_user(request)
    form = AnnexForm(request.POST or None, request.FILES or None, call=found)

    def act() -> object:
        return setting_up.add_annex(found, form.values(), by=user, template=form.upload())

    if done(form, act):
        messages.success(request, _("The annex is added."))
        return redirect("secretariat:call_annexes", code)
    context = {**frame_of(request, found), "form": form}
    return render(request, "secretariat/calls/annex.html", context, status=status_of(form))


@staff(Role.MANAGER)
def call_annex(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change an annex, or ask for it no longer."""
    found, user = managed_call(request, code), signed_in_user(request)
    annex = get_object_or_404(found.annexes, pk=pk)
    if "remove" in request.POST:
        setting_up.remove_annex(annex, by=user)
        messages.success(request, _("The annex is removed."))
        return redirect("secretariat:call_annexes", code)
    form = form_for(annex)(request.POST or None, request.FILES or None, call=found)

    def act() -> object:
        drop = bool(form.cleaned_data.get("drop_template"))
        template = form.upload()
        return setting_up.change_annex(annex, form.values(), by=user, template=template, drop_template=drop)

    if done(form, act):
        messages.success(request, _("Saved."))
        return redirect("secretariat:call_annexes", code)
    context = {**frame_of(request, found), "form": form, "annex": annex}
    return render(request, "secretariat/calls/annex.html", context, status=status_of(form))


@staff(*SECRETARIAT)
def call_annex_template(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The template as applicants download it."""
    annex = get_object_or_404(my_call(request, code).annexes, pk=pk)
    if not annex.template:
        raise Http404
    return to_save(annex.template.open("rb"), annex.template_name, "")
