"""“Found what you looked for?”: taken without a word about who answers, counted for the staff."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from correspondence.plain import plain
from publications.models import Answer
from publications.models.talk import WORDS_LENGTH
from publications.states import FoundIt
from publications.talking_back.subjects import page_of

SALT = "publications.talking_back.answers"
WORDS_WAIT = 60 * 60  # seconds in which words can be added to an answer
KEPT = timedelta(days=2 * 365)
NETWORK = throttle.Limit("answers of readers from an address of the network", 60, 60 * 60)
ELSEWHERE = "other"


@transaction.atomic
def answer(found: FoundIt, *, path: str, language: str, network: str) -> str:
    """Keep an answer; returns what lets its giver, for an hour, add words to it."""
    throttle.take_or_refuse(
        {NETWORK: network}, _("Many answers came from your network. Wait %(wait)s, then send yours again.")
    )
    view, _arguments = page_of(path)
    row = Answer.objects.create(
        page=view.removeprefix("catalogue:")[:60] or ELSEWHERE,
        path=path.partition("?")[0][:200] if view else "",
        language=language,
        found=found,
    )
    return signing.TimestampSigner(salt=SALT).sign(str(row.pk))


def add_words(token: str, words: str) -> bool:
    """Add words to the answer that the token is of, once; False when it is too late or was done before."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token[:200], max_age=WORDS_WAIT)
    except signing.BadSignature:
        return False
    said = plain(words).strip()[:WORDS_LENGTH]
    return bool(said) and bool(Answer.objects.filter(pk=int(key), words="").update(words=said))


def counts(since: date) -> list[dict[str, Any]]:
    """How many answered what, by kind of page and language, the most answered first."""
    each = {value: Count("pk", filter=Q(found=value)) for value in FoundIt.values}
    rows = Answer.objects.filter(on__gte=since).order_by().values("page", "language")
    counted = rows.annotate(number=Count("pk"), **each).order_by("-number", "page", "language")
    return [dict(row) for row in counted[:300]]


def with_words(since: date) -> QuerySet[Answer]:
    """Answers that say more, the newest first."""
    return Answer.objects.filter(on__gte=since).exclude(words="")


def forget_old() -> int:
    """Delete answers that are too old to say anything of the pages; returns how many."""
    return Answer.objects.filter(on__lt=timezone.localdate() - KEPT).delete()[0]
