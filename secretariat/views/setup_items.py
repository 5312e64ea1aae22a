"""The parts of a set-up: their lists, and adding, changing, retiring and removing a row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from core.errors import DomainError
from programmes.models import ProgrammePeriod
from programmes.permissions import staff
from programmes.setting_up import verbs
from programmes.setting_up.parts import Part
from programmes.setting_up.registry import BASICS, PARTS
from programmes.setting_up.uses import uses_of
from programmes.states import SECRETARIAT, Role
from publications import remaking
from secretariat.pages.setup import COLUMNS, in_order, may_set_up, my_edition, rows_of, table_of
from secretariat.pages.shared import status_of
from secretariat.setup_forms.items import SetupForm

PAGE = 50


def part_named(key: str) -> Part:
    """The part with this key in an address."""
    if key not in PARTS:
        raise Http404
    return PARTS[key]


@staff(*SECRETARIAT)
def setup_part(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The rows of one part; `?sort=` and `?show=retired|offered` narrow and order them."""
    edition, part = my_edition(request, code), part_named(key)
    sort, show = request.GET.get("sort", ""), request.GET.get("show", "")
    rows = in_order(rows_of(part, edition), part, sort)
    if show in {"retired", "offered"}:
        rows = rows.filter(retired=show == "retired")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "part": part,
        "page": page,
        "table": table_of(part, page.object_list),  # type: ignore[arg-type]
        "columns": COLUMNS[part.key],
        "sort": sort,
        "show": show,
        "may_change": may_set_up(request, edition),
    }
    return render(request, "secretariat/setup/setup_part.html", context)


@staff(Role.MANAGER)
def setup_new(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Add a row to a part."""
    edition, part = my_edition(request, code, Role.MANAGER), part_named(key)
    form = SetupForm(_posted(request), part=part, edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            row = verbs.create(part, edition, form.values(), by=signed_in_user(request), key=_key(form))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added: %(row)s") % {"row": row})
            return redirect("secretariat:setup_part", code, key)
    return _form_page(request, edition, part, form)


@staff(*SECRETARIAT)
def setup_item(request: HttpRequest, code: str, key: str, pk: int) -> HttpResponse:
    """One row: officers read it, managers change it."""
    edition, part = my_edition(request, code, *_writers(request)), part_named(key)
    row = get_object_or_404(rows_of(part, edition), pk=pk)
    return _change(request, edition, part, row, ("secretariat:setup_part", code, key))


@staff(*SECRETARIAT)
def setup_basics(request: HttpRequest, code: str) -> HttpResponse:
    """The edition itself: names, decisions, days, money."""
    edition = my_edition(request, code, *_writers(request))
    return _change(request, edition, BASICS, edition, ("secretariat:setup_edition", code))


@staff(Role.MANAGER)
def setup_act(request: HttpRequest, code: str, key: str, pk: int, act: str) -> HttpResponse:
    """Retire a row, offer it again, or remove it: first the page that asks, then the act."""
    edition, part = my_edition(request, code, Role.MANAGER), part_named(key)
    row = get_object_or_404(rows_of(part, edition), pk=pk)
    if act not in {"retire", "offer", "remove"}:
        raise Http404
    refused = ""
    if request.method == "POST":
        user = signed_in_user(request)
        try:
            if act == "remove":
                verbs.remove(row, part, by=user)
            else:
                verbs.retire(row, part, by=user, retired=act == "retire")
        except DomainError as refusal:
            refused = str(refusal.text)
        else:
            messages.success(request, _("Done: %(row)s") % {"row": row})
            return redirect("secretariat:setup_part", code, key)
    context = {
        "edition": edition,
        "part": part,
        "row": row,
        "act": act,
        "uses": uses_of(row),
        "refused": refused,
    }
    return render(request, "secretariat/setup/setup_act.html", context, status=409 if refused else 200)


def _change(
    request: HttpRequest, edition: ProgrammePeriod, part: Part, row: Model, back: tuple[Any, ...]
) -> HttpResponse:
    may_change = may_set_up(request, edition)
    form = SetupForm(_posted(request), part=part, edition=edition, row=row, may_change=may_change)
    if request.method == "POST" and form.is_valid():
        user = signed_in_user(request)
        try:
            verbs.change(row, part, form.values(), by=user, seen=form.cleaned_data["seen"])
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            remaking.mark_edition(str(edition.pk))
            messages.success(request, _("Saved: %(row)s") % {"row": row})
            return redirect(*back)
    return _form_page(request, edition, part, form)


def _form_page(request: HttpRequest, edition: ProgrammePeriod, part: Part, form: SetupForm) -> HttpResponse:
    context = {
        "edition": edition,
        "part": part,
        "form": form,
        "row": form.row,
        "is_basics": part is BASICS,
        "may_change": may_set_up(request, edition),
        "uses": uses_of(form.row) if form.row and part is not BASICS else [],
    }
    return render(request, "secretariat/setup/setup_item.html", context, status=status_of(form))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _writers(request: HttpRequest) -> tuple[Role, ...]:
    """Who may send this request: everybody of the secretariat reads, managers write."""
    return (Role.MANAGER,) if request.method == "POST" else ()


def _key(form: SetupForm) -> UUID | None:
    try:
        return UUID(form.cleaned_data["key"])
    except ValueError:
        return None
