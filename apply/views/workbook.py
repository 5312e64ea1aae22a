"""The budget as a workbook: taking it away, and bringing it back after seeing what would change."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.pages.frame import frame_of
from apply.pages.importing import comparison_of
from apply.pages.reading import reading_of
from apply.pages.workbook import workbook_of
from apply.views.own import PersonRequest, need_some_edit, own_project, uses_in
from core import workbooks
from core.errors import DomainError
from core.http import signed_in
from projects import dossier, importing, undoing

IMPORTS_SHOWN = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def budget_export(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The budget of all partners and the overviews as a file."""
    project, _level = own_project(request, uid)
    loaded = dossier.load(project)
    answer = HttpResponse(workbook_of(loaded), content_type=XLSX)
    name = slugify(f"budget {loaded.acronym}") or "budget"
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def budget_import(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Asks for a filled file, then shows what it would change and what it can't."""
    project, level = own_project(request, uid)
    need_some_edit(request, project)
    context: dict[str, Any] = {"frame": frame_of(project, level, uses=uses_in(request)), "here": "budget"}
    context["imports"] = project.budget_imports.select_related("by", "undone_by")[:IMPORTS_SHOWN]
    status = 200
    if request.method == "POST":
        try:
            reading = reading_of(workbooks.read(_uploaded(request)), project.uid)
        except DomainError as refusal:
            context["error"], status = str(refusal.text), 422
        else:
            context |= comparison_of(project, reading)
    return render(request, "apply/budget_import.html", context, status=status)


@signed_in
@require_POST
def budget_import_apply(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Saves what the page of comparison showed, all or nothing."""
    project, _level = own_project(request, uid)
    need_some_edit(request, project)
    try:
        posted = json.loads(request.POST.get("changes", ""))
        changes = [(str(key), str(value), str(base)) for key, value, base in posted]
        rows = json.loads(request.POST.get("added", "[]"))
        added = [importing.Added(UUID(row), UUID(partner), str(table)) for row, partner, table in rows]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DomainError(_("What was sent cannot be read. Import the file again.")) from error
    count = importing.apply(project, changes, added, by=request.user)
    if added:
        told = ngettext("%(count)d row is added.", "%(count)d rows are added.", len(added))
        messages.success(request, told % {"count": len(added)})
    text = ngettext("%(count)d cell is changed.", "%(count)d cells are changed.", count)
    messages.success(request, text % {"count": count})
    return redirect("apply:section", project.uid, "budget")


@signed_in
@require_POST
def budget_import_undo(request: PersonRequest, uid: UUID, done: UUID) -> HttpResponse:
    """Puts back what an import changed, all or nothing."""
    project, _level = own_project(request, uid)
    need_some_edit(request, project)
    undoing.undo(get_object_or_404(project.budget_imports, uid=done), by=request.user)
    messages.success(request, _("The import is undone: every cell and row is as it was before."))
    return redirect("apply:budget_import", project.uid)


def _uploaded(request: PersonRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise DomainError(_("Choose the file first."))
    if (file.size or 0) > workbooks.LARGEST_FILE:
        raise DomainError(_("The file is too large: at most 5 MB."))
    return bytes(file.read())
