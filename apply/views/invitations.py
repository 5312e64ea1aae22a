"""Answering an invitation: the page that the mail leads to, with what is offered, by whom, and yes or no."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.pages.invitations import accepted_by, waiting_for
from apply.views.own import PersonRequest
from core.errors import DomainError
from core.http import signed_in
from projects import collaboration


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: PersonRequest, invitation: UUID) -> HttpResponse:
    """What is offered; a POST says yes or no. Whom it was not sent to learns nothing of it."""
    taken = accepted_by(request.user).filter(uid=invitation).first()
    if taken is not None:
        return redirect("apply:proposal", taken.project.uid)
    found = waiting_for(request.user).filter(uid=invitation).first()
    if found is None:
        return render(request, "apply/invitation_elsewhere.html", status=404)
    if request.method != "POST":
        return render(request, "apply/invitation.html", {"invitation": found})
    acronym = {"acronym": found.project.acronym}
    answer = request.POST.get("answer", "accept")
    if answer == "decline":
        collaboration.decline(found, by=request.user)
        messages.success(request, _("You declined the invitation to %(acronym)s.") % acronym)
        return redirect("apply:dashboard")
    if answer != "accept":
        raise DomainError(_("Choose whether you accept or decline the invitation."))
    collaboration.accept(found, by=request.user)
    messages.success(request, _("You now work on %(acronym)s.") % acronym)
    return redirect("apply:proposal", found.project.uid)
