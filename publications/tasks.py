"""Keeping the public records and their summaries current, whoever wrote the records."""

from __future__ import annotations

from celery import shared_task
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from core.queue import enqueue
from core.texts import LANGUAGES
from documents.kinds import template_revision
from documents.models import Document
from documents.states import DocumentState
from publications import bodies, editions, entering, forgetting, fragments, summary
from publications.figures import kept, later
from publications.importing import arriving
from publications.models import ImportRun, Publication, PublicationQuerySet
from publications.states import GENERATED
from publications.subscribing import alerts, keeping
from publications.talking_back import answers, remarks

AT_ONCE = 50
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
    return forgetting.forget_due()


@shared_task
def keep_summaries() -> int:
    """Ask for the summaries of records that are new, changed, or summed up by an older template."""
    behind = without_current_summaries().for_page().order_by("-data_date", "-pk")[:AT_ONCE]
    for publication in behind:
        summary.request_all(publication, bulk=True)
    return len(behind)


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
    found = arriving.left_behind()
    for run in found:
        enqueue(read_list if run.state == ImportRun.State.READING else write_list, run.pk)
    return len(found)


def without_current_summaries() -> PublicationQuerySet:
    """Records that lack a summary of their present facts and of the present template in some language."""
    made = Document.objects.filter(
        kind=summary.KIND,
        subject=Concat(Value("publication:"), OuterRef("code")),
        template_revision=template_revision(summary.KIND),
        requested_at__gte=OuterRef("data_date"),
    ).exclude(state=DocumentState.WITHDRAWN)
    lacking = Q()
    for language in LANGUAGES:
        lacking |= Q(~Exists(made.filter(language=language)))
    found: PublicationQuerySet = Publication.objects.exclude(source=GENERATED).filter(lacking)
    return found


@shared_task
def prune_editions() -> int:
    """Forget what no edition of the public data counts any more, and cards that are not asked for."""
    return editions.prune() + fragments.prune() + bodies.prune()
