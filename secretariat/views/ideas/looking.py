"""The partner search from the inside: reported cards, hiding and clearing, figures, a call's switch."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import TrailEntry
from ideas import boards, reporting
from ideas.figures import counted, talks_of
from ideas.models import Card, CardQuerySet
from ideas.naming import named
from ideas.places import Places
from ideas.states import CardState, Look
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT
from secretariat.forms.ideas import HideForm, SearchForm
from secretariat.pages.calls import my_call
from secretariat.pages.idea_words import in_words
from secretariat.pages.shared import done, status_of
from secretariat.views.calls import frame_of

PAGE = 25


def _mine(request: HttpRequest) -> CardQuerySet:
    """Cards that were ever published, in calls of my programmes: a draft is its writer's alone."""
    mine = Card.objects.of_programmes(programmes_where(request.user, SECRETARIAT))
    return mine.exclude(state=CardState.DRAFT, published_at=None).with_call().select_related("owner")


@staff(*SECRETARIAT)
@require_safe
def ideas(request: HttpRequest) -> HttpResponse:
    """Cards that wait for a look first; the address names another state. Figures call by call."""
    codes = programmes_where(request.user, SECRETARIAT)
    wanted = request.GET.get("look", Look.WAITING)
    look = wanted if wanted in Look.values else Look.WAITING
    rows = _mine(request).filter(look=look).order_by("-changed_at", "-pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "looks": [(one.value, one.label) for one in (Look.WAITING, Look.HIDDEN, Look.CLEARED, Look.NONE)],
        "look": look,
        "calls": counted(codes)[:PAGE],
    }
    return render(request, "secretariat/ideas/ideas.html", context)


@staff(*SECRETARIAT)
def idea(request: HttpRequest, uid: str) -> HttpResponse:
    """One card: what it says, who reported what, hiding it with a reason or showing it again."""
    card = get_object_or_404(_mine(request), uid=uid)
    form = HideForm(request.POST if request.method == "POST" else None, initial={"seen": card.revision})
    user = signed_in_user(request)
    if done(form, lambda: reporting.hide(card, by=user, **form.cleaned_data)):
        notes.success(request, _("Hidden. Whoever wrote the card is told the reason."))
        return redirect("secretariat:idea", uid=uid)
    context = {
        "card": card,
        "row": named([card], Places(card.call))[0],
        "form": form,
        "reports": card.reports.select_related("by"),
        "talks": talks_of(card),
        "entries": [(one, in_words(one.action)) for one in TrailEntry.objects.for_chain(card.chain)],
    }
    return render(request, "secretariat/ideas/idea.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def idea_clear(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a reported or hidden card again."""
    reporting.clear(get_object_or_404(_mine(request), uid=uid), by=signed_in_user(request))
    notes.success(request, _("The card is shown again, as long as its writer publishes it."))
    return redirect("secretariat:idea", uid=uid)


@staff(*SECRETARIAT)
def call_partner_search(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a call has a partner search; a manager of the programme decides."""
    found = my_call(request, code)
    frame = frame_of(request, found)
    is_sent = frame["may_change"] and request.method == "POST"
    now = {"is_on": boards.has_search(found)}
    form = SearchForm(request.POST if is_sent else None, initial=now)
    user = signed_in_user(request)
    if done(form, lambda: boards.switch(found, by=user, is_on=form.cleaned_data["is_on"])):
        notes.success(request, _("Saved."))
        return redirect("secretariat:call_partner_search", code)
    context = {**frame, "form": form, **now}
    return render(request, "secretariat/ideas/call_partner_search.html", context, status=status_of(form))
