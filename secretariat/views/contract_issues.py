"""The contract and its annex as papers: a draft to look at, editions issued to be signed, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.texts import LANGUAGES
from documents import serving
from documents.models import Document
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import contracting
from projects.contracting import issuing
from projects.contracting.editions import drafts_of, editions_of
from projects.contracting.facts import languages_of
from projects.models import ContractIssue, Project
from secretariat.forms.contracts import IssueForm, TakeBackForm
from secretariat.pages.shared import done, status_of
from secretariat.views.contracts import agreed_project

DOOR = "secretariat"


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def contract_issues(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was issued, the newest first, and a draft of what would be issued now."""
    project, version = agreed_project(request, uid)
    works = contracting.is_open(project) and contracting.may_work(signed_in_user(request), project)
    editions = editions_of(project, DOOR)
    newest = next((one.issue for one in editions if one.issue.taken_back_at is None), None)
    context = {
        "project": project,
        "version": version,
        "works": works and project.is_funded,
        "is_funded": project.is_funded,
        "editions": editions,
        "drafts": drafts_of(project, get_language() or "en", DOOR),
        "is_current": newest is not None and issuing.is_current(project, newest),
        "form": IssueForm.blank(),
    }
    return render(request, "secretariat/contract_issues.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def contract_issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Issue what the contract says now as its next edition."""
    project, _version = agreed_project(request, uid)
    form = IssueForm(request.POST)
    by = signed_in_user(request)
    if done(form, lambda: contracting.issue(project, by=by, key=form.cleaned_data["key"])):
        notes.success(request, _("The contract is issued. The lead partner’s people can read it."))
        return redirect("secretariat:contract_issues", uid=uid)
    context = {"project": project, "form": form, "heading": _("Issue the contract")}
    return render(request, "secretariat/contract_step.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def contract_draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the papers as they would be issued now, in the language of the page."""
    project, _version = agreed_project(request, uid)
    for kind in issuing.KINDS:
        issuing.draft(project, kind, get_language() or "en")
    return redirect("secretariat:contract_issues", uid=uid)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract_take_back(request: HttpRequest, uid: UUID, edition: int) -> HttpResponse:
    """Take an edition back, with the reason."""
    project, _version = agreed_project(request, uid)
    found = _issue(project, edition)
    by = signed_in_user(request)
    if not contracting.may_work(by, project):
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: contracting.take_back_issue(found, by=by, reason=form.cleaned_data["reason"])):
        notes.success(request, _("The edition is taken back. The applicants no longer read it."))
        return redirect("secretariat:contract_issues", uid=uid)
    heading = _("Take edition %(edition)d back") % {"edition": edition}
    context = {"project": project, "form": form, "heading": heading, "tone": "danger"}
    return render(request, "secretariat/contract_step.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def contract_issue_file(
    request: HttpRequest, uid: UUID, edition: int, kind: str, language: str
) -> HttpResponseBase:
    """Hand out a paper of an edition, or of the draft (edition 0)."""
    return serving.respond(_paper(request, uid, edition, kind, language), request)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def contract_issue_state(
    request: HttpRequest, uid: UUID, edition: int, kind: str, language: str
) -> HttpResponse:
    """How far a paper is, as a fragment of the page."""
    document = _paper(request, uid, edition, kind, language)
    project, _version = agreed_project(request, uid)
    rows = (
        [row for one in editions_of(project, DOOR) if one.issue.edition == edition for row in one.papers]
        if edition
        else drafts_of(project, language, DOOR)
    )
    row = next((row for row in rows if (row.kind, row.language) == (kind, language)), None)
    if row is None:
        raise Http404
    context = {
        "document": document,
        "file_url": row.file_url,
        "state_url": row.state_url,
        "label": row.label,
    }
    return render(request, "components/paper_state.html", context)


def _issue(project: Project, edition: int) -> ContractIssue:
    rows = ContractIssue.objects.select_related("contract__project")
    return get_object_or_404(rows, contract__project=project, edition=edition)


def _paper(request: HttpRequest, uid: UUID, edition: int, kind: str, language: str) -> Document:
    project, _version = agreed_project(request, uid)
    offered = languages_of(project) if edition else LANGUAGES
    if kind not in issuing.KINDS or language not in offered:
        raise Http404
    found = (
        issuing.filed(project, _issue(project, edition), kind, language)
        if edition
        else issuing.newest_draft(project, kind, language)
    )
    if found is None:
        raise Http404
    return found
