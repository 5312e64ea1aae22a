"""The sections of the form in their order, and the headings within them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, str | Promise] = {
    "identification": _("Identification"),
    "summary": _("Summary"),
    "partners": _("Partners"),
    "associated": _("Associated organisations"),
    "relevance": _("Relevance"),
    "partnership": _("Partnership"),
    "policy": _("Policy instruments"),
    "work_plan": _("Work plan"),
    "results": _("Results"),
    "management": _("Management"),
    "durability": _("Durability"),
    "budget": _("Budget"),
    "small_projects": _("Small project fund"),
    "unit_costs": _("Own unit costs"),
    "lump_sums": _("Lump sums"),
    "annexes": _("Annexes"),
}
PARTS: dict[str, str | Promise] = {
    "identity": _("Who the partner is"),
    "address": _("Address"),
    "department": _("Department"),
    "representative": _("Legal representative"),
    "contact": _("Contact person"),
    "enterprise": _("Size and soundness of the company"),
    "motivation": _("Motivation"),
    "state_aid": _("State aid self-check"),
    "objective": _("Objective of the project"),
    "context": _("Context"),
    "coordination": _("How the project is run"),
    "cooperation": _("Cooperation criteria"),
    "horizontal": _("Horizontal principles"),
    "site": _("Place of the investment"),
}
