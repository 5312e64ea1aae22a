"""A partner's confirmation of its own part: what is confirmed, the declaration, and the act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.forms.confirmation import ConfirmForm
from apply.pages.frame import frame_of
from apply.pages.money import partner_money
from apply.views.own import PersonRequest, own_part
from core.acts import done
from core.http import signed_in
from projects import confirmation, dossier
from projects.models import Partnership


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_confirm(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """Everybody who writes the proposal may read how it stands; who speaks for the partner may confirm."""
    project, level = own_part(request, uid, partner)
    found = get_object_or_404(Partnership.objects.select_related("project"), project=project, uid=partner)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: confirmation.confirm(found, by=request.user, seen=form.cleaned_data["seen"])):
        messages.success(request, _("The part of %(name)s is confirmed.") % {"name": found.abbreviation})
        return redirect("apply:proposal", project.uid)
    loaded = dossier.load(project)
    part = loaded.partner(partner)
    if part is None:
        raise Http404
    if not form.is_bound:
        form = ConfirmForm(initial={"seen": dossier.digests(loaded)[partner]})
    context = {
        "frame": frame_of(project, level),
        "form": form,
        "may_confirm": confirmation.may_confirm(request.user, found),
        "stand": next(one for one in confirmation.confirmations(loaded) if one.partner == partner),
        "partner": part,
        "money": partner_money(loaded, part),
    }
    return render(request, "apply/partner_confirm.html", context, status=422 if form.is_bound else 200)
