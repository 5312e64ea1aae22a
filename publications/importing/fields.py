"""What a column of a list may feed: the facts of a record, those of a partner, and how each is read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Field:
    """`kind` names how a value is read; `most` bounds a text."""

    name: str
    kind: str
    label: str | Promise
    most: int = 0

    @property
    def of_partner(self) -> bool:
        return self.name.startswith("partner.")


_ALL = (
    Field("external_id", "code", _("Code in the source"), 120),
    Field("programme", "programme", _("Programme")),
    Field("period", "code", _("Period"), 20),
    Field("acronym", "text", _("Acronym"), 100),
    Field("title", "text", _("Title"), 1_000),
    Field("summary", "text", _("Summary"), 20_000),
    Field("purpose", "text", _("Purpose and achievements"), 20_000),
    Field("results", "text", _("Results"), 20_000),
    Field("start_date", "day", _("Start date")),
    Field("end_date", "day", _("End date")),
    Field("total_budget", "money", _("Total budget")),
    Field("eu_funding", "money", _("EU funding")),
    Field("rate", "rate", _("Co-financing rate")),
    Field("status", "status", _("Status")),
    Field("objective", "code", _("Specific objective"), 40),
    Field("fund", "fund", _("Fund"), 40),
    Field("interventions", "codes", _("Type of intervention"), 300),
    Field("location", "text", _("Location"), 120),
    Field("websites", "websites", _("Website"), 600),
    Field("currency", "code", _("Currency of the amounts"), 20),
    Field("first_published", "day", _("First published")),
    Field("partner_names", "text", _("Partners: names in one cell"), 20_000),
    Field("person_names", "text", _("Partners: natural persons in one cell"), 20_000),
    Field("contractor", "text", _("Contractors: names in one cell"), 20_000),
    Field("partner.name", "text", _("Partner: name"), 250),
    Field("partner.name_en", "text", _("Partner: name in English"), 250),
    Field("partner.role", "role", _("Partner: role")),
    Field("partner.country", "country", _("Partner: country")),
    Field("partner.region", "region", _("Partner: region (NUTS 3)")),
    Field("partner.wider_region", "wider_region", _("Partner: region (NUTS 2)")),
    Field("partner.city", "text", _("Partner: town"), 100),
    Field("partner.postcode", "text", _("Partner: postcode"), 20),
    Field("partner.street", "text", _("Partner: street"), 120),
    Field("partner.department", "text", _("Partner: department"), 250),
    Field("partner.kind", "organisation_kind", _("Partner: type of organisation")),
    Field("partner.legal_status", "legal_status", _("Partner: legal status")),
    Field("partner.identifier", "text", _("Partner: identifier"), 100),
    Field("partner.is_natural_person", "truth", _("Partner: natural person")),
    Field("partner.budget", "money", _("Partner: budget")),
    Field("partner.eu_funding", "money", _("Partner: EU funding")),
    Field("partner.contribution", "money", _("Partner: own contribution")),
)
FIELDS = {one.name: one for one in _ALL}
# Texts that exist in several languages: "title.nl" is the title in Dutch.
IN_LANGUAGES = ("title", "summary", "purpose", "results")


def field_of(name: str) -> Field | None:
    """The field called so; "title.nl" is the field "title"."""
    found = FIELDS.get(name)
    base, _dot, language = name.partition(".")
    if found is None and base in IN_LANGUAGES and len(language) == 2:
        found = FIELDS[base]
    return found
