"""Telling where a good practice was taken over."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.forms.transfers import TransferForm
from apply.views.own import PersonRequest
from apply.views.saving import signed_in_keeping
from core.acts import done, is_refused
from knowledge.models import PublishedPractice
from knowledge.practices import transferring


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def transfer_new(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Tell of a transfer; the secretariat confirms it before anybody sees it."""
    rows = PublishedPractice.objects.filter(platform__is_open=True).select_related(
        "platform__programme", "practice"
    )
    found = get_object_or_404(rows, platform__programme__slug=slug, code=code)
    form = TransferForm(request.POST if request.method == "POST" else None, initial={"stamp": uuid4().hex})
    if done(
        form,
        lambda: transferring.tell(found, form.told(), by=request.user, stamp=form.cleaned_data["stamp"]),
    ):
        notes.success(request, _("Thank you. The secretariat looks at it before it is published."))
        return redirect("catalogue:good_practice", slug, code)
    status = 409 if form.is_bound and is_refused(form) else 400 if form.is_bound else 200
    context = {"practice": found, "form": form}
    return render(request, "apply/learning/transfer_new.html", context, status=status)
