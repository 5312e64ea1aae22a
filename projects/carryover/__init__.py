"""What of one proposal another call of the same programme can take: copied, mapped, or named as left out."""

from projects.carryover.carrying import Carrying
from projects.carryover.entries import carry_entries
from projects.carryover.money import carry_money
from projects.carryover.partners import carry_partners
from projects.carryover.texts import carry_texts
from projects.carryover.whole import carry_whole

__all__ = ["Carrying", "carry_all"]


def carry_all(carrying: Carrying) -> None:
    """Write everything that the new call takes into the new draft; the rest is named in `left_out`.

    Rows first, since texts and figures name them.
    """
    carry_whole(carrying)
    carry_partners(carrying)
    carry_entries(carrying)
    carry_money(carrying)
    carry_texts(carrying)
