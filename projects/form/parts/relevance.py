"""Section C.1 to C.3: why the project is needed, for whom, beside what else, and why by these partners."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partners.states import OrganisationType
from projects.form.field import Choices, column, prose

TARGET_GROUPS: Choices = (
    *((kind.value, kind.label) for kind in OrganisationType if kind != OrganisationType.NATURAL_PERSON),
    ("general_public", _("General public")),
)

FIELDS = (
    prose(
        "overall_objective",
        "relevance",
        _("Overall objective of the project"),
        _("What will have changed for the region at the end, in line with the programme's objective."),
        limit=500,
        part="objective",
    ),
    prose(
        "challenges",
        "relevance",
        _("Challenges"),
        _("The problems or opportunities of the area on both sides that the project takes up."),
        part="context",
    ),
    prose(
        "approach",
        "relevance",
        _("Approach, and what is new in it"),
        _("How the project answers the challenges, and how it goes beyond what is done already."),
        part="context",
    ),
    prose(
        "cooperation_need",
        "relevance",
        _("Why cooperation is needed"),
        _("Why this cannot be reached on one side of the border alone."),
        part="context",
    ),
    prose(
        "knowledge",
        "relevance",
        _("Use of what is known"),
        _("The results and experience of others on which the project builds."),
        part="context",
    ),
    column(
        "target_group.group",
        "relevance",
        "choice",
        _("Target group"),
        _("For whom the project makes a difference."),
        choices=TARGET_GROUPS,
    ),
    prose(
        "target_group.description",
        "relevance",
        _("Who exactly, and how they gain"),
        _("Name them as closely as you can, for example the hospitals of two provinces."),
        limit=2000,
    ),
    column(
        "strategy.strategy",
        "relevance",
        "choice",
        _("Strategy"),
        _("A strategy or policy to which the project contributes."),
    ),
    prose("strategy.contribution", "relevance", _("How the project contributes to it"), limit=2000),
    prose(
        "synergy.project",
        "relevance",
        _("Project or initiative"),
        _("A past or present project, of the Union or of others, that is close to this one."),
        limit=2000,
    ),
    prose(
        "synergy.description",
        "relevance",
        _("How you will work together or build on it"),
        limit=2000,
    ),
    prose(
        "partnership",
        "partnership",
        _("Partnership"),
        _("Why these partners: what each adds, and how the partnership as a whole fits the challenge."),
    ),
)
