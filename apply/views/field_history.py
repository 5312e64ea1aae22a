"""The earlier values of one field, and bringing one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.pages.field_history import KINDS, past_values
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_some_edit, own_project, uses_in
from core.errors import DomainError
from core.http import signed_in
from core.templatetags.ui import LANGUAGE_NAMES
from projects import fields
from projects.form import FullKey, find
from projects.form.places import places_of
from projects.models import Project
from projects.opening import places_above
from projects.permissions import part_of

PAGE = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def field_history(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The values of the field that `?key=` names, newest first; a POST brings one back."""
    project, level = own_project(request, uid)
    key = request.GET.get("key", "")[:200]
    known = find(key) if key.isascii() and key.isprintable() else None
    if known is None or known.field.kind not in KINDS:
        raise Http404
    rows = fields.history(project, key)
    if request.method == "POST":
        need_some_edit(request, project)
        _restore(request, project, key, rows)
        return redirect(f"{reverse('apply:field_history', args=[project.uid])}?{urlencode({'key': key})}")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    part = part_of(known.field.group, known.row)
    places = (*places_of(known), *places_above(project, known))
    editable = Project.objects.editable_by(request.user, part=part, places=places).filter(pk=project.pk)
    context = {
        "frame": frame_of(project, level, uses=uses_in(request)),
        "here": known.field.section,
        "name": _name(known),
        "language": known.language,
        "page": page,
        "values": past_values(known.field, list(page.object_list), rows[0]) if rows else [],
        "may_restore": editable.exists(),
        "seen": rows[0].id if rows else 0,
    }
    return render(request, "apply/field_history.html", context)


def _restore(request: PersonRequest, project: Project, key: str, rows: list[fields.History]) -> None:
    """Brings back the value that was chosen, if the page showed what stands there now."""
    newest = str(rows[0].id) if rows else ""
    if request.POST.get("seen") != newest:
        raise DomainError(_("The field was changed while you read this page. Look again, then choose."))
    wanted = next((row for row in rows if str(row.id) == request.POST.get("to")), None)
    if wanted is None:
        raise DomainError(_("This field never had that value. Reload the page."))
    fields.restore(project, key, to=wanted.id, by=request.user)
    messages.success(request, _("The earlier value is brought back."))


def _name(known: FullKey) -> str:
    label = str(known.field.label)
    return f"{label} ({LANGUAGE_NAMES.get(known.language, known.language)})" if known.language else label
