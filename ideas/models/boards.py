"""Whether a call has a partner search."""

from __future__ import annotations

from django.db import models

from calls.models import Call


class Board(models.Model):
    """The partner search of one call; a call without a row has none."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="partner_search")
    is_on = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.call)
