"""A draft becomes public now or at a set moment, is withdrawn; its versions are compared and brought back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from editorial import publishing, writing
from editorial.content import Content
from editorial.keeping import content_of
from programmes.permissions import staff
from programmes.states import EDITORS
from secretariat.forms.pieces import WhenForm
from secretariat.pages import pieces as pages
from secretariat.pages.shared import done, status_of


@staff(*EDITORS)
@require_POST
def piece_publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make public what the page showed."""
    found = pages.my_piece(request, uid)
    publishing.publish(found, base=request.POST.get("seen", ""), by=signed_in_user(request))
    messages.success(request, _("It is public."))
    return redirect("secretariat:piece", uid=uid)


@staff(*EDITORS)
@require_POST
def piece_schedule(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set the moment at which it becomes public."""
    found, by = pages.my_piece(request, uid), signed_in_user(request)
    form = WhenForm(request.POST)

    def act() -> None:
        publishing.schedule(found, at=form.cleaned_data["at"], base=form.cleaned_data["seen"], by=by)

    if done(form, act):
        at = date_format(localtime(form.cleaned_data["at"]), "DATETIME_FORMAT")
        messages.success(request, _("It becomes public by itself: %(at)s.") % {"at": at})
        return redirect("secretariat:piece", uid=uid)
    context = {"piece": found, "title": pages.title_of(found), "form": form}
    return render(request, "secretariat/cooperation/when.html", context, status=status_of(form))


@staff(*EDITORS)
@require_POST
def piece_unschedule(request: HttpRequest, uid: UUID) -> HttpResponse:
    publishing.unschedule(pages.my_piece(request, uid), by=signed_in_user(request))
    messages.success(request, _("No moment is set any more."))
    return redirect("secretariat:piece", uid=uid)


@staff(*EDITORS)
@require_POST
def piece_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    publishing.withdraw(pages.my_piece(request, uid), by=signed_in_user(request))
    messages.success(request, _("It is no longer public. The draft and its versions stay."))
    return redirect("secretariat:piece", uid=uid)


@staff(*EDITORS)
@never_cache
def piece_versions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Earlier versions, each compared with the draft as it is; a post keeps the draft as a version."""
    found = pages.my_piece(request, uid)
    if request.method == "POST":
        writing.keep_now(found, by=signed_in_user(request))
        messages.success(request, _("Kept as a version."))
        return redirect("secretariat:piece_versions", uid=uid)
    versions = found.versions.select_related("by").defer("content")
    context = {"piece": found, "title": pages.title_of(found), "versions": versions[:200]}
    return render(request, "secretariat/cooperation/versions.html", context)


@staff(*EDITORS)
@require_safe
@never_cache
def piece_compare(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """What changed from a version to the draft."""
    found = pages.my_piece(request, uid)
    version = get_object_or_404(found.versions.select_related("by"), number=number)
    changes = pages.changes(Content.from_json(version.content), content_of(found))
    context = {"piece": found, "title": pages.title_of(found), "version": version, "changes": changes}
    return render(request, "secretariat/cooperation/compare.html", context)


@staff(*EDITORS)
@require_POST
def piece_bring_back(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Make a version the draft."""
    found = pages.my_piece(request, uid)
    version = get_object_or_404(found.versions.all(), number=number)
    writing.bring_back(found, version, by=signed_in_user(request))
    messages.success(request, _("This version is the draft now. What it replaced is kept as a version."))
    return redirect("secretariat:piece", uid=uid)
