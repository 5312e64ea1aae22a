"""How an event is held, the states of an event and of a registration, and what may be asked of guests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(models.TextChoices):
    ASKED = "asked", _("Not confirmed yet")
    HELD = "held", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


class Question(models.TextChoices):
    """What guests may be asked beside name and address; each answer is short and optional."""

    DIET = "diet", _("What should the kitchen know? (diet, allergies)")
    ACCESS = (
        "access",
        _("What do you need to take part? (for example a sign-language interpreter, step-free access)"),
    )
    REMARK = "remark", _("Anything that the organisers should know")


# Registrations that hold or want a place.
LIVING = frozenset({RegistrationState.HELD, RegistrationState.WAITING})
PUBLIC = frozenset({EventState.PUBLISHED, EventState.CANCELLED})
