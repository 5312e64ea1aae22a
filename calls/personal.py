"""What calls hold of a person: late codes issued to their address."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.holdings import Holding
from accounts.models import User
from calls.models import LateCode


class LateCodes(Holding):
    """The permissions to submit late that were given to the person."""

    name = "late_codes"

    def export(self, user: User) -> Any:
        """For which calls, until when and why; never the code."""
        return [
            {
                "call": code.call.code,
                "to": code.email,
                "until": code.valid_until.isoformat(),
                "reason": code.reason,
                "used": code.used_at.isoformat() if code.used_at else None,
            }
            for code in self._of(user).select_related("call").order_by("pk")
        ]

    def forget(self, user: User) -> None:
        """The address becomes the pseudonym, and the code good for nobody; the act stays in the trail."""
        for code in self._of(user):
            code.email = f"{user.uid.hex}.{code.pk}@erased.invalid"
            code.save(update_fields=["email"])

    @staticmethod
    def _of(user: User) -> QuerySet[LateCode]:
        return LateCode.objects.filter(Q(email__iexact=user.email) | Q(used_by=user))
