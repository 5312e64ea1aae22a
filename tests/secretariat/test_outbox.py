"""The outbox: nothing leaves but what a person read and confirmed."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.models import Interest
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.projects import ProjectFactory

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


def seen(letter):
    return f"{letter.uid}:{letter.revision}"


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
    with django_assert_max_num_queries(9) as first:
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
    assert f"Try again to send to {failed.to_email}" in page


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
    assert set(answer.context["batch"].seen.split()) == {seen(letter), seen(second)}


@pytest.mark.django_db(transaction=True)
def test_confirm_messages_lets_the_chosen_ones_leave(client, letter):
    second, left = MessageFactory(), MessageFactory()
    answer = client.post(
        CONFIRM,
        {"seen": f"{seen(letter)} {seen(second)}"},
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
        {"seen": f"{seen(letter)} {second.uid}:stale"},
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


@pytest.mark.parametrize("given", ["", "x", "a:b c:d", "\x00", "x" * 100_000])
def test_confirm_messages_refuses_what_names_no_letter(client, letter, given):
    assert client.post(CONFIRM, {"seen": given}).status_code in {400, 409}
    assert state_of(letter) == MessageState.DRAFTED


def test_confirm_messages_takes_the_whole_narrowed_list(client, letter):
    MessageFactory(subject="Another matter")
    MessageFactory(state=MessageState.SENT)
    batch = client.get(CONFIRM, {"all": "yes", "q": "decision"}).context["batch"]
    assert batch.letters == [letter]


def test_confirm_messages_leaves_out_what_lacks_a_value_and_says_so(client, letter):
    gap = MessageFactory(body="Conditions: {{ conditions }}", gaps=["conditions"], subject="With a gap")
    answer = client.get(CONFIRM, {"all": "yes"})
    assert [one.letter for one in answer.context["batch"].incomplete] == [gap]
    assert "1 letter stays behind: it lacks a value" in answer.content.decode()
    assert client.post(CONFIRM, {"seen": f"{seen(letter)} {seen(gap)}"}).status_code == 409
    assert {state_of(letter), state_of(gap)} == {MessageState.DRAFTED}


@pytest.mark.django_db(transaction=True)
def test_confirm_messages_sent_twice_sends_once(client, letter):
    assert client.post(CONFIRM, {"seen": seen(letter)}).status_code == 302
    assert client.post(CONFIRM, {"seen": seen(letter)}).status_code == 409
    assert len(mail.outbox) == 1


def test_outbox_hides_letters_about_a_proposal_in_which_i_have_an_interest(client, officer, programme):
    project = ProjectFactory(call__programme_period__programme=programme)
    letter = MessageFactory(about=project.chain, subject="About my cousin")
    assert "About my cousin" in client.get(PAGE).content.decode()
    Interest.objects.create(project=project, person=officer, has_conflict=True, note="cousin")
    page = client.get(PAGE)
    assert "About my cousin" not in page.content.decode()
    assert page.context["waiting"] == 0
    assert client.get(at("message", letter)).status_code == 404
    assert client.get(CONFIRM, {"all": "yes"}).context["batch"].letters == []
    assert client.post(CONFIRM, {"seen": seen(letter)}).status_code == 409


def test_outbox_counts_by_state_and_narrows_by_call_and_kind(client, programme):
    project = ProjectFactory(call__programme_period__programme=programme)
    mine = MessageFactory(about=project.chain, letter="decision_approved")
    MessageFactory(state=MessageState.SENT)
    page = client.get(PAGE)
    assert [(value, n) for value, _label, n in page.context["states"]] == [("drafted", 1), ("sent", 1)]
    for query in (f"call={project.call.code}", "letter=decision_approved"):
        assert list(client.get(f"{PAGE}?{query}").context["page"].object_list) == [mine]


def test_message_is_held_back_and_released(client, letter):
    client.post(at("hold_message", letter))
    assert state_of(letter) == MessageState.HELD
    assert client.post(at("confirm_message", letter), {"seen": letter.revision}).status_code == 409
    client.post(at("hold_message", letter), {"release": "yes"})
    assert state_of(letter) == MessageState.DRAFTED


@pytest.mark.parametrize(("has_left", "state"), [("yes", MessageState.SENT), ("no", MessageState.CONFIRMED)])
def test_message_that_nobody_knows_about_is_settled_by_a_person(client, has_left, state):
    unknown = MessageFactory(state=MessageState.UNKNOWN, handed_at=timezone.now())
    assert "Look into the log of the mail server" in client.get(at("message", unknown)).content.decode()
    assert client.post(at("settle_message", unknown), {"has_left": has_left}).status_code == 302
    assert state_of(unknown) == state
    assert client.post(at("settle_message", unknown), {"has_left": has_left}).status_code == 409


def test_message_shows_markup_as_text(client):
    hostile = MessageFactory(
        subject="<script>alert(1)</script>", body="<img src=x onerror=alert(1)> {{ note }}"
    )
    text = client.get(at("message", hostile)).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_list_shows_and_finds_what_was_opened_and_what_was_tried_again(client):
    sent = {"state": "sent", "sent_at": timezone.now()}
    MessageFactory(subject="Read", opened_at=timezone.now(), **sent)
    MessageFactory(subject="Unread", recipient=UserFactory(), **sent)
    MessageFactory(subject="Waits", state="confirmed", attempts=2, error="No answer.")
    MessageFactory(subject="Again", recipient=UserFactory(), retries=1, **sent)
    page = client.get(PAGE).content.decode()
    for words in (
        "Opened in the portal",
        "Not opened in the portal yet",
        "Tried 2 times, tried again soon",
        "Tried again 1 time",
    ):
        assert words in page

    def found(way):
        shown = client.get(PAGE, {"way": way}).context["page"]
        return {letter.subject for letter in shown.object_list}

    assert found("opened") == {"Read"}
    assert found("unopened") == {"Unread", "Again"}
    assert found("retried") == {"Waits", "Again"}
    assert len(found("nonsense")) == 4


def test_words_of_a_letter_are_marked_in_its_language(client, letter):
    Message.objects.filter(pk=letter.pk).update(language="nl")
    page = client.get(at("message", letter)).content.decode()
    assert f'<h1 lang="nl">{letter.subject}</h1>' in page
    assert page.count('lang="nl"') >= 4  # heading, sheet, and both fields
    assert f'lang="nl">{letter.subject}</a>' in client.get(reverse("secretariat:outbox")).content.decode()


def test_outbox_has_a_form_to_send_only_for_who_may_send(client, programme, letter):
    opening = f'action="{CONFIRM}"'.encode()
    assert opening in client.get(PAGE).content
    client.force_login(StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.AUDITOR).user)
    page = client.get(PAGE)
    assert (letter.subject.encode() in page.content, opening in page.content) == (True, False)
    assert page.content.count(b"<form") == page.content.count(b"</form>")
