"""Sending an issue: whom it reaches, in which words, and who does not get it."""

import re
import time
from email import policy
from email.parser import BytesParser

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from correspondence import tasks as outbox_tasks
from correspondence.models import Circular, Message
from correspondence.states import MessageState
from editorial.models import IssueState, Sending
from editorial.newsletters import sending, tasks
from editorial.newsletters.content import frozen, looks, revision
from editorial.newsletters.progress import numbers
from publications.models import Subscription
from publications.subscribing import keeping, links
from tests.editorial.newsletters.sent import confirmed, officer
from tests.factories.accounts import UserFactory
from tests.factories.newsletters import IssueFactory, ReaderFactory

pytestmark = pytest.mark.django_db


def send(row, turn=20.0):
    while sending.work(row.pk, turn=turn):
        pass
    row.refresh_from_db()
    return numbers(row)


def addresses():
    return sorted(one.to[0] for one in mail.outbox)


def test_who_confirms_later_gets_the_next_issue_only():
    row, _by = confirmed(readers=1)
    ReaderFactory(email="late@example.org")
    assert (row.readers, send(row).sent) == (1, 1)
    assert "late@example.org" not in addresses()


def test_issue_reaches_each_reader_once_and_ends():
    for n in range(3):
        ReaderFactory(email=f"known{n}@example.org")
    ReaderFactory(email="waits@example.org", confirmed_at=None)
    ReaderFactory(email="other@example.org", programme="THERE")
    row, _by = confirmed(readers=0)
    assert send(row).as_json() == {"sent": 3, "left": 0, "failed": 0, "unknown": 0, "stopped": 0}
    assert sending.work(row.pk, turn=5) is False
    assert outbox_tasks.sweep() == 0
    assert addresses() == [f"known{n}@example.org" for n in range(3)]
    assert row.finished_at is not None


def test_portions_write_each_reader_once(monkeypatch):
    monkeypatch.setattr(sending, "PORTION", 2)
    row, _by = confirmed(readers=5)
    assert send(row).sent == 5
    assert len(set(addresses())) == 5


def test_mail_is_in_its_readers_language_with_one_click_to_stop():
    for language in ("nl", "fr"):
        ReaderFactory(email=f"{language}@example.org", language=language)
    row, _by = confirmed(readers=0)
    send(row)
    dutch, french = sorted(mail.outbox, key=lambda one: one.to, reverse=True)
    assert (dutch.subject, french.subject) == ("Wat nieuw is", "What is new")
    assert "Goedemorgen." in dutch.body
    stop = re.search(r"http://localhost:8000(/nl/subscriptions/stop/\S+)", dutch.body)[1]
    assert dutch.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{stop}>"
    assert dutch.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (page, kind), *_others = french.alternatives
    assert kind == "text/html"
    assert '<html lang="fr">' in page
    assert '<h1 lang="en">What is new</h1>' in page
    assert "stop.invalid" not in page + french.body + dutch.body
    assert "<img" not in page
    parsed = BytesParser(policy=policy.default).parsebytes(dutch.message().as_bytes())
    assert parsed.get_body(("html",)).get_content().count("/nl/subscriptions/stop/") == 1


def test_post_of_a_mail_program_stops_at_once():
    reader = ReaderFactory()
    confirmed(readers=0)
    client = Client(enforce_csrf_checks=True)
    address = links.link(reader, links.STOP).removeprefix("http://localhost:8000")
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Subscription.objects.count() == 0


def test_who_stops_while_it_is_being_sent_never_gets_it(monkeypatch):
    monkeypatch.setattr(sending, "PORTION", 2)
    readers = [ReaderFactory() for _n in range(6)]
    row, _by = confirmed(readers=0)
    sending._write(row.pk)
    keeping.stop(readers[0])  # has a mail that waits
    keeping.stop(readers[4])  # has none yet
    assert send(row).as_json() == {"sent": 4, "left": 0, "failed": 0, "unknown": 0, "stopped": 2}
    gone = {readers[0].email, readers[4].email}
    assert gone.isdisjoint(addresses())


def test_who_stops_and_asks_anew_gets_it_once_at_most():
    reader = ReaderFactory()
    row, _by = confirmed(readers=0)
    send(row)
    keeping.stop(reader)
    again = ReaderFactory(email=reader.email, confirmed_at=None)
    Sending.objects.filter(pk=row.pk).update(finished_at=None, is_written=False)
    send(row)
    Subscription.objects.filter(pk=again.pk).update(confirmed_at=timezone.now())
    Sending.objects.filter(pk=row.pk).update(finished_at=None, is_written=False)
    send(row)
    assert len(mail.outbox) == 1


