"""Turning an idea into a draft proposal, its partners invited."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.forms.ideas import TurnForm
from apply.pages.ideas import led_card, own_contacts
from apply.views.own import PersonRequest
from core.acts import done
from core.http import signed_in
from ideas import turning
from projects.models import Project


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_draft(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Choose an acronym and whom to invite; what comes over is shown before."""
    card = led_card(request.user, uid)
    is_owner = card.owner_id == request.user.pk
    open_ones = own_contacts(request.user).filter(card=card, closed_at=None)
    contacts = [one for one in open_ones if one.shares]
    form = TurnForm(request.POST if request.method == "POST" else None, contacts=contacts if is_owner else [])
    made: list[Project] = []
    if done(form, lambda: made.append(turning.turn(card, by=request.user, **form.cleaned_data))):
        messages.success(request, _("The draft is there, and the invitations are on their way."))
        return redirect("apply:proposal", made[0].uid)
    context = {"form": form, "card": card, "is_owner": is_owner, "contacts": contacts}
    return render(request, "apply/ideas/idea_draft.html", context, status=422 if form.is_bound else 200)
