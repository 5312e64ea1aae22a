"""The words of the partner search: kinds of cards, their states, roles, what the secretariat found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a card is."""

    IDEA = "idea", _("Idea that looks for partners")
    OFFER = "offer", _("Organisation that offers itself")


class CardState(models.TextChoices):
    """Where a card stands. An ended one was withdrawn by the clock: its last day, or the call, is over."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("Ended")


class Role(models.TextChoices):
    """A place in a partnership: wanted by an idea, offered by an organisation."""

    LEAD = "lead", _("Lead partner")
    PARTNER = "partner", _("Partner")
    ASSOCIATED = "associated", _("Associated partner")


class Look(models.TextChoices):
    """What the secretariat makes of a card that somebody reported."""

    NONE = "none", _("Not reported")
    WAITING = "waiting", _("Reported, hidden until looked at")
    CLEARED = "cleared", _("Looked at, shown")
    HIDDEN = "hidden", _("Hidden by the secretariat")


class ReportReason(models.TextChoices):
    """Why somebody reports a card."""

    FALSE = "false", _("It is not true, or not about a project")
    ADVERT = "advert", _("It advertises or sells something")
    PERSON = "person", _("It names or harms a person")
    OTHER = "other", _("Something else")


# Cards that a reader may see once nobody has hidden them.
SHOWN_LOOKS = (Look.NONE, Look.CLEARED)
