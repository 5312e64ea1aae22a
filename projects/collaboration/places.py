"""A person's place in a project, a level in the whole or in one partner's part, and how two become one."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from core.errors import DomainError
from projects.models import Collaborator, Invitation
from projects.states import LEVEL_RANK, Level


class Place(NamedTuple):
    """A level, in the part of the partnership with this primary key, or in the whole (None)."""

    level: str
    part: int | None

    @classmethod
    def of(cls, row: Collaborator | Invitation) -> Place:
        return cls(row.level, row.partnership_id)

    def includes(self, other: Place) -> bool:
        """Whether who has this place may do all that the other allows; everyone may view the whole."""
        reaches = LEVEL_RANK[self.level] >= LEVEL_RANK[other.level]
        return other.level == Level.VIEW or (reaches and self.part in (None, other.part))


def together(held: Place, offered: Place) -> Place:
    """The place of a person who takes up another one: nothing held is lost.

    A person has one place in a project. DomainError when neither of the two includes the other.
    """
    if held.includes(offered):
        return held
    if offered.includes(held):
        return offered
    raise DomainError(
        _(
            "This person has another place in the proposal already, and one person has one place. "
            "A person who manages the proposal can change it in the list of people."
        )
    )
