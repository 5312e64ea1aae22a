"""The contract of one's own project: its days and people, the account for the money, its papers."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.contracts import AccountForm, ContractForm, PaperForm, SettleForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
from core.acts import done, is_refused
from core.http import signed_in
from projects import contracting, contractors
from projects.attachments import serving
from projects.contracting import StaleContract
from projects.contracting.editions import to_sign
from projects.models import Attachment, BankAccount, Project
from projects.permissions import has_contract
from projects.states import Level, reaches


def _own(request: PersonRequest, uid: UUID) -> tuple[Project, Level]:
    """As `own_project`; 404 before there is a contract to prepare."""
    project, level = own_project(request, uid)
    if not has_contract(project):
        if request.method == "POST":  # from a page that was overtaken, as when the approval was undone
            contracting.require_open(project)
        raise Http404
    return project, level


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = _own(request, uid)
    stored = contracting.contract_of(project)
    form = ContractForm(request.POST if request.method == "POST" else None, project=project, contract=stored)
    if done(form, lambda: _fill(request, project, form)):
        messages.success(request, _("The data of the contract are saved."))
        return redirect("apply:contract", uid)
    points = contracting.checklist(project)
    context = {
        "frame": frame_of(project, level),
        "here": "contract",
        "contract": stored,
        "form": form,
        "is_open": contracting.is_open(project) and reaches(level, Level.EDIT),
        "manages": contracting.is_open(project) and reaches(level, Level.MANAGE),
        "points": points,
        "met": sum(point.is_met for point in points),
        "accounts": stored.accounts.select_related("given_by", "settled_by") if stored.pk else (),
        "papers": contracting.papers_of(project),
        "edition": to_sign(project, "apply") if contracting.may_read_issues(request.user, project) else None,
        "paper_form": PaperForm(initial={"key": uuid.uuid4()}),
        "names_contractors": contractors.is_open(project),
    }
    return render(request, "apply/contract.html", context, status=_status(form))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contract_account(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Give the account for the payments, or another one with the reason."""
    project, level = _own(request, uid)
    stored = contracting.contract_of(project)
    standing = list(stored.accounts.standing()) if stored.pk else []
    form = AccountForm(request.POST if request.method == "POST" else None, needs_reason=bool(standing))
    if done(form, lambda: _give(request, project, form)):
        messages.success(
            request,
            _(
                "The account is saved. It becomes valid once a second person has confirmed it; everybody "
                "was told."
            ),
        )
        return redirect("apply:contract", uid)
    context = {"frame": frame_of(project, level), "form": form, "standing": standing, "here": "contract"}
    return render(request, "apply/contract_account.html", context, status=_status(form))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account_settle(request: PersonRequest, uid: UUID, account: UUID) -> HttpResponse:
    """Compare the account with a paper of the bank, and confirm it or not, as a second person."""
    project, level = _own(request, uid)
    found = get_object_or_404(
        BankAccount.objects.select_related("contract__project", "given_by"),
        contract__project=project,
        uid=account,
    )
    if not contracting.may_see_account(request.user, project):
        raise Http404
    form = SettleForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _settle(request, found, form)):
        messages.success(request, _("Your answer is saved, and everybody who manages the project was told."))
        return redirect("apply:contract", uid)
    context = {
        "frame": frame_of(project, level),
        "here": "contract",
        "account": found,
        "form": form if contracting.may_settle_account(request.user, found) or form.is_bound else None,
    }
    return render(request, "apply/account_settle.html", context, status=_status(form))


@signed_in
@require_POST
def paper_add(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = _own(request, uid)
    form = PaperForm(request.POST, request.FILES)
    if done(form, lambda: _add(request, project, form)):
        messages.success(request, _("The paper is uploaded and will be checked."))
        return redirect("apply:contract", uid)
    context = {"frame": frame_of(project, level), "form": form, "here": "contract"}
    return render(request, "apply/contract_paper.html", context, status=_status(form))


@signed_in
@require_POST
def paper_remove(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponse:
    project, _level = _own(request, uid)
    gone = contracting.remove_paper(_paper(project, file), by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": gone.name})
    return redirect("apply:contract", uid)


@signed_in
@require_safe
def paper_file(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    project, _level = _own(request, uid)
    return serving.respond(_paper(project, file), request)


def _paper(project: Project, file: UUID) -> Attachment:
    rows = Attachment.objects.of_contract().present().select_related("project")
    return get_object_or_404(rows, project=project, uid=file)


def _fill(request: PersonRequest, project: Project, form: ContractForm) -> None:
    try:
        contracting.fill(
            project,
            by=request.user,
            revision=form.cleaned_data["revision"],
            values=form.values(),
            people=form.people(),
        )
    except StaleContract as refusal:
        form.show_beside(refusal.current)
        raise


def _give(request: PersonRequest, project: Project, form: AccountForm) -> None:
    given = form.cleaned_data
    contracting.give(
        project, form.account(), by=request.user, key=given["key"], reason=given.get("reason", "")
    )


def _settle(request: PersonRequest, account: BankAccount, form: SettleForm) -> None:
    if form.cleaned_data["verdict"] == "right":
        contracting.confirm(account, by=request.user)
    else:
        contracting.refuse(account, by=request.user, reason=form.cleaned_data["reason"])


def _add(request: PersonRequest, project: Project, form: PaperForm) -> None:
    given = form.cleaned_data
    contracting.add_paper(
        project,
        given["file"],
        by=request.user,
        purpose=given["purpose"],
        key=given["key"],
        description=given["description"],
    )


def _status(form: AccountForm | ContractForm | SettleForm | PaperForm) -> int:
    if not form.is_bound or not form.errors:
        return 200
    return 409 if is_refused(form) else 400
