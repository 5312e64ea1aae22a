"""The pages of a person's own account."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import allauth
import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.models import TrailEntry, User
from tests.accounts.conftest import last_mail, link_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db

MESSAGES = Path(allauth.__file__).parent / "templates/account/messages"
UNUSED = {
    "login_code_sent.txt",
    "phone_verification_sent.txt",
    "phone_verified.txt",
}  # ways in that are not offered
PAGES = ["profile", "sessions", "export", "erase"]


@pytest.fixture
def person(client, sign_in):
    user = UserFactory(name="Ann Peeters")
    sign_in(user.email, client=client)
    return user


def test_messages_of_signing_in_and_out_are_the_portals_own(client, sign_in):
    user = UserFactory(name="Ann O’Brien & co")
    sign_in(user.email, client=client)
    page = client.get("/en/account/profile/").content.decode()
    assert "You are signed in as Ann O’Brien &amp; co." in page
    client.post("/en/account/logout/")
    assert "You are signed out." in client.get("/en/account/login/").content.decode()


@pytest.mark.parametrize("name", sorted(path.name for path in MESSAGES.glob("*.txt")))
def test_messages_of_the_account_have_words_of_the_portal(name):
    assert (Path(settings.BASE_DIR) / "templates/account/messages" / name).exists() or name in UNUSED


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_signed_in_people(page):
    answer = Client().get(f"/en/account/{page}/")
    assert answer.url == f"/en/account/login/?next=/en/account/{page}/"


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_kept_by_no_cache(client, person, page):
    answer = client.get(f"/nl/account/{page}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_profile_saves_name_and_language(client, person):
    answer = client.post(
        "/en/account/profile/", {"name": " Ann  Peeters-Roy ", "language": "fr", "wants_reminders": "on"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.language) == ("Ann Peeters-Roy", "fr")
    entry = TrailEntry.objects.for_chain(person.chain).last()
    assert (entry.action, entry.new) == ("change profile", {"changed": ["name", "language"]})


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "a\x00b"}, {"language": "de"}, {"name": "www.x.example"}]
)
def test_profile_refuses_with_a_linked_error(client, person, change):
    answer = client.post("/en/account/profile/", {"name": "Ann", "language": "en", **change})
    assert answer.status_code == 400
    assert 'class="error-summary"' in answer.content.decode()
    person.refresh_from_db()
    assert person.name == "Ann Peeters"


def test_profile_takes_no_other_fields(client, person):
    client.post(
        "/en/account/profile/",
        {
            "name": "Ann",
            "language": "en",
            "email": "other@example.org",
            "is_superuser": "on",
            "is_demo": "on",
        },
    )
    user = User.objects.get(pk=person.pk)
    assert (user.email, user.is_superuser, user.is_demo) == (person.email, False, False)


def test_profile_shows_a_name_as_typed(client, person):
    client.post("/en/account/profile/", {"name": "<script>alert(1)</script>", "language": "en"})
    assert "<script>alert" not in client.get("/en/account/profile/").content.decode()


def test_sessions_shows_and_ends_the_others(client, person, sign_in):
    other = Client()
    sign_in(person.email, client=other, address="198.51.100.7", user_agent="Other browser")
    page = client.get("/en/account/sessions/").content.decode()
    assert "Other browser" in page
    assert "198.51.100.7" in page
    assert client.post("/en/account/sessions/end/").status_code == 302
    assert client.get("/en/account/profile/").status_code == 200
    assert other.get("/en/account/profile/").status_code == 302


def test_sessions_end_needs_a_post(client, person):
    assert client.get("/en/account/sessions/end/").status_code == 405


def test_export_holds_what_is_held_and_no_secret(client, person):
    sent = MessageFactory(recipient=person, state="sent", sent_at=timezone.now())
    MessageFactory(recipient=person, subject="A draft of the programme")
    held = StaffRoleFactory(user=person)
    answer = client.get("/en/account/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(answer.content)
    assert data["account"]["email"] == person.email
    assert [mail["subject"] for mail in data["mails"]] == [sent.subject]
    assert data["roles"][0]["programme"] == held.programme_id
    assert "password" not in data["account"]
    assert person.password not in answer.content.decode()


def test_erase_needs_the_password(client, person):
    answer = client.post("/en/account/erase/", {"password": "wrong"})
    assert answer.status_code == 400
    assert User.objects.get(pk=person.pk).erased_at is None


def test_erase_forgets_the_person_and_keeps_the_record(client, person, sign_in):
    letter = MessageFactory(
        recipient=person,
        state="sent",
        body="Dear Ann Peeters,\n",
        subject="For Ann Peeters",
        sent_at=timezone.now(),
    )
    waiting = MessageFactory(recipient=person)
    acts = TrailEntry.objects.done_by(person).count()
    email = person.email
    assert client.post("/en/account/erase/", {"password": PASSWORD}).status_code == 302
    assert client.get("/en/account/profile/").status_code == 302

    person.refresh_from_db()
    assert person.name == f"Former user {person.uid.hex[:6]}"
    assert person.email.endswith("@erased.invalid")
    assert not EmailAddress.objects.filter(user=person).exists()
    letter.refresh_from_db()
    waiting.refresh_from_db()
    assert (letter.body, waiting.state) == (f"Dear {person.name},\n", "cancelled")
    assert TrailEntry.objects.done_by(person).count() == acts + 1
    everything = str(
        [list(User.objects.values()), list(TrailEntry.objects.values()), list(letter.__dict__.items())]
    )
    assert "Ann" not in everything
    assert email not in everything
    assert sign_in(email).status_code == 200


def test_erase_says_what_stands_in_the_way(client, person):
    StaffRoleFactory(user=person, role="manager")
    assert "You are the only manager" in client.get("/en/account/erase/").content.decode()
    client.post("/en/account/erase/", {"password": PASSWORD})
    assert User.objects.get(pk=person.pk).erased_at is None


def test_a_session_ends_when_idle(client, sign_in):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sign_in(UserFactory().email, client=client)
        assert client.get("/en/account/profile/").status_code == 200
    with time_machine.travel(start + timedelta(hours=11), tick=False):
        assert client.get("/en/account/profile/").status_code == 200
    with time_machine.travel(start + timedelta(hours=22), tick=False):
        assert client.get("/en/account/profile/").status_code == 200
    with time_machine.travel(start + timedelta(hours=35), tick=False):
        assert client.get("/en/account/profile/").status_code == 302


def test_a_session_ends_after_a_week_however_busy(client, sign_in):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sign_in(UserFactory().email, client=client)
        client.get("/en/account/profile/")
    for hours in range(10, 7 * 24, 10):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            assert client.get("/en/account/profile/").status_code == 200
    with time_machine.travel(start + timedelta(days=7, minutes=1), tick=False):
        assert client.get("/en/account/profile/").status_code == 302


def test_sign_ups_never_confirmed_are_forgotten_after_a_month():
    old = timezone.now() - timedelta(days=31)
    squatted = UserFactory(email="free@example.org", email_verified=False, date_joined=old)
    kept = [
        UserFactory(email_verified=False),
        UserFactory(date_joined=old),
        UserFactory(email_verified=False, date_joined=old, last_login=old),
    ]
    tasks.clear_sessions()
    tasks.clear_sessions()
    assert User.objects.filter(email="free@example.org").count() == 0
    assert User.objects.get(pk=squatted.pk).erased_at is not None
    assert User.objects.filter(pk__in=[user.pk for user in kept], erased_at=None).count() == 3


def test_erase_person_by_command():
    user = UserFactory(email="ann@example.org")
    call_command("erase_person", "ANN@example.org", stdout=StringIO())
    user.refresh_from_db()
    assert user.erased_at is not None
    with pytest.raises(CommandError):
        call_command("erase_person", "ann@example.org", stdout=StringIO())


def change_address(client, post, address):
    """Ask for another address; gives the answer."""
    return post(client, reverse("account_email"), {"email": address, "action_add": ""})


def test_another_address_needs_the_password_and_its_owners_click(client, person, post):
    old = person.email
    assert change_address(client, post, "new@example.org").url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    change_address(client, post, "new@example.org")
    link = link_in(last_mail(), "confirm-email")
    person.refresh_from_db()
    assert person.email == old
    post(client, link[link.index("/en/") :], {})
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert TrailEntry.objects.for_chain(person.chain).last().action in {
        "change e-mail address",
        "remove e-mail address",
    }
    assert any(message.to == [old] for message in mail.outbox)


def test_an_address_that_another_account_holds_is_not_taken(client, person, post):
    UserFactory(email="squatted@example.org", email_verified=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    change_address(client, post, "squatted@example.org")
    links = [m for m in mail.outbox if "confirm-email" in m.body]
    for message in links:
        link = link_in(message, "confirm-email")
        assert post(client, link[link.index("/en/") :], {}).status_code < 500
    person.refresh_from_db()
    assert person.email != "squatted@example.org"
