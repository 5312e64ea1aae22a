"""Letters of the outbox put together: as a ZIP, or as one PDF for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from correspondence import outbox
from correspondence.models import Message, MessageQuerySet
from correspondence.states import MessageState
from documents.batches import asking
from documents.batches.kinds import BatchKind, Candidate, Wanted
from documents.models import Batch, BatchItem, Document
from documents.models.batches import Form
from programmes import papers
from programmes.permissions import programmes_where
from programmes.states import TAKES_DATA

KIND = "letters"
MOST_PRINTED = 500  # letters in one PDF, which is joined in memory


def readable_by(user: User) -> MessageQuerySet:
    """The messages that the person may take out of the portal: none about what is hidden from them."""
    mine = programmes_where(user, TAKES_DATA)
    return Message.objects.visible_to_staff(mine, outbox.hidden_from(user))


def printable(messages: MessageQuerySet) -> MessageQuerySet:
    """Those of the messages that are letters on a programme's paper, and were not cancelled."""
    letters = messages.exclude(letter="").exclude(state=MessageState.CANCELLED)
    return letters.filter(is_secret=False).order_by("letter", "about", "pk")


def ask(messages: MessageQuerySet, *, by: User, key: UUID, form: str, title: str) -> Batch:
    """These letters, of those that the person may read, in one file; DomainError says what to mend."""
    if form not in Form.values:
        raise DomainError(_("Choose a kind of file."))
    letters = printable(messages.filter(pk__in=readable_by(by).values("pk")))
    if form == Form.PDF and letters.count() > MOST_PRINTED:
        raise DomainError(
            _("At most %(most)d letters fit into one PDF. Choose fewer, or take a ZIP.")
            % {"most": MOST_PRINTED}
        )
    return asking.ask(KIND, _candidates(letters), by=by, key=key, form=form, title=title)


def papers_of(letters: Sequence[Message]) -> dict[int, Wanted | Document]:
    """The PDF of each letter by its primary key; the caller knows that the reader may have them."""
    houses = papers.houses_of(letter.programme for letter in letters)
    return {letter.pk: _paper(letter, houses) for letter in letters}


def _candidates(letters: MessageQuerySet) -> Iterator[Candidate]:
    for letter in letters.select_related("recipient").defer("body").iterator(chunk_size=500):
        who = str(letter.recipient or letter.to_email)
        code = str(letter.values.get("code", "")) or letter.letter
        yield Candidate(
            str(letter.uid), letter.language, f"{code}-{who}", f"{code}: {letter.subject} ({who})"
        )


class Letters(BatchKind):
    """Letters as they left, or as they would: a draft is marked as one."""

    label: ClassVar[str | Promise] = gettext_lazy("Letters")
    most: ClassVar[int] = 5_000

    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The PDF that went with a letter, or the letter on its programme's paper."""
        letters = self._letters(items, by)
        houses = papers.houses_of(letter.programme for letter in letters.values())
        return {item.pk: _paper(letters[item.key], houses) for item in items if item.key in letters}

    def allowed(self, items: Sequence[BatchItem], *, by: User) -> frozenset[int]:
        """Those that the person may read now."""
        found = readable_by(by).filter(uid__in=[item.key for item in items]).values_list("uid", flat=True)
        seen = {str(uid) for uid in found}
        return frozenset(item.pk for item in items if item.key in seen)

    def _letters(self, items: Sequence[BatchItem], by: User) -> dict[str, Message]:
        mine = printable(readable_by(by)).filter(uid__in=[item.key for item in items])
        found = mine.select_related("recipient", "attachment").defer("attachment__data")
        return {str(letter.uid): letter for letter in found}


def _paper(letter: Message, houses: Mapping[str, papers.House]) -> Wanted | Document:
    if letter.attachment is not None and letter.attachment.kind == papers.KIND:
        return letter.attachment
    is_draft = letter.confirmed_at is None
    data = papers.data_of(letter, is_draft=is_draft, house=houses[letter.programme])
    if is_draft:
        data["at"] = letter.created_at.isoformat()
    return Wanted(papers.KIND, f"message:{letter.uid}", data)
