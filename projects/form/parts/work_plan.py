"""Section C.4 and C.5: work packages with activities, deliverables, outputs and investments; results."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import FormField, Kind, Words, column, heading, line, prose

_TARGET = _("In the unit of the indicator.")
_WORK_PACKAGE = (
    heading("work_package.title", "work_plan", _("Title"), limit=100),
    prose(
        "work_package.specific_objective",
        "work_plan",
        _("Specific objective of the work package"),
        _("One objective that this work package reaches before the project ends, and that can be checked."),
        limit=1000,
    ),
    prose(
        "work_package.communication_objective",
        "work_plan",
        _("Communication objective and audience"),
        _("Whom you must reach for this objective, and what they should know, think or do afterwards."),
        limit=1000,
    ),
)
_ACTIVITY = (
    heading("activity.title", "work_plan", _("Title"), limit=200),
    prose(
        "activity.description",
        "work_plan",
        _("Description"),
        _("What is done, how, by whom and where."),
        limit=3000,
    ),
    column("activity.first_period", "work_plan", "period", _("First period")),
    column("activity.last_period", "work_plan", "period", _("Last period")),
    column("activity.partners", "work_plan", "partners", _("Partners involved")),
)
_DELIVERABLE = (
    heading("deliverable.title", "work_plan", _("Title"), limit=100),
    prose("deliverable.description", "work_plan", _("Description"), limit=300),
    column("deliverable.period", "work_plan", "period", _("Period of delivery")),
)
_OUTPUT = (
    heading("output.title", "work_plan", _("Title"), limit=200),
    prose("output.description", "work_plan", _("Description"), limit=500),
    column(
        "output.indicator",
        "work_plan",
        "indicator",
        _("Output indicator of the programme"),
        _("Those of the specific objective that was chosen."),
    ),
    column("output.target", "work_plan", "number", _("Target"), _TARGET),
    column("output.period", "work_plan", "period", _("Period of delivery")),
)


def _aspect(attribute: str, label: Words, hint: Words = "") -> FormField:
    return prose(f"investment.{attribute}", "work_plan", label, hint, limit=2000)


def _place(attribute: str, label: Words, limit: int, kind: Kind = "line") -> FormField:
    return line(f"investment.{attribute}", "work_plan", label, limit=limit, kind=kind, part="site")


_INVESTMENT = (
    heading("investment.title", "work_plan", _("Title"), limit=50),
    column("investment.period", "work_plan", "period", _("Expected period of delivery")),
    _aspect("need", _("Need"), _("Why the project cannot reach its objective without this investment.")),
    _aspect("relevance", _("Relevance on both sides of the border")),
    _aspect("benefit", _("Who benefits"), _("Partners, regions and groups that gain by it.")),
    _aspect("pilot", _("If it is a pilot, what will be learnt from it")),
    _aspect("risk", _("Risks"), _("What could hold it up, and what you do about that.")),
    _aspect(
        "documents",
        _("Plans and permits"),
        _("Which are needed, which you have, and when the others will come."),
    ),
    _aspect(
        "climate",
        _("Climate and environment"),
        _("Its effect on both, and how it stands up to a changing climate over its life."),
    ),
    _aspect("site_owner", _("Owner of the site")),
    _aspect("ownership", _("Owner of the investment after the project")),
    _aspect(
        "maintenance", _("Maintenance"), _("Who pays for it and looks after it, for at least five years.")
    ),
    _place("country", _("Country"), 2, "country"),
    _place("region", _("Region"), 5, "region"),
    _place("street", _("Street"), 50),
    _place("house_number", _("House number"), 20),
    _place("postcode", _("Postcode"), 20),
    _place("city", _("Town"), 50),
)
_RESULT = (
    column(
        "result.indicator",
        "results",
        "indicator",
        _("Result indicator of the programme"),
        _("Those of the specific objective that was chosen."),
    ),
    column("result.baseline", "results", "number", _("Baseline"), _("Where it stands before the project.")),
    column("result.target", "results", "number", _("Target"), _TARGET),
    column("result.period", "results", "period", _("Period of delivery")),
    prose("result.description", "results", _("Description"), limit=1000),
)
FIELDS = (*_WORK_PACKAGE, *_ACTIVITY, *_DELIVERABLE, *_OUTPUT, *_INVESTMENT, *_RESULT)
