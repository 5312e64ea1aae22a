"""The contract and its annex as the secretariat issued them, for the lead partner's people."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apply.views.own import PersonRequest, own_project
from core.http import signed_in
from documents import serving
from projects import contracting
from projects.contracting import issuing
from projects.contracting.facts import languages_of
from projects.models import ContractIssue
from projects.permissions import has_contract


@signed_in
@require_safe
def contract_issue_file(
    request: PersonRequest, uid: UUID, edition: int, kind: str, language: str
) -> HttpResponseBase:
    """Hand out a paper to sign; 404 for other partners' people, and once its edition is taken back."""
    project, _level = own_project(request, uid)
    is_paper = kind in issuing.KINDS and language in languages_of(project)
    if not (is_paper and has_contract(project) and contracting.may_read_issues(request.user, project)):
        raise Http404
    found = get_object_or_404(ContractIssue.objects.standing(), contract__project=project, edition=edition)
    return serving.respond(issuing.filed(project, found, kind, language), request)
