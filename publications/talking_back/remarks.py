"""What readers say is wrong: taken in once, looked at by the programme, answered, forgotten in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from correspondence.plain import plain
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from publications.models import Remark
from publications.states import RemarkState, RemarkTopic
from publications.talking_back.subjects import Subject

NETWORK = throttle.Limit("remarks from an address of the network", 20, 60 * 60)
SPAM_KEPT, ADDRESS_KEPT, REMARK_KEPT = timedelta(days=30), timedelta(days=90), timedelta(days=3 * 365)
NOBODY = "forgotten@erased.invalid"
ACTS = {
    RemarkState.ACCEPTED: "accept remark",
    RemarkState.DECLINED: "decline remark",
    RemarkState.SPAM: "call remark spam",
}


@transaction.atomic
def say(  # noqa: PLR0913 - each is a field of the form
    subject: Subject,
    *,
    topic: RemarkTopic,
    wrong: str,
    right: str,
    source: str,
    email: str,
    language: str,
    network: str,
    mark: str,
) -> Remark:
    """Put what a reader says on the list of the programme's secretariat; nothing is published by it.

    The same `mark` gives the same remark, however often its form arrives.
    """
    known = Remark.objects.filter(stamp=mark).first()
    if known is not None:
        return known
    throttle.take_or_refuse(
        {NETWORK: network}, _("Many remarks came from your network. Wait %(wait)s, then send yours again.")
    )
    remark, _is_new = Remark.objects.get_or_create(
        stamp=mark,
        defaults={
            "programme": subject.programme,
            "about": subject.about,
            "key": subject.key,
            "title": subject.title,
            "path": subject.path,
            "language": language,
            "topic": topic,
            "wrong": plain(wrong),
            "right": plain(right),
            "source": plain(source),
            "email": email.strip(),
        },
    )
    return remark


@transaction.atomic
def handle(remark: Remark, *, by: User, outcome: RemarkState, answer: str, note: str) -> Remark:
    """Accept, decline or call spam what is new. An `answer` goes to the reader who gave an address."""
    fresh = _locked(remark, by)
    if fresh.state != RemarkState.NEW:
        raise DomainError(_("Somebody has handled this meanwhile. Reload the page to see how."))
    if outcome not in ACTS:
        raise DomainError(_("Say what becomes of it: accepted, declined or spam."))
    fresh.state, fresh.handled_by, fresh.handled_at = outcome, by, timezone.now()
    fresh.note = plain(note).strip()
    fresh.answer = plain(answer).strip() if fresh.email and outcome != RemarkState.SPAM else ""
    if fresh.answer:
        _write(fresh, by)
    if outcome == RemarkState.SPAM:
        fresh.email = ""
    fresh.save()
    # What the reader wrote stays out: a trail can't be erased, and a remark may name people.
    trail.record(fresh.chain, ACTS[outcome], by=by, old={"state": "new"}, new=_facts(fresh))
    return fresh


@transaction.atomic
def reopen(remark: Remark, *, by: User) -> Remark:
    """Put a handled remark among the new ones again. An answer that was sent stays sent."""
    fresh = _locked(remark, by)
    if fresh.state == RemarkState.NEW:
        return fresh
    old = _facts(fresh)
    fresh.state, fresh.handled_by, fresh.handled_at, fresh.answer = RemarkState.NEW, None, None, ""
    fresh.save()
    trail.record(fresh.chain, "reopen remark", by=by, old=old, new={"state": "new"})
    return fresh


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Delete spam and what was handled years ago, and addresses three months after the answer."""
    Remark.objects.filter(state=RemarkState.SPAM, handled_at__lt=now - SPAM_KEPT).delete()
    Remark.objects.filter(handled_at__lt=now - REMARK_KEPT).delete()
    answered = Remark.objects.filter(handled_at__lt=now - ADDRESS_KEPT).exclude(email="")
    return forget_addresses(list(answered))


def forget_addresses(remarks: list[Remark]) -> int:
    """Take the address out of these remarks and of the answers to them."""
    chains = [remark.chain for remark in remarks]
    Message.objects.filter(about__in=chains).update(to_email=NOBODY)
    return Remark.objects.filter(pk__in=[remark.pk for remark in remarks]).update(email="")


def _write(remark: Remark, by: User) -> None:
    context = {"remark": remark, "is_accepted": remark.state == RemarkState.ACCEPTED}
    subject, body = outbox.compose("remark_answer", context, remark.language)
    outbox.write_to_reader(
        "remark",
        address=remark.email,
        language=remark.language,
        subject=subject,
        body=body,
        about=remark.chain,
        programme=remark.programme,
        by=by,
        dedupe_key=f"{remark.chain}:{remark.handled_at:%Y%m%d%H%M%S%f}",
    )


def _locked(remark: Remark, by: User) -> Remark:
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    if not has_role(by, fresh.programme, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    return fresh


def _facts(remark: Remark) -> dict[str, object]:
    return {"state": remark.state, "about": f"{remark.about} {remark.key}", "answered": bool(remark.answer)}
