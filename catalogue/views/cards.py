"""What others take along of a project: its citation as a file, and the pictures of social cards."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import page_cards, told
from catalogue.pages import public_page
from catalogue.social_cards import Card, TooManyCards, picture
from core import money
from core.http import anyone
from core.texts import LANGUAGES
from publications.models import Publication

CITED = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


@anyone
@public_page
def citation(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The citation of a project as BibTeX or RIS, for reference managers."""
    if form not in CITED:
        raise Http404
    cited = told.citation(get_object_or_404(Publication.objects.for_page(), code=code))
    text = cited.bibtex if form == "bib" else cited.ris
    response = HttpResponse(text, content_type=f"{CITED[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{cited.code}.{form}"'
    return response


@anyone
def social_card(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The picture of a project in a language; one that a reader has already is not drawn again."""
    if language not in LANGUAGES:
        raise Http404
    record = get_object_or_404(Publication.objects.for_page(), code=code)
    with translation.override(language):
        card = _card(record)
    return _answer(request, card)


@anyone
def page_card(request: HttpRequest, kind: str, key: str, language: str) -> HttpResponse:
    """The picture of another public page in a language."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        card = page_cards.card_of(kind, key)
    return _answer(request, card)


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    etag = f'"{card.key}"'
    known = get_conditional_response(request, etag=etag)
    try:
        response = known if isinstance(known, HttpResponse) else HttpResponse(picture(card), "image/png")
    except TooManyCards:
        return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)  # a name that was taken off goes at once
    return response


def _card(record: Publication) -> Card:
    edition = record.programme_period
    language = get_language() or "en"
    years = [str(day.year) for day in (record.start_date, record.end_date) if day]
    paid = ""
    if record.eu_funding is not None:
        paid = _("European money: %(amount)s") % {"amount": money.eur(record.eu_funding, language)}
    return Card(
        name=record.acronym,
        title=str(record.title),
        programme=f"{edition.programme} · {edition.period_id}",
        programme_code=edition.programme_id,
        facts="   ".join(part for part in (paid, "–".join(years)) if part),
        statement=str(_("Co-funded by the European Union")),
    )
