"""Section C.7 and C.8: how the project is run, cooperation criteria, horizontal principles, what lasts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import YES_NO, Choices, FormField, Words, choice, prose

EFFECTS: Choices = (("positive", _("Positive")), ("neutral", _("Neutral")), ("negative", _("Negative")))


def _criterion(name: str, label: Words, hint: Words) -> tuple[FormField, FormField]:
    """One of the ways to cooperate: Regulation (EU) 2021/1059, Art. 23(4)."""
    return (
        choice(f"cooperation.{name}", "management", label, hint, choices=YES_NO, part="cooperation"),
        prose(
            f"cooperation.{name}_text",
            "management",
            _("How you do so"),
            limit=2000,
            part="cooperation",
        ),
    )


def _principle(name: str, label: Words) -> tuple[FormField, FormField]:
    return (
        choice(f"horizontal.{name}", "management", label, choices=EFFECTS, part="horizontal"),
        prose(
            f"horizontal.{name}_text",
            "management",
            _("What brings this effect"),
            limit=2000,
            part="horizontal",
        ),
    )


_RUN = (
    prose(
        "coordination",
        "management",
        _("Coordination"),
        _("Who decides what, how the partners keep in touch, and how conflicts are settled."),
        part="coordination",
    ),
    prose(
        "quality",
        "management",
        _("Quality"),
        _("How you check that the work is good and in time, and who looks at it from outside."),
        part="coordination",
    ),
    prose(
        "communication",
        "management",
        _("Communication"),
        _("The general approach to communication, and who is in charge of it."),
        part="coordination",
    ),
    prose(
        "financial_management",
        "management",
        _("Financial management and reporting"),
        _("How money is tracked, reported and checked in the partnership."),
        part="coordination",
    ),
)
_COOPERATION = (
    *_criterion("development", _("Joint development"), _("The partners wrote the proposal together.")),
    *_criterion("implementation", _("Joint implementation"), _("The partners carry out the work together.")),
    *_criterion("staffing", _("Joint staffing"), _("Staff is planned for the project as a whole.")),
    *_criterion("financing", _("Joint financing"), _("One budget, with a share from each side.")),
)
_HORIZONTAL = (
    *_principle("sustainable_development", _("Sustainable development")),
    *_principle("equal_opportunities", _("Equal opportunities and non-discrimination")),
    *_principle("gender_equality", _("Equality between women and men")),
)
_DURABILITY = (
    prose(
        "ownership",
        "durability",
        _("Ownership"),
        _("Who will own and look after the outputs once the project is over."),
    ),
    prose(
        "durability",
        "durability",
        _("Durability"),
        _("How the outputs and results stay alive, and who pays for it."),
    ),
    prose(
        "transferability",
        "durability",
        _("Transferability"),
        _("Who else can use what you make, and how they will come to know of it."),
    ),
)
FIELDS = (*_RUN, *_COOPERATION, *_HORIZONTAL, *_DURABILITY)
CRITERIA = ("development", "implementation", "staffing", "financing")
PRINCIPLES = ("sustainable_development", "equal_opportunities", "gender_equality")
