"""The receipts of submissions: their state while they are made, and the file. Both check access each time."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apply.pages.versions import receipt_of
from apply.views.own import PersonRequest, own_project
from core.http import signed_in
from documents import pace, serving
from documents.models import Document


@signed_in
@require_safe
def receipt(request: PersonRequest, uid: UUID, number: int) -> HttpResponseBase:
    return serving.respond(_receipt(request, uid, number), request)


@signed_in
@require_safe
def document(request: PersonRequest, uid: UUID, number: int) -> HttpResponse:
    """The line that tells how far the receipt is; the page asks for it again while it is made."""
    found = _receipt(request, uid, number)
    context = {"receipt": found, "uid": uid, "number": number, "wait": pace.wait_for(found)}
    return render(request, "apply/parts/receipt.html", context)


def _receipt(request: PersonRequest, uid: UUID, number: int) -> Document:
    project, _level = own_project(request, uid)
    found = receipt_of(get_object_or_404(project.versions.select_related("project"), number=number))
    if found is None:
        raise Http404
    return found
