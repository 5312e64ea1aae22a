"""All parts of a programme's set-up, in the order of the page, and the basic data of an edition."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models import ProgrammePeriod
from programmes.setting_up.choice_parts import LEGAL_STATUSES, STATE_AID, STRATEGIES
from programmes.setting_up.money_parts import FUNDS, LUMP_SUMS, UNIT_COSTS
from programmes.setting_up.parts import Field, Part
from programmes.setting_up.strategy_parts import INDICATORS, OBJECTIVES, PRIORITIES, THEMES

PARTS = {
    part.key: part
    for part in (
        PRIORITIES,
        OBJECTIVES,
        THEMES,
        INDICATORS,
        FUNDS,
        LUMP_SUMS,
        UNIT_COSTS,
        LEGAL_STATUSES,
        STRATEGIES,
        STATE_AID,
    )
}
# The edition itself: its names, decisions, days and money.
BASICS = Part(
    "basics",
    ProgrammePeriod,
    _("Basic data"),
    _("Basic data"),
    (
        Field("name", _("Name"), limit=255, is_required=True),
        Field("cci", _("CCI number"), help=_("15 capitals and digits; empty when not known.")),
        Field("version", _("Version of the programme")),
        Field("decision_number", _("Number of the adopting decision")),
        Field("adopted_on", _("Adopted by the European Commission on")),
        Field("amending_decision_number", _("Number of the latest amending decision")),
        Field("amended_on", _("Amended on")),
        Field("eligible_from", _("First day of eligible spending")),
        Field("eligible_until", _("Last day of eligible spending")),
        Field("total_budget", _("Total budget in EUR")),
        Field("total_budget_is_rounded", _("The total budget is a rounded figure")),
        Field("eu_budget", _("European money in EUR")),
        Field("eu_budget_is_rounded", _("The European money is a rounded figure")),
        Field("max_rate", _("Highest co-financing rate, in percent")),
        Field("technical_assistance_rate", _("Flat rate for technical assistance, in percent")),
        Field(
            "budget_flexibility",
            _("Part of a project's budget that may move without a major modification, in percent"),
        ),
        Field("managing_authority", _("Managing authority")),
        Field("area_note", _("Words about the area"), limit=1000),
        Field("funding_statement", _("Words beside the European emblem"), limit=255),
    ),
    edition="pk",
)
