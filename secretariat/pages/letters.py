"""Which messages a person of the secretariat reads and keeps, and how a letter is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from correspondence import outbox
from correspondence.acts import objection_until
from correspondence.models import Message, MessageQuerySet
from correspondence.placeholders import KINDS, OBJECTION, Piece, pieces, with_objection_day
from correspondence.states import CANCELLABLE, CONFIRMABLE, EDITABLE, HOLDABLE, MessageState
from correspondence.wording import wording
from documents import serving
from programmes import papers
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED


def readable(request: HttpRequest) -> MessageQuerySet:
    """The messages of my programmes and calls, without those about what declarations hide from me."""
    mine, user = programmes_where(request.user, SEES_ALL_SUBMITTED), signed_in_user(request)
    return Message.objects.visible_to_staff(mine, outbox.hidden_from(user), outbox.limited_to(user))


def writable(request: HttpRequest) -> MessageQuerySet:
    """Those of them that I may confirm, correct and take back."""
    user = signed_in_user(request)
    mine, limited = Q(programme__in=programmes_where(user, SECRETARIAT)), outbox.limited_to(user)
    return readable(request).filter(mine if limited is None else mine | Q(about__in=limited))


@dataclass(frozen=True)
class Offers:
    """What may be done with a letter now."""

    edit: bool
    confirm: bool
    hold: bool
    release: bool
    cancel: bool
    settle: bool


def offers(letter: Message, *, may_write: bool) -> Offers:
    state = MessageState(letter.state)
    return Offers(
        edit=may_write and state in EDITABLE,
        confirm=may_write and state in CONFIRMABLE,
        hold=may_write and state in HOLDABLE,
        release=may_write and state == MessageState.HELD,
        cancel=may_write and state in CANCELLABLE,
        settle=may_write and state == MessageState.UNKNOWN,
    )


def is_previewed(letter: Message) -> bool:
    """Whether the letter will leave as PDF, and has not yet."""
    return letter.as_pdf and letter.state in EDITABLE


def preview_paper(letter: Message) -> dict[str, object]:
    """What the component of a document on request needs for the preview."""
    found = papers.newest_preview(letter)
    return serving.paper(found, _("Preview of the PDF"), "secretariat:message_preview", letter.uid)


def shown(letter: Message) -> list[Piece]:
    """The text with its placeholders marked: all values while nobody corrected it, gaps in any case.

    The last day to object is the one that it would be, were the letter sent today.
    """
    return [_dated(piece, letter) for piece in _shown(letter)]


def _dated(piece: Piece, letter: Message) -> Piece:
    if piece.name != OBJECTION or letter.objection_until or not letter.objection_days:
        return piece
    day = with_objection_day(piece.text, objection_until(letter), letter.time_zone, letter.language)
    return Piece(day, piece.name)


def _shown(letter: Message) -> list[Piece]:
    if letter.letter in KINDS and letter.wording and letter.recipient:
        words = wording(letter.programme, letter.letter, letter.recipient.language)
        values = {**letter.values, OBJECTION: "later" if letter.objection_days else ""}
        marked = pieces(words.body, values)
        text = "".join(piece.text for piece in marked)
        if letter.body.startswith(text) and letter.objection_until is None:
            return [*marked, Piece(letter.body[len(text) :])]
    return pieces_of_gaps(letter.text)


def pieces_of_gaps(text: str) -> list[Piece]:
    """The text as it is, with what still lacks marked."""
    found: list[Piece] = []
    for number, part in enumerate(text.split("{{")):
        name, end, rest = part.partition("}}")
        if number and end and name.strip() in {n for kind in KINDS.values() for n in kind.names}:
            found += [Piece(f"{{{{{name}}}}}", name.strip(), is_missing=True), Piece(rest)]
        else:
            found.append(Piece(("{{" if number else "") + part))
    return [piece for piece in found if piece.text]
