"""The review of a good practice by an expert: the version beside the sheet that saves itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in_or_401
from apply.pages import own_sheets
from apply.pages.own_sheets import Tried
from apply.pages.reviews import review_of
from apply.views.own import PersonRequest
from apply.views.saving import signed_in_keeping
from core.errors import DomainError
from core.http import signed_in
from knowledge.models import Review
from knowledge.practices import reviewing


def own_review(request: PersonRequest, uid: UUID) -> Review:
    """The review, for the expert who was asked; 404 for anybody else."""
    rows = Review.objects.of(request.user).select_related("version__practice__platform", "expert__user")
    return get_object_or_404(rows, uid=uid)


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def practice_review(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The texts of the version, and under them the sheet with a score and a reason for each criterion."""
    review = own_review(request, uid)
    practice = review.version.practice
    criteria = reviewing.criteria_of(practice)
    tried = Tried()
    if request.method == "POST":
        typed = own_sheets.posted(request.POST, reviewing.stored_of(review, criteria))
        tried = Tried(typed, reviewing.save_sheet(review, typed, by=request.user))
        if tried.is_whole and request.POST.get("do") == "finish":
            return _finished(request, review)
        if tried.is_whole:
            notes.success(request, _("Saved."))
            return redirect("apply:practice_review", uid)
        review = own_review(request, uid)
    status = 200 if tried.is_whole else 409
    return render(request, "apply/learning/review.html", review_of(review, criteria, tried), status=status)


@signed_in_or_401
@require_POST
def practice_review_field(request: PersonRequest, uid: UUID) -> JsonResponse:
    """Save one field of a review."""
    review = own_review(request, uid)
    return own_sheets.answer(
        request, lambda key, value, base: reviewing.save_field(review, key, value, base=base, by=request.user)
    )


@signed_in
@require_POST
def practice_review_act(request: PersonRequest, uid: UUID, act: str) -> HttpResponse:
    """Hand the review in, or say that one can't take it."""
    review = own_review(request, uid)
    if act == "finish":
        return _finished(request, review)
    if act != "decline":
        raise Http404
    reviewing.decline(review, by=request.user)
    notes.success(request, _("The secretariat asks somebody else."))
    return redirect("apply:practices")


def _finished(request: PersonRequest, review: Review) -> HttpResponse:
    try:
        reviewing.finish(review, by=request.user)
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
        return redirect("apply:practice_review", review.uid)
    notes.success(request, _("Your review is with the secretariat. Thank you."))
    return redirect("apply:practices")
