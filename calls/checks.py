"""What officers look at by hand in a call that does not say otherwise, and the list that holds in a call.

Article numbers: Regulation (EU) 2021/1059 (Interreg) and Regulation (EU) 2021/1060 (CPR).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from calls.states import CheckGroup
from core.texts import LANGUAGES, Text


@dataclass(frozen=True)
class ManualCheck:
    """A question that an officer answers; `section` is the part of the form it looks at, "" for all of it."""

    key: str
    group: str
    title: Text
    help: Text
    section: str
    is_required: bool


_USUAL: tuple[tuple[str, CheckGroup, Promise, Promise, str], ...] = (
    (
        "signatory",
        CheckGroup.ADMISSIBILITY,
        _("The person who submitted it may act for the lead partner"),
        _("Look at the legal representative and at the signed letters."),
        "partners",
    ),
    (
        "language",
        CheckGroup.ADMISSIBILITY,
        _("The texts are written in the languages asked for, and say the same"),
        _("Read title and summary in each language; sample other sections."),
        "",
    ),
    (
        "lead_partner",
        CheckGroup.PARTNERSHIP,
        _("The lead partner is able to take on this role (Interreg Art. 26)"),
        _("Experience, staff and means to carry out the project and to pass on payments."),
        "partners",
    ),
    (
        "partners",
        CheckGroup.PARTNERSHIP,
        _("Every partner may receive support (CPR Art. 63)"),
        _("No undertaking in difficulty, none that must pay back unlawful aid."),
        "partners",
    ),
    (
        "cooperation",
        CheckGroup.PARTNERSHIP,
        _("Joint development and implementation, and joint staffing or financing (Interreg Art. 23)"),
        _("The texts on cooperation must bear out what was ticked."),
        "management",
    ),
    (
        "double_funding",
        CheckGroup.MONEY,
        _("The same costs are not paid by another fund (CPR Art. 63(9))"),
        _("Compare with known projects of the partners, of this and of other programmes."),
        "budget",
    ),
    (
        "state_aid",
        CheckGroup.MONEY,
        _("The self-check on state aid holds"),
        _("Read the justifications; where there is a risk, a scheme must cover it."),
        "partners",
    ),
    (
        "not_completed",
        CheckGroup.CONTENT,
        _("The project was not completed before it was submitted (CPR Art. 63(6))"),
        _("Look at the start, and at activities that seem to be done already."),
        "work_plan",
    ),
    (
        "consistency",
        CheckGroup.CONTENT,
        _("The parts of the proposal do not contradict each other"),
        _("Objectives, activities, outputs and budget must tell one story."),
        "",
    ),
    (
        "horizontal_principles",
        CheckGroup.CONTENT,
        _("The horizontal principles are respected (CPR Art. 9)"),
        _("Fundamental rights, equality, accessibility, sustainable development."),
        "management",
    ),
)


@cache
def usual() -> tuple[ManualCheck, ...]:
    """The list of calls that have none of their own, in every language of the portal."""
    return tuple(
        ManualCheck(key, group.value, _text(title), _text(help_text), section, is_required=True)
        for key, group, title, help_text, section in _USUAL
    )


def checks_of(call: Call) -> tuple[ManualCheck, ...]:
    """The manual checks of a call in order. One query unless "checks" is prefetched."""
    rows = tuple(
        ManualCheck(row.key, row.group, row.title, row.help, row.section, row.is_required)
        for row in call.checks.all()
    )
    return rows or usual()


def _text(words: Promise) -> Text:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(words)
    return Text(found)
