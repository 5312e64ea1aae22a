"""The contracts of all projects in one list: how far each is, what is missing, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import ContractPerson, Project
from projects.states import CONTRACTING
from secretariat.filters.contracting import STAGES, WORDS, ContractingFilter, with_points

PAGE = 25


@dataclass(frozen=True)
class Line:
    """A project in the list, and which points of its checklist are missing."""

    project: Any
    missing: list[str]
    met: int
    is_late: bool


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def contracting(request: HttpRequest) -> HttpResponse:
    """Projects from the decision on, the earliest due date first."""
    mine = Project.objects.visible_to_staff(request.user).filter(state__in=CONTRACTING)
    ordered = with_points(mine).order_by(F("contract__due_on").asc(nulls_last=True), "-changed_at", "-pk")
    narrowed = ContractingFilter(request.GET, queryset=ordered, request=request)
    page = Paginator(narrowed.qs.for_page(), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    lines = [_line(project, today) for project in page.object_list]
    context = {"filter": narrowed, "page": page, "lines": lines, "all": len(WORDS)}
    return render(request, "secretariat/contracting.html", context)


def _line(project: Any, today: Any) -> Line:
    """As `secretariat.filters.contracting.MISSING`, for one row."""
    contract = getattr(project, "contract", None)
    is_missing = {
        "days": not (contract and contract.starts_on and contract.ends_on),
        "people": project.people_named < len(ContractPerson.Kind),
        "account": not project.has_account or project.has_waiting_account,
        "agreement": project.partners_now >= 2
        and not (contract and contract.agreement_signed_on and project.has_agreement),
        "number": not (contract and contract.number),
        "signatures": not (contract and contract.lead_signed_on and contract.authority_signed_on),
        "paper": not project.has_paper,
    }
    missing = [str(WORDS[key]) for key, is_so in is_missing.items() if is_so]
    is_before = project.state in STAGES["before"]
    is_late = bool(is_before and contract and contract.due_on and contract.due_on < today)
    return Line(project, missing, len(WORDS) - len(missing), is_late)
