"""One's own cards in the partner search: all of them, a new one, changing, publishing, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.ideas import CardForm, PublishForm
from apply.pages.ideas import call_with_search, own_card, own_contacts
from apply.views.own import PersonRequest
from core.acts import done
from core.errors import DomainError
from core.http import signed_in
from ideas import writing
from ideas.content import Unfit
from ideas.finding import matches_of
from ideas.models import Card
from ideas.naming import named
from ideas.places import Places
from ideas.reasons import in_words
from ideas.states import Kind

PAGE = 25


@signed_in
@require_safe
def ideas(request: PersonRequest) -> HttpResponse:
    """All my cards and conversations."""
    cards = Card.objects.of_owner(request.user).with_call().order_by("-changed_at", "-pk")
    page = Paginator(own_contacts(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "apply/ideas/ideas.html", {"cards": cards[:100], "page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_new(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    """Write a card for a call: it begins as a draft that nobody else sees."""
    call = call_with_search(code)
    if kind not in Kind.values:
        raise Http404
    form = CardForm(request.POST if request.method == "POST" else None, places=Places(call), kind=kind)
    made: list[Card] = []

    def act() -> None:
        key = form.cleaned_data["creation_key"]
        made.append(writing.begin(call, by=request.user, kind=kind, content=form.content(), key=key))

    if saved(form, act):
        messages.success(request, _("Saved as a draft. Publish it when it is ready."))
        return redirect("apply:idea", made[0].uid)
    context = {"form": form, "call": call, "is_idea": kind == Kind.IDEA}
    return render(request, "apply/ideas/idea_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Change a card. What another window saved meanwhile is shown beside what was typed here."""
    card = own_card(request.user, uid)
    posted = request.POST.copy() if request.method == "POST" else QueryDict(mutable=True)
    places, newer = Places(card.call), None
    form = CardForm(posted or None, places=places, kind=card.kind, initial=CardForm.initial_of(card))

    def act() -> None:
        seen = form.cleaned_data["revision"]
        writing.change(card, by=request.user, content=form.content(), seen=seen)

    try:
        if saved(form, act):
            messages.success(request, _("Saved."))
            return redirect("apply:idea", card.uid)
    except writing.Stale as stale:
        newer = stale.card
        form.add_error(None, str(stale.text))
        posted["revision"] = str(newer.revision)
    context = {"form": form, "call": card.call, "card": card, "is_idea": card.is_idea, "newer": newer}
    return render(request, "apply/ideas/idea_form.html", context, status=_status(form, newer))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: PersonRequest, uid: UUID) -> HttpResponse:
    """My card: where it stands, publishing it, who fits it and why, who wrote about it."""
    card = own_card(request.user, uid)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: writing.publish(card, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Published. Everybody can read the card now."))
        return redirect("apply:idea", card.uid)
    places = Places(card.call)
    context = {
        "card": card,
        "row": named([card], places)[0],
        "is_shown": card.is_shown,
        "form": form,
        "matches": in_words(matches_of(card), places) if card.is_shown else [],
        "contacts": own_contacts(request.user).filter(card=card)[:PAGE],
    }
    return render(request, "apply/ideas/idea.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def idea_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    writing.withdraw(own_card(request.user, uid), by=request.user)
    messages.success(request, _("Withdrawn. Nobody else sees the card any more."))
    return redirect("apply:idea", uid)


@signed_in
@require_POST
def idea_notices(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Ask for mails about new matches, or stop them."""
    wanted = request.POST.get("wanted") == "yes"
    writing.notices(own_card(request.user, uid), by=request.user, wanted=wanted)
    messages.success(
        request, _("You are told of new matches.") if wanted else _("You get no more e-mails about matches.")
    )
    return redirect("apply:idea", uid)


def saved(form: CardForm, act: Callable[[], object]) -> bool:
    """As `done`, with each fault at its field; Stale goes on to the view."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except writing.Stale:
        raise
    except Unfit as refusal:
        form.refuse(refusal)
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal.text))
        return False
    return True


def _status(form: CardForm, newer: Card | None) -> int:
    return 409 if newer else 422 if form.is_bound else 200
