"""Letters: 500 of them handed to a mail server by one worker, and the page that confirms them together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.world import Server, in_shell
from scripts.mailserver import mail_server

LETTERS = 500

# Runs where Django is set up; takes all of it back in the end and prints one line of JSON.
SCRIPT = """
import json, time
from django.conf import settings
from django.db import connection
from accounts.models import User
from correspondence import batches, delivery
from correspondence.models import Message
from correspondence.states import MessageState
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {port}
settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
to = User.objects.filter(is_active=True).order_by("pk").first()
made = Message.objects.bulk_create(
    Message(kind="bench", letter="decision_approved", about="bench", programme="BENCH", recipient=to,
            to_email="reader@example.org", language="en", subject=f"Letter {{n}}", body="Dear reader\\n" * 30,
            wording="x", state=MessageState.DRAFTED, dedupe_key=f"bench:{{time.time_ns()}}:{{n}}")
    for n in range({letters})
)
mine = Message.objects.filter(pk__in=[one.pk for one in made])
try:
    batches.batch_of(mine)
    connection.force_debug_cursor = True
    before = len(connection.queries)
    started = time.process_time()
    batch = batches.batch_of(mine)
    page_ms = (time.process_time() - started) * 1000
    statements = len(connection.queries) - before
    connection.force_debug_cursor = False
    mine.update(state=MessageState.CONFIRMED)
    started, cpu = time.perf_counter(), time.process_time()
    sent = sum(delivery.deliver(one.pk) for one in made)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({{
        "n": sent,
        "letters_per_second": round(sent / seconds, 1),
        "cpu_ms_each": round(cpu * 1000 / sent, 2),
        "confirm_page_cpu_ms": round(page_ms, 1),
        "confirm_page_statements": statements,
        "named_on_the_page": len(batch.letters),
    }}))
finally:
    mine.delete()
"""


def run(server: Server) -> Iterator[dict[str, Any]]:
    """One line: letters a second by one worker, and whether the mail server counted each of them once."""
    with mail_server() as counting:
        printed = in_shell(SCRIPT.format(port=counting.port, letters=LETTERS))
        taken = counting.taken
    yield {
        "bench": "letters: 500 by one worker",
        **printed,
        "counted_once": sum(number == 1 for number in taken.values()),
        "counted_more_often": sum(number > 1 for number in taken.values()),
    }
