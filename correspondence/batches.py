"""Several letters at once: what a person is about to send, and sending all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from correspondence.acts import confirm
from correspondence.models import Message, MessageQuerySet
from correspondence.placeholders import KINDS
from correspondence.states import CONFIRMABLE
from correspondence.wording import revisions

LIMIT = 1000  # letters that leave together


@dataclass(frozen=True)
class Look:
    """One letter as the page of a batch shows it."""

    letter: Message
    is_stale: bool

    @property
    def is_complete(self) -> bool:
        return not self.letter.gaps


@dataclass(frozen=True)
class Group:
    """The letters of one kind."""

    label: str | Promise
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Batch:
    """What would leave, by kind of letter, and what would stay behind because a value lacks."""

    groups: tuple[Group, ...]
    incomplete: tuple[Look, ...]

    @property
    def letters(self) -> list[Message]:
        return [look.letter for group in self.groups for look in group.looks]

    @property
    def stale(self) -> int:
        return sum(look.is_stale for group in self.groups for look in group.looks)

    @property
    def fallbacks(self) -> int:
        return sum(letter.is_fallback for letter in self.letters)

    @property
    def seen(self) -> str:
        """What the page sends back: each letter with the revision of the text that was there to read."""
        return " ".join(f"{letter.uid}:{letter.revision}" for letter in self.letters)


def looks_at(letters: Collection[Message]) -> list[Look]:
    """The letters, each with whether the words that it was written from have changed since."""
    now = revisions({_key(letter) for letter in letters if letter.letter and letter.wording})
    return [
        Look(letter, bool(letter.wording) and now.get(_key(letter)) != letter.wording) for letter in letters
    ]


def batch_of(letters: MessageQuerySet) -> Batch:
    """Those of the letters that can be confirmed, in groups; at most `LIMIT`."""
    waiting = letters.filter(state__in=sorted(CONFIRMABLE)).select_related("recipient")
    found = looks_at(list(waiting.order_by("letter", "about", "pk")[:LIMIT]))
    ready = [look for look in found if look.is_complete]
    kinds = dict.fromkeys(look.letter.letter for look in ready)
    groups = (
        Group(label_of(kind), tuple(look for look in ready if look.letter.letter == kind)) for kind in kinds
    )
    return Batch(tuple(groups), tuple(look for look in found if not look.is_complete))


def label_of(kind: str) -> str | Promise:
    """The name of a kind of letter for people."""
    return KINDS[kind].label if kind in KINDS else _("Other letters")


def read_seen(given: str) -> Mapping[UUID, str]:
    """Letters and revisions from what a page sent back; what is no such pair counts for nothing."""
    found: dict[UUID, str] = {}
    for pair in given[: LIMIT * 60].split():
        uid, _colon, revision = pair.partition(":")
        try:
            found[UUID(uid)] = revision
        except ValueError:
            continue
    return dict(list(found.items())[:LIMIT])


@transaction.atomic
def confirm_all(letters: Iterable[Message], seen: Mapping[UUID, str], *, by: User) -> int:
    """Let all the letters leave, or none: one that was changed, sent or taken back meanwhile refuses all.

    Returns how many leave. The refusal names the first letter that stood in the way.
    """
    chosen = sorted(letters, key=lambda letter: letter.pk)
    if not chosen or len(chosen) != len(seen):
        raise DomainError(_("The letters are no longer those that the page showed. Look through them again."))
    for letter in chosen:
        try:
            confirm(letter, by=by, seen=seen[letter.uid] or "none")
        except DomainError as refusal:
            raise DomainError(
                _("No letter was sent. The one to %(to)s stood in the way: %(reason)s")
                % {"to": letter.to_email, "reason": refusal.text}
            ) from refusal
    return len(chosen)


def told(number: int) -> str:
    """How many letters leave now."""
    return ngettext("%(n)s letter leaves now.", "%(n)s letters leave now.", number) % {"n": number}


def _key(letter: Message) -> tuple[str, str, str]:
    reader = letter.recipient.language if letter.recipient else letter.language
    return letter.programme, letter.letter, reader
