"""Giving a call a partner search, and taking it away."""

from __future__ import annotations

from django.db import transaction

from accounts import trail
from accounts.models import User
from calls.models import Call
from calls.permissions import require_may_set_up
from ideas.models import Board


@transaction.atomic
def switch(call: Call, *, by: User, is_on: bool) -> Board:
    """Turn the partner search of a call on or off. Off hides its cards at once and loses none."""
    require_may_set_up(by, call.programme_period.programme_id)
    Call.objects.select_for_update().get(pk=call.pk)
    board, _is_new = Board.objects.get_or_create(call=call)
    if board.is_on != is_on:
        board.is_on = is_on
        board.save(update_fields=["is_on"])
        trail.record(call.chain, "switch partner search", by=by, old={"on": not is_on}, new={"on": is_on})
    return board


def has_search(call: Call) -> bool:
    """Whether the call has a partner search."""
    return Board.objects.filter(call=call, is_on=True).exists()


@transaction.atomic
def bring_along(earlier: Call, copied: Call, *, by: User) -> None:
    """Give a copied call the switch of the earlier one, but no cards; a switch that it has stays."""
    if has_search(earlier) and not Board.objects.filter(call=copied).exists():
        switch(copied, by=by, is_on=True)
