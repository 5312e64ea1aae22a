"""One act of carrying over: from where, to where, which rows became which, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from accounts.models import User
from calls.models import Call
from projects.form import FIELDS, Use, is_shown, uses_of
from projects.models import Entry, Partnership, Project


@dataclass
class Carrying:
    """`partners` and `entries` lead from the primary key of an old row to the new row."""

    source: Project
    target: Project
    by: User
    partners: dict[int, Partnership] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def call(self) -> Call:
        """The new call."""
        return self.target.call

    @cached_property
    def uses(self) -> dict[str, Use]:
        """What the new call makes of each field in the step where the draft begins."""
        return uses_of(self.call, self.target.step)

    @property
    def is_same_edition(self) -> bool:
        """Whether ids of what a programme sets up mean the same in both calls."""
        return self.source.call.programme_period_id == self.call.programme_period_id

    @property
    def has_same_periods(self) -> bool:
        """Whether the number of a period means the same in both calls."""
        months = self.call.period_months
        return months is not None and self.source.call.period_months == months

    def shows(self, key: str) -> bool:
        """Whether the new call shows this field of the catalogue."""
        return is_shown(self.uses, key)

    def leave(self, text: str) -> None:
        """Name something that was not carried over, or not as it was; once."""
        if text not in self.left_out:
            self.left_out.append(text)

    def leave_field(self, key: str) -> None:
        """Name a field that was not carried over."""
        self.leave(str(FIELDS[key].label))

    def map_uid(self, old: UUID, new: UUID) -> None:
        """Remember that texts which named the old row now name the new one."""
        self.uids[str(old)] = str(new)
