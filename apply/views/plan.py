"""The proposal seen as a whole: its work plan over time, and how its parts hang together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apply.pages.coherence import coherence as chain_of
from apply.pages.frame import frame_of
from apply.pages.time_plan import time_plan as plan_of
from apply.views.own import PersonRequest, own_project, uses_in
from core.http import signed_in
from projects import dossier


@signed_in
@require_safe
def time_plan(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    frame = frame_of(project, level, uses=uses_in(request))
    context = {"frame": frame, "here": "time_plan", "plan": plan_of(dossier.load(project))}
    return render(request, "apply/time_plan.html", context)


@signed_in
@require_safe
def coherence(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    frame = frame_of(project, level, uses=uses_in(request))
    context = {"frame": frame, "here": "coherence", "chain": chain_of(dossier.load(project))}
    return render(request, "apply/coherence.html", context)
