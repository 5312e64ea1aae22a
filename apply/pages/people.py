"""The people of a proposal as its page lists them: who each is, and what the reader may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from apply.forms.people import LEVELS, PART_LEVELS, part_choices
from projects.models import Collaborator, Invitation, Partnership, Project
from projects.models.invitations import UNANSWERED
from projects.permissions import level_in
from projects.states import Level, reaches

Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True)
class PersonRow:
    """A collaborator; `levels` and `parts` are what the reader may give instead, empty when nothing."""

    one: Collaborator
    is_me: bool
    levels: Choices
    parts: Choices

    @property
    def part(self) -> str:
        """The uid of the partner whose part the person writes; blank for the whole."""
        return str(self.one.partnership.uid) if self.one.partnership else ""

    @property
    def may_change(self) -> bool:
        return bool(self.levels)

    @property
    def may_hand_over(self) -> bool:
        return self.may_change


@dataclass(frozen=True)
class InvitedRow:
    """An invitation that was not accepted: open, run out or declined."""

    one: Invitation
    may_cancel: bool

    @property
    def is_declined(self) -> bool:
        return self.one.declined_at is not None

    @property
    def is_over(self) -> bool:
        return not self.is_declined and not self.one.is_open


def parts_given_by(reader: Collaborator) -> tuple[list[Partnership], bool]:
    """The partners whose part the reader may give to others, and whether the whole too. One query at most."""
    if not reaches(reader.level, Level.MANAGE):
        return [], False
    if reader.partnership is not None:
        return [reader.partnership], False
    return list(Partnership.objects.filter(project=reader.project_id).order_by("position")), True


def person_rows(project: Project, reader: Collaborator) -> list[PersonRow]:
    """Everybody who writes the project, in the order of arrival. Two queries."""
    parts, gives_whole = parts_given_by(reader)
    levels = LEVELS if gives_whole else PART_LEVELS
    choices = part_choices(parts, gives_whole=gives_whole)
    people = project.collaborators.select_related("user", "partnership").order_by("since", "pk")
    return [
        PersonRow(
            one,
            one.user_id == reader.user_id,
            levels if _manages(reader, one.partnership) else (),
            choices if _manages(reader, one.partnership) else (),
        )
        for one in people
    ]


def invited_rows(project: Project, reader: Collaborator) -> list[InvitedRow]:
    """Invitations without a yes: those that wait or ran out, and the last that were declined. Two queries."""
    related = project.invitations.select_related("partnership")
    waiting = list(related.filter(UNANSWERED))
    declined = list(related.filter(declined_at__isnull=False).order_by("-declined_at")[:10])
    return [InvitedRow(one, _manages(reader, one.partnership)) for one in (*waiting, *declined)]


def _manages(reader: Collaborator, part: Partnership | None) -> bool:
    return reaches(level_in(reader, part), Level.MANAGE)
