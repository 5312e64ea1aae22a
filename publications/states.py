"""What a public record can say of a project's progress."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    APPROVED = "approved", _("Approved")
    ONGOING = "ongoing", _("Under way")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Not known")


# The source of records that only measure how the portal does with many: they get no documents.
GENERATED = "generated"
