"""Workers killed by force while an issue leaves: the mail server counts each reader's mail once."""

import time
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from correspondence import delivery
from correspondence.models import Message
from correspondence.states import MessageState
from editorial.models import Sending
from editorial.newsletters import sending, tasks
from editorial.newsletters.progress import numbers
from interreg_portal.celery import app
from publications.models import Subscription
from publications.subscribing import keeping
from scripts.mailserver import mail_server
from tests.editorial.newsletters.sent import confirmed
from tests.workers import kill, workers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

READERS = 200
KILLS_AT = (30, 90, 140)
STOPPED = 10


@pytest.fixture
def queue():
    """A queue of this test's own on the real broker."""
    name = f"test-{uuid.uuid4().hex}"
    before = app.conf.task_always_eager
    app.conf.task_always_eager = False
    yield name
    app.conf.task_always_eager = before
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge(name)


def until(true, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("waited in vain")


def take_up(row, queue):
    """What beat does, without its waiting for a worker that fell silent."""
    Sending.objects.filter(pk=row.pk).update(busy_until=timezone.now())
    tasks.send.apply_async([row.pk], queue=queue)


def test_each_reader_gets_it_once_though_workers_are_killed(queue, settings):
    row, by = confirmed(readers=READERS)
    leaving = list(Subscription.objects.order_by("pk")[150:])[::5][:STOPPED]
    options = ["-Q", f"{queue},bulk-{queue}", "-c", "1"]
    options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with (
        mail_server(pause=0.005) as server,
        workers("tests.correspondence.settings", *options, TEST_MAIL_PORT=str(server.port)) as start,
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        for count in KILLS_AT:
            process = start()
            take_up(row, queue)
            until(lambda count=count: server.taken.total() >= count)
            if count == KILLS_AT[0]:
                for one in leaving:
                    keeping.stop(one)
            kill(process)
        start()
        take_up(row, queue)
        until(lambda: not Message.objects.filter(state=MessageState.CONFIRMED).exists())
        until(lambda: Sending.objects.get(pk=row.pk).is_written)
        handed = Message.objects.filter(state=MessageState.HANDED)
        until(lambda: not handed.filter(handed_at__gt=timezone.now() - timedelta(seconds=2)).exists())
        delivery.note_lost(older_than=timedelta(0))
        look_into_the_log_of(server, row, by)
        taken, mails = dict(server.taken), list(server.mails)
    gone = {one.email.encode() for one in leaving}
    assert set(taken.values()) == {1}
    assert [mail for mail in mails if any(email in mail for email in gone)] == []
    row.refresh_from_db()
    assert numbers(row).as_json() == {
        "sent": READERS - STOPPED,
        "left": 0,
        "failed": 0,
        "unknown": 0,
        "stopped": STOPPED,
    }
    assert len(taken) == READERS - STOPPED


def look_into_the_log_of(server, row, by):
    """What a person does with mails that were cut off: look which the mail server had, then tell."""
    seen = [one.uid for one in sending.cut_off(row)]
    assert len(seen) <= len(KILLS_AT)
    had = [uid for uid in seen if any(f"<{uid}@" in taken for taken in server.taken)]
    sending.settle(row.issue, by=by, seen=seen, had=had)
    until(lambda: Sending.objects.get(pk=row.pk).busy_until is None)
    sending.work(row.pk, turn=20)
