"""The states of a document on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Not kept any more")  # its file was taken away; who asks has it made again
    WITHDRAWN = "withdrawn", _("Withdrawn")  # neither file nor data are left; its number still answers


UNFINISHED = frozenset({DocumentState.QUEUED, DocumentState.RENDERING})
