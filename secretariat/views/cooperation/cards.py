"""Contact cards: the list with where consent stands, a new one, changing one, taking one away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from editorial import consenting
from editorial.models import ContactCard
from programmes.permissions import programmes_where, staff
from programmes.states import EDITORS
from secretariat.forms.contact_cards import ContactCardChange, ContactCardForm
from secretariat.pages.shared import done, status_of


@staff(*EDITORS)
@require_safe
def contact_cards(request: HttpRequest) -> HttpResponse:
    """The cards of my programmes that were not withdrawn."""
    codes = programmes_where(request.user, EDITORS)
    cards = ContactCard.objects.filter(programme__in=codes, withdrawn_at=None)
    return render(request, "secretariat/cooperation/cards.html", {"cards": cards[:200]})


@staff(*EDITORS)
def contact_card_new(request: HttpRequest) -> HttpResponse:
    """Write a card and ask its person for consent."""
    codes, by = programmes_where(request.user, EDITORS), signed_in_user(request)
    form = ContactCardForm(request.POST if request.method == "POST" else None, programmes=codes)

    def act() -> None:
        said = form.cleaned_data
        who = {"email": said["email"], "language": said["language"]}
        consenting.ask(said["programme"], form.words(), by=by, key=said["key"], **who)

    if done(form, act):
        messages.success(request, _("The person gets an e-mail. The card is shown once the person agrees."))
        return redirect("secretariat:contact_cards")
    return render(request, "secretariat/cooperation/card.html", {"form": form}, status=status_of(form))


@staff(*EDITORS)
def contact_card_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change the words of a card: its person is asked again, and until they agree it is hidden."""
    rows = ContactCard.objects.filter(
        programme__in=programmes_where(request.user, EDITORS), withdrawn_at=None
    )
    found, by = get_object_or_404(rows, uid=uid), signed_in_user(request)
    form = ContactCardChange(request.POST if request.method == "POST" else None, card=found)
    after: list[ContactCard] = []

    def act() -> None:
        after.append(consenting.change(found, form.words(), base=form.cleaned_data["base"], by=by))

    if done(form, act):
        is_asked = after[0].revision != found.revision
        asked = _("The person gets an e-mail. The card is shown once the person agrees.")
        messages.success(request, asked if is_asked else _("Saved."))
        return redirect("secretariat:contact_cards")
    context = {"form": form, "card": found}
    return render(request, "secretariat/cooperation/card.html", context, status=status_of(form))


@staff(*EDITORS)
@require_POST
def contact_card_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a card away."""
    rows = ContactCard.objects.filter(programme__in=programmes_where(request.user, EDITORS))
    consenting.end(get_object_or_404(rows, uid=uid), by=signed_in_user(request))
    messages.success(request, _("The card is taken away, and what stood on it is forgotten."))
    return redirect("secretariat:contact_cards")
