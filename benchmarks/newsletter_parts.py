"""An issue sent while its senders are killed; prints the figures. With "send": one of the senders."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from typing import Any

import django

django.setup()

# What follows needs Django set up.
from django.conf import settings  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from correspondence import delivery  # noqa: E402
from correspondence.models import Circular, Message  # noqa: E402
from correspondence.states import MessageState  # noqa: E402
from editorial.models import Issue, IssueState, Sending  # noqa: E402
from editorial.newsletters import sending  # noqa: E402
from editorial.newsletters.content import frozen, looks, revision  # noqa: E402
from editorial.newsletters.progress import numbers  # noqa: E402
from programmes.models import Programme, StaffRole  # noqa: E402
from publications.models import Subscription  # noqa: E402
from publications.states import SubscriptionKind  # noqa: E402
from publications.subscribing import keeping  # noqa: E402
from scripts.mailserver import MailServer, mail_server  # noqa: E402

CODE, STOPPED, SECONDS = "BENCHNEWS", 100, 1800.0
LANGUAGES = ("nl", "fr", "en")
INTRO = "What the programme did this month, in a few lines that a reader has time for. " * 12


def send(key: int, port: int) -> None:
    """A sender: goes on until the issue has reached everybody."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    while sending.work(key, turn=10):
        pass


def measure(readers: int, kills: int) -> dict[str, Any]:
    """Send one issue to so many readers, killing the sender so many times."""
    clean()
    row = made(readers)
    with mail_server() as server:
        started = time.perf_counter()
        stopped = walk(row, server, readers, kills)
        seconds = time.perf_counter() - started
        row.refresh_from_db()
        told, taken, mails = numbers(row), dict(server.taken), list(server.mails)
    after = sum(mail_after(mails[number:], address) for address, number in stopped)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "bench": "newsletter: one issue, senders killed",
        "n": readers,
        "kills": kills,
        "seconds": round(seconds, 1),
        "mails_per_second": round(len(taken) / seconds, 1),
        "cpu_ms_each": round((used.ru_utime + used.ru_stime) * 1000 / max(len(taken), 1), 2),
        "sender_peak_mb": round(used.ru_maxrss / 1024),
        "counted_once": sum(number == 1 for number in taken.values()),
        "counted_more_often": sum(number > 1 for number in taken.values()),
        "stopped_meanwhile": len(stopped),
        "written_to_after_stopping": after,
        **{f"told_{name}": number for name, number in told.as_json().items()},
    }
    clean()
    return found


def walk(row: Sending, server: MailServer, readers: int, kills: int) -> list[tuple[str, int]]:
    """Senders, one after the other; returns who stopped, and how many mails had been taken by then."""
    chance, stopped = random.Random(readers), []  # noqa: S311 - no secret
    leaving = list(Subscription.objects.filter(programme=CODE).order_by("?")[:STOPPED])
    for turn in range(1, kills + 1):
        process = sender(row, server.port)
        wait(server, readers * turn // (kills + 1))
        for one in leaving[(turn - 1) * STOPPED // kills : turn * STOPPED // kills]:
            keeping.stop(one)
            # The mail that the server was getting at that moment may still arrive.
            stopped.append((one.email, server.taken.total() + 1))
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.wait()
    finish(row, server)
    return stopped


def finish(row: Sending, server: MailServer) -> None:
    """The last sender, and what a person says of mails that were cut off, by the log of the mail server."""
    sender(row, server.port).wait(timeout=SECONDS)
    delivery.note_lost(older_than=timedelta(0))
    seen = [one.uid for one in sending.cut_off(row)]
    had = [uid for uid in seen if any(f"<{uid}@" in name for name in server.taken)]
    by = User.objects.get(email=f"{CODE.lower()}@example.org")
    sending.settle(row.issue, by=by, seen=seen, had=had)
    sender(row, server.port).wait(timeout=SECONDS)


def sender(row: Sending, port: int) -> subprocess.Popen[bytes]:
    """A new sender; the lease of one that was killed is over, as if it had fallen silent a minute ago."""
    Sending.objects.filter(pk=row.pk).update(busy_until=timezone.now())
    command = [sys.executable, "-m", "benchmarks.newsletter_parts", "send", str(row.pk), str(port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"LOG_LEVEL": "ERROR"})


def wait(server: MailServer, number: int) -> None:
    """Until the mail server has taken so many."""
    until = time.monotonic() + SECONDS
    while server.taken.total() < number:
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.01)


def mail_after(mails: list[bytes], address: str) -> int:
    """How many of the mails go to the address."""
    line = f"\nTo: {address}".encode()
    return sum(line in mail.split(b"\r\n\r\n", 1)[0].replace(b"\r", b"") for mail in mails)


def made(readers: int) -> Sending:
    """An issue that was just confirmed, its readers in three languages."""
    text = dict.fromkeys(LANGUAGES, f"Newsletter of {CODE}")
    programme = Programme.objects.create(
        code=CODE, slug=CODE.lower(), name=text, strand="A", countries=["BE"], languages=list(LANGUAGES)
    )
    by = User.objects.create(is_demo=True, email=f"{CODE.lower()}@example.org", name="Bench")
    StaffRole.objects.create(user=by, programme=programme, role="manager")
    Subscription.objects.bulk_create(
        Subscription(
            kind=SubscriptionKind.NEWSLETTER,
            programme=CODE,
            email=f"{CODE.lower()}.{n}@example.org",
            language=LANGUAGES[n % 3],
            confirmed_at=timezone.now(),
        )
        for n in range(readers)
    )
    intro = dict.fromkeys(LANGUAGES, INTRO)
    issue = Issue.objects.create(
        programme=programme, subject=text, intro=intro, state=IssueState.READY, uid=uuid.uuid4()
    )
    return sending.confirm(issue, by=by, seen=revision(frozen(issue, looks(issue))))


def clean() -> None:
    """Take all of it back."""
    issues = Issue.objects.filter(programme=CODE)
    circulars = Circular.objects.filter(about__in=[issue.chain for issue in issues])
    Message.objects.filter(Q(circular__in=circulars), ~Q(state=MessageState.DRAFTED)).delete()
    keys = list(circulars.values_list("pk", flat=True))
    issues.delete()
    Circular.objects.filter(pk__in=keys).delete()
    Subscription.objects.filter(programme=CODE).delete()
    StaffRole.objects.filter(programme=CODE).delete()
    Programme.objects.filter(pk=CODE).delete()
    User.objects.filter(email=f"{CODE.lower()}@example.org").update(
        email=f"{uuid.uuid4().hex}@erased.invalid"
    )


if __name__ == "__main__":
    if sys.argv[1] == "send":
        send(int(sys.argv[2]), int(sys.argv[3]))
    else:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))), flush=True)
