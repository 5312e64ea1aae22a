"""The section of policy work: phases, a policy instrument for each region, and what is done with each.

Interreg Europe asks for it in its projects of 2021-2027; a call of any programme can switch it on.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from partners.states import OrganisationType
from projects.form.field import Choices, FormField, Kind, Words

SWITCH = "policy_instruments"
SECTION = "policy"
PARTNER, OUTSIDE = "partner", "outside"
ATTACHED = "attached"
LINKED = "yes"
_OWNERS: Choices = (
    (PARTNER, _("A partner of the project")),
    (OUTSIDE, _("Another organisation, with a letter of support")),
)
ROLES: Choices = (
    ("managing_authority", _("Managing authority")),
    ("policy_responsible", _("Organisation responsible for the policy")),
)
_LETTER: Choices = ((ATTACHED, _("Attached under annexes")), ("awaited", _("Not there yet")))
_LINKS: Choices = ((LINKED, _("Yes")), ("no", _("No")))
_MONTHS = r"0|[1-9][0-9]?"
# Organisations only: a person does not sit in a stakeholder group in its own name.
_STAKEHOLDERS: Choices = tuple(
    (value, label) for value, label in OrganisationType.choices if value != OrganisationType.NATURAL_PERSON
)


def _field(key: str, kind: Kind, label: Words, hint: Words = "", **more: Any) -> FormField:
    return FormField(key, SECTION, kind, label, hint, is_fixed=True, follows=SWITCH, **more)


def _text(key: str, label: Words, hint: Words = "", *, limit: int = 3000, **more: Any) -> FormField:
    """A text in each language of the call; of one line up to 300 characters."""
    kind: Kind = "line" if limit <= 300 else "text"
    return _field(key, kind, label, hint, limit=limit, multilingual=True, **more)


def _column(key: str, kind: Kind, label: Words, hint: Words = "", **more: Any) -> FormField:
    return _field(key, kind, label, hint, is_column=True, **more)


def _months(key: str, label: Words, hint: Words) -> FormField:
    wrong = _("Write whole months in digits, from 0 to 99.")
    return _field(key, "line", label, hint, pattern=_MONTHS, pattern_text=wrong)


_PHASES = (
    FormField(
        SWITCH,
        SECTION,
        "table",
        _("Policy instruments and phases"),
        _(
            "Core phase and follow-up phase, a policy instrument for each region of the partners, "
            "stakeholder groups, action plans, pilot actions and policy improvements."
        ),
        is_column=True,
    ),
    _months("core_months", _("Core phase, in months"), _("Learning from each other, and pilot actions.")),
    _months("follow_up_months", _("Follow-up phase, in months"), _("Both phases together are the project.")),
    _text("follow_up_work", _("What belongs to the follow-up phase"), _("What is watched, and by whom.")),
)
_INSTRUMENT = (
    _text("policy_instrument.title", _("Name of the instrument"), limit=250),
    _column(
        "policy_instrument.partners",
        "partners",
        _("Partners of the region that work on it"),
        _("The region of an instrument is that of its partners. Each region has one instrument."),
    ),
    _field(
        "policy_instrument.owner_kind",
        "choice",
        _("Who owns it"),
        _("The body that answers for the instrument and can change it."),
        choices=_OWNERS,
    ),
    _field("policy_instrument.owner_role", "choice", _("Role of the owner"), choices=ROLES),
    _column("policy_instrument.partner", "partner", _("Owner, if it is a partner"), is_optional=True),
    _field(
        "policy_instrument.owner_name",
        "line",
        _("Owner, if it is not a partner"),
        limit=250,
        is_optional=True,
    ),
    _field(
        "policy_instrument.letter",
        "choice",
        _("Letter of support of an owner that is not a partner"),
        choices=_LETTER,
        is_optional=True,
    ),
    _field(
        "policy_instrument.funds_link",
        "choice",
        _("Is it part of a Structural Funds programme?"),
        _("A programme of the goal Investment for jobs and growth."),
        choices=_LINKS,
    ),
    _field(
        "policy_instrument.funds_programme",
        "line",
        _("Name of that programme"),
        limit=250,
        is_optional=True,
    ),
    _text("policy_instrument.description", _("What it does now, and where it falls short")),
    _text("policy_instrument.change", _("What the project wants to improve in it")),
)
_STAKEHOLDER = (
    _field("stakeholder.name", "line", _("Organisation"), limit=250),
    _column(
        "stakeholder.group",
        "choice",
        _("Kind of organisation"),
        _("Private companies are welcome here. They cannot be partners."),
        choices=_STAKEHOLDERS,
    ),
    _text("stakeholder.role", _("What it brings to the group"), limit=500, is_optional=True),
)
_ACTION_PLAN = (
    _text("action_plan.title", _("Title"), limit=200),
    _text(
        "action_plan.description",
        _("What it will put into practice"),
        _("Whether there is a plan depends on what the core phase finds. Say what you expect."),
    ),
)
_PILOT_ACTION = (
    _text("pilot_action.title", _("Title"), limit=200),
    _column("pilot_action.partner", "partner", _("Partner that carries it out")),
    _text("pilot_action.description", _("What is tried out, and what for")),
    _column(
        "pilot_action.cost",
        "amount",
        _("Cost"),
        _("Part of the partner’s budget: it is not added to it."),
    ),
    _column(
        "pilot_action.period",
        "period",
        _("Period in which it starts"),
        _("It can start in the first."),
        is_optional=True,
    ),
)
_IMPROVEMENT = (
    _text("policy_improvement.title", _("What will be different"), limit=200),
    _text(
        "policy_improvement.evidence",
        _("How it will be shown"),
        _("A decision, a changed text, a call, a budget: what anybody can look at."),
    ),
    _column(
        "policy_improvement.influenced",
        "amount",
        _("Money of the instrument that it may influence"),
        _("Leave it blank when nobody can say yet."),
        is_optional=True,
    ),
)
FIELDS = (*_PHASES, *_INSTRUMENT, *_STAKEHOLDER, *_ACTION_PLAN, *_PILOT_ACTION, *_IMPROVEMENT)
