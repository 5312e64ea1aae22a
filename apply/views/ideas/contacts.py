"""Writing to who wrote a card, through the portal; agreeing to show addresses; reporting a card."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.ideas import AskForm, MessageForm, ReportForm
from apply.pages.ideas import own_contact, shown_card
from apply.views.own import PersonRequest
from core.acts import done
from core.http import signed_in
from ideas import reporting, talking
from ideas.models import Contact
from ideas.places import Places


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_ask(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The first message about a card; who has written before goes on in that conversation."""
    card = shown_card(uid)
    known = Contact.objects.filter(card=card, asker=request.user).first()
    if known is not None and request.method != "POST":
        return redirect("apply:idea_contact", known.uid)
    form = AskForm(request.POST if request.method == "POST" else None, places=Places(card.call))
    made: list[Contact] = []
    if done(form, lambda: made.append(talking.ask(card, by=request.user, **form.cleaned_data))):
        messages.success(request, _("Sent. The answer comes here, and an e-mail tells you of it."))
        return redirect("apply:idea_contact", made[0].uid)
    context = {"form": form, "card": card, "is_own": card.owner_id == request.user.pk}
    return render(request, "apply/ideas/idea_ask.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_contact(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One conversation: read it, and write in it."""
    contact = own_contact(request.user, uid)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: talking.answer(contact, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Sent."))
        return redirect("apply:idea_contact", uid)
    talking.read(contact, by=request.user)
    is_owner = contact.card.owner_id == request.user.pk
    context = {
        "contact": contact,
        "entries": contact.messages.select_related("author"),
        "form": form,
        "other": contact.other(request.user),
        "is_owner": is_owner,
        "i_share": contact.owner_shares_at if is_owner else contact.asker_shares_at,
        "other_shares": contact.asker_shares_at if is_owner else contact.owner_shares_at,
        "may_turn": contact.card.is_idea and (is_owner or contact.may_lead_at is not None),
    }
    return render(request, "apply/ideas/idea_contact.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def idea_share(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Agree to show my address to the other, or take that back."""
    agrees = request.POST.get("agrees") == "yes"
    contact = talking.share(own_contact(request.user, uid), by=request.user, agrees=agrees)
    text = _("You agreed. Addresses are shown once both of you agree.")
    if contact.shares:
        text = _("Both of you agreed. You see each other's address now.")
    messages.success(request, text if agrees else _("Taken back. Neither address is shown any more."))
    return redirect("apply:idea_contact", uid)


@signed_in
@require_POST
def idea_let_lead(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Let the other turn my idea into a draft and lead it, or no longer."""
    agrees = request.POST.get("agrees") == "yes"
    talking.let_lead(own_contact(request.user, uid), by=request.user, agrees=agrees)
    messages.success(request, _("Saved."))
    return redirect("apply:idea_contact", uid)


@signed_in
@require_POST
def idea_close(request: PersonRequest, uid: UUID) -> HttpResponse:
    """End the conversation."""
    talking.close(own_contact(request.user, uid), by=request.user)
    messages.success(request, _("The conversation is closed. Neither address is shown."))
    return redirect("apply:idea_contact", uid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea_report(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say that a card should not stand there; the secretariat looks at it."""
    card = shown_card(uid)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: reporting.report(card, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you. The secretariat of the programme looks at the card."))
        return redirect("catalogue:ideas", card.call.code)
    context = {"form": form, "card": card}
    return render(request, "apply/ideas/idea_report.html", context, status=422 if form.is_bound else 200)
