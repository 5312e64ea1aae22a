"""What the votes on one item come to: quorum and result, in figures and in words. No database.

Recused delegations are left out altogether: the quorum is a share of the others. Abstentions are no votes
cast; a delegation that is absent counts for nothing but the quorum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.states import Majority, Position


class Result(StrEnum):
    """What became of a proposal that was put to the vote."""

    OPEN = "open"
    NO_QUORUM = "no_quorum"
    CARRIED = "carried"
    LOST = "lost"


@dataclass(frozen=True)
class Voice:
    """One voting delegation: what it said ("" for nothing yet), and whether it is in the room.

    `is_silent` marks a consent by silence in a written procedure.
    """

    position: str = ""
    is_present: bool = False
    is_recused: bool = False
    is_silent: bool = False


@dataclass(frozen=True)
class Tally:
    """The figures of one item. `voting` are all delegations with a vote, `recused` those of them left out."""

    voting: int
    recused: int
    present: int
    needed: int
    votes_for: int
    against: int
    abstained: int
    silent: int
    missing: int
    majority: str

    @property
    def is_quorate(self) -> bool:
        """Whether enough delegations take part."""
        return self.present >= self.needed and self.present > 0

    @property
    def result(self) -> Result:
        """Carried or lost once all who take part have spoken; open before."""
        if self.missing:
            return Result.OPEN
        if not self.is_quorate:
            return Result.NO_QUORUM
        return Result.CARRIED if _carries(self) else Result.LOST

    @property
    def is_carried(self) -> bool:
        return self.result == Result.CARRIED

    @property
    def words(self) -> str:
        """The result with its reasons, as in the minutes."""
        return f"{self.quorum_words} {self.count_words} {self.result_words}"

    @property
    def quorum_words(self) -> str:
        """Who takes part, and whether that is enough."""
        facts = {
            "present": self.present,
            "voting": self.voting - self.recused,
            "needed": self.needed,
            "recused": self.recused,
        }
        if self.recused and self.is_quorate:
            return (
                _(
                    "%(present)d of %(voting)d delegations take part, %(recused)d recused: "
                    "the quorum of %(needed)d is reached."
                )
                % facts
            )
        if self.recused:
            return (
                _(
                    "%(present)d of %(voting)d delegations take part, %(recused)d recused: "
                    "the quorum of %(needed)d is not reached."
                )
                % facts
            )
        if self.is_quorate:
            return (
                _("%(present)d of %(voting)d delegations take part: the quorum of %(needed)d is reached.")
                % facts
            )
        return (
            _("%(present)d of %(voting)d delegations take part: the quorum of %(needed)d is not reached.")
            % facts
        )

    @property
    def counts(self) -> list[str]:
        """Each kind of vote that was given, with its number."""
        said = [
            (self.votes_for - self.silent, ngettext("%d for", "%d for", self.votes_for - self.silent)),
            (self.silent, ngettext("%d consent by silence", "%d consents by silence", self.silent)),
            (self.against, ngettext("%d against", "%d against", self.against)),
            (self.abstained, ngettext("%d abstention", "%d abstentions", self.abstained)),
            (self.missing, ngettext("%d still to vote", "%d still to vote", self.missing)),
        ]
        return [words % number for number, words in said if number]

    @property
    def count_words(self) -> str:
        """The counts as one sentence."""
        return ", ".join(self.counts or [_("No votes")]) + "."

    @property
    def result_words(self) -> str:
        """The outcome by the majority that the session asks for."""
        return {
            Result.OPEN: _("No result yet."),
            Result.NO_QUORUM: _("No decision: the quorum is not reached."),
            Result.CARRIED: _("Carried."),
            Result.LOST: _("Not carried."),
        }[self.result]


def needed_for(voting: int, percent: int) -> int:
    """How many of `voting` delegations make a quorum of `percent`: rounded up, at least one."""
    return max(1, -(-voting * percent // 100))


def tally_of(voices: Iterable[Voice], *, quorum_percent: int, majority: str) -> Tally:
    """Count the voices of all delegations with a vote."""
    everybody = list(voices)
    heard = [voice for voice in everybody if not _is_recused(voice)]
    present = [voice for voice in heard if voice.position != Position.ABSENT and _takes_part(voice)]
    return Tally(
        voting=len(everybody),
        recused=len(everybody) - len(heard),
        present=len(present),
        needed=needed_for(len(heard), quorum_percent),
        votes_for=_count(present, Position.FOR),
        against=_count(present, Position.AGAINST),
        abstained=_count(present, Position.ABSTAIN),
        silent=sum(voice.is_silent for voice in present),
        missing=sum(not voice.position for voice in present),
        majority=majority,
    )


def _is_recused(voice: Voice) -> bool:
    return voice.is_recused or voice.position == Position.RECUSED


def _takes_part(voice: Voice) -> bool:
    return voice.is_present or bool(voice.position)


def _count(voices: Iterable[Voice], position: Position) -> int:
    return sum(voice.position == position for voice in voices)


def _carries(tally: Tally) -> bool:
    if tally.votes_for == 0:
        return False
    if tally.majority == Majority.CONSENSUS:
        return tally.against == 0
    if tally.majority == Majority.TWO_THIRDS:
        return 3 * tally.votes_for >= 2 * (tally.votes_for + tally.against)
    return tally.votes_for > tally.against
