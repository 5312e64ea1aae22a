"""Good practices as their authors see them: the list, the form that saves itself, and the steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in_or_401
from apply.pages import own_sheets
from apply.pages.own_sheets import Tried
from apply.pages.practices import form_of
from apply.views.own import PersonRequest
from apply.views.saving import signed_in_keeping
from core.errors import DomainError
from core.http import signed_in
from knowledge.models import GoodPractice, Platform, Review
from knowledge.practices import deciding, submitting, writing
from knowledge.practices.fields import text_of
from knowledge.practices.gaps import gaps
from knowledge.states import WRITABLE, PracticeState

PAGE = 20
ACTS: Mapping[str, tuple[Callable[..., object], str | Promise]] = {
    "submit": (submitting.submit, gettext_lazy("Submitted. The secretariat asks experts to review it.")),
    "take-back": (submitting.take_back, gettext_lazy("Taken back. Change it, and submit it again.")),
    "revise": (
        submitting.revise,
        gettext_lazy("You can write a new version. The public one stays meanwhile."),
    ),
    "delete": (writing.delete, gettext_lazy("The draft is deleted.")),
}


def own_practice(request: PersonRequest, uid: UUID) -> GoodPractice:
    """The practice, for who writes it; 404 for anybody else."""
    mine = GoodPractice.objects.written_by(request.user)
    return get_object_or_404(mine.select_related("platform__programme", "published"), uid=uid)


@signed_in
@require_safe
def practices(request: PersonRequest) -> HttpResponse:
    """The person's good practices, and the platforms that take new ones."""
    rows = GoodPractice.objects.written_by(request.user).select_related("platform__programme", "project")
    page = Paginator(rows.prefetch_related("texts"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, _title(row)) for row in page],
        "platforms": Platform.objects.open().select_related("programme"),
        "reviews": Review.objects.of(request.user).asked().select_related("version__practice__platform"),
    }
    return render(request, "apply/learning/practices.html", context)


@signed_in
def practice_new(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin a good practice: of a funded project that one writes, or on one's own."""
    platform = get_object_or_404(Platform.objects.open().select_related("programme"), programme__slug=slug)
    projects = writing.projects_of(request.user, platform)
    if request.method == "POST":
        wanted = request.POST.get("project", "")
        project = next((one for one in projects if str(one.uid) == wanted), None)
        if wanted and project is None:
            raise Http404
        stamp = request.POST.get("stamp", "")[:64] or uuid4().hex
        made = writing.start(platform, by=request.user, stamp=stamp.replace("\0", ""), project=project)
        return redirect("apply:practice", made.uid)
    context = {"platform": platform, "projects": projects, "stamp": uuid4().hex}
    return render(request, "apply/learning/practice_new.html", context)


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The form while it is written; afterwards where it stands."""
    found = own_practice(request, uid)
    tried = Tried()
    if request.method == "POST":
        typed = own_sheets.posted(request.POST, dict.fromkeys(writing.stored_of(found)))
        tried = Tried(typed, writing.save_sheet(found, typed, by=request.user))
        if tried.is_whole and request.POST.get("do") == "submit":
            return _done(request, found, "submit")
        if tried.is_whole:
            notes.success(request, _("Saved."))
            return redirect("apply:practice", uid)
    if found.state not in WRITABLE:
        return _standing(request, found)
    context = {"title": _title(found), "gaps": _gaps(found) if request.GET.get("check") else []}
    status = 200 if tried.is_whole else 409
    return render(
        request, "apply/learning/practice.html", {**context, **form_of(found, tried)}, status=status
    )


@signed_in_or_401
@require_POST
def practice_field(request: PersonRequest, uid: UUID) -> JsonResponse:
    """Save one field of a good practice."""
    found = own_practice(request, uid)
    return own_sheets.answer(
        request, lambda key, value, base: writing.save_field(found, key, value, base=base, by=request.user)
    )


@signed_in
@require_POST
def practice_act(request: PersonRequest, uid: UUID, act: str) -> HttpResponse:
    """Take back, begin a new version, delete a draft, or take it off the platform."""
    found = own_practice(request, uid)
    if act == "withdraw":
        deciding.withdraw(found, by=request.user, reason=request.POST.get("reason", ""))
        notes.success(request, _("It is taken off the platform."))
        return redirect("apply:practice", uid)
    if act not in ACTS:
        raise Http404
    return _done(request, found, act)


def _done(request: PersonRequest, found: GoodPractice, act: str) -> HttpResponse:
    verb, words = ACTS[act]
    try:
        verb(found, by=request.user)
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
        address = redirect("apply:practice", found.uid)
        address["Location"] += "?check=1" if act == "submit" else ""
        return address
    notes.success(request, str(words))
    return redirect("apply:practices") if act == "delete" else redirect("apply:practice", found.uid)


def _standing(request: PersonRequest, found: GoodPractice) -> HttpResponse:
    context = {
        "practice": found,
        "title": _title(found),
        "versions": found.versions.select_related("publication"),
        "is_public": hasattr(found, "published"),
        "may_take_back": found.state == PracticeState.SUBMITTED,
        "may_revise": found.state in {PracticeState.PUBLISHED, PracticeState.REFUSED},
    }
    return render(request, "apply/learning/practice_state.html", context)


def _gaps(found: GoodPractice) -> list[tuple[str, str]]:
    """What is missing, each with the place of its field on the page."""
    missing = gaps(writing.content_of(found), regions=writing.regions())
    return [(f"field-{gap.key.replace('.', '-')}", gap.text) for gap in missing]


def _title(found: GoodPractice) -> object:
    held = {row.key: row.value for row in found.texts.all()}
    return text_of(held, "title") or _("Good practice without a title")
