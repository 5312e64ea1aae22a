"""Documents put together: how far a batch is, fetch it, stop it, try again. Only who asked sees it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from documents.batches import asking, handing, tasks
from documents.batches.progress import progress
from documents.models import Batch
from documents.models.batches import ItemState
from programmes.permissions import staff
from programmes.states import TAKES_DATA

PAGE, NAMED = 25, 100


@staff(*TAKES_DATA)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """The person's own batches, newest first."""
    page = Paginator(Batch.objects.of(signed_in_user(request)), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "days": tasks.KEPT_FOR.days}
    return render(request, "secretariat/batches/batches.html", context)


@staff(*TAKES_DATA)
@require_safe
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far one of the own batches is, what could not be made, and where to fetch it."""
    found = get_object_or_404(Batch.objects.of(signed_in_user(request)), uid=uid)
    missing = found.items.filter(state__in=[ItemState.FAILED, ItemState.LEFT_OUT]).order_by("position")
    context = {
        "batch": found,
        "progress": progress(found),
        "missing": missing[:NAMED],
        "days": tasks.KEPT_FOR.days,
    }
    name = "progress" if request.headers.get("HX-Request") else "batch"
    return render(request, f"secretariat/batches/{name}.html", context)


@staff(*TAKES_DATA)
@require_safe
def batch_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file, for who asked for it and still may have all that is in it."""
    user = signed_in_user(request)
    found = get_object_or_404(Batch.objects.of(user).select_related("owner"), uid=uid)
    answer = handing.respond(found, request)
    asking.put_away(found, by=user)
    return answer


@staff(*TAKES_DATA)
@require_POST
def batch_stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a batch be that is not ready, or take an ended one out of the tasks."""
    user = signed_in_user(request)
    found = get_object_or_404(Batch.objects.of(user), uid=uid)
    asking.stop(found, by=user)
    asking.put_away(found, by=user)
    return redirect("secretariat:batch", uid=uid)


@staff(*TAKES_DATA)
@require_POST
def batch_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Try what failed again, or go on with what was stopped."""
    user = signed_in_user(request)
    asking.again(get_object_or_404(Batch.objects.of(user), uid=uid), by=user)
    notes.success(request, _("It is being made again. You can leave this page and come back."))
    return redirect("secretariat:batch", uid=uid)
