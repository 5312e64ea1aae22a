"""Publishing what came of a request."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in_user
from knowledge import filing
from knowledge.services import publishing
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.forms.services import PublishForm
from secretariat.pages.shared import done, status_of
from secretariat.views.learning.services import one


@staff(*SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def service_publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Edit the words for the public, and publish them."""
    found = one(request, uid)
    form = PublishForm(request.POST if request.method == "POST" else None, request=found)

    def act() -> None:
        by = signed_in_user(request)
        publishing.publish(found, by=by, words=form.words(), files=form.chosen())

    if done(form, act):
        notes.success(request, _("Published."))
        return redirect("secretariat:service", uid)
    context = {"found": found, "form": form}
    return render(request, "secretariat/services/service_publish.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def service_take_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take it off the public pages."""
    publishing.take_off(one(request, uid), by=signed_in_user(request))
    notes.success(request, _("It is not public any more."))
    return redirect("secretariat:service", uid)


@staff(*SECRETARIAT)
@require_safe
def service_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file of the report, once it is checked."""
    return filing.respond(get_object_or_404(one(request, uid).files, uid=file))
