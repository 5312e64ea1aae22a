"""The states of a document on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("In the making")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


UNFINISHED = frozenset({DocumentState.QUEUED, DocumentState.RENDERING})
