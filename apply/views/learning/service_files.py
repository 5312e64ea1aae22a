"""Files of a report: its expert brings them, those in the request get them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apply.views.learning.services import own_page
from apply.views.own import PersonRequest
from core.errors import DomainError
from core.http import signed_in
from core.queue import enqueue
from knowledge import filing
from knowledge.models import ReportFile
from knowledge.services import files, tasks


@signed_in
@require_POST
def service_file_add(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take in one file; a worker looks at it before anybody gets it."""
    page = own_page(request, uid)
    content = request.FILES.get("file")
    if not isinstance(content, UploadedFile):
        raise DomainError(_("Choose a file first."))
    row = files.add(page.request, content, by=request.user, key=_key(request.POST.get("key", "")))
    enqueue(tasks.check, row.pk)
    notes.success(request, _("The file has arrived and is being checked."))
    return redirect("apply:service", uid)


@signed_in
@require_safe
def service_file(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file of the report, for those who are in the request."""
    page = own_page(request, uid)
    shown = [one.pk for one in page.files]
    return filing.respond(get_object_or_404(ReportFile, uid=file, pk__in=shown))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise DomainError(_("Reload the page, and choose the file again.")) from error
