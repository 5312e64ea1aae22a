"""Delivery: once, held back for attachments, tried again, safe against parallel workers and a dying one."""

import hashlib
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from correspondence import delivery, tasks
from correspondence.models import Message
from correspondence.states import MessageState
from documents.models import Document
from documents.states import DocumentState
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory

pytestmark = pytest.mark.django_db

CONFIRMED = MessageState.CONFIRMED


class Refusing(BaseEmailBackend):
    """A mail server that answers with the error in `error`."""

    error: Exception = OSError("no route")

    def send_messages(self, email_messages):
        raise type(self).error


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    return Refusing


def pdf(state=DocumentState.READY, content=b"%PDF-1.7 test"):
    document = Document(
        kind="receipt",
        subject=f"project:{uuid4()}",
        language="en",
        template_revision="1",
        data_hash=uuid4().hex,
        data={},
        state=state,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    document.file.save(f"{uuid4()}.pdf", ContentFile(content), save=False)
    document.save()
    return document


def test_deliver_sends_plain_text_once():
    message = MessageFactory(state=CONFIRMED, language="fr")
    assert delivery.deliver(message.pk) is True
    assert delivery.deliver(message.pk) is False
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == (message.subject, message.body, [message.to_email])
    assert sent.extra_headers["Message-ID"].startswith(f"<{message.uid}@")
    assert sent.extra_headers["Content-Language"] == "fr"


@pytest.mark.parametrize("state", [s for s in MessageState if s != CONFIRMED])
def test_deliver_leaves_other_states_alone(state):
    message = MessageFactory(state=state)
    assert delivery.deliver(message.pk) is False
    assert mail.outbox == []


def test_deliver_of_an_unknown_key_does_nothing():
    assert delivery.deliver(10**9) is False


def test_deliver_attaches_the_file():
    message = MessageFactory(state=CONFIRMED, attachment=pdf(), attachment_name="receipt-1.pdf")
    assert delivery.deliver(message.pk) is True
    assert mail.outbox[0].attachments == [("receipt-1.pdf", b"%PDF-1.7 test", "application/pdf")]


@pytest.mark.parametrize("state", [DocumentState.QUEUED, DocumentState.RENDERING, DocumentState.FAILED])
def test_deliver_waits_for_the_attachment(state):
    document = pdf(state)
    message = MessageFactory(state=CONFIRMED, attachment=document)
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert message.state == CONFIRMED
    assert message.error != ""
    assert message.attempts == 0
    Document.objects.filter(pk=document.pk).update(state=DocumentState.READY)
    with time_machine.travel(timezone.now() + timedelta(seconds=11), tick=False):
        assert tasks.sweep() == 1
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.SENT, "")


def test_deliver_refuses_a_file_that_is_not_the_one_made():
    document = pdf()
    Document.objects.filter(pk=document.pk).update(sha256="0" * 64)
    message = MessageFactory(state=CONFIRMED, attachment=document)
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_deliver_notes_a_failure_and_waits_longer_each_time(refusing):
    refusing.error = OSError("no route")
    message = MessageFactory(state=CONFIRMED)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for attempts, minutes in ((1, 2), (2, 4), (3, 8)):
        with time_machine.travel(now, tick=False):
            assert delivery.deliver(message.pk) is False
            assert delivery.deliver(message.pk) is False  # not due yet: no second attempt
        message.refresh_from_db()
        assert (message.attempts, message.state) == (attempts, CONFIRMED)
        assert message.next_attempt_at == now + timedelta(minutes=minutes)
        assert message.error == "OSError: no route"
        now = message.next_attempt_at


def test_deliver_gives_up_after_the_last_attempt(refusing):
    refusing.error = smtplib.SMTPServerDisconnected("gone")
    message = MessageFactory(state=CONFIRMED, attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.next_attempt_at) == (MessageState.FAILED, None)
    assert "gone" in message.error


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}), MessageState.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"busy")}), CONFIRMED),
        (smtplib.SMTPDataError(554, b"refused"), MessageState.FAILED),
        (smtplib.SMTPDataError(451, b"later"), CONFIRMED),
        (smtplib.SMTPAuthenticationError(535, b"password"), CONFIRMED),
    ],
)
def test_deliver_tells_a_refusal_for_good_from_one_for_now(refusing, error, state):
    refusing.error = error
    message = MessageFactory(state=CONFIRMED)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == state


