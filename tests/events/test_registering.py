"""Registering: by mail and confirmed, places held, the waiting list in its order, given back."""

import uuid

import pytest

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from events import links, registering
from events.models import Registration
from events.registering import Guest
from events.states import EventState, RegistrationState
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


def guest(email="guest@example.org", **given):
    values = {"name": "A Guest", "organisation": "", "email": email, "language": "en", "answers": {}, **given}
    return Guest(**values)


def ask(event, email="guest@example.org", **given):
    registering.ask(event, guest(email, **given), network="192.0.2.1", mark=uuid.uuid4().hex)
    return Registration.objects.filter(email=email.lower()).first()


def confirm(row):
    return registering.confirm(links.token(row, links.CONFIRM))


def cancel(row):
    return registering.cancel(links.token(row, links.CANCEL))


def mails(row):
    return list(Message.objects.filter(about=row.subject).order_by("pk").values_list("subject", flat=True))


def states(event):
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def test_place_is_taken_by_confirming_and_not_before():
    event = EventFactory(title={"en": "Bridges"}, places=1)
    row = ask(event, "Guest@Example.org")
    assert (row.state, row.email, row.confirmed_at) == (RegistrationState.ASKED, "guest@example.org", None)
    assert confirm(row).state == RegistrationState.HELD
    assert confirm(row).state == RegistrationState.HELD
    assert mails(row) == ["Confirm your registration", "You have a place: Bridges"]


def test_mail_to_confirm_holds_no_word_of_the_asker():
    row = ask(EventFactory(), name="Buy my pills", organisation="Pills")
    body = Message.objects.get(about=row.subject).body
    assert "pills" not in body.lower()


def test_full_event_puts_on_the_waiting_list_and_moves_up_in_order():
    event = EventFactory(places=1)
    rows = [ask(event, f"guest{n}@example.org") for n in range(4)]
    for n in (0, 2, 1, 3):
        confirm(rows[n])
    assert states(event) == ["held", "waiting", "waiting", "waiting"]
    cancel(rows[0])
    assert states(event) == ["cancelled", "waiting", "held", "waiting"]
    cancel(rows[2])
    assert states(event) == ["cancelled", "held", "cancelled", "waiting"]
    assert mails(rows[1])[-1].startswith("A place is free for you")


def test_cancelling_twice_gives_one_place_away():
    event = EventFactory(places=1)
    first, second, third = (ask(event, f"guest{n}@example.org") for n in range(3))
    for row in (first, second, third):
        confirm(row)
    cancel(first)
    cancel(first)
    assert states(event) == ["cancelled", "held", "waiting"]


def test_full_event_without_waiting_list_refuses():
    event = EventFactory(places=1, has_waiting_list=False)
    confirm(ask(event, "one@example.org"))
    late = ask(event, "two@example.org")
    with pytest.raises(DomainError, match="no waiting list"):
        confirm(late)
    late.refresh_from_db()
    assert late.state == RegistrationState.ASKED


def test_known_address_gets_the_same_answer_and_another_mail():
    event = EventFactory(title={"en": "Bridges"})
    row = confirm(ask(event, name="First"))
    ask(event, name="Second")
    row.refresh_from_db()
    assert (row.name, row.state) == ("First", RegistrationState.HELD)
    assert mails(row)[-1] == "You are already registered: Bridges"


def test_same_page_sent_twice_writes_one_mail():
    event = EventFactory()
    for _turn in range(2):
        registering.ask(event, guest(), network="192.0.2.1", mark="one-page")
    assert mails(Registration.objects.get()) == ["Confirm your registration"]


def test_address_gets_a_bounded_number_of_mails():
    event = EventFactory()
    for _turn in range(8):
        row = ask(event)
    assert len(mails(row)) == registering.ADDRESS.amount


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": EventState.CANCELLED}, "called off"),
        ({"state": EventState.DRAFT}, "closed"),
        ({"takes_registrations": False}, "closed"),
        ({"registration_closes_at": "2020-01-01T00:00Z"}, "closed"),
        ({"registration_opens_at": "2999-01-01T00:00Z"}, "closed"),
    ],
)
def test_closed_event_takes_nobody(given, words):
    with pytest.raises(DomainError, match=words):
        ask(EventFactory(**given))


def test_account_takes_its_place_at_once_and_only_once():
    event, user = EventFactory(places=1), UserFactory()
    row = registering.register(event, guest(user.email), by=user)
    assert (row.state, row.user) == (RegistrationState.HELD, user)
    with pytest.raises(DomainError, match="registered already"):
        registering.register(event, guest(user.email), by=user)


def test_only_asked_questions_are_kept_and_go_when_cancelled():
    event = EventFactory(questions=["diet"])
    row = ask(event, answers={"diet": " No nuts ", "access": "A ramp"})
    assert row.answers == {"diet": "No nuts"}
    confirm(row)
    assert cancel(row).answers == {}


@pytest.mark.parametrize("given", ["", "x", "1:2:3", "\0", "é" * 300, "9" * 400])
def test_forged_links_do_nothing(given):
    assert registering.confirm(given) is None
    assert registering.cancel(given) is None


def test_link_to_confirm_is_no_link_to_cancel():
    row = confirm(ask(EventFactory()))
    assert registering.cancel(links.token(row, links.CONFIRM)) is None


def test_organiser_strikes_a_guest_and_others_may_not():
    event = EventFactory(places=1)
    held, waiting = RegistrationFactory(event=event), RegistrationFactory(event=event, state="waiting")
    officer = UserFactory()
    StaffRoleFactory(user=officer, programme=event.programme, role="officer")
    with pytest.raises(NotAllowed):
        registering.strike(held, by=UserFactory())
    registering.strike(held, by=officer)
    assert states(event) == ["cancelled", "held"]
    assert mails(waiting) == [f"A place is free for you: {event.title['en']}"]


@pytest.mark.django_db(transaction=True)
def test_last_place_goes_to_one_of_fifty():
    event = EventFactory(places=1)
    rows = [
        RegistrationFactory(event=event, state="asked", confirmed_at=None, placed_at=None) for _n in range(50)
    ]
    tokens = [links.token(row, links.CONFIRM) for row in rows]
    won, told = at_once(lambda number: registering.confirm(tokens[number]), threads=50, tries=1)
    assert (won, told) == (50, [])
    assert event.registrations.held().count() == 1
    assert event.registrations.waiting().count() == 49
