"""What a decision leaves to do before the contract: points of its checklist."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.models import Condition, Decision
from core.money import eur
from projects.contracting import Item
from projects.models import Project, Version
from projects.states import State


def contract_points(project: Project) -> list[Item]:
    """What the decision asks for before the contract; nothing where it approved the proposal as it was."""
    return [*_conditions(project), *_grant(project)]


def _grant(project: Project) -> list[Item]:
    """Whether the approved version keeps within a grant that was cut; nothing where none was."""
    cut = Decision.objects.cuts().filter(project=project).first()
    version = Version.objects.approved_of(project)
    if cut is None or cut.granted is None or version is None:
        return []
    asked = Decimal(version.data["totals"]["eu_funding"])
    language = get_language() or "en"
    amounts = {"asked": eur(asked, language), "granted": eur(cut.granted, language)}
    is_met = asked <= cut.granted
    if is_met:
        text = _("The approved version asks for %(asked)s of the %(granted)s that were granted.")
    else:
        text = _(
            "The approved version asks for %(asked)s, but %(granted)s were granted. "
            "Open a modification that brings the budget down."
        )
    return [Item("grant", _("Within the grant"), is_met, text % amounts, "secretariat", "decision")]


def _conditions(project: Project) -> list[Item]:
    """Whether the decision stands without anything left to meet; nothing where it named no conditions."""
    terms = Condition.objects.standing().filter(decision__project=project)
    unsettled = Condition.objects.unsettled().filter(decision__project=project).count()
    is_conditional = project.state in {
        State.APPROVED_WITH_CONDITIONS,
        State.RETURNED_FOR_CONDITIONS,
        State.CONDITIONS_SUBMITTED,
    }
    if not is_conditional and not terms.exists():
        return []
    if unsettled:
        text = ngettext(
            "One condition is neither met nor waived.",
            "%(count)d conditions are neither met nor waived.",
            unsettled,
        ) % {"count": unsettled}
    elif is_conditional:
        text = _("The committee has still to confirm its approval.")
    else:
        text = _("All conditions are met or waived.")
    is_met = not unsettled and not is_conditional
    return [Item("conditions", _("Conditions of the decision"), is_met, text, "either", "decision")]


def contract_terms(project: Project) -> dict[str, Any]:
    """What the decision adds to the contract: its conditions with their days, and a grant that was cut."""
    rows = Condition.objects.standing().filter(decision__project=project)
    cut = Decision.objects.cuts().filter(project=project).first()
    return {
        "conditions": [
            {"text": row.text, "due": row.due and row.due.isoformat(), "state": row.state}
            for row in rows.order_by("decision__recorded_at", "decision", "position", "pk")
        ],
        "granted": str(cut.granted) if cut is not None and cut.granted is not None else None,
    }
