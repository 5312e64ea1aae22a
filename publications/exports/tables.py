"""The tables of the open data: which columns each has, in which order, and which rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.texts import LANGUAGES, Text
from publications.exports import contractors, policy, reading
from publications.exports.columns import Column, define, in_its_language
from publications.exports.selecting import with_keys
from publications.exports.table import Table
from publications.models import Publication, PublishedPartner

ANNEX_XII = "Regulation (EU) 1303/2013, Annex XII(1)"


def _operations(keys: Sequence[int]) -> QuerySet[Publication]:
    found: QuerySet[Publication] = Publication.objects.filter(with_keys("pk", keys)).order_by("pk")
    return found


def _partners(keys: Sequence[int]) -> QuerySet[PublishedPartner]:
    return PublishedPartner.objects.filter(with_keys("publication_id", keys)).order_by(
        "publication_id", "position"
    )


def _in_languages(pattern: str, *fields: str) -> list[Column]:
    return [
        define(pattern.format(language=language), reading.first_in_language(language, *fields))
        for language in LANGUAGES
    ]


def _identity() -> list[Column]:
    return [
        define("code", F("code"), always=True),
        define("page", reading.page(), always=True),
        define("programme", F("programme_period__programme_id"), always=True),
        define("programme_name", reading.in_english("programme_period__programme__name")),
        define("period", F("programme_period__period_id"), always=True),
        define("cci", reading.text("programme_period__cci")),
        define("acronym", reading.text("acronym"), always=True),
        *_in_languages("name_{language}", "title"),
    ]


def _substance() -> list[Column]:
    return [
        *_in_languages("purpose_{language}", "summary"),
        *_in_languages("achievements_{language}", "results", "purpose"),
        define("start_date", F("start_date")),
        define("end_date", F("end_date")),
    ]


def _money() -> list[Column]:
    return [
        define("total_cost", F("total_budget")),
        define("total_cost_is_approximate", F("total_budget_is_approximate"), always=True),
        define("eu_funding", F("eu_funding")),
        define("currency", Value("EUR", output_field=CharField()), always=True),
        define("cofinancing_rate", F("rate")),
        define("fund", F("fund_id")),
    ]


def _place_in_programme() -> list[Column]:
    return [
        define("priority", F("priority__number")),
        define("specific_objective", F("objective__code")),
        define("specific_objective_name", reading.in_english("objective__title")),
        define("theme", F("theme__code")),
    ]


def _origin() -> list[Column]:
    return [
        define("status", F("status"), always=True),
        define("websites", reading.websites(), always=True),
        define("first_published", reading.day_of("first_published_at"), always=True),
        define("last_updated", reading.day_of("data_date"), always=True),
        define("source", reading.text("source")),
        define("licence", reading.text("licence")),
        define("is_demo", F("is_demo"), always=True),
    ]


def _places() -> list[Column]:
    return [
        define("location", reading.text("location")),
        define("countries", F("countries"), always=True),
        define("beneficiary_locations", reading.places_of_partners(), always=True),
        define("intervention_types", F("interventions"), always=True),
    ]


def _list_of_operations() -> Table:
    return Table(
        key="operations",
        title=_("List of operations"),
        about=_("One row for each operation, with all that Article 49(3) asks for, for every period."),
        rule="Regulation (EU) 2021/1060, Art. 49(3)",
        columns=(
            *_identity(),
            define("beneficiaries", reading.names_of(persons=False), always=True),
            define("natural_persons", reading.names_of(persons=True), always=True),
            define("contractors", reading.contractors(persons=True), always=True),
            define("beneficiary_count", F("partner_count"), always=True),
            *_substance(),
            *_money(),
            *_from_above("columns"),
            *policy.columns(),
            *_place_in_programme(),
            *_places(),
            *_origin(),
        ),
        rows=_operations,
    )


def _list_of_2014() -> Table:
    """Annex XII of the older rules: no natural persons, and what it calls by other names."""
    return Table(
        key="operations-2014-2020",
        title=_("List of operations 2014-2020"),
        about=_("One row for each operation of 2014-2020, under the rules of that period."),
        rule="Regulation (EU) 1303/2013, Art. 115(2)",
        columns=(
            define("beneficiaries", reading.names_of(persons=False), always=True).titled(None, ANNEX_XII),
            define("code", F("code"), always=True).titled(None, ""),
            define("programme", F("programme_period__programme_id"), always=True),
            *(column.titled(None, ANNEX_XII) for column in _in_languages("name_{language}", "title")),
            *_summaries_of_2014(),
            define("start_date", F("start_date")).titled(None, ANNEX_XII),
            define("end_date", F("end_date")).titled(None, ANNEX_XII),
            define("total_cost", F("total_budget")).titled(_ELIGIBLE, ANNEX_XII),
            define("currency", Value("EUR", output_field=CharField()), always=True),
            define("cofinancing_rate", F("rate")).titled(None, ANNEX_XII),
            define("location", reading.text("location")).titled(None, ANNEX_XII),
            define("beneficiary_locations", reading.places_of_partners(), always=True).titled(
                None, ANNEX_XII
            ),
            define("countries", F("countries"), always=True).titled(None, ANNEX_XII),
            define("intervention_types", F("interventions"), always=True).titled(_CATEGORY, ANNEX_XII),
            define("last_updated", reading.day_of("data_date"), always=True).titled(None, ANNEX_XII),
        ),
        rows=_operations,
        narrow=Q(programme_period__period="2014-2020"),
        tab="2014-2020",
    )


def _summaries_of_2014() -> list[Column]:
    return [
        column.titled(in_its_language(_SUMMARY, language), ANNEX_XII)
        for column, language in zip(_in_languages("purpose_{language}", "summary"), LANGUAGES, strict=True)
    ]


def _of_operation() -> list[Column]:
    return [
        define("code", F("publication__code"), always=True).titled(None, ""),
        define("partner_number", F("position"), always=True),
    ]


def _partner() -> list[Column]:
    return [
        define("partner_name", reading.name_of_partner()),
        define("partner_name_en", reading.name_of_partner("name_en")),
        define("is_lead", reading.is_lead()),
        define("partner_type", reading.text("kind")),
        define("legal_status", reading.text("legal_status")),
    ]


def _address() -> list[Column]:
    return [
        define("pic", reading.pic()),
        define("partner_id", reading.other_identifier()),
        define("department", reading.public_of_person("department")),
        define("street", reading.public_of_person("street")),
        define("postcode", reading.public_of_person("postcode")),
        define("town", reading.public_of_person("city")),
        define("country", reading.text("country")),
        define("nuts", reading.region_of_partner()),
    ]


def _list_of_partners() -> Table:
    return Table(
        key="partners",
        title=_("Partners"),
        about=_("One row for each partner of an operation, with its place and its published amounts."),
        rule="Regulation (EU) 2021/1060, Art. 49(3)(a), (b), (m)",
        columns=(
            *_of_operation(),
            *_partner(),
            define("is_natural_person", F("is_natural_person"), always=True),
            *_address(),
            define("partner_budget", F("budget")),
            define("partner_eu_funding", F("eu_funding")),
            define("partner_contribution", F("contribution")),
            define("currency", Value("EUR", output_field=CharField()), always=True),
        ),
        rows=_partners,
    )


def _keep_operations() -> Table:
    """keep.eu's tab "Operations"; as a spreadsheet the whole common list, "Partners" being its second tab.

    Its whole list of columns is not public; those quoted bear its names.
    """
    named = {"code": "Operation ID", "total_cost": "Total eligible cost"}
    named |= {"eu_funding": "Total EU funding (amount)", "beneficiary_count": "Number of partners"}
    columns = (
        *_identity(),
        *_substance(),
        *_money(),
        define("beneficiary_count", F("partner_count"), always=True),
        *_place_in_programme(),
        define("intervention_types", F("interventions"), always=True),
        define("status", F("status"), always=True),
        define("websites", reading.websites(), always=True),
        define("last_updated", reading.day_of("data_date"), always=True),
    )
    return Table(
        key="keep-operations",
        title=_("keep.eu: operations"),
        about=_("The tab “Operations” of the common list that keep.eu collects from the programmes."),
        rule="keep.eu",
        columns=_renamed(columns, named),
        rows=_operations,
        tab="Operations",
        others=(_keep_partners(),),
    )


def _keep_partners() -> Table:
    """keep.eu's tab "Partners": no money in it."""
    named = {"code": "Operation ID", "is_lead": "Lead partner"}
    return Table(
        key="keep-partners",
        title=_("keep.eu: partners"),
        about=_("The tab “Partners” of the common list that keep.eu collects: partners without money."),
        rule="keep.eu",
        columns=_renamed((*_of_operation(), *_partner(), *_address()), named),
        rows=_partners,
        tab="Partners",
    )


def _renamed(columns: Sequence[Column], named: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns without a rule, some under the English name that keep.eu gives them."""
    return tuple(
        column.titled(Text({**column.title, "en": named[column.key]}) if column.key in named else None, "")
        for column in columns
    )


_SUMMARY = Text(
    nl="Samenvatting van de concrete actie", fr="Résumé de l'opération", en="Summary of the operation"
)
_ELIGIBLE = Text(
    nl="Totale subsidiabele uitgaven", fr="Total des dépenses éligibles", en="Total eligible expenditure"
)
_CATEGORY = Text(nl="Categorie steunverlening", fr="Catégorie d'intervention", en="Category of intervention")


def _from_above(kind: str) -> list[Any]:
    """What apps above say of operations: further "columns" of their list, further "tables"."""
    return [one for path in settings.OPEN_DATA[kind] for one in import_string(path)()]


@cache
def tables() -> dict[str, Table]:
    """All tables by key, in the order in which pages name them."""
    made = [_list_of_operations(), _list_of_partners(), contractors.table(), _list_of_2014()]
    made += [_keep_operations(), _keep_partners()]
    made += _from_above("tables")
    return {table.key: table for table in made}
