"""Keys of forms that have added something, so that a form sent twice adds it once."""

from __future__ import annotations

from django.db import models

from programmes.models.programmes import ProgrammePeriod


class SpentKey(models.Model):
    """The key of a form, and the row that it added."""

    key = models.UUIDField(primary_key=True)
    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="+")
    row = models.BigIntegerField(help_text="primary key in the table of the form")
    spent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["spent_at"]
