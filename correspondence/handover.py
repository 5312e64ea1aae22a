"""Giving one mail to the mail server, with a word just before it can be accepted.

A mail server takes a mail when it reads the line with the single dot that ends it. Up to then nothing has
left; from then on only the server's answer tells. `hand_over` calls `before` between the two, so that senders
that died can be told apart: before that word the mail may be sent again, after it never unasked.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

_BARE_BREAK = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")


class AnswerLost(Exception):
    """The server had all of the mail, but its answer never came: it may have been accepted."""


def hand_over(email: EmailMessage, *, before: Callable[[], None]) -> None:
    """Send one mail to its one recipient; `before` runs when only the final dot is missing.

    Raises what the server said (smtplib's errors), an OSError when it was not reached, or AnswerLost.
    """
    connection = get_connection()
    if isinstance(connection, smtp.EmailBackend):
        _by_smtp(connection, email, before)
    else:  # a file or a list in memory: there is no answer to wait for
        email.connection = connection
        content_is_sound(email)
        before()
        email.send()


def content_is_sound(email: EmailMessage) -> bytes:
    """The mail as bytes. ValueError when a header may not be (a line break in it)."""
    return email.message().as_bytes()


def _by_smtp(connection: smtp.EmailBackend, email: EmailMessage, before: Callable[[], None]) -> None:
    content = _LEADING_DOT.sub(b"..", _BARE_BREAK.sub(b"\r\n", content_is_sound(email)))
    connection.open()
    server = connection.connection
    if server is None:
        raise OSError("no connection to the mail server")
    _at_once(server)
    try:
        _announce(server, email)
        server.send(content if content.endswith(b"\r\n") else content + b"\r\n")
        before()
        _finish(server)
    except BaseException:
        server.close()  # in the middle of a mail no goodbye is understood; the server drops what it got
        raise
    finally:
        _leave(connection)


def _at_once(server: smtplib.SMTP) -> None:
    """Let the final dot leave by itself: Nagle's algorithm would hold it back until the server has
    acknowledged the content, which it may put off for 40 ms a mail (RFC 896, RFC 1122 4.2.3.2)."""
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _announce(server: smtplib.SMTP, email: EmailMessage) -> None:
    """Everything up to the server's word that it is ready for the content."""
    encoding = email.encoding or "utf-8"
    sender = sanitize_address(email.from_email, encoding)
    server.ehlo_or_helo_if_needed()
    code, reason = server.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, reason, sender)
    for address in email.recipients():
        code, reason = server.rcpt(sanitize_address(address, encoding))
        if code not in {250, 251}:
            raise smtplib.SMTPRecipientsRefused({address: (code, reason)})
    code, reason = server.docmd("data")
    if code != 354:
        raise smtplib.SMTPDataError(code, reason)


def _finish(server: smtplib.SMTP) -> None:
    """The final dot, and the server's answer to it."""
    try:
        server.send(b".\r\n")
        code, reason = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise AnswerLost(f"{type(error).__name__}: {error}") from error
    if code != 250:
        raise smtplib.SMTPDataError(code, reason)


def _leave(connection: smtp.EmailBackend) -> None:
    """Say goodbye without letting a server that does not answer spoil what was done."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError, ssl.SSLError):
        connection.connection = None
