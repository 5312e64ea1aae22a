"""Handing out papers and pictures of public pieces."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.downloads import harmless, to_save
from core.http import anyone
from editorial.models import Paper, Picture
from editorial.permissions import edits
from editorial.states import PieceState, UploadState

YEAR = 365 * 24 * 60 * 60


@anyone
@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """A paper of a public piece, for saving; for editors also before."""
    found = get_object_or_404(Paper.objects.exclude(file="").defer("text", "words"), uid=uid)
    is_public = found.pieces.filter(state=PieceState.PUBLISHED).exists()
    if found.state != UploadState.CLEAN or not (is_public or _edits(request, found.programme_id)):
        raise Http404
    try:
        stored = default_storage.open(found.file)
    except FileNotFoundError as error:
        raise Http404 from error
    return harmless(to_save(stored, found.name, found.content_type), f'"{found.sha256}"')


@anyone
@require_safe
def picture(request: HttpRequest, uid: UUID, width: int) -> HttpResponseBase:
    """A picture in one of its widths, once something public shows it; for editors also before.

    What a picture shows never changes under its key, so browsers keep it.
    """
    found = get_object_or_404(Picture.objects.clean(), uid=uid)
    if width not in found.widths or not (found.is_shown or _edits(request, found.programme_id)):
        raise Http404
    try:
        stored = default_storage.open(f"{found.file}-{width}")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=found.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR // 365}" if found.is_shown else "private, no-store"
    )
    return response


def _edits(request: HttpRequest, programme: str) -> bool:
    return request.user.is_authenticated and edits(request.user, programme)
