"""Sharing the proposals chosen in the inbox out among assessors: asked, shown, given."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts.access import signed_in_user
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT
from secretariat.filters.inbox import assessors_of
from secretariat.forms.assigning import ProposedForm
from secretariat.forms.bulk import ShareForm
from secretariat.pages.selection import kept, selection
from secretariat.pages.shared import done, status_of
from secretariat.pages.sharing_out import Plan, plan


@staff(*SECRETARIAT)
def share_out(request: HttpRequest) -> HttpResponse:
    """Who would get which of the chosen proposals, by knowledge and load; given when the person agrees."""
    user, posted = signed_in_user(request), request.POST if request.method == "POST" else None
    given = request.GET if posted is None else posted
    chosen, programmes = selection(given, user), programmes_where(user, SECRETARIAT)
    number = chosen.count()
    form = ShareForm(posted, number=number, assessors=assessors_of(programmes))
    plans: list[Plan] = []
    done(form, lambda: plans.append(plan(chosen, by=user, **form.wish())))
    offered = list(plans[0].offered) if plans else []
    giving = ProposedForm(given if plans and "give" in given else None, known=offered)
    if done(
        giving, lambda: plans[0].give(giving.cleaned_data["places"], by=user, due=form.cleaned_data["due"])
    ):
        places = len(giving.cleaned_data["places"])
        told = ngettext("%(n)s place is given.", "%(n)s places are given.", places)
        messages.success(request, told % {"n": places})
        return redirect("secretariat:inbox")
    context = {
        "form": form,
        "giving": giving,
        "number": number,
        "plan": plans[0] if plans else None,
        "given": kept(given),
        "asked": [(name, value) for name in form.fields for value in given.getlist(name)],
    }
    status = status_of(form, giving)
    return render(request, "secretariat/assigning/share_out.html", context, status=status)
