"""Sending an issue: the second look that confirms it, how far it has come, pause, and mails cut off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.queue import enqueue
from editorial.models import IssueState, Sending
from editorial.newsletters import readers, sending, tasks
from editorial.newsletters.checks import check
from editorial.newsletters.content import editions, frozen, looks, revision
from editorial.newsletters.progress import numbers
from programmes.permissions import staff
from programmes.states import EDITORS
from secretariat.views.events.issues import mine

SHOWN = 100


@staff(*EDITORS)
def issue_send(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All of the issue in its three languages, and how many get it; the button lets it leave."""
    found = get_object_or_404(mine(request), uid=uid)
    if found.state != IssueState.READY:
        return redirect("secretariat:issue", uid=uid)
    if request.method == "POST":
        row = sending.confirm(found, by=signed_in_user(request), seen=request.POST.get("seen", "")[:40])
        enqueue(tasks.send, row.pk, queue=tasks.QUEUE)
        messages.success(request, _("The issue is being sent now."))
        return redirect("secretariat:issue_progress", uid=uid)
    chosen = looks(found)
    content, counts = frozen(found, chosen), readers.counted(found.programme_id)
    context = {
        "issue": found,
        "editions": [(one, counts.get(one.language, 0)) for one in editions(content)],
        "readers": sum(counts.values()),
        "findings": check(found, chosen),
        "seen": revision(content),
    }
    return render(request, "secretariat/events/issue_send.html", context)


@staff(*EDITORS)
@require_safe
@never_cache
def issue_progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How many were sent, are left, failed or unsubscribed; it can be left and come back to."""
    row = _sending(request, uid)
    found = list(sending.cut_off(row)[:SHOWN])
    context = {
        "issue": row.issue,
        "sending": row,
        "numbers": numbers(row),
        "is_held": row.circular.is_held,
        "cut_off": found,
    }
    return render(request, "secretariat/events/issue_progress.html", context)


@staff(*EDITORS)
@require_POST
def issue_switch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Pause, or go on."""
    row, by = _sending(request, uid), signed_in_user(request)
    if request.POST.get("do") == "pause":
        sending.pause(row.issue, by=by)
    else:
        sending.go_on(row.issue, by=by)
        enqueue(tasks.send, row.pk, queue=tasks.QUEUE)
    return redirect("secretariat:issue_progress", uid=uid)


@staff(*EDITORS)
@require_POST
def issue_settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say which of the mails that were cut off the mail server had."""
    row = _sending(request, uid)
    seen, had = _uids(request.POST, "seen"), _uids(request.POST, "had")
    number = sending.settle(row.issue, by=signed_in_user(request), seen=seen, had=had)
    enqueue(tasks.send, row.pk, queue=tasks.QUEUE)
    messages.success(request, _("Settled: %(number)s") % {"number": number})
    return redirect("secretariat:issue_progress", uid=uid)


def _sending(request: HttpRequest, uid: UUID) -> Sending:
    issue = get_object_or_404(mine(request), uid=uid)
    row = Sending.objects.select_related("circular").filter(issue=issue).first()
    if row is None:
        raise Http404
    row.issue = issue
    return row


def _uids(posted: QueryDict, name: str) -> list[UUID]:
    found = []
    for given in posted.getlist(name)[:SHOWN]:
        try:
            found.append(UUID(given))
        except ValueError:
            continue
    return found
