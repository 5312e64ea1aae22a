"""How far an issue has come, in numbers that add up to its readers."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Count

from correspondence.models import Message
from correspondence.states import MessageState
from editorial.models import Sending


@dataclass(frozen=True)
class Numbers:
    """Mails by what became of them. `stopped`: their readers unsubscribed before their mail left."""

    sent: int
    left: int
    failed: int
    unknown: int
    stopped: int

    @property
    def done(self) -> int:
        return self.sent + self.failed + self.unknown + self.stopped

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def numbers(sending: Sending) -> Numbers:
    """As they are now, or as they were when the sending had finished; mails are deleted later."""
    if sending.finished_at is not None and sending.result:
        return Numbers(**sending.result)
    rows = Message.objects.filter(circular=sending.circular_id).order_by().values_list("state")
    found = dict(rows.annotate(n=Count("pk")))
    sent, failed = found.get(MessageState.SENT, 0), found.get(MessageState.FAILED, 0)
    failed += found.get(MessageState.CANCELLED, 0)
    unknown = found.get(MessageState.UNKNOWN, 0)
    under_way = found.get(MessageState.CONFIRMED, 0) + found.get(MessageState.HANDED, 0)
    unwritten = 0 if sending.is_written else max(sending.readers - sending.written, 0)
    left = under_way + unwritten
    stopped = max(sending.readers - sent - failed - unknown - left, 0)
    return Numbers(sent, left, failed, unknown, stopped)
