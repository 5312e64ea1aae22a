"""What a public record can say of a project's progress."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    APPROVED = "approved", _("Approved")
    ONGOING = "ongoing", _("Under way")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Not known")


# The source of records that only measure how the portal does with many: they get no documents.
GENERATED = "generated"
# How the source of a record from an imported list begins: its documents are made when somebody asks.
FROM_LISTS = "list:"


class SubscriptionKind(models.TextChoices):
    ALERT = "alert", _("Search alert")
    NEWSLETTER = "newsletter", _("Newsletter")


class Frequency(models.TextChoices):
    DAILY = "daily", _("At most once a day")
    WEEKLY = "weekly", _("At most once a week")


class FoundIt(models.TextChoices):
    """What a reader answers to “found what you looked for?”."""

    YES = "yes", pgettext_lazy("found what you looked for", "Yes")
    PARTLY = "partly", pgettext_lazy("found what you looked for", "Partly")
    NO = "no", pgettext_lazy("found what you looked for", "No")


class RemarkState(models.TextChoices):
    NEW = "new", pgettext_lazy("remark", "New")
    ACCEPTED = "accepted", pgettext_lazy("remark", "Accepted")
    DECLINED = "declined", pgettext_lazy("remark", "Declined")
    SPAM = "spam", pgettext_lazy("remark", "Spam")


class RemarkAbout(models.TextChoices):
    PROJECT = "project", pgettext_lazy("what a remark is about", "Project")
    PARTNER = "partner", pgettext_lazy("what a remark is about", "Partner")
    PROGRAMME = "programme", pgettext_lazy("what a remark is about", "Programme")
    CALL = "call", pgettext_lazy("what a remark is about", "Call")


class RemarkTopic(models.TextChoices):
    NAME = "name", _("A name")
    MONEY = "money", _("An amount of money")
    PLACE = "place", _("A place or a region")
    DATE = "date", _("A date")
    TEXT = "text", _("A description or a translation")
    LINK = "link", _("A link that does not work")
    OTHER = "other", _("Something else")
