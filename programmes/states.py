"""Roles of programme staff, and named sets of them."""

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
