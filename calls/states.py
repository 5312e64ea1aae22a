"""The states of a call, and the kinds of rules, flat rates, budgets and fields it can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The field of the form by which small projects are financed apart from managing their fund.
FINANCED_APART = "rate.small_projects"


class CallState(models.TextChoices):
    """A planned call is announced with its dates; it can still change, and nobody can apply yet."""

    DRAFT = "draft", _("Draft")
    PLANNED = "planned", _("Planned")
    PUBLISHED = "published", _("Published")


class CallKind(models.TextChoices):
    """For whom a call is: what a micro-project or a fund for small projects is, the programme's rules say.

    A cascade call belongs to a funded operation, which passes money on by it (cascade.models.SubCall).
    """

    ORDINARY = "ordinary", _("Call for projects")
    MICRO = "micro", _("Call for micro-projects")
    SMALL_PROJECT_FUND = "small_project_fund", _("Call for small project funds")
    CASCADE = "cascade", _("Call of a funded project")


class Phase(models.TextChoices):
    """Where a call stands at a moment: its state, and for a published one the clock."""

    DRAFT = "draft", _("In preparation")
    PLANNED = "planned", _("Planned")
    UPCOMING = "upcoming", _("To come")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class RuleKind(models.TextChoices):
    """Each kind takes its parameters from JSON (calls.rules); projects.eligibility judges by them."""

    MIN_COUNTRIES = "min_countries", _("Partners from enough countries")
    ONE_LEAD = "one_lead", _("Exactly one lead partner")
    BOTH_SIDES = "both_sides", _("Both sides of the border")
    PARTNER_COUNT = "partner_count", _("Number of partners")
    AREA = "area", _("Partners in the programme area")
    PARTNER_TYPES = "partner_types", _("Kinds of organisation")
    PARTNER_STATUS = "partner_status", _("Public and private partners")
    MAX_RATE = "max_rate", _("Highest co-financing rate")
    DURATION = "duration", _("Duration")
    WINDOW = "window", _("Start and end within the call's dates")
    TOTAL_BUDGET = "total_budget", _("Total budget")
    GRANT = "grant", _("Grant")
    PARTNER_BUDGET = "partner_budget", _("Budget of each partner")
    PARTNER_GRANT = "partner_grant", _("Grant of each partner")
    PREPARATION = "preparation", _("Share of preparation costs")
    LANGUAGES = "languages", _("The same texts in each language")
    EQUAL_CONTENT = "equal_content", _("Equal content in each language")
    SAME_PROPOSAL = "same_proposal", _("Each proposal once")
    CONFIRMED = "confirmed", _("Confirmed by every partner")
    FOLLOW_UP = "follow_up", _("Length of the follow-up phase")
    REGION_INSTRUMENTS = "region_instruments", _("One policy instrument for each region")
    SME_SIDES = "sme_sides", _("An SME on each side of the border")
    NO_DIFFICULTY = "no_difficulty", _("No undertaking in difficulty")
    FUNDS_LINK = "funds_link", _("Instruments linked to the Structural Funds")
    STAKEHOLDERS = "stakeholders", _("Stakeholders of each region")


class Severity(models.TextChoices):
    ERROR = "error", _("Must be corrected")
    WARNING = "warning", _("Worth a look")


SCALE_HIGHEST = 100  # the best score that any scale can have
SHORT_SCALE = 11  # scores of a scale that are shown one by one, each with its words
MOST_ASSESSORS = 9  # of one proposal


class CriterionGroup(models.TextChoices):
    """What a criterion looks at. Strategic ones come first: weak operation alone is worth advice."""

    STRATEGIC = "strategic", _("Strategic")
    OPERATIONAL = "operational", _("Operational")
    HORIZONTAL = "horizontal", _("Horizontal principles")
    OTHER = "other", _("Other")


class CommentRule(models.TextChoices):
    """When a score must be given with a reason."""

    ALWAYS = "always", _("For every score")
    BELOW = "below", _("For low scores")
    NEVER = "never", _("Never")


class FlatRateKind(models.TextChoices):
    """The five flat rates of the regulation; bases as in projects/budget.py."""

    STAFF = "staff", _("Staff costs based on other direct costs")
    OFFICE_ON_STAFF = "office_on_staff", _("Office and administration based on staff costs")
    OFFICE_ON_DIRECT = "office_on_direct", _("Office and administration based on direct costs")
    TRAVEL = "travel", _("Travel and accommodation based on staff costs")
    OTHER = "other", _("All other costs based on staff costs")


class CostCategory(models.TextChoices):
    """The categories in which real costs can be entered, Regulation (EU) 2021/1059, Art. 25 and 39 to 44."""

    STAFF = "staff", _("Staff costs")
    TRAVEL = "travel", _("Travel and accommodation")
    EXTERNAL = "external", _("External expertise and services")
    EQUIPMENT = "equipment", _("Equipment")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure and works")
    SMALL_PROJECTS = "small_projects", _("Small projects, of a small project fund")


# What calls allow unless they say otherwise; small projects are for calls for small project funds.
USUAL_CATEGORIES = tuple(name for name in CostCategory.values if name != CostCategory.SMALL_PROJECTS)


class BudgetForm(models.TextChoices):
    """How finely a partner writes its costs."""

    TOTALS = "totals", _("One amount for each cost category")
    PERIODS = "periods", _("Amounts for each cost category and period")
    ITEMS = "items", _("Single items with units, prices and periods")


class Use(models.TextChoices):
    """What a call makes of a field of the form."""

    HIDDEN = "hidden", _("Hidden")
    OPTIONAL = "optional", _("Optional")
    REQUIRED = "required", _("Required")


class FormStep(models.IntegerChoices):
    """From which step of a two-step call on a field or an annex is asked."""

    FIRST = 1, _("From step 1")
    SECOND = 2, _("From step 2")


class CheckGroup(models.TextChoices):
    """The parts of a screening sheet, in their order."""

    ADMISSIBILITY = "admissibility", _("Admissibility")
    PARTNERSHIP = "partnership", _("Partnership")
    MONEY = "money", _("Money")
    CONTENT = "content", _("Content")
    ANNEXES = "annexes", _("Annexes")
    JUDGEMENT = "judgement", _("For the officer to judge")
