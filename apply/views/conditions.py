"""The conditions of an approval: what is asked, by when, and the applicants' answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apply.forms.conditions import AnswerForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
from assessments import conditions as conditions_of
from assessments.models import Condition
from assessments.states import UNSETTLED
from core import acts
from core.http import signed_in
from projects.attachments import serving
from projects.models import Attachment, Project
from projects.states import Level, reaches


@signed_in
def conditions(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Each condition with its day and state; who may edit answers those that are open."""
    project, level = own_project(request, uid)
    rows = list(
        Condition.objects.standing()
        .filter(decision__project=project)
        .select_related("answered_by", "decision")
        .prefetch_related("evidence")
    )
    may_answer = reaches(level, Level.EDIT) and project.state in conditions_of.ANSWERABLE
    offered = {row.pk for row in rows if may_answer and row.state in UNSETTLED}
    form = _answered(request, project, offered) if request.method == "POST" else None
    if not rows:
        raise Http404
    if form is not None and form.is_valid() and not form.errors:
        messages.success(request, _("Your answer is saved. The secretariat looks at it."))
        return redirect("apply:conditions", uid)
    context = {
        "frame": frame_of(project, level),
        "here": "conditions",
        "rows": [(row, _form_for(row, form) if may_answer else None) for row in rows],
        "left": sum(row.state in UNSETTLED for row in rows),
        "today": timezone.localdate(),
    }
    return render(request, "apply/conditions.html", context, status=409 if form else 200)


@signed_in
@require_safe
def condition_file(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file that was sent with an answer."""
    project, _level = own_project(request, uid)
    return serving.respond(_evidence(project, file), request)


def _evidence(project: Project, file: UUID) -> Attachment:
    mine = Condition.objects.filter(decision__project=project).values("evidence")
    return get_object_or_404(Attachment.objects.filter(pk__in=mine, project=project), uid=file)


def _answered(request: PersonRequest, project: Project, offered: set[int]) -> AnswerForm:
    """The posted form, with what went wrong in it; the answer is kept when nothing did.

    Who answers from a page that was overtaken, as when the decision was undone, is told so on another page.
    """
    form = AnswerForm(request.POST, request.FILES)
    wanted = request.POST.get("condition", "")
    row = next((row for row in Condition.objects.of(project) if str(row.pk) == wanted), None)
    if row is None:
        raise Http404
    if row.pk not in offered:
        conditions_of.require_answerable(row, by=request.user)

    def act() -> None:
        data = form.cleaned_data
        conditions_of.answer(row, by=request.user, text=data["text"])
        if data["file"]:
            conditions_of.add_evidence(row, data["file"], by=request.user, key=data["key"])

    acts.done(form, act)
    return form


def _form_for(row: Condition, failed: AnswerForm | None) -> AnswerForm | None:
    """The form under a condition that can still be answered; a refused one keeps what was typed."""
    if row.state not in UNSETTLED:
        return None
    if failed is not None and failed.data.get("condition") == str(row.pk):
        return failed
    return AnswerForm(initial={"condition": row.pk, "text": row.answer}, auto_id=f"id_{row.pk}_%s")
