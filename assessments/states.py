"""Verdicts, recommendations and outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")
    UNCLEAR = "unclear", _("To be clarified")


class Recommendation(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    WITH_CONDITIONS = "with_conditions", _("Recommended with conditions")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    APPROVED_WITH_CONDITIONS = "approved_with_conditions", _("Approved with conditions")
    RESERVE = "reserve", _("On the reserve list")
    NOT_APPROVED = "not_approved", _("Not approved")


class AppealOutcome(models.TextChoices):
    """What became of an objection."""

    INADMISSIBLE = "inadmissible", _("Not admissible")
    UPHELD = "upheld", _("Upheld")
    PARTLY_UPHELD = "partly_upheld", _("Partly upheld")
    DISMISSED = "dismissed", _("Dismissed")
