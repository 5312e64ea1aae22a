"""A project's money, made into objects once for as long as the database answers the same.

A page of a big budget shows sums of 1,600 amounts: reading them and adding them up costs several times what
the rest of the page does. So each page still asks the database for all of it, but compares the answer with
the one that the dossier at hand was made of. When they are the same to the letter, so is the dossier, and
what was worked out of it (core.keeping.once). Else only the partners whose rows differ are made anew.

Nothing has to be forgotten when somebody saves, imports, undoes or changes the call, in this process or in
another: an answer that differs in anything is another answer. See docs/decisions/0370.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.keeping import Keep
from core.prepared import Answer, Prepared
from projects.dossier import related
from projects.dossier.call import CallFacts
from projects.dossier.hanging import PARTNERS
from projects.dossier.loading import facts, partner_of, with_money, with_partners
from projects.dossier.record import Dossier, Partner
from projects.models import Project

# Bytes of memory in each process: some of the largest proposals, more than a hundred of usual ones.
ROOM = 24_000_000
# What comes of an answer against its text: objects, sums, tables drawn in three languages; measured.
TIMES = 12

_FACTS = Prepared(lambda project: facts().filter(pk=project), project=-1)


@dataclass(frozen=True)
class _Made:
    """A dossier with the answers that it was made of."""

    facts: Sequence[Answer]
    partners: Sequence[Answer]
    dossier: Dossier


_kept: Keep[_Made] = Keep(ROOM)


def load_money(project: Project) -> Dossier:
    """Partners, lump sums and what the call allows, in two queries: what a page of the budget shows.

    The texts, the rows of the work plan, the annexes and all that is compared with other projects are empty.
    """
    said, of_partners = _FACTS.answer(project=project.pk), PARTNERS.answer(project=project.pk)
    if not said:
        raise DomainError(_("This proposal no longer exists."))
    last = _kept.get(project.pk)
    if last is not None and last.facts == said and last.partners == of_partners:
        return last.dossier
    shell = _shell(said, last)
    made = _Made(said, of_partners, with_partners(shell, _partners(of_partners, shell.call, last)))
    _kept.put(project.pk, made, TIMES * (_length(said) + _length(of_partners)))
    return made.dossier


def forget() -> None:
    """Read everything anew."""
    _kept.clear()


def _shell(said: Sequence[Answer], last: _Made | None) -> Dossier:
    """The dossier without its partners: all that comes of the first answer."""
    if last is not None and last.facts == said:
        return last.dossier
    (now,) = _FACTS.made_of(said)
    related.hang(now.call, now)
    return with_money(now, ())


def _partners(answer: Sequence[Answer], call: CallFacts, last: _Made | None) -> list[Partner]:
    """The partners of an answer, those of the last one where their rows are the same and reckoned alike."""
    known = (
        {row[0]: (row, made) for row, made in zip(last.partners, last.dossier.partners, strict=True)}
        if last and last.dossier.call.is_apart == call.is_apart
        else {}
    )
    changed = [row for row in answer if row[0] not in known or known[row[0]][0] != row]
    made = {
        row[0]: partner_of(one, is_apart=call.is_apart)
        for row, one in zip(changed, PARTNERS.made_of(changed), strict=True)
    }
    return [made[row[0]] if row[0] in made else known[row[0]][1] for row in answer]


def _length(answer: Sequence[Answer]) -> int:
    """How many characters of text an answer holds."""
    return sum(len(column) for row in answer for column in row if isinstance(column, str))
