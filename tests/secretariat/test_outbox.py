"""The outbox: nothing leaves but what a person read and confirmed."""

import uuid

import pytest
from django.urls import reverse

from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/outbox/"
CONFIRM = "/en/secretariat/outbox/confirm/"


@pytest.fixture
def programme():
    return ProgrammeFactory(code="FWVL")


@pytest.fixture(autouse=True)
def officer(programme, client):
    user = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.OFFICER).user
    client.force_login(user)
    return user


@pytest.fixture
def letter():
    return MessageFactory()


def at(name, letter):
    return reverse(f"secretariat:{name}", args=[letter.uid])


def state_of(letter):
    return Message.objects.get(pk=letter.pk).state


def edited(letter, **change):
    return {"seen": letter.revision, "subject": "A better subject", "body": "Dear Ms Peeters", **change}


def test_outbox_lists_letters_of_my_programmes_only(client, letter):
    MessageFactory(programme="VLNED", subject="Of another programme")
    MessageFactory(programme="", kind="account", subject="Of an account")
    answer = client.get(PAGE)
    assert list(answer.context["page"].object_list) == [letter]
    assert answer.context["waiting"] == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=decision", 1), ("q=nothing", 0), ("state=drafted", 1), ("state=sent", 0), ("page=-1", 1)],
)
def test_outbox_is_narrowed_by_the_address(client, letter, query, found):
    assert len(client.get(f"{PAGE}?{query}").context["page"].object_list) == found


def test_outbox_asks_as_many_queries_for_three_rows_as_for_one(
    client, letter, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(PAGE)  # the first request of a session notes that it is in use
    with django_assert_max_num_queries(15) as first:
        client.get(PAGE)
    MessageFactory.create_batch(2)
    with django_assert_num_queries(len(first)):
        client.get(PAGE)


def test_message_is_edited_and_not_sent(client, letter):
    assert client.post(at("message", letter), edited(letter)).status_code == 302
    letter.refresh_from_db()
    assert (letter.subject, letter.body, letter.state) == (
        "A better subject",
        "Dear Ms Peeters\n",
        MessageState.DRAFTED,
    )


def test_message_edited_by_somebody_else_keeps_both_texts(client, letter):
    theirs = edited(letter, body="Their text")
    mine = edited(letter, body="My long text")
    client.post(at("message", letter), theirs)
    answer = client.post(at("message", letter), mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody else changed this message meanwhile" in text
    assert "My long text" in text
    assert "Their text" in text
    assert Message.objects.get().body == "Their text\n"


def test_message_that_left_meanwhile_keeps_the_typed_text(client, letter):
    Message.objects.update(state=MessageState.SENT)
    answer = client.post(at("message", letter), edited(letter))
    assert answer.status_code == 409
    assert "Dear Ms Peeters" in answer.content.decode()


@pytest.mark.parametrize(
    "change", [{"subject": ""}, {"body": "  "}, {"body": "x" * 20_001}, {"subject": "\x00"}, {"seen": ""}]
)
def test_message_shows_mistakes(client, letter, change):
    answer = client.post(at("message", letter), edited(letter, **change))
    assert answer.status_code == 400
    assert Message.objects.get().revision == letter.revision


@pytest.mark.django_db(transaction=True)
def test_message_is_confirmed_by_name(client, letter, officer):
    assert client.post(at("confirm_message", letter), {"seen": letter.revision}).status_code == 302
    letter.refresh_from_db()
    assert letter.confirmed_by == officer
    assert letter.state != MessageState.DRAFTED


@pytest.mark.parametrize("seen", ["stale", "\x00", None])
def test_message_is_not_confirmed_from_a_stale_page(client, letter, seen):
    answer = client.post(at("confirm_message", letter), {} if seen is None else {"seen": seen})
    assert answer.status_code in {400, 409}
    assert state_of(letter) == MessageState.DRAFTED


def test_message_is_cancelled_and_stays_on_file(client, letter):
    assert client.post(at("cancel_message", letter)).status_code == 302
    assert state_of(letter) == MessageState.CANCELLED
    page = client.get(at("message", letter)).content.decode()
    assert letter.body.splitlines()[0] in page
    assert "Never send this letter" not in page


def test_message_that_failed_can_be_mended_and_sent_again(client):
    failed = MessageFactory(state=MessageState.FAILED, error="Mailbox unknown")
    page = client.get(at("message", failed)).content.decode()
    assert "Mailbox unknown" in page
    assert "Save the changes" in page
    assert f"Send to {failed.to_email}" in page


@pytest.mark.parametrize("name", ["message", "confirm_message", "cancel_message"])
def test_message_of_another_programme_is_not_found(client, name):
    other = MessageFactory(programme="VLNED")
    assert client.post(at(name, other), edited(other)).status_code == 404
    assert state_of(other) == MessageState.DRAFTED


def test_message_is_read_but_not_written_by_an_auditor(client, programme, letter):
    client.force_login(StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.AUDITOR).user)
    assert "Save the changes" not in client.get(at("message", letter)).content.decode()
    assert client.post(at("message", letter), edited(letter)).status_code == 404
    assert client.post(at("confirm_message", letter), {"seen": letter.revision}).status_code == 404


def test_confirm_messages_names_how_many_and_to_whom(client, letter):
    second = MessageFactory()
    MessageFactory()
    answer = client.get(CONFIRM, {"letter": [letter.uid, second.uid]})
    text = answer.content.decode()
    assert "2 letters will leave. This cannot be undone." in text
    assert "Send 2 letters" in text
    for one in (letter, second):
        assert one.to_email in text
        assert f'name="seen-{one.uid}" value="{one.revision}"' in text


@pytest.mark.django_db(transaction=True)
def test_confirm_messages_lets_the_chosen_ones_leave(client, letter):
    second, left = MessageFactory(), MessageFactory()
    answer = client.post(
        CONFIRM,
        {
            "letter": [letter.uid, second.uid],
            "confirmed": "yes",
            f"seen-{letter.uid}": letter.revision,
            f"seen-{second.uid}": second.revision,
        },
    )
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert [m.confirmed_at is not None for m in (letter, second, left) if not m.refresh_from_db()] == [
        True,
        True,
        False,
    ]


def test_confirm_messages_lets_none_leave_when_one_was_changed(client, letter):
    second = MessageFactory()
    answer = client.post(
        CONFIRM,
        {
            "letter": [letter.uid, second.uid],
            "confirmed": "yes",
            f"seen-{letter.uid}": letter.revision,
            f"seen-{second.uid}": "stale",
        },
    )
    assert answer.status_code == 409
    assert {state_of(letter), state_of(second)} == {MessageState.DRAFTED}


@pytest.mark.parametrize("given", ["", "x", "../..", str(uuid.UUID(int=0))])
def test_confirm_messages_asks_to_choose_when_nothing_fits(client, given):
    answer = client.get(CONFIRM, {"letter": given})
    assert answer.status_code == 200
    assert "No draft was chosen" in answer.content.decode()


def test_confirm_messages_leaves_other_programmes_out(client):
    other = MessageFactory(programme="VLNED")
    assert "No draft was chosen" in client.get(CONFIRM, {"letter": other.uid}).content.decode()
