"""Handing the file of a batch to its owner: what is in it is checked each time; in parts on demand."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import ranges
from core.downloads import harmless
from core.errors import DomainError
from documents.batches.kinds import kind_of
from documents.batches.portions import keys_inside
from documents.models import Batch
from documents.models.batches import Form

CONTENT_TYPES = {Form.ZIP: "application/zip", Form.PDF: "application/pdf"}


def respond(batch: Batch, request: HttpRequest) -> HttpResponseBase:
    """The file, or the asked part of it. The caller has checked that the batch is the reader's.

    404 when there is none, DomainError when it holds something that its owner may not have any more.
    """
    if not batch.has_file:
        raise Http404
    require_all_allowed(batch)
    try:
        stored = default_storage.open(str(batch.file.name))
    except FileNotFoundError as error:
        raise Http404 from error
    etag = f'"{batch.sha256}"'
    response = harmless(ranges.serve(request, stored, batch.size or 0, etag), etag)
    day = timezone.localtime(batch.finished_at).date().isoformat()
    name = f"{slugify(batch.title)[:60] or batch.kind}-{day}.{batch.form}"
    response.headers["Content-Type"] = CONTENT_TYPES[Form(batch.form)]
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def require_all_allowed(batch: Batch) -> None:
    """DomainError when the file holds something that its owner may not have any more."""
    kind = kind_of(batch.kind)
    for inside in keys_inside(batch):
        if len(kind.allowed(inside, by=batch.owner)) < len(inside):
            raise DomainError(
                _("The file holds a document that you may not see any more. Have it made again without that.")
            )
