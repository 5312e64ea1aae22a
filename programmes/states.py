"""Roles of programme staff, and named sets of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Secretariat officer")
    MANAGER = "manager", _("Programme manager")
    ASSESSOR = "assessor", _("Assessor")
    COMMITTEE = "committee", _("Committee member")
    AUDITOR = "auditor", _("Auditor")
    EDITOR = "editor", _("Editor")


SECRETARIAT = frozenset({Role.OFFICER, Role.MANAGER})
SEES_ALL_SUBMITTED = frozenset({Role.OFFICER, Role.MANAGER, Role.COMMITTEE, Role.AUDITOR})
# They read a proposal unless they declared a conflict of interest; a committee member declares first.
SEES_UNDECLARED = frozenset({Role.OFFICER, Role.MANAGER, Role.AUDITOR})
# Who takes data out of the portal and reads trails: the secretariat for its work, auditors for theirs.
TAKES_DATA = SECRETARIAT | {Role.AUDITOR}
# Who writes and publishes pages, events and newsletters. An editor sees nothing of proposals.
EDITORS = SECRETARIAT | {Role.EDITOR}
DEALS_WITH_PROPOSALS = frozenset(Role) - {Role.EDITOR}
DECIDES = frozenset({Role.MANAGER, Role.COMMITTEE})
# Roles that can be limited to one call: its own secretariat and its assessors.
OF_ONE_CALL = frozenset({Role.OFFICER, Role.MANAGER, Role.ASSESSOR})


class CostCategory(models.TextChoices):
    """The cost categories of Regulation (EU) 2021/1059, Art. 39 to 44, that a simplified cost may cover."""

    STAFF = "staff", _("Staff costs")
    OFFICE = "office", _("Office and administration")
    TRAVEL = "travel", _("Travel and accommodation")
    EXTERNAL = "external", _("External expertise and services")
    EQUIPMENT = "equipment", _("Equipment")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure and works")


class Phase(models.TextChoices):
    """The part of a project's life that a lump sum pays for."""

    PREPARATION = "preparation", _("Preparation")
    IMPLEMENTATION = "implementation", _("Implementation")
    CLOSURE = "closure", _("Closure")


class LegalKind(models.TextChoices):
    """On which side of the line between public and private money a legal status stands."""

    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")
    OTHER = "other", _("Other")


class StateAidMeasure(models.TextChoices):
    """Under which rule aid is allowed."""

    GBER_20 = "gber_20", _("Block exemption, Article 20: costs of cooperation projects")
    GBER_20A = "gber_20a", _("Block exemption, Article 20a: limited amounts for cooperation projects")
    GBER_OTHER = "gber_other", _("Block exemption, another article")
    DE_MINIMIS = "de_minimis", _("De minimis aid")
    OTHER = "other", _("Other")


class StrategyKind(models.TextChoices):
    """What sort of strategy a project may contribute to."""

    MACRO_REGION = "macro_region", _("Macro-regional strategy")
    SEA_BASIN = "sea_basin", _("Sea basin strategy")
    POLICY = "policy", _("European policy")
    OTHER = "other", _("Other")
