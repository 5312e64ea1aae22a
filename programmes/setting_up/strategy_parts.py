"""What a programme wants: priorities, specific objectives, themes, indicators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models import Priority, ProgrammeIndicator, SpecificObjective, Theme
from programmes.models.indicators import MOST_OUTPUTS, MOST_RESULTS
from programmes.setting_up.parts import Field, Part

CODES = _("Codes of Annex I of Regulation (EU) 2021/1060, with commas between them.")

PRIORITIES = Part(
    "priorities",
    Priority,
    _("Priorities"),
    _("Add a priority"),
    (
        Field(
            "number", _("Number"), is_fixed=True, is_required=True, help=_("1 to 20, once in the programme.")
        ),
        Field("letter", _("Letter"), help=_("When the programme names its priorities by letter.")),
        Field("title", _("Title"), limit=300, is_required=True),
        Field("subtitle", _("Subtitle"), limit=300),
        Field("share", _("Share of the money, in percent")),
        Field("share_reading", _("How the share is meant")),
        Field(
            "is_internal",
            _("Not for projects"),
            is_fixed=True,
            help=_("Such as technical assistance: no call can offer it."),
        ),
    ),
    most=20,
)
OBJECTIVES = Part(
    "objectives",
    SpecificObjective,
    _("Specific objectives"),
    _("Add a specific objective"),
    (
        Field("priority", _("Priority"), is_fixed=True, is_required=True),
        Field(
            "code",
            _("Code"),
            is_fixed=True,
            is_required=True,
            help=_("Such as RSO1.1, once in the programme."),
        ),
        Field("title", _("Title"), limit=500, is_required=True),  # the regulation's own wording needs 304
        Field("policy_objective", _("Policy objective"), is_fixed=True),
        Field("investment_priority", _("Investment priority"), help=_("Only for the period 2014-2020.")),
        Field("intervention_fields", _("Intervention fields"), help=CODES),
        Field("support_forms", _("Forms of support"), help=CODES),
        Field("territorial_mechanisms", _("Territorial delivery mechanisms"), help=CODES),
        Field("economic_activities", _("Economic activities"), help=CODES),
        Field("gender_equality", _("Gender equality"), help=CODES),
        Field("sea_basin_strategies", _("Macro-regional and sea basin strategies"), help=CODES),
    ),
    edition="priority__programme_period",
)
THEMES = Part(
    "themes",
    Theme,
    _("Themes"),
    _("Add a theme"),
    (
        Field("code", _("Code"), is_fixed=True, is_required=True),
        Field("title", _("Title"), limit=300, is_required=True),
        Field("priority", _("Priority"), help=_("Leave empty when the theme belongs to no single priority.")),
    ),
)
INDICATORS = Part(
    "indicators",
    ProgrammeIndicator,
    _("Indicators"),
    _("Add an indicator"),
    (
        Field("kind", _("Kind"), is_fixed=True, is_required=True),
        Field("objective", _("Specific objective"), is_fixed=True, is_required=True),
        Field(
            "common",
            _("Common indicator"),
            is_fixed=True,
            help=_("When the indicator is one of the regulation's own list."),
        ),
        Field(
            "identifier",
            _("Identifier"),
            is_fixed=True,
            is_required=True,
            help=_("Once in the programme, such as OI1."),
        ),
        Field("code", _("Code"), help=_("At most 6 characters, such as RCO84.")),
        Field("name", _("Name"), limit=255, is_required=True),
        Field("unit", _("Unit of measurement"), limit=255, is_fixed=True),
        Field("baseline", _("Baseline")),
        Field("milestone", _("Milestone"), help=_("Only for output indicators.")),
        Field("target", _("Target")),
        Field("reference_year", _("Reference year")),
        Field("source", _("Source of the data"), limit=1000),
        Field("comment", _("Comment")),
        Field(
            "results",
            _("Results that it leads to"),
            help=_("Only for output indicators; results of the same specific objective."),
        ),
        Field("position", _("Place in the list"), help=_("Low numbers come first.")),
    ),
    most=MOST_OUTPUTS + MOST_RESULTS,
    most_by={"output": MOST_OUTPUTS, "result": MOST_RESULTS},
)
