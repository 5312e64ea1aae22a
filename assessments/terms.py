"""The conditions of a decision as points of the checklist of the contract."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Condition
from projects.contracting import Item
from projects.models import Project
from projects.states import State


def contract_points(project: Project) -> list[Item]:
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
