"""What is kept of a reader who has an account as well: remarks that named the same address."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from publications.models import Remark
from publications.talking_back import remarks


class Remarks(Holding):
    """Remarks on public pages for whose answer the person's address was given."""

    name = "remarks"

    def export(self, user: User) -> Any:
        return [
            {
                "at": remark.created_at.isoformat(),
                "about": remark.path,
                "wrong": remark.wrong,
                "right": remark.right,
                "source": remark.source,
                "state": remark.state,
                "answer": remark.answer,
            }
            for remark in Remark.objects.filter(email__iexact=user.email)
        ]

    def forget(self, user: User) -> None:
        """The remark stays with the programme, without the address."""
        remarks.forget_addresses(list(Remark.objects.filter(email__iexact=user.email)))