def test_mail_that_is_tried_again_is_not_tried_for_who_stopped_meanwhile():
    readers = [ReaderFactory(), ReaderFactory()]
    row, _by = confirmed(readers=0)
    sending._write(row.pk)
    # The mail server was getting this mail while its reader stopped, and then did not take it.
    Message.objects.filter(about=readers[0].subject).update(state=MessageState.HANDED)
    keeping.stop(readers[0])
    Message.objects.filter(about=readers[0].subject).update(state=MessageState.CONFIRMED, attempts=1)
    send(row)
    assert addresses() == [readers[1].email]


def test_paused_issue_rests_until_it_goes_on():
    row, by = confirmed(readers=3)
    sending.pause(row.issue, by=by)
    assert sending.work(row.pk, turn=5) is False
    assert (sending.open_ones(), mail.outbox) == ([], [])
    sending._write(row.pk)
    message = Message.objects.first()
    outbox_tasks.deliver(message.pk)
    assert mail.outbox == []
    sending.go_on(row.issue, by=by)
    assert sending.open_ones() == [row.pk]
    assert send(row).sent == 3
    with pytest.raises(DomainError, match="all its readers"):
        sending.pause(row.issue, by=by)


def test_one_worker_at_a_time_and_the_next_after_a_silent_one():
    row, _by = confirmed(readers=1)
    Sending.objects.filter(pk=row.pk).update(busy_until=timezone.now() + sending.LEASE)
    assert sending.work(row.pk, turn=5) is False
    assert sending.open_ones() == []
    Sending.objects.filter(pk=row.pk).update(busy_until=timezone.now())
    time.sleep(0.01)
    assert sending.open_ones() == [row.pk]
    assert send(row).sent == 1


def test_writer_does_not_confirm_unless_alone():
    ReaderFactory()
    issue = IssueFactory(programme__code="HERE", state=IssueState.READY)
    writer = officer(issue.programme)
    issue.edited_by = writer
    issue.save()
    seen = revision(frozen(issue, looks(issue)))
    other = officer(issue.programme)
    with pytest.raises(NotAllowed, match="Somebody else"):
        sending.confirm(issue, by=writer, seen=seen)
    other.is_active = False
    other.save()
    assert sending.confirm(issue, by=writer, seen=seen).readers == 1


def test_confirming_something_else_than_was_seen_is_refused():
    ReaderFactory()
    issue = IssueFactory(programme__code="HERE", state=IssueState.READY)
    with pytest.raises(DomainError, match="changed meanwhile"):
        sending.confirm(issue, by=officer(issue.programme), seen="other")
    with pytest.raises(NotAllowed):
        sending.confirm(issue, by=UserFactory(), seen="other")
    assert Circular.objects.count() == 0


def test_second_confirmation_is_refused():
    row, by = confirmed(readers=1)
    with pytest.raises(DomainError, match="already"):
        sending.confirm(row.issue, by=by, seen=revision(row.issue.content))
    assert Sending.objects.count() == 1


def test_sweep_takes_up_what_nobody_works_on():
    row, _by = confirmed(readers=2)
    assert tasks.sweep() == 1
    row.refresh_from_db()
    assert row.busy_until is None


def test_cut_off_mails_are_settled_by_a_person():
    readers = [ReaderFactory(), ReaderFactory()]
    row, by = confirmed(readers=0)
    sending._write(row.pk)
    Message.objects.update(state=MessageState.UNKNOWN, handed_at=timezone.now())
    assert send(row).unknown == 2
    Subscription.objects.filter(pk=readers[0].pk).delete()  # stopped while it was unknown
    seen = list(sending.cut_off(row).values_list("uid", flat=True))
    assert sending.settle(row.issue, by=by, seen=seen, had=[]) == 2
    row.refresh_from_db()
    assert row.finished_at is None
    assert send(row).as_json() == {"sent": 1, "left": 0, "failed": 0, "unknown": 0, "stopped": 1}
    assert addresses() == [readers[1].email]


def test_mail_that_the_server_had_is_not_sent_again():
    ReaderFactory()
    row, by = confirmed(readers=0)
    sending._write(row.pk)
    Message.objects.update(state=MessageState.UNKNOWN, handed_at=timezone.now())
    uid = sending.cut_off(row).get().uid
    assert sending.settle(row.issue, by=by, seen=[], had=[uid]) == 0
    assert sending.settle(row.issue, by=by, seen=[uid], had=[uid]) == 1
    assert send(row).sent == 1
    assert mail.outbox == []
