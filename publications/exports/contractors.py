"""What the open data say of contractors of public procurement: a row for each contract."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from core.texts import LANGUAGES
from publications.exports import reading
from publications.exports.columns import define
from publications.exports.selecting import with_keys
from publications.exports.table import Table
from publications.models import PublishedContractor


def rows(keys: Sequence[int]) -> QuerySet[PublishedContractor]:
    """The contractors of the operations with these keys."""
    found = PublishedContractor.objects.filter(with_keys("publication_id", keys))
    return found.order_by("publication_id", "position")


def table() -> Table:
    """One row for each contract."""
    return Table(
        key="contractors",
        title=_("Contractors"),
        about=_("One row for each contract that a partner of an operation awarded by public procurement."),
        rule="Regulation (EU) 2021/1060, Art. 49(3)(a)",
        columns=(
            define("code", F("publication__code"), always=True).titled(None, ""),
            define("contract_number", F("position"), always=True),
            define("contractor_name", reading.text("name")),
            define("contractor_is_natural_person", F("is_natural_person"), always=True),
            define("contractor_country", reading.text("country")),
            define("contractor_id", reading.text("identifier")),
            *(
                define(f"contract_subject_{language}", reading.in_language("subject", language))
                for language in LANGUAGES
            ),
            define("awarding_partner", F("partner")),
            define("awarded_on", F("awarded_on")),
            define("contract_amount", F("amount")),
            define("currency", Value("EUR", output_field=CharField()), always=True),
        ),
        rows=rows,
    )
