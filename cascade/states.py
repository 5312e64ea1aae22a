"""The kinds of schemes by which a funded project hands money on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchemeKind(models.TextChoices):
    CASCADE = "cascade", _("Cascade funding")
    SMALL_PROJECT_FUND = "small_project_fund", _("Small project fund")
