"""Whether a copy of a document is still the current one, asked by the number on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import anyone
from documents import numbers
from documents.checking import look_up

SHOWN = 60  # characters of what was typed that the page says back


@anyone
@require_safe
@never_cache
def documents(request: HttpRequest) -> HttpResponse:
    """A form for the number on a document; leads to its page."""
    typed = request.GET.get("number", "").strip()
    number = numbers.read(typed)
    if number:
        return redirect("catalogue:document", numbers.printed(number))
    return render(request, "catalogue/documents.html", {"typed": typed[:SHOWN], "is_wrong": bool(typed)})


@anyone
@require_safe
@never_cache
def document(request: HttpRequest, number: str) -> HttpResponse:
    """What kind of document this is, of which day, and whether this copy is the current one."""
    known = numbers.read(number)
    if known and numbers.printed(known) != number:
        return redirect("catalogue:document", numbers.printed(known))
    checked = look_up(known) if known else None
    context = {"checked": checked, "typed": number[:SHOWN]}
    return render(request, "catalogue/document.html", context, status=200 if checked else 404)
