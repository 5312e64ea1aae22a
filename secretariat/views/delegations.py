"""Setting up the monitoring committee of a programme: rules, delegations, members."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from assessments.committee import delegations as committee
from assessments.models import Delegation
from core.errors import DomainError
from programmes.models import Programme
from programmes.permissions import has_role, programmes_where, staff
from programmes.states import SECRETARIAT, Role
from secretariat.forms.committee import DelegationForm, RulesForm
from secretariat.pages.shared import done, status_of


@staff(*SECRETARIAT)
def delegations(request: HttpRequest, code: str) -> HttpResponse:
    """Rules and delegations of a programme's committee; managers change them."""
    programme = _programme(request, code)
    may_change = has_role(request.user, programme.pk, {Role.MANAGER})
    if request.method == "POST" and not may_change:
        raise Http404
    rules = committee.rules_of(programme)
    names = ("quorum_percent", "majority", "silence_is_consent")
    initial = {name: getattr(rules, name) for name in names}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=initial)
    by = signed_in_user(request)
    if done(form, lambda: committee.set_rules(programme, by=by, **form.cleaned_data)):
        notes.success(
            request, _("The rules of procedure are saved. They apply to sessions planned from now on.")
        )
        return redirect("secretariat:delegations", code=code)
    rows = Delegation.objects.filter(programme=programme).prefetch_related("members__user")
    context = {
        "programme": programme,
        "rows": rows,
        "voting": sum(row.has_vote and row.is_active for row in rows),
        "form": form,
        "rules": rules,
        "may_change": may_change,
    }
    return render(request, "secretariat/committee/delegations.html", context, status=status_of(form))


@staff(Role.MANAGER)
def delegation_new(request: HttpRequest, code: str) -> HttpResponse:
    """Add a delegation; its members are seated on the next page."""
    programme = _programme(request, code, Role.MANAGER)
    people = committee.seatable(programme)
    form = DelegationForm(request.POST if request.method == "POST" else None, people=people)
    by = signed_in_user(request)
    made: list[Delegation] = []
    if done(form, lambda: made.append(committee.add(programme, by=by, **form.said()))):
        notes.success(request, _("Added: %(row)s. Now choose its members.") % {"row": made[0]})
        return redirect("secretariat:delegation", code=code, pk=made[0].pk)
    context = {"programme": programme, "form": form, "delegation": None}
    return render(request, "secretariat/committee/delegation.html", context, status=status_of(form))


@staff(Role.MANAGER)
def delegation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a delegation and seat its members."""
    programme = _programme(request, code, Role.MANAGER)
    found = get_object_or_404(Delegation.objects.select_related("programme"), pk=pk, programme=programme)
    posted = request.POST if request.method == "POST" else None
    form = DelegationForm(posted, people=committee.seatable(programme), delegation=found)
    if done(form, lambda: committee.change(found, by=signed_in_user(request), **form.said())):
        notes.success(request, _("Saved: %(row)s") % {"row": found})
        return redirect("secretariat:delegations", code=code)
    context = {"programme": programme, "form": form, "delegation": found}
    return render(request, "secretariat/committee/delegation.html", context, status=status_of(form))


@staff(Role.MANAGER)
@require_POST
def delegation_act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Move a delegation up or down the table, or remove one that never sat."""
    programme = _programme(request, code, Role.MANAGER)
    found = get_object_or_404(Delegation.objects.select_related("programme"), pk=pk, programme=programme)
    act, by = request.POST.get("act", ""), signed_in_user(request)
    if act not in {"up", "down", "remove"}:
        raise Http404
    try:
        if act == "remove":
            committee.remove(found, by=by)
        else:
            committee.move(found, by=by, up=act == "up")
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
    return redirect("secretariat:delegations", code=code)


def _programme(request: HttpRequest, code: str, *roles: Role) -> Programme:
    """The programme, if the person has one of `roles` in it (else one of its secretariat); 404 for others."""
    mine = programmes_where(request.user, roles or SECRETARIAT)
    return get_object_or_404(Programme.objects.filter(pk__in=mine), pk=code)
