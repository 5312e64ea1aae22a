"""The inbox: every submitted proposal of the programmes that a person works for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from programmes.permissions import calls_where, programmes_where, staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.models import Project
from secretariat.filters.inbox import InboxFilter, OfficerField
from secretariat.pages.addresses import Address
from secretariat.pages.inbox import KNOWN, read
from secretariat.pages.inbox_columns import COLUMNS, chosen
from secretariat.pages.kept_views import address_of, first_of, offered, tabs
from secretariat.pages.selection import acts
from secretariat.views.kept_views import LIST


@staff(of_call=True)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Submitted proposals, narrowed by the address; without one, as the person's first view shows them."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    if not mine and not calls_where(user, SEES_ALL_SUBMITTED):
        # An assessor has no other inbox, an editor none at all.
        assesses = programmes_where(user, [Role.ASSESSOR]) or calls_where(user, [Role.ASSESSOR])
        return redirect("secretariat:my_assessments" if assesses else "secretariat:pieces")
    views = offered(user, LIST, mine)
    first = None if request.GET else first_of(views)
    if first is not None:
        return redirect(reverse("secretariat:inbox") + address_of(first))
    listing = read(request.GET, user, mine, request.GET.getlist("col"))
    context = {
        "listing": listing,
        "page": listing.page,
        "tabs": tabs(views, user, request.GET, listing.address.query("view")),
        "query": listing.address.query("view"),
        "may_act": bool(programmes_where(user, SECRETARIAT)),
        "acts": acts(),
    }
    return render(request, "secretariat/inbox.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def inbox_filters(request: HttpRequest) -> HttpResponse:
    """All filters and columns as one form, with what the address says filled in; it leads to the list."""
    user, mine = signed_in_user(request), programmes_where(request.user, SEES_ALL_SUBMITTED)
    visible = Project.objects.visible_to_staff(user)
    narrowed = InboxFilter(request.GET, queryset=visible, user=user, programmes=mine, whole=True)
    narrowed.form.fields["officer"] = OfficerField(mine, me=user)
    shown = {column.key for column in chosen(request.GET.getlist("col"))}
    context = {
        "form": narrowed.form,
        "columns": [(column, column.key in shown) for column in COLUMNS.values()],
        "kept": Address(request.GET, ("sort", "view")).pairs(),
        "address": Address(request.GET, KNOWN).without(),
    }
    part = "part" in request.GET and request.headers.get("HX-Request")
    name = "secretariat/parts/inbox_filters.html" if part else "secretariat/inbox_filters.html"
    return render(request, name, context)
