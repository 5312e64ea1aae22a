"""The states of a message on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    DRAFTED = "drafted", _("Drafted")
    HELD = "held", _("Held back")
    CONFIRMED = "confirmed", _("Confirmed, about to leave")
    HANDED = "handed", _("Handed to the mail server")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    UNKNOWN = "unknown", _("Not known whether it left")
    CANCELLED = "cancelled", _("Cancelled")


# From which states a message may be confirmed, cancelled, edited or held back.
CONFIRMABLE = frozenset({MessageState.DRAFTED, MessageState.FAILED})
CANCELLABLE = frozenset(
    {MessageState.DRAFTED, MessageState.HELD, MessageState.FAILED, MessageState.CONFIRMED}
)
EDITABLE = frozenset({MessageState.DRAFTED, MessageState.HELD, MessageState.FAILED})
HOLDABLE = frozenset({MessageState.DRAFTED, MessageState.FAILED, MessageState.CONFIRMED})
# What the mail server has, or may have.
GONE = frozenset({MessageState.HANDED, MessageState.SENT, MessageState.UNKNOWN})
