"""Which strategies of the fixed European list a programme has taken up."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from programmes.models import KnownStrategy, ProgrammePeriod, Strategy
from programmes.setting_up.choice_parts import STRATEGIES
from programmes.setting_up.verbs import create, managed, remove, retire


@transaction.atomic
def take_up(edition: ProgrammePeriod, codes: Collection[str], *, by: User, seen: Collection[str]) -> None:
    """Offer exactly the strategies with these codes; `seen` are those that the page showed as offered.

    What is dropped is removed, or retired where a call or proposal uses it. Raises NotAllowed, and
    DomainError for an unknown code or when somebody else chose meanwhile.
    """
    edition = managed(edition, by)
    held = {row.code: row for row in Strategy.objects.filter(programme_period=edition)}
    now, wanted = {code for code, row in held.items() if not row.retired}, set(codes)
    if wanted == now:
        return
    if now != set(seen):
        raise DomainError(
            _("Somebody else has chosen strategies meanwhile. Look at the list, then choose again.")
        )
    known = KnownStrategy.objects.in_bulk()  # fifteen, and whatever was posted is only compared
    if wanted - known.keys():
        raise DomainError(_("This strategy is not in the fixed list. Choose one from the list."))
    for code in sorted(wanted - now):
        if code in held:
            retire(held[code], STRATEGIES, by=by, retired=False)
        else:
            values = {"code": code, "title": known[code].title, "position": known[code].position}
            create(STRATEGIES, edition, values, by=by)
    for code in sorted(now - wanted):
        _drop(held[code], by)


def _drop(row: Strategy, by: User) -> None:
    """Remove a strategy that nothing uses, otherwise retire it; the database knows what proposals use."""
    try:
        remove(row, STRATEGIES, by=by)
    except DomainError:
        retire(row, STRATEGIES, by=by)
