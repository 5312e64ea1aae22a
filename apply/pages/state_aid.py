"""What a partner's state-aid self-check comes to, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.form import STATE_AID_QUESTIONS
from projects.state_aid import Risk, risk_of

WORDS: dict[Risk, tuple[str, str | Promise, str | Promise]] = {
    "risk": (
        "error",
        _("Risk of state aid"),
        _("Choose the scheme under which the aid would be allowed, and the activities that it concerns."),
    ),
    "indirect": (
        "warning",
        _("Risk of indirect state aid"),
        _("Others may gain an advantage through the project. Say in your reasons how you keep to the rules."),
    ),
    "none": ("passed", _("No risk of state aid"), _("As far as your answers tell; the programme checks it.")),
    "incomplete": ("rest", _("Not all questions are answered yet"), ""),
}


@dataclass(frozen=True)
class SelfCheck:
    """The outcome; `tone` is a state that the badge knows a colour for."""

    tone: str
    words: str | Promise
    advice: str | Promise


def self_check(answer_of: Callable[[str], str]) -> SelfCheck:
    """The outcome of the answers; `answer_of` gives the answer to a question of the form by its name."""
    return SelfCheck(*WORDS[risk_of([answer_of(name) for name in STATE_AID_QUESTIONS])])
