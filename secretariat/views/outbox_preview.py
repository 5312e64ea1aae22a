"""The PDF of a letter as it would leave, looked at before it is confirmed: a draft on each page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from correspondence.models import Message
from documents import serving
from documents.models import Document
from programmes import papers
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.pages.letters import is_previewed, preview_paper, writable


@require_POST
@staff(*SECRETARIAT, of_call=True)
def message_preview(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for the PDF of the text as it is now; nothing is sent and nothing is kept as the letter."""
    papers.preview(_letter(request, uid))
    return redirect(f"{reverse('secretariat:message', args=[uid])}#preview")


@require_safe
@staff(*SECRETARIAT, of_call=True)
def message_preview_state(request: HttpRequest, uid: str) -> HttpResponse:
    """How far the PDF is, as a fragment of the letter's page."""
    letter = _letter(request, uid)
    _made(letter)
    return render(request, "components/paper_state.html", preview_paper(letter))


@require_safe
@staff(*SECRETARIAT, of_call=True)
def message_preview_file(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The PDF, opened in the browser."""
    return serving.respond(_made(_letter(request, uid)), request, inline=True)


def _letter(request: HttpRequest, uid: str) -> Message:
    letter = get_object_or_404(writable(request).select_related("recipient"), uid=uid)
    if not is_previewed(letter):
        raise Http404
    return letter


def _made(letter: Message) -> Document:
    found = papers.newest_preview(letter)
    if found is None:
        raise Http404
    return found
