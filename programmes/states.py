"""Roles of programme staff, where a fact comes from, and named sets of both."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Secretariat officer")
    MANAGER = "manager", _("Programme manager")
    ASSESSOR = "assessor", _("Assessor")
    COMMITTEE = "committee", _("Committee member")
    AUDITOR = "auditor", _("Auditor")


SECRETARIAT = frozenset({Role.OFFICER, Role.MANAGER})
SEES_ALL_SUBMITTED = frozenset({Role.OFFICER, Role.MANAGER, Role.COMMITTEE, Role.AUDITOR})
DECIDES = frozenset({Role.MANAGER, Role.COMMITTEE})


class Source(models.TextChoices):
    """Where a fact or a wording comes from. In provenance, ", own words" and ": a note" may follow."""

    SEED = "seed", _("Stated in a document of the programme")
    REGULATION = "regulation", _("EU regulation")
    PUBLIC = "public", _("Public page or public data")
    UNVERIFIED = "unverified", _("Statement by others, not checked")
    MEMORY = "memory", _("Recalled, to be verified")
    TRANSLATION = "translation", _("Working translation, to be verified")


RELIABLE = frozenset({Source.SEED, Source.REGULATION, Source.PUBLIC})
