"""Keeping the public records and their summaries current, whoever wrote the records."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.queue import enqueue
from publications import bodies, coverage, editions, entering, forgetting, fragments, mentions, summary
from publications.figures import kept, later
from publications.importing import arriving
from publications.models import ImportRun
from publications.subscribing import alerts, keeping
from publications.talking_back import answers, remarks

AT_ONCE = 50
LOOKED_BACK = timedelta(hours=26)  # in what changed since, forgotten names are looked for again
TURN = 60.0  # seconds that one message writes an import before the next goes on


@shared_task
def enter_into_force() -> int:
    """Let approved modifications show from their day on; safe to run twice, and late."""
    return entering.enter_all()


@shared_task
def send_alerts() -> int:
    """Write the mails of alerts whose time has come; safe to run twice, at once, and late."""
    return alerts.send_due()


@shared_task
def forget_readers() -> int:
    """Delete addresses, mails, remarks and answers of readers whose time is over; safe to run twice."""
    now = timezone.now()
    return keeping.forget_old(now) + remarks.forget_old(now) + answers.forget_old()


@shared_task
def forget_persons() -> int:
    """Take names of natural persons off the public pages when their time is over; safe to run twice."""
    now = timezone.now()
    forgotten = forgetting.forget_due(now)
    mentions.look_again(now - LOOKED_BACK)
    return forgotten


@shared_task
def keep_summaries() -> int:
    """Ask for the summaries of own records that are new, changed, or summed up by an older template."""
    behind = coverage.lacking().for_page().order_by("-data_date", "-pk")[:AT_ONCE]
    for publication in behind:
        summary.request_all(publication, bulk=True)
    return len(behind)


@shared_task(soft_time_limit=1800, time_limit=1860)
def look_over_summaries() -> int:
    """Compare all summaries with the present facts; how many records changed without telling."""
    return coverage.look_over().changed


@shared_task
def add_up_figures() -> int:
    """Add up the searches that took longer than a page may wait; safe to run twice."""
    return later.work()


@shared_task
def compact_figures() -> int:
    """Make one row of the many that changes added to the kept figures; safe to run twice."""
    return kept.compact()


@shared_task(name="publications.tasks.read_list", soft_time_limit=270, time_limit=290)
def read_list(pk: int) -> None:
    """Read the list of one import; safe to run twice."""
    arriving.read(pk)


@shared_task(name="publications.tasks.write_list", soft_time_limit=270, time_limit=290)
def write_list(pk: int) -> None:
    """Go on writing one import; a long one goes on with the next message."""
    if not arriving.write(pk, turn=TURN):
        enqueue(write_list, pk)


@shared_task(name="publications.tasks.sweep_imports")
def sweep_imports() -> int:
    """Take up imports that nobody works on; how many. The rows are the truth."""
    arriving.forget_files()
    found = arriving.left_behind()
    for run in found:
        enqueue(read_list if run.state == ImportRun.State.READING else write_list, run.pk)
    return len(found)


@shared_task
def prune_editions() -> int:
    """Forget what no edition of the public data counts any more, and cards that are not asked for."""
    return editions.prune() + fragments.prune() + bodies.prune()
