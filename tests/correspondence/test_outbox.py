"""The outbox: what is written, who may let it leave, and what a header can hold."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from core.texts import Text
from correspondence import outbox
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(
        code="FWVL", name={"nl": "Programma", "fr": "Programme français", "en": "Programme"}
    )


@pytest.fixture
def officer(programme):
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.OFFICER).user


def write(to, programme, key="role:1", **more):
    return outbox.write(
        "role",
        to=to,
        template="role_given",
        context={"programme": programme, "role": "Officer"},
        about="programme:FWVL",
        programme="FWVL",
        by=None,
        dedupe_key=key,
        **more,
    )


def test_compose_renders_in_the_language_asked_for(programme, settings):
    settings.PORTAL_URL = "https://portal.example"
    to = UserFactory.build(name="Ann")
    _, body = outbox.compose("role_given", {"recipient": to, "programme": programme, "role": "x"}, "fr")
    assert "Programme français" in body
    assert "https://portal.example/fr/account/login/" in body


def test_compose_leaves_text_as_typed(programme):
    to = UserFactory.build(name="Ann <b>&amp; O'Hara")
    _, body = outbox.compose("role_given", {"recipient": to, "programme": programme, "role": "x"}, "en")
    assert body.startswith("Dear Ann <b>&amp; O'Hara,\n")


def test_compose_ends_with_the_footer(programme, settings):
    _, body = outbox.compose("role_given", {"recipient": UserFactory.build(), "programme": programme}, "en")
    assert "\n\n-- \n" + str(settings.PORTAL_NAME) in body


def test_compose_makes_one_line_of_a_subject_with_line_breaks():
    programme = {"name": Text(en="Programme\r\nBcc: victim@example.org\n\nbody")}
    subject, _ = outbox.compose(
        "role_given", {"recipient": UserFactory.build(), "programme": programme}, "en"
    )
    assert subject == "Your role in Programme Bcc: victim@example.org body"


def test_compose_marks_a_subject_that_is_cut():
    programme = {"name": Text(en="x" * 400)}
    subject, _ = outbox.compose(
        "role_given", {"recipient": UserFactory.build(), "programme": programme}, "en"
    )
    assert len(subject) == 250
    assert subject.endswith("x…")


def test_write_twice_gives_one_message(programme):
    to = UserFactory()
    assert write(to, programme) == write(to, programme)
    assert Message.objects.count() == 1


def test_write_drafts_and_sends_nothing(programme, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write(UserFactory(), programme)
    assert message.state == MessageState.DRAFTED
    assert mail.outbox == []


def test_write_confirmed_leaves_after_the_commit(programme, django_capture_on_commit_callbacks):
    to = UserFactory(language="nl")
    with django_capture_on_commit_callbacks(execute=True):
        message = write(to, programme, confirmed=True)
        assert mail.outbox == []
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.language == "nl"
    assert [sent.to for sent in mail.outbox] == [[to.email]]


def test_confirm_sends_and_is_recorded(officer, django_capture_on_commit_callbacks):
    message = MessageFactory()
    with django_capture_on_commit_callbacks(execute=True):
        outbox.confirm(message, by=officer, seen=message.revision)
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.confirmed_by == officer
    entry = TrailEntry.objects.get(chain=message.about)
    assert (entry.action, entry.actor, entry.new["message"]) == ("confirm message", officer, str(message.uid))


def test_confirm_twice_is_refused(officer):
    message = MessageFactory()
    outbox.confirm(message, by=officer)
    with pytest.raises(DomainError, match="already"):
        outbox.confirm(message, by=officer)


def test_confirm_refuses_a_text_that_was_not_seen(officer):
    message = MessageFactory()
    seen = message.revision
    outbox.edit(message, by=officer, subject="Other", body="Other")
    with pytest.raises(DomainError, match="changed meanwhile"):
        outbox.confirm(message, by=officer, seen=seen)
    message.refresh_from_db()
    assert message.state == MessageState.DRAFTED


def test_confirm_uses_the_address_of_today(officer):
    message = MessageFactory()
    message.recipient.email = "moved@example.org"
    message.recipient.save()
    assert outbox.confirm(message, by=officer).to_email == "moved@example.org"


def test_confirm_refuses_a_closed_account(officer):
    message = MessageFactory(recipient=UserFactory(is_active=False))
    with pytest.raises(DomainError, match="closed"):
        outbox.confirm(message, by=officer)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_confirm_is_for_the_secretariat_only(programme, role):
    person = StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user
    with pytest.raises(NotAllowed):
        outbox.confirm(MessageFactory(), by=person)


def test_acts_of_another_programme_are_refused():
    stranger = StaffRoleFactory(user=UserFactory(), programme=ProgrammeFactory(code="VLNED")).user
    message = MessageFactory()
    for act in (
        lambda: outbox.confirm(message, by=stranger),
        lambda: outbox.cancel(message, by=stranger),
        lambda: outbox.edit(message, by=stranger, subject="x", body="y"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(outbox.visible_to(stranger)) == []


def test_cancel_keeps_the_message_from_leaving(officer):
    message = MessageFactory()
    assert outbox.cancel(message, by=officer).state == MessageState.CANCELLED
    with pytest.raises(DomainError):
        outbox.confirm(message, by=officer)


def test_edit_is_recorded_without_the_texts(officer):
    message = MessageFactory(subject="Old", body="Dear Ann\n")
    old = message.revision
    message = outbox.edit(message, by=officer, subject="New", body="Dear Ann, new text")
    assert (message.subject, message.body) == ("New", "Dear Ann, new text\n")
    entry = TrailEntry.objects.get(chain=message.about)
    assert (entry.old, entry.new["revision"]) == ({"revision": old}, message.revision)
    assert "Ann" not in str(entry.new)


@pytest.mark.parametrize(
    ("subject", "body"), [("", "text"), ("Subject", " \n "), ("\x00", "text"), ("S", "x" * 20_001)]
)
def test_edit_refuses_nothing_and_too_much(officer, subject, body):
    with pytest.raises(DomainError):
        outbox.edit(MessageFactory(), by=officer, subject=subject, body=body)


def test_edit_drops_what_no_mail_can_hold(officer):
    message = outbox.edit(
        MessageFactory(), by=officer, subject="a\x00b\r\nBcc: x", body="one\x00\r\ntwo \ud800é"
    )
    message.refresh_from_db()
    assert (message.subject, message.body) == ("ab Bcc: x", "one\ntwo é\n")


def test_edit_of_a_stale_text_is_refused(officer):
    message = MessageFactory()
    seen = message.revision
    outbox.edit(message, by=officer, subject="First", body="First")
    with pytest.raises(DomainError, match="Somebody else"):
        outbox.edit(message, by=officer, subject="Second", body="Second", seen=seen)


def test_visible_to_shows_own_programmes_and_no_account_mails(officer):
    own = MessageFactory()
    MessageFactory(programme="VLNED")
    outbox.write_account_mail(
        "account/email/unknown_account", to=None, address="a@example.org", language="en", context={}
    )
    assert list(outbox.visible_to(officer)) == [own]


@pytest.mark.django_db(transaction=True)
def test_one_act_told_by_many_at_once_is_one_mail():
    programme, to = ProgrammeFactory(code="FWVL"), UserFactory()

    def tell(_):
        try:
            return write(to, programme, confirmed=True).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(tell, range(20)))) == 1
    assert len(mail.outbox) == 1
