"""The schemes of funded projects: ceilings, what is left of the money, and their sub-calls."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from calls.permissions import may_set_up
from cascade import ceilings, changing
from cascade import schemes as setting_up
from cascade.models import Scheme, SubGrant
from core.errors import DomainError
from programmes.permissions import programmes_where, staff
from programmes.setting_up.texts import languages_of
from programmes.states import SECRETARIAT, Role
from secretariat.call_forms.basics import NewCallForm
from secretariat.call_forms.scheme_changes import SchemeChangeForm
from secretariat.call_forms.schemes import CeilingsForm, SchemeForm
from secretariat.pages.shared import done, status_of

PAGE = 50


@staff(*SECRETARIAT)
@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """The schemes of my programmes."""
    mine = Scheme.objects.filter(
        operation__programme_period__programme__in=programmes_where(request.user, SECRETARIAT)
    ).select_related("operation")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_create": bool(programmes_where(request.user, {Role.MANAGER}))}
    return render(request, "secretariat/cascade/schemes.html", context)


@staff(Role.MANAGER)
def scheme_new(request: HttpRequest) -> HttpResponse:
    """Set up the scheme of a public funded project."""
    by = signed_in_user(request)
    posted = request.POST if request.method == "POST" else None
    form = SchemeForm(posted, programmes=programmes_where(by, {Role.MANAGER}))

    def act() -> object:
        operation = form.cleaned_data["operation"]
        return setting_up.create(operation, form.values(), by=by, themes=form.themes())

    if _done(form, act):
        notes.success(request, _("The scheme is created. Start its first call when you are ready."))
        return redirect("secretariat:scheme", form.cleaned_data["code"])
    return render(request, "secretariat/cascade/scheme_new.html", {"form": form}, status=status_of(form))


@staff(Role.MANAGER)
def scheme_change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a scheme; calls that were started keep their ceilings, and the page names them."""
    by, found = signed_in_user(request), _scheme(request, code, Role.MANAGER)
    form = SchemeChangeForm(
        request.POST if request.method == "POST" else None,
        scheme=found,
        languages=languages_of(found.operation.programme_period),
        used=changing.used_themes(found),
    )

    def act() -> object:
        return changing.change(found, form.values(), by=by, seen=form.seen(), themes=form.themes())

    if _done(form, act):
        notes.success(request, _("Saved. What the public sees of the scheme will be updated."))
        return redirect("secretariat:scheme", code)
    context = {
        "form": form,
        "scheme": found,
        "bound": ceilings.bound_of(found),
        "sub_calls": found.sub_calls.unfinished(),
    }
    return render(request, "secretariat/cascade/scheme_change.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_safe
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """One scheme with its money, calls and newest sub-grants."""
    found = _scheme(request, code)
    awarded = SubGrant.objects.filter(sub_call__scheme=found)
    context = {
        "scheme": found,
        "left": ceilings.left_in(found),
        "sub_calls": found.sub_calls.select_related("call"),
        "count": awarded.count(),
        "sub_grants": awarded.select_related("project", "theme")[:PAGE],
        "themes": found.themes.all(),
        "may_change": may_set_up(signed_in_user(request), found.operation.programme_period.programme_id),
    }
    return render(request, "secretariat/cascade/scheme.html", context)


@staff(Role.MANAGER)
def sub_call_new(request: HttpRequest, code: str) -> HttpResponse:
    """Start a call of the scheme, with the short form and the rules that its ceilings make."""
    by = signed_in_user(request)
    found = _scheme(request, code, Role.MANAGER)
    posted = request.POST if request.method == "POST" else None
    form = NewCallForm(posted, edition=found.operation.programme_period)

    def start() -> object:
        return setting_up.start_sub_call(found, form.values(), by=by, key=form.cleaned_data["key"])

    if done(form, start):
        notes.success(request, _("The call is created, with a short form and its rules. Check its pages."))
        return redirect("secretariat:call", form.cleaned_data["code"])
    context = {"form": form, "scheme": found}
    return render(request, "secretariat/cascade/sub_call_new.html", context, status=status_of(form))


def _done(form: CeilingsForm, act: Callable[[], object]) -> bool:
    """As `done`, with each refusal beside its field."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _scheme(request: HttpRequest, code: str, *roles: Role) -> Scheme:
    mine = programmes_where(request.user, roles or SECRETARIAT)
    rows = Scheme.objects.filter(operation__programme_period__programme__in=mine)
    return get_object_or_404(rows.select_related("operation__programme_period__programme"), code=code)
