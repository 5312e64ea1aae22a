"""Good practices as the secretariat sees them: the list, the reviews, and the decision."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import TrailEntry
from knowledge.models import GoodPractice, PracticeVersion, Review
from knowledge.practices import deciding, reviewing
from knowledge.practices.comparing import compare
from knowledge.practices.content import shown
from knowledge.practices.fields import text_of
from knowledge.states import WAITING, PracticeState, Recommendation
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.forms.learning import AskForm, DecideForm
from secretariat.pages.shared import done, status_of
from secretariat.pages.trail_words import in_words

PAGE = 25
SHOWN = [state for state in PracticeState if state != PracticeState.DRAFT]


def _found(request: HttpRequest, uid: UUID) -> GoodPractice:
    rows = GoodPractice.objects.of_secretariat(request.user).select_related(
        "platform__programme", "published"
    )
    return get_object_or_404(rows, uid=uid)


@staff(*SECRETARIAT)
@require_safe
def good_practices(request: HttpRequest) -> HttpResponse:
    """Those of my programmes; the address names a state, submitted ones are shown at first."""
    mine = GoodPractice.objects.of_secretariat(request.user)
    wanted = request.GET.get("state", PracticeState.SUBMITTED)
    state = wanted if wanted in PracticeState.values else PracticeState.SUBMITTED
    rows = mine.filter(state=state).select_related("platform").prefetch_related("versions__reviews")
    counted = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    page = Paginator(rows.order_by("submitted_at", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (row, text_of(row.versions.all()[0].content, "title"), row.versions.all()[0]) for row in page
        ],
        "states": [(one.value, one.label, counted.get(one.value, 0)) for one in SHOWN],
        "state": state,
    }
    return render(request, "secretariat/learning/good_practices.html", context)


@staff(*SECRETARIAT)
@require_safe
def good_practice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One good practice: its newest version, what changed in it, reviews, and what can be done."""
    return _page(request, _found(request, uid))


@staff(*SECRETARIAT)
@require_POST
def good_practice_ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask an expert for a review."""
    found = _found(request, uid)
    form = AskForm(request.POST, platform=found.platform)
    by = signed_in_user(request)

    def act() -> None:
        given = form.cleaned_data
        reviewing.ask(found, given["expert"], due_on=given["due_on"], by=by)

    if done(form, act):
        notes.success(request, _("The expert is asked by e-mail."))
        return redirect("secretariat:good_practice", uid)
    return _page(request, found, ask=form)


@staff(*SECRETARIAT)
@require_POST
def good_practice_decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Publish, ask to improve, or refuse."""
    found = _found(request, uid)
    form = DecideForm(request.POST)
    by = signed_in_user(request)

    def act() -> None:
        given = form.cleaned_data
        outcome = Recommendation(given["outcome"])
        deciding.decide(found, outcome, text=given["text"], version=given["version"], by=by)

    if done(form, act):
        notes.success(request, _("Decided. The letter to the authors waits in the outbox."))
        return redirect("secretariat:good_practice", uid)
    return _page(request, found, decide=form)


@staff(*SECRETARIAT)
@require_POST
def good_practice_review_cancel(request: HttpRequest, uid: UUID, review: UUID) -> HttpResponse:
    """Do without a review that was asked for."""
    found = _found(request, uid)
    held = get_object_or_404(Review.objects.filter(version__practice=found), uid=review)
    reviewing.cancel(held, by=signed_in_user(request))
    return redirect("secretariat:good_practice", uid)


@staff(*SECRETARIAT)
@require_POST
def good_practice_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a published practice off the platform."""
    found = _found(request, uid)
    deciding.withdraw(found, by=signed_in_user(request), reason=request.POST.get("reason", ""))
    notes.success(request, _("It is taken off the platform."))
    return redirect("secretariat:good_practice", uid)


def _newest(rows: Iterable[GoodPractice]) -> list[tuple[GoodPractice, PracticeVersion]]:
    """Each with its newest version, as fetched before."""
    return [(row, row.versions.all()[0]) for row in rows]


def _page(
    request: HttpRequest, found: GoodPractice, *, ask: AskForm | None = None, decide: DecideForm | None = None
) -> HttpResponse:
    versions = list(found.versions.select_related("publication", "submitted_by")[:50])
    newest, before = versions[0], next(iter(versions[1:]), None)
    is_waiting = found.state in WAITING
    context = {
        "practice": found,
        "title": text_of(newest.content, "title"),
        "summary": text_of(newest.content, "summary"),
        "version": newest,
        "before": before,
        "changes": compare(before.content, newest.content) if before else [],
        "shown": shown(newest.content, found.platform_id),
        "versions": versions,
        "reviews": Review.objects.filter(version=newest)
        .select_related("expert__user")
        .prefetch_related("scores__criterion"),
        "ask": (ask or AskForm(platform=found.platform)) if is_waiting else None,
        "decide": (decide or DecideForm(initial={"version": newest.number})) if is_waiting else None,
        "is_public": hasattr(found, "published"),
        "entries": [(one, in_words(one.action)) for one in TrailEntry.objects.for_chain(found.chain)],
    }
    return render(request, "secretariat/learning/good_practice.html", context, status=status_of(ask, decide))
