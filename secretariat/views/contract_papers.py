"""The account and the papers of a contract in the secretariat's door."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import User
from programmes.permissions import staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from projects import contracting
from projects.attachments import serving
from projects.models import Attachment, BankAccount, Project
from secretariat.forms.contracts import PaperForm, SettleForm
from secretariat.pages.shared import done, status_of
from secretariat.views.contracts import agreed_project


@staff(*SECRETARIAT, of_call=True)
def account_settle(request: HttpRequest, uid: UUID, account: UUID) -> HttpResponse:
    """The whole number, for those who need it; confirmed or not by somebody who did not give it."""
    project, _version = agreed_project(request, uid)
    by = signed_in_user(request)
    if not contracting.may_see_account(by, project):
        raise Http404
    rows = BankAccount.objects.select_related("contract__project", "given_by")
    found = get_object_or_404(rows, contract__project=project, uid=account)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _settle(found, form, by)):
        notes.success(request, _("Your answer is saved, and everybody who manages the project was told."))
        return redirect("secretariat:contract", uid=uid)
    shown = form if contracting.may_settle_account(by, found) or form.is_bound else None
    context = {"project": project, "account": found, "form": shown}
    return render(request, "secretariat/account_settle.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
@require_POST
def paper_add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A paper of the contract, such as the contract that both have signed."""
    project, _version = agreed_project(request, uid)
    form = PaperForm(request.POST, request.FILES)
    if done(form, lambda: _add(project, form, signed_in_user(request))):
        notes.success(request, _("The paper is uploaded and will be checked."))
        return redirect("secretariat:contract", uid=uid)
    context = {"project": project, "form": form}
    return render(request, "secretariat/contract_paper.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
@require_POST
def paper_remove(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponse:
    """Take a paper away; the trail keeps that it was there."""
    project, _version = agreed_project(request, uid)
    gone = contracting.remove_paper(_paper(project, file), by=signed_in_user(request))
    notes.success(request, _("%(name)s is removed.") % {"name": gone.name})
    return redirect("secretariat:contract", uid=uid)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def paper_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """Hand out a checked paper."""
    project, _version = agreed_project(request, uid)
    return serving.respond(_paper(project, file), request)


def _paper(project: Project, file: UUID) -> Attachment:
    rows = Attachment.objects.of_contract().present().select_related("project")
    return get_object_or_404(rows, project=project, uid=file)


def _settle(account: BankAccount, form: SettleForm, by: User) -> None:
    if form.cleaned_data["verdict"] == "right":
        contracting.confirm(account, by=by)
    else:
        contracting.refuse(account, by=by, reason=form.cleaned_data["reason"])


def _add(project: Project, form: PaperForm, by: User) -> None:
    given = form.cleaned_data
    contracting.add_paper(
        project,
        given["file"],
        by=by,
        purpose=given["purpose"],
        key=given["key"],
        description=given["description"],
    )
