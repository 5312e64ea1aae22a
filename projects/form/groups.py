"""The repeating entries of the form: what they hang under, and how many there may and must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from projects.form.field import Words


@dataclass(frozen=True)
class Group:
    """A kind of entry. `most` counts within the parent, or within the project when there is none.

    `least_in` says where at least one is asked for, once the call asks for the fields: in the "project", in
    each "parent", or nowhere ("").
    """

    kind: str
    section: str
    label: Words
    plural: Words
    most: int
    parent: str = ""
    least_in: Literal["", "project", "parent"] = ""


GROUPS: dict[str, Group] = {
    group.kind: group
    for group in (
        Group(
            "associated_organisation",
            "associated",
            _("Associated organisation"),
            _("Associated organisations"),
            most=30,
        ),
        Group("target_group", "relevance", _("Target group"), _("Target groups"), 20, least_in="project"),
        Group("strategy", "relevance", _("Strategy"), _("Strategies"), 20, least_in="project"),
        Group("synergy", "relevance", _("Synergy"), _("Synergies"), 20, least_in="project"),
        Group("work_package", "work_plan", _("Work package"), _("Work packages"), 20, least_in="project"),
        Group("activity", "work_plan", _("Activity"), _("Activities"), 20, "work_package", "parent"),
        Group("deliverable", "work_plan", _("Deliverable"), _("Deliverables"), 20, "activity", "parent"),
        Group("output", "work_plan", _("Output"), _("Outputs"), 10, "work_package", "project"),
        Group("investment", "work_plan", _("Investment"), _("Investments"), 20, "work_package"),
        Group("own_unit_cost", "unit_costs", _("Own unit cost"), _("Own unit costs"), 10),
        Group(
            "final_recipient",
            "small_projects",
            _("Final recipients"),
            _("Final recipients"),
            20,
            least_in="project",
        ),
        Group(
            "policy_instrument",
            "policy",
            _("Policy instrument"),
            _("Policy instruments"),
            40,
            least_in="project",
        ),
        Group("stakeholder", "policy", _("Stakeholder"), _("Stakeholder group"), 60, "policy_instrument"),
        Group("action_plan", "policy", _("Action plan"), _("Action plans"), 5, "policy_instrument"),
        Group("pilot_action", "policy", _("Pilot action"), _("Pilot actions"), 5, "policy_instrument"),
        Group(
            "policy_improvement",
            "policy",
            _("Policy improvement"),
            _("Policy improvements"),
            10,
            "policy_instrument",
        ),
        Group("result", "results", _("Result"), _("Results"), 20, least_in="project"),
    )
}


def children_of(kind: str) -> tuple[Group, ...]:
    """The kinds of entries that hang under one."""
    return tuple(group for group in GROUPS.values() if group.parent == kind)
