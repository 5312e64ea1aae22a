"""A proposal with policy instruments, complete in every check."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.models import Entry, Partnership, Project
from tests.factories.calls import CallFieldFactory, CallRuleFactory
from tests.factories.projects import AnswerFactory, EntryFactory, complete_project

RULES: dict[str, dict[str, Any]] = {
    "follow_up": {"minimum": 6, "maximum": 12},
    "region_instruments": {},
    "funds_link": {"minimum": 1},
    "stakeholders": {"minimum": 1},
}


def policy_project(instruments: int = 2, **fields: Any) -> Project:
    """A draft of 24 months in two phases, one instrument for each partner; its checks find nothing.

    Each instrument has a company among its stakeholders, an action plan, a pilot action of 10,000.00 and an
    improvement that may influence 250,000.00.
    """
    project = complete_project(partners=instruments, **fields)
    CallFieldFactory(call=project.call, key="policy_instruments", use="optional")
    for kind, parameters in RULES.items():
        CallRuleFactory(call=project.call, kind=kind, parameters=parameters)
    say(project, "core_months", "18")
    say(project, "follow_up_months", "6")
    say(project, "follow_up_work", "We watch what changes.", is_text=True)
    for partner in project.partnerships.order_by("position"):
        instrument(project, partner)
    return project


def instrument(project: Project, partner: Partnership) -> Entry:
    """The instrument of a partner that owns it, with one of each kind of entry under it."""
    found = _entry(project, "policy_instrument", None, partner.position, partnership=partner)
    found.partners.add(partner)
    name = f"policy_instrument.{found.uid}"
    for key, text in (
        ("owner_kind", "partner"),
        ("owner_role", "managing_authority"),
        ("funds_link", "yes"),
        ("funds_programme", "Programme of the region"),
    ):
        say(project, f"{name}.{key}", text)
    for key in ("title", "description", "change"):
        say(project, f"{name}.{key}", f"Instrument {partner.position}: {key}", is_text=True)
    member = _entry(project, "stakeholder", found, choice="sme")
    say(project, f"stakeholder.{member.uid}.name", "Small works")
    below = {
        "action_plan": ("title", "description"),
        "pilot_action": ("title", "description"),
        "policy_improvement": ("title", "evidence"),
    }
    money = {"pilot_action": Decimal("10000.00"), "policy_improvement": Decimal("250000.00")}
    for kind, keys in below.items():
        whose = partner if kind == "pilot_action" else None
        entry = _entry(project, kind, found, price=money.get(kind), partnership=whose)
        for key in keys:
            say(project, f"{kind}.{entry.uid}.{key}", f"{kind} {partner.position}: {key}", is_text=True)
    return found


def say(project: Project, field: str, text: str, *, is_text: bool = False) -> None:
    """An answer, in every language of the call where it is a text."""
    for language in project.call.languages if is_text else ("",):
        AnswerFactory(project=project, field=field, language=language, text=text)


def _entry(project: Project, kind: str, parent: Entry | None, position: int = 1, **fields: Any) -> Entry:
    made: Entry = EntryFactory(project=project, kind=kind, parent=parent, position=position, **fields)
    return made
