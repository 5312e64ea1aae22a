"""The funding summary: a public record on two pages of A4, for people who hold paper in their hands."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from core import addresses, facts
from core.pdf import Attachment
from core.pdf.attachments import as_csv
from core.plain import amount, day
from core.texts import LANGUAGES, Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from programmes.models import Region
from publications import awarded, partner_tables, pictures, policy_work, room
from publications.models import Publication
from publications.room import shorten
from publications.states import Status

KIND = "funding_summary"
NETWORK = throttle.Limit("summaries asked for from an address of the network", 60, 60 * 60)
SUMMARY_CHARACTERS = 1200
RESULTS_CHARACTERS = 300
TITLE_CHARACTERS = 300
PARTNER_COLUMNS = ("name", "role", "country", "region", "place", "budget_eur", "eu_funding_eur")
AIM_CHARACTERS = 200  # of a priority and of a specific objective, in the narrow column
LEDE_CHARACTERS = 350  # shorter texts are set large, with the map below them


def data_of(publication: Publication, regions: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The plain facts of a record that the summary shows: same facts, same document.

    For many records: with `regions` (their names by code) and fetched partners it reads nothing itself.
    """
    return {
        **_names_of(publication),
        **_places_of(publication, regions),
        "code": publication.code,
        "acronym": publication.acronym,
        "title": dict(publication.title),
        "summary": dict(publication.summary),
        "results": dict(publication.results),
        "status": publication.status,
        "start": publication.start_date,
        "end": publication.end_date,
        "total": publication.total_budget,
        "total_is_approximate": publication.total_budget_is_approximate,
        "eu": publication.eu_funding,
        "rate": publication.rate,
        "websites": publication.websites,
        "facts": publication.facts,
        "source": publication.source,
        "version": publication.version_number,
        "hash": publication.version_hash,
        "is_demo": publication.is_demo,
        "data_date": publication.data_date,
        "policy": policy_work.brief_of(publication),
        "contractors": awarded.legal_names(publication),
        "pages": {language: page_of(publication.code, language) for language in LANGUAGES},
    }


def _names_of(publication: Publication) -> dict[str, Any]:
    """What the record points to, by its names."""
    edition, objective = publication.programme_period, publication.objective
    return {
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "edition_name": dict(edition.name),
        "period": edition.period_id,
        "statement": dict(edition.funding_statement),
        "objective": objective
        and {
            "code": objective.code,
            "title": dict(objective.title),
            "priority": dict(objective.priority.title),
        },
        "theme": publication.theme and dict(publication.theme.title),
        "fund": publication.fund and dict(publication.fund.abbreviation),
    }


def codes_of(publication: Publication) -> list[str]:
    """The regions that a summary names: of the partners, and of the policy instruments."""
    return [*publication.regions, *(code for one in publication.instruments.all() for code in one.regions)]


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of regions by code."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "name"))


def _places_of(publication: Publication, known: Mapping[str, str] | None) -> dict[str, Any]:
    """Its partners, and the names of their regions."""
    codes = codes_of(publication)
    regions = region_names(codes) if known is None else known
    regions = {code: regions[code] for code in codes if code in regions}
    partners = [
        {
            "name": partner.name,
            "role": partner.role,
            "country": partner.country,
            "region": partner.region,
            "place": partner.city or regions.get(partner.region, ""),
            "total": partner.budget,
            "eu": partner.eu_funding,
        }
        for partner in sorted(publication.partners.all(), key=lambda partner: partner.position)
    ]
    return {"partners": partners, "regions": regions}


def request_all(publication: Publication, *, bulk: bool = False) -> list[Document]:
    """The summary in each language: the documents that exist, or new ones that workers make after commit."""
    data = data_of(publication)
    wanted = [(publication.subject, language, data) for language in LANGUAGES]
    return engine.request_many(KIND, wanted, bulk=bulk)


def ask(publication: Publication, language: str, *, network: str) -> Document:
    """The summary in a language, for a reader who asks for it. TooOften beyond the limit of a network."""
    text = _("Many summaries were requested from your network. Wait %(wait)s, then ask for yours again.")
    throttle.take_or_refuse({NETWORK: network}, text)
    return engine.request(KIND, publication.subject, language, data_of(publication))


def page_of(code: str, language: str) -> str:
    """The full address of the record's page."""
    with translation.override(language):
        return addresses.printed("catalogue:project", code)


