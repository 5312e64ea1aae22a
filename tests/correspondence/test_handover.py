"""One mail and one mail server: what it gets, and what its answers mean."""

import socket
import socketserver
import threading

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from correspondence import delivery, handover
from correspondence.models import Message
from correspondence.states import MessageState
from scripts.mailserver import mail_server
from tests.factories.correspondence import MessageFactory

pytestmark = pytest.mark.django_db

CONFIRMED = MessageState.CONFIRMED


@pytest.fixture
def by_smtp(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"

    def at(port):
        settings.EMAIL_PORT = port

    return at


def test_hand_over_gives_the_server_the_whole_mail_once(by_smtp):
    with mail_server() as server:
        by_smtp(server.port)
        message = MessageFactory(state=CONFIRMED, body="First\n.\n..two\nlast", subject="Zusage für Ménage")
        assert delivery.deliver(message.pk) is True
        assert delivery.deliver(message.pk) is False
    assert len(server.mails) == 1
    content = server.mails[0].decode()
    assert content.endswith("First\r\n.\r\n..two\r\nlast\r\n")
    assert f"To: {message.to_email}\r\n" in content
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.handed_at <= message.sent_at


@pytest.mark.parametrize(
    ("answer", "state"), [("550 no such mailbox", MessageState.FAILED), ("450 busy", CONFIRMED)]
)
def test_hand_over_keeps_the_words_of_a_server_that_refuses(by_smtp, answer, state):
    with mail_server(answer=lambda to: answer) as server:
        by_smtp(server.port)
        message = MessageFactory(state=CONFIRMED)
        assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert (message.state, message.handed_at) == (state, None)
    assert answer[4:] in message.error
    assert server.mails == []


def test_hand_over_to_nobody_is_tried_again_later(by_smtp):
    with mail_server() as server:
        port = server.port
    by_smtp(port)
    message = MessageFactory(state=CONFIRMED)
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert (message.state, message.attempts) == (CONFIRMED, 1)


class HangingUp(socketserver.StreamRequestHandler):
    """A server that takes the whole mail and goes away without a word."""

    def handle(self):
        self.wfile.write(b"220 x\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
                return
            self.wfile.write(b"250 ok\r\n")


def test_an_answer_that_is_lost_leaves_the_letter_to_a_person(by_smtp):
    with socketserver.TCPServer(("127.0.0.1", 0), HangingUp) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        by_smtp(server.server_address[1])
        message = MessageFactory(state=CONFIRMED)
        assert delivery.deliver(message.pk) is False
        thread.join()
    assert delivery.deliver(message.pk) is False
    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN
    assert "its answer was lost" in message.error


def test_hand_over_says_when_only_the_final_dot_is_missing(by_smtp):
    with mail_server() as server:
        by_smtp(server.port)
        seen = []
        email = delivery.as_email(MessageFactory(state=CONFIRMED))
        handover.hand_over(email, before=lambda: seen.append(len(server.mails)))
    assert (seen, len(server.mails)) == ([0], 1)


def test_a_claim_that_is_refused_sends_nothing(by_smtp):
    with mail_server() as server:
        by_smtp(server.port)
        message = MessageFactory(state=CONFIRMED)
        email = delivery.as_email(message)
        Message.objects.update(state=MessageState.CANCELLED)
        with pytest.raises(delivery.AlreadyTaken):
            handover.hand_over(email, before=lambda: delivery._claim(message))
    assert server.mails == []


class Watched(EmailBackend):
    """Sends as every other backend does, and can be looked at meanwhile."""

    def open(self):
        Watched.last = self
        return super().open()


def test_the_final_dot_does_not_wait_for_the_content_to_be_acknowledged(by_smtp, settings):
    with mail_server() as server:
        by_smtp(server.port)
        settings.EMAIL_BACKEND = f"{Watched.__module__}.Watched"
        seen = []

        def before():
            seen.append(Watched.last.connection.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

        handover.hand_over(EmailMessage("Subject", "Text", to=["reader@example.org"]), before=before)
    assert [bool(one) for one in seen] == [True]
    assert len(server.mails) == 1
