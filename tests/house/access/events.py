"""Addresses of events, of registering for them, and of the staff who hold them."""

from django.utils import timezone

from editorial.models import Issue
from events import links
from events.models import Event, Registration
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.newsletters import IssueFactory
from tests.house.access.table import EVERYBODY, SIGNED_IN, Row


def event_of(world):
    """Published, by the programme where the officer works, with one guest."""
    found = Event.objects.filter(slug="of-the-world").first()
    return found or EventFactory(programme=world.programme, slug="of-the-world")


def guest_of(world):
    event = event_of(world)
    found = Registration.objects.filter(event=event).first()
    return found or RegistrationFactory(event=event, state="asked", confirmed_at=None)


def by_slug(world):
    return {"slug": event_of(world).slug}


def token(purpose):
    return lambda world: {"token": links.token(guest_of(world), purpose)}


ROWS = [
    Row("catalogue:events", {200: EVERYBODY}, query="?when=past"),
    Row("catalogue:events_calendar", {200: EVERYBODY}),
    Row("catalogue:event", {200: EVERYBODY}, of=by_slug),
    Row("catalogue:event_calendar", {200: EVERYBODY}, of=by_slug),
    Row("catalogue:event_register", {200: "anonymous", 302: SIGNED_IN}, of=by_slug),
    Row("catalogue:event_register", {403: EVERYBODY}, of=by_slug, method="post", note="not from an own page"),
    Row("catalogue:event_register_mine", {200: SIGNED_IN, 302: "anonymous"}, of=by_slug),
    Row(
        "catalogue:event_register_mine",
        {400: SIGNED_IN, 302: "anonymous"},
        of=by_slug,
        method="post",
        note="no name",
    ),
    Row("catalogue:event_asked", {200: EVERYBODY}),
    Row("catalogue:event_confirm", {200: EVERYBODY}, of=token(links.CONFIRM)),
    Row("catalogue:event_confirm", {410: EVERYBODY}, of=lambda world: {"token": "x"}, note="forged"),
    Row(
        "catalogue:event_confirm",
        {403: EVERYBODY},
        of=token(links.CONFIRM),
        method="post",
        note="not from an own page",
    ),
    Row("catalogue:event_cancel", {200: EVERYBODY}, of=token(links.CANCEL)),
    Row("catalogue:event_cancel", {200: EVERYBODY}, of=token(links.CANCEL), method="post"),
    Row("catalogue:event_cancel", {410: EVERYBODY}, of=lambda world: {"token": "x"}, note="forged"),
]


def sent_issue(world):
    """Sent by the programme where the officer works, to nobody."""
    found = Issue.objects.filter(programme=world.programme, number=1).first()
    return found or IssueFactory(
        programme=world.programme,
        number=1,
        state="sent",
        confirmed_at=timezone.now(),
        content={"subject": {"en": "News"}, "intro": {"en": "Hello."}, "items": []},
    )


def by_number(world):
    issue = sent_issue(world)
    return {"slug": issue.programme.slug, "number": issue.number}


ROWS += [
    Row("catalogue:issues", {200: EVERYBODY}, of=lambda world: {"slug": sent_issue(world).programme.slug}),
    Row("catalogue:issue", {200: EVERYBODY}, of=by_number),
]
