"""What a programme offers, and what it has retired."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class OfferedQuerySet(models.QuerySet[M]):
    """Rows of a programme's set-up."""

    def offered(self) -> OfferedQuerySet[M]:
        """Those that new calls and new proposals may take; what is retired stays where it is in use."""
        return self.filter(retired=False)
