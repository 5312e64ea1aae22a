"""What readers say is wrong on the public pages: the list of a secretariat, and one remark."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import TrailEntry
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT
from publications.models import Remark, RemarkQuerySet
from publications.states import RemarkState
from publications.talking_back import remarks as verbs
from secretariat.forms.remarks import HandleForm
from secretariat.pages.shared import done, status_of
from secretariat.pages.trail_words import in_words

PAGE = 25


def _mine(request: HttpRequest) -> RemarkQuerySet:
    return Remark.objects.of_programmes(programmes_where(request.user, SECRETARIAT))


@staff(*SECRETARIAT)
@require_safe
def remarks(request: HttpRequest) -> HttpResponse:
    """The remarks on pages of my programmes; the address names a state, new ones are shown at first."""
    mine = _mine(request)
    wanted = request.GET.get("state", RemarkState.NEW)
    state = wanted if wanted in RemarkState.values else RemarkState.NEW
    rows = mine.filter(state=state).select_related("handled_by")
    counted = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "states": [(one.value, one.label, counted.get(one.value, 0)) for one in RemarkState],
        "state": state,
    }
    return render(request, "secretariat/remarks/remarks.html", context)


@staff(*SECRETARIAT)
def remark(request: HttpRequest, uid: str) -> HttpResponse:
    """One remark: what is said to be wrong, and what becomes of it."""
    found = get_object_or_404(_mine(request).select_related("handled_by"), uid=uid)
    form = HandleForm(request.POST if request.method == "POST" else None, has_address=bool(found.email))

    def act() -> None:
        given = form.cleaned_data
        verbs.handle(
            found,
            by=signed_in_user(request),
            outcome=RemarkState(given["outcome"]),
            answer=given.get("answer", ""),
            note=given["note"],
        )

    if done(form, act):
        notes.success(request, _("Saved."))
        return redirect("secretariat:remark", uid=uid)
    context = {
        "remark": found,
        "form": form if found.state == RemarkState.NEW or form.errors else None,
        "entries": [(one, in_words(one.action)) for one in TrailEntry.objects.for_chain(found.chain)],
    }
    return render(request, "secretariat/remarks/remark.html", context, status=status_of(form))


@require_POST
@staff(*SECRETARIAT)
def remark_reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Put a handled remark among the new ones again."""
    verbs.reopen(get_object_or_404(_mine(request), uid=uid), by=signed_in_user(request))
    return redirect("secretariat:remark", uid=uid)
