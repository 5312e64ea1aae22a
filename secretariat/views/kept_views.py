"""Saving the inbox as it is shown now, and keeping the saved views in order."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import views_kept
from accounts.access import signed_in_user
from accounts.models import SavedView
from programmes.permissions import programmes_where, staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.forms.kept_views import ViewForm
from secretariat.pages.addresses import Address
from secretariat.pages.inbox import KNOWN
from secretariat.pages.inbox_columns import COLUMNS
from secretariat.pages.kept_views import WHOLE, address_of, is_first, offered
from secretariat.pages.shared import done, status_of

LIST = "inbox"


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def views(request: HttpRequest) -> HttpResponse:
    """The saved views that the person may open, and the form that saves the list of the address."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    posted = request.POST if request.method == "POST" else None
    form = ViewForm(posted, programmes=mine)
    address = Address(QueryDict((posted or request.GET).get("query", "")[:4000]), KNOWN)
    columns = [value for name, value in address.pairs() if name == "col" and value in COLUMNS]
    saved: list[SavedView] = []

    def save() -> None:
        query = address.query("col", "view")
        saved.append(views_kept.keep(LIST, by=user, query=query, columns=columns, **form.said()))
        if form.cleaned_data["is_default"]:
            views_kept.start_with(LIST, saved[0], by=user)

    if done(form, save):
        notes.success(request, _("The view “%(name)s” is saved.") % {"name": saved[0].name})
        return redirect(reverse("secretariat:inbox") + address_of(saved[0]))
    context = {"form": form, "query": address.query("view"), "views": offered(user, LIST, mine), "user": user}
    return render(request, "secretariat/views.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename one of the own views, or share it with other people."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    found = get_object_or_404(SavedView.objects.offered(user, LIST, mine), pk=pk, owner=user)
    initial = {"name": found.name, "programme": found.programme, "is_default": is_first(found)}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=initial, programmes=mine)

    def save() -> None:
        views_kept.change(found, by=user, **form.said())
        if form.cleaned_data["is_default"] != is_first(found):
            views_kept.start_with(LIST, None if is_first(found) else found, by=user)

    if done(form, save):
        notes.success(request, _("The view is changed."))
        return redirect("secretariat:views")
    return render(request, "secretariat/view.html", {"form": form, "view": found}, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def view_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one of the own views show what the list shows now."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    found = get_object_or_404(SavedView.objects.offered(user, LIST, mine), pk=pk, owner=user)
    address = Address(QueryDict(request.POST.get("query", "")[:4000]), KNOWN)
    columns = [value for name, value in address.pairs() if name == "col" and value in COLUMNS]
    changed = views_kept.change(found, by=user, query=address.query("col", "view"), columns=columns)
    notes.success(request, _("The view “%(name)s” now shows this list.") % {"name": changed.name})
    return redirect(reverse("secretariat:inbox") + address_of(changed))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def view_start(request: HttpRequest) -> HttpResponse:
    """Choose the view with which the inbox opens; "all" for the whole list."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    wanted = request.POST.get("view", "")
    views = {str(one.pk): one for one in offered(user, LIST, mine)}
    if wanted == WHOLE or wanted in views:
        views_kept.start_with(LIST, views.get(wanted), by=user)
        notes.success(request, _("The inbox opens with this view from now on."))
    return redirect("secretariat:views")


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one of the own views."""
    user = signed_in_user(request)
    found = get_object_or_404(SavedView, pk=pk, owner=user, page=LIST)
    views_kept.forget(found, by=user)
    notes.success(request, _("The view “%(name)s” is deleted.") % {"name": found.name})
    return redirect("secretariat:views")
