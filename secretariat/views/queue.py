"""An assessor's queue: on to the next proposal, put one off, give one back."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from assessments import queue, taking
from assessments.models import Assessment
from programmes.permissions import programmes_where, staff
from programmes.states import Role
from secretariat.forms.assigning import LeaveForm
from secretariat.pages.shared import done, status_of

PAGE = 25


@staff(Role.ASSESSOR, of_call=True)
def my_assessments(request: HttpRequest) -> HttpResponse:
    """What an assessor has to do, in the order of the queue; then what is finished."""
    by = signed_in_user(request)
    order = (F("finished_at").desc(nulls_first=True), F("due").asc(nulls_last=True), "project__code", "pk")
    mine = queue.mine(by).for_list().order_by(*order)
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "progress": queue.progress(by),
        "in_pool": queue.pool(by).count(),
        "programmes": programmes_where(by, {Role.ASSESSOR}),
        "today": timezone.localdate(),
    }
    return render(request, "secretariat/my_assessments.html", context)


@require_POST
@staff(Role.ASSESSOR, of_call=True)
def next_assessment(request: HttpRequest) -> HttpResponse:
    """Open the next of the own proposals, or one of the pool."""
    found = taking.take_next(signed_in_user(request))
    if found is None:
        notes.info(request, _("Nothing waits for you now."))
        return redirect("secretariat:my_assessments")
    return redirect("secretariat:assessment", pk=found.pk)


@require_POST
@staff(Role.ASSESSOR, of_call=True)
def skip_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a proposal off and go on with the next; it comes back at the end of the queue."""
    by = signed_in_user(request)
    found = get_object_or_404(queue.waiting(by), pk=pk)
    taking.skip(found, by=by)
    following = taking.take_next(by)
    if following is None or following.pk == found.pk:
        notes.info(request, _("That is the last one that waits for you."))
        return redirect("secretariat:my_assessments")
    return redirect("secretariat:assessment", pk=following.pk)


@staff(Role.ASSESSOR, of_call=True)
def leave_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a place back, with the reason; the secretariat finds somebody else."""
    by = signed_in_user(request)
    found = get_object_or_404(
        Assessment.objects.for_assessor(by)
        .taking_part()
        .filter(finished_at__isnull=True)
        .select_related("project__call"),
        pk=pk,
    )
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: taking.leave(found, by=by, **form.cleaned_data)):
        notes.success(request, _("The proposal is given back. The secretariat asks somebody else."))
        return redirect("secretariat:my_assessments")
    context = {"assessment": found, "form": form, "has_scores": found.scores.exists()}
    return render(request, "secretariat/assigning/leave.html", context, status=status_of(form))
