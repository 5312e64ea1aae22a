"""Who works for my programmes, and as what."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from core.errors import DomainError
from programmes import staffing
from programmes.models import Programme, StaffRole
from programmes.permissions import programmes_where
from programmes.permissions import staff as staff_only
from programmes.states import Role
from secretariat.staff_forms import GiveRoleForm

PAGE = 50


@staff_only(Role.MANAGER)
def staff(request: HttpRequest) -> HttpResponse:
    """The people of the programmes that I manage; the form gives a role."""
    user = signed_in_user(request)
    managed = Programme.objects.filter(code__in=programmes_where(user, {Role.MANAGER}))
    form = GiveRoleForm(request.POST or None, programmes=managed)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["email"]
        staffing.give_role(person, form.cleaned_data["programme"], Role(form.cleaned_data["role"]), by=user)
        messages.success(request, _("%(name)s has the role from now on.") % {"name": person})
        return redirect("secretariat:staff")
    held = StaffRole.objects.filter(programme__in=managed).select_related("user", "programme")
    held = held.order_by("programme", "role", "user__name", "pk")
    page = Paginator(held, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "secretariat/staff.html", context, status=400 if form.errors else 200)


@require_POST
@staff_only(Role.MANAGER)
def take_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one role away."""
    user = signed_in_user(request)
    mine = StaffRole.objects.filter(programme__in=programmes_where(user, {Role.MANAGER}))
    held = get_object_or_404(mine.select_related("user", "programme"), pk=pk)
    try:
        staffing.take_role(held.user, held.programme, Role(held.role), by=user)
    except DomainError as refusal:
        messages.error(request, str(refusal.text))
    else:
        messages.success(request, _("The role is taken away."))
    # Whoever gave up their own role may no longer see this page.
    still_manages = StaffRole.objects.filter(user=user, role=Role.MANAGER).exists()
    return redirect("secretariat:staff" if still_manages else "accounts:profile")
