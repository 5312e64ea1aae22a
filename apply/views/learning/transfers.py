"""Telling where a good practice was taken over."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from apply.forms.transfers import TransferForm
from apply.views.own import PersonRequest
from apply.views.saving import signed_in_keeping
from core.acts import done, is_refused
from core.queue import enqueue
from knowledge.models import PublishedPractice
from knowledge.practices import evidence, transferring
from knowledge.services import tasks


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def transfer_new(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Tell of a transfer; the secretariat confirms it before anybody sees it."""
    rows = PublishedPractice.objects.filter(platform__is_open=True).select_related(
        "platform__programme", "practice"
    )
    found = get_object_or_404(rows, platform__programme__slug=slug, code=code)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TransferForm(*posted, initial={"stamp": uuid4().hex})
    if done(form, lambda: _tell(found, form, request.user)):
        notes.success(request, _("Thank you. The secretariat looks at it before it is published."))
        return redirect("catalogue:good_practice", slug, code)
    status = 409 if form.is_bound and is_refused(form) else 400 if form.is_bound else 200
    context = {"practice": found, "form": form}
    return render(request, "apply/learning/transfer_new.html", context, status=status)


def _tell(found: PublishedPractice, form: TransferForm, by: User) -> None:
    """The transfer, and then its file; sent again, the form adds what is missing."""
    given = form.cleaned_data
    transfer = transferring.tell(found, form.told(), by=by, stamp=given["stamp"])
    if given["evidence"] is not None:
        may_publish = given["may_publish"]
        row = evidence.add(transfer, given["evidence"], by=by, key=transfer.uid, may_publish=may_publish)
        enqueue(tasks.check_evidence, row.pk)
