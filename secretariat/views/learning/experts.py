"""The experts of learning platforms, and transfers that wait to be confirmed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from knowledge import filing, naming
from knowledge.models import Expert, Transfer, TransferFile
from knowledge.practices import transferring
from knowledge.states import ReviewState, TransferState
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT
from secretariat.forms.learning import ExpertForm, TransferForm
from secretariat.pages.shared import done, status_of

PAGE = 50


@staff(*SECRETARIAT)
def experts(request: HttpRequest) -> HttpResponse:
    """Who is an expert of my programmes' platforms; name another, or change one's themes."""
    mine = programmes_where(request.user, SECRETARIAT)
    form = ExpertForm(request.POST if request.method == "POST" else None, programmes=mine)
    by = signed_in_user(request)

    def act() -> None:
        given = form.cleaned_data
        naming.name_expert(
            given["platform"], given["email"], topics=given["topics"], languages=given["languages"], by=by
        )

    if done(form, act):
        notes.success(request, _("Saved."))
        return redirect("secretariat:experts")
    asked = Count("reviews", filter=Q(reviews__state=ReviewState.ASKED))
    rows = Expert.objects.filter(platform__in=mine, ended_at__isnull=True).annotate(asked=asked)
    rows = rows.select_related("user", "platform").prefetch_related("topics")
    page = Paginator(rows.order_by("user__name", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form}
    return render(request, "secretariat/learning/experts.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def expert_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The person is no expert any more."""
    mine = programmes_where(request.user, SECRETARIAT)
    naming.end(
        get_object_or_404(Expert.objects.filter(platform__in=mine), uid=uid), by=signed_in_user(request)
    )
    return redirect("secretariat:experts")


@staff(*SECRETARIAT)
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """What was told of practices that were taken over elsewhere; the address names a state."""
    mine = Transfer.objects.filter(practice__platform__in=programmes_where(request.user, SECRETARIAT))
    wanted = request.GET.get("state", TransferState.TOLD)
    state = wanted if wanted in TransferState.values else TransferState.TOLD
    rows = mine.filter(state=state).select_related("practice__platform", "told_by")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "states": TransferState.choices,
        "state": state,
    }
    return render(request, "secretariat/learning/transfers.html", context)


@staff(*SECRETARIAT)
def transfer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One transfer: what is told, and whether it is confirmed."""
    mine = Transfer.objects.filter(practice__platform__in=programmes_where(request.user, SECRETARIAT))
    found = get_object_or_404(mine.select_related("practice__platform", "told_by", "handled_by"), uid=uid)
    file = TransferFile.objects.filter(transfer=found).first()
    may_publish = file is not None and file.may_be_published and file.is_clean
    form = TransferForm(request.POST if request.method == "POST" else None, may_publish=may_publish)
    by = signed_in_user(request)

    def act() -> None:
        given = form.cleaned_data
        is_confirmed = given["outcome"] == "confirm"
        with_file = given.get("with_file", False)
        transferring.handle(
            found, is_confirmed=is_confirmed, answer=given["answer"], by=by, with_file=with_file
        )

    if done(form, act):
        notes.success(request, _("Saved."))
        return redirect("secretariat:transfers")
    shown = form if found.state == TransferState.TOLD or form.errors else None
    context = {"transfer": found, "form": shown, "file": file}
    return render(request, "secretariat/learning/transfer.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_safe
def transfer_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The evidence of a transfer, once it is checked."""
    mine = TransferFile.objects.filter(
        transfer__practice__platform__in=programmes_where(request.user, SECRETARIAT)
    )
    return filing.respond(get_object_or_404(mine, transfer__uid=uid))
