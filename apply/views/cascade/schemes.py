"""What one's own funded project hands on: its schemes, and asking the programme for a call of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.sub_calls import SubCallForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_whole, own_project, uses_in
from cascade import asking, rolling_up
from cascade.models import Scheme, SubCall
from core.acts import done, is_refused
from core.http import signed_in
from projects.models import Project
from projects.states import Level, State, reaches


@signed_in
@require_safe
def project_schemes(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The schemes of the project with what they reached, and their calls; 404 where it hands nothing on."""
    project, level = own_project(request, uid)
    calls = Prefetch("sub_calls", SubCall.objects.select_related("call").order_by("-call__opens_at", "pk"))
    rolled = rolling_up.read(rolling_up.summed(_schemes_of(project)).prefetch_related(calls))
    if not rolled:
        raise Http404
    context = {
        "frame": frame_of(project, level, uses=uses_in(request)),
        "here": "follow",
        "rolled": rolled,
        "may_ask": reaches(level, Level.MANAGE) and project.state != State.CLOSED,
    }
    return render(request, "apply/cascade/schemes.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sub_call_ask(request: PersonRequest, uid: UUID, code: str) -> HttpResponse:
    """Ask the programme for a call of a scheme."""
    project, level = own_project(request, uid)
    found = get_object_or_404(_schemes_of(project), code=code)
    need_whole(request)
    languages = found.operation.programme_period.programme.languages
    form = SubCallForm(
        request.POST if request.method == "POST" else None, languages=languages, zone=project.call.time_zone
    )
    if done(form, lambda: asking.ask(found, form.values(), by=request.user, key=form.cleaned_data["key"])):
        messages.success(request, _("The programme sees the call. It opens once a manager has confirmed it."))
        return redirect("apply:project_schemes", uid)
    frame = frame_of(project, level, uses=uses_in(request))
    context = {"frame": frame, "here": "follow", "form": form, "scheme": found}
    status = (409 if is_refused(form) else 400) if form.is_bound and form.errors else 200
    return render(request, "apply/cascade/sub_call_ask.html", context, status=status)


@signed_in
@require_POST
def sub_call_take_back(request: PersonRequest, uid: UUID, code: str) -> HttpResponse:
    """Take a call back that the programme has not confirmed yet."""
    project, _level = own_project(request, uid)
    rows = SubCall.objects.select_related("call__programme_period", "scheme__operation")
    found = get_object_or_404(rows, scheme__in=_schemes_of(project), call__code=code)
    asking.take_back(found, by=request.user)
    messages.success(request, _("The call is taken back."))
    return redirect("apply:project_schemes", uid)


def _schemes_of(project: Project) -> QuerySet[Scheme]:
    """The schemes of the public record of a project that is funded; none of any other."""
    if not project.is_funded or not project.code:
        return Scheme.objects.none()
    found = Scheme.objects.filter(operation__code=project.code)
    return found.select_related("operation__programme_period__programme")
