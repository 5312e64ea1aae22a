"""That something public changed: a row for each transaction, written by triggers (publications.editions)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class PublicChange(models.Model):
    """A transaction that touched public data. Its key and moment are those of its commit."""

    transaction = models.BigIntegerField()
    started = models.DateTimeField(db_default=Now())
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # both: numbers of transactions begin anew in a restored database
            models.UniqueConstraint(fields=["transaction", "started"], name="public_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
