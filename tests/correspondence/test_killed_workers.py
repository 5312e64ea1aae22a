"""Workers killed while 500 letters leave: the mail server counts each of them exactly once."""

import os
import signal
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from correspondence import delivery, outbox, tasks
from correspondence.models import Message
from correspondence.states import MessageState
from interreg_portal.celery import app
from scripts.mailserver import mail_server
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.workers import kill, workers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LETTERS = 500
KILLS_AT = (60, 160, 260, 360)


@pytest.fixture
def server():
    with mail_server(pause=0.005) as running:
        yield running


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


@pytest.fixture
def worker(queue, server):
    """Starts worker processes of their own process groups; none is left after the test."""
    options = ["-Q", queue, "-c", "2", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    with workers("tests.correspondence.settings", *options, TEST_MAIL_PORT=str(server.port)) as start:
        yield start


def kill_a_child(process):
    """The hardest end for one of the processes that send; its parent starts another."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)


def until(true, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("waited in vain")


def waiting():
    return Message.objects.filter(state=MessageState.CONFIRMED).count()


def test_each_of_500_letters_leaves_exactly_once_though_workers_are_killed(queue, worker, server, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = server.port
    to = UserFactory()
    letters = Message.objects.bulk_create(
        Message(
            kind="decision",
            about="project:1",
            programme="FWVL",
            recipient=to,
            to_email=f"reader{n}@example.org",
            language="en",
            subject=f"Letter {n}",
            body="Dear reader,\n.\nA line with a dot stood above.\n",
            state=MessageState.CONFIRMED,
            dedupe_key=f"decision:killed:{n}",
        )
        for n in range(LETTERS)
    )
    first, second = worker(), worker()
    for letter in letters:
        tasks.deliver.apply_async([letter.pk], queue=queue)
    for count in KILLS_AT:
        until(lambda count=count: server.taken.total() >= count)
        if count < KILLS_AT[-1]:
            kill_a_child(first)
        else:
            kill(first)
        for letter in letters[::7]:  # a second order for letters on their way must change nothing
            tasks.deliver.apply_async([letter.pk], queue=queue)
        tasks.sweep.apply_async(queue=queue)
    until(lambda: server.taken.total() >= LETTERS - 50)
    while waiting():  # what the killed ones had in hand is taken up by the sweep of beat
        tasks.sweep.apply_async(queue=queue)
        until(lambda: not waiting(), seconds=20)
    kill(second)
    delivery.note_lost(older_than=timedelta(0))
    assert max(server.taken.values()) == 1
    look_into_the_log_of(server)
    assert set(server.taken.values()) == {1}
    assert len(server.taken) == LETTERS
    assert Message.objects.filter(state=MessageState.SENT).count() == LETTERS


def look_into_the_log_of(server):
    """What a person does with the letters of which the portal says that it does not know: look, then tell."""
    keeper = StaffRoleFactory(user=UserFactory(), programme=ProgrammeFactory(code="FWVL")).user
    for letter in Message.objects.filter(state=MessageState.UNKNOWN):
        has_left = any(f"<{letter.uid}@" in taken for taken in server.taken)
        outbox.settle(letter, by=keeper, has_left=has_left)
        delivery.deliver(letter.pk)
