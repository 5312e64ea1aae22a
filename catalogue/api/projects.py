"""Funded projects and the organisations in them, as the interface gives them."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.api.fields import (
    INTEGER,
    MOMENT,
    STRING,
    STRINGS,
    TEXTS,
    URI,
    Meaning,
    address,
    field,
    nested,
    nullable,
    of_column,
)
from catalogue.api.resources import Filter, Found, Resource
from partners.states import OrganisationType
from publications import finding
from publications.exports import reading
from publications.exports.columns import Column
from publications.exports.tables import tables
from publications.finding import Query
from publications.finding.bands import BANDS
from publications.models import Organisation, Publication, PublishedContractor, PublishedPartner
from publications.states import Status

TOTAL_COST = _("Total cost, the lowest or highest amount in euros: 250000, or 1.5m.")
EU_FUNDING = _("European funding, the lowest or highest amount in euros: 250000, or 1.5m.")
OR_UNKNOWN = _("“unknown” finds those that do not say.")
_COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$"}


def _columns(table: str, *keys: str) -> list[Column]:
    known = {column.key: column for column in tables()[table].columns}
    return [known[key] for key in keys]


def _several(meaning: Meaning, items: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be given several times: any of the values fits."""
    schema = {"type": "array", "items": items, "maxItems": 20}
    return {"schema": schema, "description": format_lazy("{} {}", meaning, OR_UNKNOWN)}


def _one(meaning: Meaning, schema: dict[str, Any]) -> dict[str, Any]:
    return {"schema": schema, "description": meaning}


def search_parameters() -> dict[str, dict[str, Any]]:
    """The parameters of the search for projects, the same as in the addresses of its pages."""
    year, amount = {"type": "string", "pattern": r"^\d{4}$"}, {"type": "string"}
    statuses, bands = {"enum": [*Status.values]}, {"enum": [*BANDS, "unknown"]}
    kinds = {"enum": [*OrganisationType.values, "unknown"]}
    return {
        "q": _one(_("Words, “phrases”, -without; Dutch, French and English are understood."), STRING),
        "programme": _several(_("Programmes, by their slug."), STRING),
        "period": _several(_("Programming periods, such as 2021-2027."), STRING),
        "priority": _several(_("Priorities, by edition and number, such as FWVL-V-1."), STRING),
        "objective": _several(_("Specific objectives, by code."), STRING),
        "theme": _several(_("Themes, by edition and code, such as FWVL-V-3."), STRING),
        "country": _several(_("Countries of partners."), STRING),
        "region": _several(_("Regions of partners, NUTS 1 or 2."), STRING),
        "nuts3": _several(_("Regions of partners, NUTS 3."), STRING),
        "partner": _several(_("Organisations, by their slug."), STRING),
        "kind": _several(_("Kinds of organisation."), kinds),
        "status": _several(_("Status."), statuses),
        "year": _several(_("Years in which a project began."), STRING),
        "budget": _several(_("Bands of total cost."), bands),
        "eu": _several(_("Bands of European funding."), bands),
        "year_from": _one(_("Earliest year of the start."), year),
        "year_to": _one(_("Latest year of the start."), year),
        **dict.fromkeys(("budget_from", "budget_to"), _one(TOTAL_COST, amount)),
        **dict.fromkeys(("eu_from", "eu_to"), _one(EU_FUNDING, amount)),
    }


def _search(query: Query, edition: str) -> Found:
    search = finding.Search(query, edition=edition)
    return finding.records_of(search), lambda: search.tally.number


def projects() -> Resource:
    """Funded projects with their partners."""
    return Resource(
        name="projects",
        about=_("Funded projects, with their partners."),
        fields=(
            *map(of_column, _columns("operations", "code", "page", "programme", "period", "cci", "acronym")),
            field("title", TEXTS, _("Title by language.")),
            field("summary", TEXTS, _("Summary by language.")),
            field("purpose", TEXTS, _("What the project means to achieve, by language.")),
            field("results", TEXTS, _("What it has achieved, by language.")),
            *map(of_column, _columns("operations", *_SHARED)),
            field("facts", {"type": ["array", "object"]}, _("Further stated facts, each with its source.")),
            _partners(),
            _contractors(),
            field("data_date", MOMENT, _("Moment of the newest change of these facts.")),
        ),
        rows=Publication.objects.all,
        key="code",
        search=_search,
        parameters=search_parameters(),
    )


_SHARED = (
    "status",
    "start_date",
    "end_date",
    "total_cost",
    "total_cost_is_approximate",
    "eu_funding",
    "currency",
    "cofinancing_rate",
    "fund",
    "priority",
    "specific_objective",
    "theme",
    "location",
    "countries",
    "intervention_types",
    "websites",
    "beneficiary_count",
    "first_published",
    "source",
    "licence",
    "is_demo",
)


def _partners() -> Any:
    rows = PublishedPartner.objects.filter(publication=OuterRef("pk")).order_by("position")
    shown = [column for column in tables()["partners"].columns if column.key not in {"code", "currency"}]
    fields = [of_column(column, column.key.removeprefix("partner_")) for column in shown]
    organisation = field(
        "organisation",
        nullable(STRING),
        _("Slug of the organisation, for /organisations."),
        "organisation__slug",
    )
    return nested("partners", _("Its partners in their order."), [*fields, organisation], rows)


def _contractors() -> Any:
    """Whom partners gave contracts by public procurement."""
    rows = PublishedContractor.objects.filter(publication=OuterRef("pk")).order_by("position")
    left = {"code", "currency"}
    shown = [column for column in tables()["contractors"].columns if column.key not in left]
    return nested(
        "contractors",
        _("Its contractors under public procurement."),
        [_of_contractor(column) for column in shown],
        rows,
    )


def _of_contractor(column: Column) -> Any:
    short = column.key.removeprefix("contractor_").removeprefix("contract_")
    return of_column(column, short)


def _named_like(rows: QuerySet[Any], said: str) -> QuerySet[Any]:
    shown = Organisation.objects.shown().named_like(said)
    return rows.filter(pk__in=shown.values("pk"))


def organisations() -> Resource:
    """Organisations that take part in funded projects."""
    return Resource(
        name="organisations",
        about=_("Organisations that take part in funded projects."),
        fields=(
            field("slug", STRING, _("The organisation's own part of its addresses.")),
            field("page", URI, _("Address of its page."), address("catalogue:organisation", value="slug")),
            field("name", STRING, _("Its name.")),
            field("other_names", STRINGS, _("Names in other languages or spellings.")),
            field("kind", nullable(STRING), _("Kind of organisation."), reading.text("kind")),
            field("country", nullable(STRING), _("Country (ISO 3166)."), reading.text("country")),
            field("nuts", nullable(STRING), _("Region, NUTS 3."), reading.text("region")),
            field("town", nullable(STRING), _("Town."), reading.text("city")),
            field("project_count", INTEGER, _("How many funded projects it takes part in.")),
            field(
                "projects",
                URI,
                _("Its projects."),
                address("api_list", "projects", value="slug", query="partner"),
            ),
        ),
        rows=Organisation.objects.shown,
        key="slug",
        filters=(
            Filter("q", _("A name, or something like it."), STRING, _named_like),
            Filter(
                "country", _("Country (ISO 3166)."), _COUNTRY, lambda rows, said: rows.filter(country=said)
            ),
            Filter(
                "kind",
                _("Kind of organisation."),
                {"enum": [*OrganisationType.values]},
                lambda rows, said: rows.filter(kind=said),
            ),
        ),
    )
