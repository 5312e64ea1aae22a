"""Addresses of events, of registering for them, and of the staff who hold them."""

from uuid import uuid4

from django.utils import timezone

from correspondence.models import Circular
from editorial.models import Issue, Sending
from events import guest_list, links
from events.models import Event, Registration
from publications.models import Subscription
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.newsletters import IssueFactory, ReaderFactory
from tests.house.access.table import EDITORS, EVERYBODY, SIGNED_IN, Row


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

SIGN_IN = {302: "anonymous"}
KEEPERS = f"{EDITORS} officer_elsewhere"
DONE = {302: f"{EDITORS} anonymous"}


def own_event(world):
    return {"uid": event_of(world).uid}


def own_guest(world):
    guest = guest_of(world)
    Registration.objects.filter(pk=guest.pk).update(state="held", confirmed_at=timezone.now())
    return {"uid": guest.event.uid, "guest": guest.uid}


def draft_event(world):
    found = Event.objects.filter(slug="draft-of-the-world").first()
    found = found or EventFactory(programme=world.programme, slug="draft-of-the-world", state="draft")
    return {"uid": found.uid}


def own_code(world):
    return {"code": world.programme.code}


def export(world):
    return {"uid": event_of(world).uid, "form": "csv"}


ROWS += [
    Row("secretariat:events", {200: KEEPERS, **SIGN_IN}),
    Row("secretariat:event_new", {200: EDITORS, **SIGN_IN}, of=own_code),
    Row("secretariat:event_new", {400: EDITORS, **SIGN_IN}, of=own_code, method="post", note="empty"),
    Row("secretariat:event", {200: EDITORS, **SIGN_IN}, of=own_event),
    Row("secretariat:event_edit", {200: EDITORS, **SIGN_IN}, of=own_event),
    Row("secretariat:event_edit", {400: EDITORS, **SIGN_IN}, of=own_event, method="post", note="empty"),
    Row("secretariat:event_publish", DONE, of=draft_event, method="post"),
    Row("secretariat:event_call_off", {200: EDITORS, **SIGN_IN}, of=own_event),
    Row(
        "secretariat:event_call_off",
        {409: EDITORS, **SIGN_IN},
        of=own_event,
        method="post",
        note="no reason",
    ),
    Row("secretariat:event_guests", {200: EDITORS, **SIGN_IN}, of=own_event),
    Row("secretariat:event_export", {200: EDITORS, **SIGN_IN}, of=export, method="post"),
    Row("secretariat:event_tick", DONE, of=own_guest, method="post", data=lambda world: {"is_here": "1"}),
    Row("secretariat:event_strike", {200: EDITORS, **SIGN_IN}, of=own_guest),
    Row("secretariat:event_strike", DONE, of=own_guest, method="post"),
]


def issue_in(state):
    """An issue of the programme in a state, for one reader."""

    def of(world):
        if not Subscription.objects.filter(programme=world.programme.code).exists():
            ReaderFactory(programme=world.programme.code)
        found = Issue.objects.filter(programme=world.programme, state=state).first()
        return {"uid": (found or IssueFactory(programme=world.programme, state=state)).uid}

    return of


def leaving(world):
    issue = sent_issue(world)
    circular, _is_new = Circular.objects.get_or_create(about=issue.chain)
    Sending.objects.get_or_create(issue=issue, circular=circular, readers=0)
    return {"uid": issue.uid}


def mail_of(world):
    return {**issue_in("draft")(world), "language": "nl", "form": "html"}


def test_of(world):
    return {"language": "en", "key": str(uuid4())}


def step(name, state):
    return lambda world: {**issue_in(state)(world), "step": name}


DRAFT, READY = issue_in("draft"), issue_in("ready")
ROWS += [
    Row("secretariat:issues", {200: KEEPERS, **SIGN_IN}),
    Row("secretariat:issue_new", {200: EDITORS, **SIGN_IN}, of=own_code),
    Row("secretariat:issue_new", {400: EDITORS, **SIGN_IN}, of=own_code, method="post", note="no key"),
    Row("secretariat:issue", {200: EDITORS, **SIGN_IN}, of=DRAFT),
    Row("secretariat:issue_edit", {200: EDITORS, **SIGN_IN}, of=DRAFT),
    Row("secretariat:issue_edit", {400: EDITORS, **SIGN_IN}, of=DRAFT, method="post", note="no key"),
    Row("secretariat:issue_item", {302: "anonymous"}, of=DRAFT, method="post", note="no act"),
    Row(
        "secretariat:issue_item",
        DONE,
        of=DRAFT,
        method="post",
        data=lambda world: {"do": "remove", "item": "1"},
    ),
    Row("secretariat:issue_mail", {200: EDITORS, **SIGN_IN}, of=mail_of),
    Row("secretariat:issue_test", DONE, of=DRAFT, method="post", data=test_of),
    Row("secretariat:issue_step", DONE, of=step("hand-on", "draft"), method="post", note="hand on"),
    Row("secretariat:issue_step", DONE, of=step("take-back", "ready"), method="post", note="take back"),
    Row("secretariat:issue_send", {200: EDITORS, **SIGN_IN}, of=READY),
    Row("secretariat:issue_send", {409: EDITORS, **SIGN_IN}, of=READY, method="post", note="not seen"),
    Row("secretariat:issue_progress", {200: EDITORS, **SIGN_IN}, of=leaving),
    Row("secretariat:issue_switch", DONE, of=leaving, method="post", data=lambda world: {"do": "pause"}),
    Row("secretariat:issue_settle", DONE, of=leaving, method="post"),
]


def asked_list(world):
    """An event whose list of guests is being made, in the language of the test's pages."""
    event = event_of(world)
    guest_list.request(event, "en", by=world.officer)
    return {"uid": event.uid}


ROWS += [
    Row("secretariat:event_guest_list", {200: EDITORS, **SIGN_IN}, of=own_event),
    Row("secretariat:event_guest_list", DONE, of=own_event, method="post"),
    Row("secretariat:event_guest_list_state", {200: EDITORS, **SIGN_IN}, of=asked_list),
    Row("secretariat:event_guest_list_file", {503: EDITORS, **SIGN_IN}, of=asked_list),
]
