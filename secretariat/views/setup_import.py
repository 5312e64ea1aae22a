"""Indicators as CSV: download them, bring a table in after seeing what it changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from core.errors import DomainError
from programmes.permissions import staff
from programmes.setting_up.importing import COLUMNS, Line, bring_in, write_table
from programmes.states import SECRETARIAT, Role
from publications import remaking
from secretariat.pages.setup import my_edition
from secretariat.pages.shared import status_of
from secretariat.setup_forms.importing import ImportForm


@staff(*SECRETARIAT)
def setup_export(request: HttpRequest, code: str) -> HttpResponse:
    """The indicators as a file that the import reads back."""
    edition = my_edition(request, code)
    response = HttpResponse("\ufeff" + write_table(edition), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="indicators-{edition.code}.csv"'
    return response


@staff(Role.MANAGER)
def setup_import(request: HttpRequest, code: str) -> HttpResponse:
    """First what the table would change, then, confirmed, the change itself."""
    edition = my_edition(request, code, Role.MANAGER)
    is_post = request.method == "POST"
    form = ImportForm(request.POST if is_post else None, request.FILES if is_post else None)
    lines: list[Line] = []
    if is_post and form.is_valid():
        keep = request.POST.get("keep") == "yes"
        try:
            lines = bring_in(edition, form.cleaned_data["table"], by=signed_in_user(request), keep=keep)
        except DomainError as refusal:
            form.add_error("table", str(refusal.text))
        if keep and lines and not _wrong(lines):
            remaking.mark_edition(str(edition.pk))
            messages.success(request, _("The table is brought in."))
            return redirect("secretariat:setup_part", code, "indicators")
    context = {
        "edition": edition,
        "form": form,
        "lines": lines,
        "wrong": _wrong(lines),
        "table": form.cleaned_data.get("table", "") if lines else "",
        "columns": COLUMNS,
    }
    return render(request, "secretariat/setup/setup_import.html", context, status=status_of(form))


def _wrong(lines: list[Line]) -> int:
    return sum(line.act == "wrong" for line in lines)
