"""Writing an issue: its words, what it tells of and in which order, and the wish for a second look."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.queue import enqueue
from core.texts import Text
from correspondence import tasks
from correspondence.acts import confirmation
from correspondence.models import Circular, Message
from editorial.models import Issue, IssueItem, IssueState
from editorial.newsletters import rendering
from editorial.newsletters.checks import check
from editorial.newsletters.content import edition, frozen, looks
from editorial.newsletters.sources import sources
from programmes.models import Programme
from programmes.permissions import require_editor

MOST_ITEMS = 30
TEST = "newsletter_test"  # the kind of its mails
TEST_PATIENCE = timedelta(seconds=20)  # one is left to its first message for so long
TESTS_AT_ONCE = 50


@transaction.atomic
def create(programme: Programme, *, subject: Text, intro: Text, by: User, key: uuid.UUID) -> Issue:
    """A draft. The same `key` gives the same issue."""
    require_editor(by, programme.pk)
    issue, is_new = Issue.objects.get_or_create(
        uid=key,
        defaults={"programme": programme, "subject": subject, "intro": intro, "edited_by": by},
    )
    if is_new:
        trail.record(issue.chain, "create issue", by=by, new={"programme": programme.pk})
    return issue


@transaction.atomic
def write(issue: Issue, *, subject: Text, intro: Text, by: User) -> Issue:
    """Other words."""
    fresh = locked(issue, by, IssueState.DRAFT)
    old = {"subject": dict(fresh.subject), "intro": dict(fresh.intro)}
    fresh.subject, fresh.intro = subject, intro
    return _edited(fresh, by, "write issue", old, {"subject": dict(subject), "intro": dict(intro)})


@transaction.atomic
def add(issue: Issue, *, source: str, key: str, by: User) -> Issue:
    """Tell of one thing more, at the end."""
    fresh = locked(issue, by, IssueState.DRAFT)
    if source not in sources() or key not in sources()[source].known(fresh.programme, [key]):
        raise DomainError(
            _("This is not public, or belongs to another programme. Choose something from the list.")
        )
    if fresh.items.count() >= MOST_ITEMS:
        raise DomainError(_("An issue tells of %(most)s things at most.") % {"most": MOST_ITEMS})
    last = fresh.items.aggregate(last=Max("position"))["last"] or 0
    IssueItem.objects.get_or_create(issue=fresh, source=source, key=key, defaults={"position": last + 1})
    return _edited(fresh, by, "change items", None, {"added": f"{source}:{key}"})


@transaction.atomic
def remove(issue: Issue, *, item: int, by: User) -> Issue:
    """Leave one thing out; nothing happens when it is out already."""
    fresh = locked(issue, by, IssueState.DRAFT)
    fresh.items.filter(pk=item).delete()
    return _edited(fresh, by, "change items", None, {"removed": item})


@transaction.atomic
def move(issue: Issue, *, item: int, up: bool, by: User) -> Issue:
    """Put one thing a place further up or down."""
    fresh = locked(issue, by, IssueState.DRAFT)
    items = list(fresh.items.all())
    place = next((n for n, one in enumerate(items) if one.pk == item), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is not None and other is not None and 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        for position, one in enumerate(items, 1):
            IssueItem.objects.filter(pk=one.pk).update(position=position)
    return _edited(fresh, by, "change items", None, {"moved": item})


@transaction.atomic
def hand_on(issue: Issue, *, by: User) -> Issue:
    """Ask somebody else of the secretariat to look at it; from here on nobody changes it."""
    fresh = locked(issue, by, IssueState.DRAFT)
    stopping = [finding.text for finding in check(fresh, looks(fresh)) if finding.stops]
    if stopping:
        raise DomainError(" ".join(stopping))
    fresh.state = IssueState.READY
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "hand on issue", by=by, old={"state": "draft"}, new={"state": "ready"})
    return fresh


@transaction.atomic
def take_back(issue: Issue, *, by: User) -> Issue:
    """Make it a draft again, to be changed."""
    fresh = locked(issue, by, IssueState.READY)
    fresh.state = IssueState.DRAFT
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "take back issue", by=by, old={"state": "ready"}, new={"state": "draft"})
    return fresh


@transaction.atomic
def delete(issue: Issue, *, by: User) -> None:
    """Throw a draft away."""
    fresh = locked(issue, by, IssueState.DRAFT)
    trail.record(fresh.chain, "delete issue", by=by, old={"subject": dict(fresh.subject)})
    fresh.delete()


@transaction.atomic
def send_test(issue: Issue, *, by: User, language: str, key: uuid.UUID) -> None:
    """The issue as it is now, to the person's own address, in one language; nothing in it stops anything."""
    fresh = locked(issue, by, IssueState.DRAFT, IssueState.READY)
    content = frozen(fresh, looks(fresh))
    words = rendering.mail(fresh, edition(content, language), rendering.manage_url(language))
    circular = Circular.objects.create(about=f"{fresh.chain}:test:{key}", texts={language: words})
    message = Message.objects.create(
        kind=TEST,
        about=fresh.chain,
        recipient=by,
        to_email=by.email,
        language=language,
        subject=words["subject"],
        circular=circular,
        dedupe_key=f"{fresh.chain}:test:{key}",
        created_by=by,
        **confirmation(by),
    )
    enqueue(tasks.deliver, message.pk)


def tests_due() -> list[int]:
    """Test mails that wait to be tried, or tried again: correspondence leaves mails of circulars alone."""
    rows = Message.objects.due().filter(kind=TEST, created_at__lt=timezone.now() - TEST_PATIENCE)
    return list(rows.order_by("created_at").values_list("pk", flat=True)[:TESTS_AT_ONCE])


def locked(issue: Issue, by: User, *states: IssueState) -> Issue:
    """The issue as it is now, locked, if the person may change it in one of the states."""
    fresh = Issue.objects.select_for_update(of=("self",)).select_related("programme").get(pk=issue.pk)
    require_editor(by, fresh.programme_id)
    if fresh.state not in states:
        raise DomainError(
            _("This issue is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": fresh.get_state_display()}
        )
    return fresh


def _edited(issue: Issue, by: User, action: str, old: object, new: object) -> Issue:
    issue.edited_by, issue.edited_at = by, timezone.now()
    issue.save(update_fields=["subject", "intro", "edited_by", "edited_at"])
    trail.record(issue.chain, action, by=by, old=old, new=new)
    return issue
