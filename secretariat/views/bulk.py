"""Doing one thing with many proposals: the question before, and the page that shows how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from core.queue import enqueue
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from projects import bulk
from projects.models import BulkJob, BulkRow, Project
from projects.tasks import work_on_many
from secretariat.filters.inbox import assessors_of, colleagues
from secretariat.forms.bulk import AssessorsForm, BulkForm, LettersForm, OfficerForm, RoundForm
from secretariat.pages.selection import SHARE_OUT, kept, selection
from secretariat.pages.shared import done, status_of

NAMED, SHOWN = 10, 500
FORMS: Mapping[str, type[BulkForm]] = {"open_second_round": RoundForm, "prepare_letters": LettersForm}


@staff(*SECRETARIAT)
def bulk_new(request: HttpRequest) -> HttpResponse:
    """Say what will be done with how many; the worker starts when the person agrees."""
    user, given = signed_in_user(request), request.POST if request.method == "POST" else request.GET
    if given.get("act") == SHARE_OUT:
        return redirect(f"{reverse('secretariat:share_out')}?{urlencode(kept(given))}")
    act = bulk.acts().get(given.get("act", ""))
    if act is None:
        raise Http404
    chosen = selection(given, user)
    number = chosen.count()
    posted = request.POST if request.method == "POST" else None
    form = _form(request, given["act"], posted, number)
    jobs: list[BulkJob] = []

    def start() -> None:
        parameters, key = form.parameters(), form.cleaned_data["key"]
        jobs.append(bulk.prepare(given["act"], chosen, by=user, parameters=parameters, key=key))
        enqueue(work_on_many, jobs[0].pk)

    if done(form, start):
        return redirect("secretariat:bulk_job", uid=jobs[0].uid)
    context = {
        "act": act,
        "form": form,
        "number": number,
        "given": kept(given, "act"),
        "named": chosen[:NAMED],
    }
    return render(request, "secretariat/bulk_new.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED)
def bulk_job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far one of the own jobs is, and what became of each proposal that the person still may see."""
    user = signed_in_user(request)
    job = get_object_or_404(BulkJob.objects.of(user), uid=uid)
    numbers = bulk.progress(job)
    visible = Project.objects.visible_to_staff(user).values("pk")
    rows = job.rows.filter(project__in=visible).exclude(state=BulkRow.State.WAITING).select_related("project")
    context = {
        "job": job,
        "act": bulk.acts().get(job.kind),
        "numbers": [(BulkRow.State(state).label, number) for state, number in numbers.items() if number],
        "done": sum(numbers.values()) - numbers[BulkRow.State.WAITING],
        "total": sum(numbers.values()),
        "rows": rows.order_by("-state", "pk")[:SHOWN],
    }
    name = "parts/bulk_progress" if request.headers.get("HX-Request") else "bulk_job"
    return render(request, f"secretariat/{name}.html", context)


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def bulk_put_away(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a finished job out of the tasks."""
    user = signed_in_user(request)
    bulk.put_away(get_object_or_404(BulkJob.objects.of(user), uid=uid), by=user)
    return redirect("secretariat:tasks")


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def bulk_stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Leave alone what still waits."""
    user = signed_in_user(request)
    bulk.stop(get_object_or_404(BulkJob.objects.of(user), uid=uid), by=user)
    return redirect("secretariat:bulk_job", uid=uid)


def _form(request: HttpRequest, kind: str, posted: QueryDict | None, number: int) -> BulkForm:
    if kind == "assign_officer":
        officers = colleagues(programmes_where(request.user, SECRETARIAT))
        return OfficerForm(posted, number=number, officers=officers)
    if kind == "invite_assessors":
        programmes = programmes_where(request.user, SECRETARIAT)
        return AssessorsForm(posted, number=number, assessors=assessors_of(programmes))
    return FORMS.get(kind, BulkForm)(posted, number=number)
