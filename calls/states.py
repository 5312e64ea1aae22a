"""The states of a call, and the kinds of rules, flat rates and criteria it can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class RuleKind(models.TextChoices):
    """Each kind takes its parameters from JSON; projects/eligibility.py evaluates them."""

    MIN_COUNTRIES = "min_countries", _("Partners from enough countries")
    ONE_LEAD = "one_lead", _("Exactly one lead partner")
    BOTH_SIDES = "both_sides", _("Both sides of the border")
    PARTNER_COUNT = "partner_count", _("Number of partners")
    MAX_RATE = "max_rate", _("Highest co-financing rate")
    DURATION = "duration", _("Duration")
    TOTAL_BUDGET = "total_budget", _("Total budget")
    GRANT = "grant", _("Grant")


class Severity(models.TextChoices):
    ERROR = "error", _("Must be mended")
    WARNING = "warning", _("Worth a look")


class FlatRateKind(models.TextChoices):
    """The five flat rates of the regulation; bases as in projects/budget.py."""

    STAFF = "staff", _("Staff costs on other direct costs")
    OFFICE_ON_STAFF = "office_on_staff", _("Office and administration on staff costs")
    OFFICE_ON_DIRECT = "office_on_direct", _("Office and administration on direct costs")
    TRAVEL = "travel", _("Travel and accommodation on staff costs")
    OTHER = "other", _("All other costs on staff costs")