class OfOneRecord(Kind):
    """A kind of public document about one record, whose facts come from `data_of` or are some of those."""

    is_public = True
    reads_anew = True

    @abstractmethod
    def facts_of(self, publication: Publication) -> dict[str, Any]:
        """What the document shows of the record."""

    def data_of(self, subject: str) -> dict[str, Any] | None:
        """The present facts of the record "publication:<code>"."""
        found = Publication.objects.for_page().filter(code=subject.partition(":")[2]).first()
        return self.facts_of(found) if found else None

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])


class FundingSummary(OfOneRecord):
    """Two pages: what the project is; then its money, its places and its partners."""

    template = "pdf/funding_summary.html"
    label = _lazy("Funding summary")
    days_unused = 90
    sources = ("publications.partner_tables", "publications.pictures", "publications.room")

    def facts_of(self, publication: Publication) -> dict[str, Any]:
        return data_of(publication)

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Funding summary: %(project)s") % {"project": data["acronym"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'project'}-summary-{language}.pdf"

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """The data as JSON, and the partners as CSV under the names of the open data."""
        name = self.filename(data, language).removesuffix(".pdf") + "-partners.csv"
        rows = [
            (*(one[key] for key in PARTNER_COLUMNS[:5]), amount(one["total"]), amount(one["eu"]))
            for one in data["partners"]
        ]
        table = as_csv(name, PARTNER_COLUMNS, rows, _("The partners and their amounts in euro"))
        return (*super().attachments(data, language), table)

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        title, _is_cut = shorten(
            Text(data["title"]) or Text({language: data["acronym"]}), language, TITLE_CHARACTERS
        )
        start, end = day(data["start"]), day(data["end"])
        summary, is_cut = shorten(Text(data["summary"]), language, SUMMARY_CHARACTERS)
        results, _is_cut = shorten(Text(data["results"]), language, RESULTS_CHARACTERS)
        texts = [one.best(language).text for one in (title, summary, results)]
        length = len(texts[1]) + len(texts[2])
        is_map_first = length < LEDE_CHARACTERS
        return {
            **data,
            "objective": _objective(data["objective"], language),
            "language": language,
            "title": title,
            "has_title": bool(Text(data["title"])),
            "title_size": room.title_size(texts[0]),
            "summary": summary,
            "is_summary_cut": is_cut,
            "density": _density(length),
            "results": results,
            "is_map_first": is_map_first,
            "map_height": room.map_height(*texts),
            "status_label": Status(data["status"]).label,
            "start": start,
            "end": end,
            "months": months(start, end),
            "total": amount(data["total"]),
            "eu": amount(data["eu"]),
            "rate": amount(data["rate"]),
            "more_facts": facts.read(data["facts"] or ())[:4],
            **partner_tables.shown(data, language, is_beside_map=not is_map_first),
            **room.policy_shown(data, language),
            **room.contractors_shown(data),
            "data_date": datetime.fromisoformat(data["data_date"]),
            "page": data["pages"][language],
            **_pictures(data, language, is_wide=is_map_first),
        }


def _pictures(data: Mapping[str, Any], language: str, *, is_wide: bool) -> dict[str, Any]:
    """The chart of the money, as wide as the sheet or half of it, and the map of the partners."""
    total, eu = amount(data["total"]), amount(data["eu"])
    places = ((one["region"], one["role"]) for one in data["partners"] if one["region"])
    return {
        "money_chart": pictures.money(total, eu, data["total_is_approximate"], language, is_wide=is_wide),
        "map": pictures.places(places),
    }


def _objective(objective: Mapping[str, Any] | None, language: str) -> dict[str, Any] | None:
    """The specific objective and its priority, cut to the room of their column."""
    if not objective:
        return None
    names = {key: shorten(Text(objective[key]), language, AIM_CHARACTERS)[0] for key in ("title", "priority")}
    return {**objective, **names}


def months(start: date | None, end: date | None) -> int | None:
    """The months from start to end, both included; a month begun counts whole."""
    if start is None or end is None or end < start or end == date.max:
        return None
    after = end + timedelta(days=1)
    return (after.year - start.year) * 12 + after.month - start.month + (after.day > start.day)


def _density(characters: int) -> str:
    """How closely the texts of the first page are set."""
    if characters > 700:
        return "compact"
    return "lede" if characters < LEDE_CHARACTERS else "plain"