def test_deliver_lets_no_line_break_into_a_header():
    message = MessageFactory(state=CONFIRMED, to_email="a@example.org\nBcc: b@example.org")
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert mail.outbox == []


def test_deliver_forgets_a_secret_text():
    message = MessageFactory(state=CONFIRMED, is_secret=True, body="token")
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.body == ""
    assert mail.outbox[0].body == "token"


def test_deliver_cancels_for_a_closed_account():
    message = MessageFactory(state=CONFIRMED, recipient=UserFactory(is_active=False))
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert message.state == MessageState.CANCELLED


def test_sweep_sends_what_waits_and_nothing_else():
    waiting = [MessageFactory(state=CONFIRMED) for _ in range(3)]
    MessageFactory()
    MessageFactory(state=CONFIRMED, next_attempt_at=timezone.now() + timedelta(hours=1))
    assert tasks.sweep() == 3
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(m.to_email for m in waiting)


class Choosy(BaseEmailBackend):
    """Fails in a way that nobody foresaw for one reader."""

    def send_messages(self, email_messages):
        if email_messages[0].to == ["odd@example.org"]:
            raise RuntimeError("unforeseen")
        mail.outbox.extend(email_messages)
        return len(email_messages)


def test_one_mail_that_fails_oddly_does_not_stop_the_others(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    odd = MessageFactory(state=CONFIRMED, to_email="odd@example.org")
    MessageFactory(state=CONFIRMED)
    assert tasks.sweep() == 1
    odd.refresh_from_db()
    assert (odd.state, odd.attempts, odd.error) == (CONFIRMED, 1, "RuntimeError: unforeseen")


@pytest.mark.django_db(transaction=True)
def test_deliver_by_many_workers_at_once_sends_one_mail():
    message = MessageFactory(state=CONFIRMED)

    def work(_):
        try:
            return delivery.deliver(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(work, range(12)))
    assert results.count(True) == 1
    assert len(mail.outbox) == 1


class Dying(BaseEmailBackend):
    """A worker that is killed after the server took the mail and before it could write that down."""

    def send_messages(self, email_messages):
        mail.outbox.extend(email_messages)
        raise KeyboardInterrupt


@pytest.fixture
def dying(settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Dying"
    mail.outbox = []

    def deliver(message):
        settings.EMAIL_BACKEND = f"{__name__}.Dying"
        with pytest.raises(KeyboardInterrupt):
            delivery.deliver(message.pk)
        settings.EMAIL_BACKEND = working

    return deliver


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_the_server_had_the_letter_leads_to_no_second_one(dying):
    message = MessageFactory(state=CONFIRMED)
    dying(message)
    assert tasks.sweep() == 0
    assert Message.objects.get(pk=message.pk).state == MessageState.HANDED
    with time_machine.travel(timezone.now() + delivery.ANSWER_WAIT + timedelta(seconds=1), tick=False):
        assert tasks.sweep() == 0
    message.refresh_from_db()
    assert (message.state, message.error) == (
        MessageState.UNKNOWN,
        "The worker stopped while the mail server had this e-mail.",
    )
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_an_account_is_repeated_under_its_message_id(dying):
    message = MessageFactory(state=CONFIRMED, kind="account", programme="")
    dying(message)
    with time_machine.travel(timezone.now() + delivery.ANSWER_WAIT + timedelta(seconds=1), tick=False):
        assert tasks.sweep() == 1
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == 2 * [
        mail.outbox[0].extra_headers["Message-ID"]
    ]


def test_deliver_sends_no_letter_that_was_changed_while_the_connection_was_made(monkeypatch):
    message = MessageFactory(state=CONFIRMED)

    def meanwhile(given):
        Message.objects.filter(pk=given.pk).update(body="Other words")
        return as_email(given)

    as_email = delivery.as_email
    monkeypatch.setattr(delivery, "as_email", meanwhile)
    assert delivery.deliver(message.pk) is False
    assert mail.outbox == []
    assert Message.objects.get(pk=message.pk).state == CONFIRMED
