"""What the pages of a project, an organisation and a call tell machines, and how a project is cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls.models import Call
from catalogue import linked_data
from catalogue.citing import Citation
from catalogue.head import Head, short
from catalogue.linked_data import Data, site
from core.countries import country_name
from core.texts import colon
from publications.models import Organisation, Publication, PublishedPartner

PLACED = 10  # partners whose places a project page tells machines


@dataclass(frozen=True)
class SearchCitation:
    """The address of a search and the text that cites it."""

    address: str
    sentence: str


def of_project(record: Publication, partners: list[PublishedPartner]) -> Head:
    """Of a publication of `for_page` and its partners; people are not named to machines."""
    language = get_language() or "en"
    path = reverse("catalogue:project", args=[record.code])
    programme = record.programme_period.programme
    funding = linked_data.grant(record.eu_funding, name=str(programme), identifier=record.code)
    data = linked_data.project(
        record,
        path=path,
        language=language,
        partners=_partners([one for one in partners if one.name and not one.is_natural_person]),
        funding=funding if record.eu_funding is not None else None,
    )
    return Head(
        title=record.acronym,
        description=short(record.summary or record.title),
        image=reverse("catalogue:social_card", args=[record.code, language[:2]]),
        image_words=f"{record.acronym}, {programme}",
        kind="article",
        data=[data],
    )


def of_search(words: str) -> Head:
    """Of the list of projects, narrowed or not."""
    name = _("Funded projects")
    text = _("Projects that Interreg programmes funded: what they do, who takes part, and what they cost.")
    return Head(title=f"{name}{colon()} {words}" if words else name, description=text)


def search_citation(path: str) -> SearchCitation:
    """How to cite a search at its one address."""
    name, day = str(settings.PORTAL_NAME), timezone.localdate()
    words = _("%(site)s. (%(year)s). Search in the funded projects. Accessed on %(day)s. %(address)s")
    facts = {"site": name, "year": day.year, "day": date_format(day, "DATE_FORMAT")}
    return SearchCitation(site(path), words % {**facts, "address": site(path)})


def citation(record: Publication) -> Citation:
    """How to cite a publication of `for_page` in the reader's language."""
    return Citation(
        code=record.code,
        name=record.acronym,
        title=str(record.title),
        programme=str(record.programme_period.programme.name),
        site=str(settings.PORTAL_NAME),
        address=site(reverse("catalogue:project", args=[record.code])),
        data_day=timezone.localdate(record.data_date),
    )


def of_organisation(found: Organisation) -> Head:
    """Of an organisation on its own page."""
    path = reverse("catalogue:organisation", args=[found.slug])
    data = linked_data.organisation(found.name, path=path, country=found.country, city=found.city)
    words = _("The projects of %(name)s in the Interreg programmes of this portal.") % {"name": found.name}
    return Head(
        title=found.name, description=words, kind="profile", data=[{"@context": linked_data.CONTEXT, **data}]
    )


def of_call(call: Call) -> Head:
    """Of a call with its edition and programme; it can be applied for while it is open."""
    language = get_language() or "en"
    programme = call.programme_period.programme
    apply_at = reverse("apply:start", args=[call.code]) if call.is_open else ""
    programme_path = reverse("catalogue:programme", args=[programme.slug])
    data = linked_data.call(
        call,
        path=reverse("catalogue:call", args=[call.code]),
        language=language,
        provider=linked_data.organisation(str(programme.name), path=programme_path),
        apply_at=apply_at,
        area=[country_name(code) for code in programme.countries],
    )
    words = short(call.introduction or programme.introduction)
    return Head(title=str(call.title), description=words, data=[data])


def _partners(partners: Sequence[PublishedPartner]) -> list[Data]:
    """Of many partners the place is left to their own pages: the list would outweigh the page."""
    told = [_partner(one) for one in partners]
    if len(told) <= PLACED:
        return told
    return [{name: one[name] for name in one if name != "address" or "url" not in one} for one in told]


def _partner(partner: PublishedPartner) -> Data:
    is_read = PublishedPartner._meta.get_field("organisation").is_cached(partner)
    organisation = partner.organisation if is_read else None
    path = reverse("catalogue:organisation", args=[organisation.slug]) if organisation else ""
    return linked_data.organisation(partner.name, path=path, country=partner.country, city=partner.city)
