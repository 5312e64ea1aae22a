"""Asking for documents together: summaries of public projects, letters of the outbox, papers of proposals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from accounts.models import User
from assessments import papers_together
from assessments.permissions import exportable
from correspondence.batches import read_seen
from correspondence.models import MessageQuerySet
from documents.models import Batch
from programmes import letters_together
from programmes.permissions import staff
from programmes.states import TAKES_DATA
from projects.models import ProjectQuerySet
from publications import batches as summaries
from publications.finding.wording import in_words
from secretariat.filters.outbox import OutboxFilter
from secretariat.forms.batches import LONGEST_ADDRESS, LettersForm, ProposalsForm, SummariesForm
from secretariat.pages.selection import kept, selection
from secretariat.pages.shared import done, status_of

NAMED, TICKED = 10, 1_000
LETTERS = ("all", "q", "state", "letter", "call", "session", "gaps")  # what a selection of letters is


@staff(*TAKES_DATA)
def batch_summaries(request: HttpRequest) -> HttpResponse:
    """Put the funding summaries of public projects together."""
    given = {name: request.GET.get(name, "")[:LONGEST_ADDRESS] for name in ("programme", "period", "search")}
    form = SummariesForm(_posted(request), initial={**given, "languages": [get_language()]})
    made: list[Batch] = []

    def ask() -> None:
        said, query, user = form.cleaned_data, form.query(), signed_in_user(request)
        title = _("Funding summaries: %(search)s") % {"search": in_words(query)}
        made.append(summaries.ask(query, said["languages"], by=user, key=said["key"], title=title))

    if done(form, ask):
        return redirect("secretariat:batch", uid=made[0].uid)
    return render(request, "secretariat/batches/summaries.html", {"form": form}, status=status_of(form))


@staff(*TAKES_DATA)
def batch_letters(request: HttpRequest) -> HttpResponse:
    """Put the ticked letters of the outbox together, or all that its address stands for."""
    given, user = _given(request), signed_in_user(request)
    chosen = letters_together.printable(_letters(request, given))
    form = LettersForm(_posted(request))
    made: list[Batch] = []

    def ask() -> None:
        said, title = form.cleaned_data, _("Letters in the outbox")
        made.append(letters_together.ask(chosen, by=user, key=said["key"], form=said["form"], title=title))

    if done(form, ask):
        return redirect("secretariat:batch", uid=made[0].uid)
    context = {
        "form": form,
        "number": chosen.count(),
        "named": chosen.select_related("recipient")[:NAMED],
        "given": [(name, value) for name in LETTERS for value in given.getlist(name)[:TICKED]],
        "most_printed": letters_together.MOST_PRINTED,
    }
    return render(request, "secretariat/batches/letters.html", context, status=status_of(form))


@staff(*TAKES_DATA)
def batch_proposals(request: HttpRequest) -> HttpResponse:
    """Put the applications or the receipts of the selected proposals together."""
    given, user = _given(request), signed_in_user(request)
    chosen = _proposals(user, given)
    form = ProposalsForm(_posted(request), initial={"languages": [get_language()]})
    made: list[Batch] = []

    def ask() -> None:
        said = form.cleaned_data
        facts = {"by": user, "key": said["key"], "title": form.title()}
        made.append(papers_together.ask(said["what"], chosen, said["languages"], **facts))

    if done(form, ask):
        return redirect("secretariat:batch", uid=made[0].uid)
    context = {"form": form, "number": chosen.count(), "named": chosen[:NAMED], "given": kept(given)}
    return render(request, "secretariat/batches/proposals.html", context, status=status_of(form))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _given(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _letters(request: HttpRequest, given: QueryDict) -> MessageQuerySet:
    """The letters that were ticked, or with "all" those behind the filters of the outbox."""
    mine = letters_together.readable_by(signed_in_user(request))
    if given.get("all"):
        narrowed = OutboxFilter(given, queryset=mine, request=request)
        found: MessageQuerySet = narrowed.qs if narrowed.is_valid() else mine.none()
        return found
    ticked = read_seen(" ".join(given.getlist("letter")[:TICKED]))
    return mine.filter(uid__in=list(ticked))


def _proposals(user: User, given: QueryDict) -> ProjectQuerySet:
    """The selection of the inbox; where nothing was ticked, all that its address stands for."""
    if not given.getlist("uid"):
        given = given.copy()
        given["all"] = "1"
    return selection(given, user).filter(pk__in=exportable(user).values("pk"))
