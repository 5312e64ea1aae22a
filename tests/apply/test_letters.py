"""Letters, talk and objections as applicants meet them."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.models import Appeal
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import talking
from projects.models import Attachment, Audience, Comment, StateChange
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory
from tests.hostile_files import EXE, pdf

pytestmark = pytest.mark.django_db

SECRET = "A weak proposal, say we among ourselves"


@pytest.fixture
def project():
    return ProjectFactory(submitted=True, state=State.NOT_APPROVED)


@pytest.fixture(autouse=True)
def applicant(project, client):
    user = CollaboratorFactory(project=project).user
    client.force_login(user)
    return user


@pytest.fixture
def officer(project):
    programme = project.call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.OFFICER).user


def letter(project, to, *, act="decision:1", **change):
    given = {
        "letter": "decision_not_approved",
        "state": MessageState.SENT,
        "sent_at": timezone.now(),
        **change,
    }
    return MessageFactory(about=project.chain, recipient=to, dedupe_key=f"{act}:{to.pk}", **given)


def at(name, project, *more):
    return reverse(f"apply:{name}", args=[project.uid, *more])


def test_letters_show_one_copy_of_each_and_the_own_one_first(client, project, applicant):
    other = CollaboratorFactory(project=project).user
    letter(project, other)
    mine = letter(project, applicant)
    theirs = letter(project, other, act="decision:2")
    shown = client.get(at("letters", project)).context["letters"]
    assert {one.pk for one in shown} == {mine.pk, theirs.pk}


@pytest.mark.parametrize("state", [MessageState.DRAFTED, MessageState.CONFIRMED, MessageState.CANCELLED])
def test_letters_that_have_not_left_are_nowhere(client, project, applicant, state):
    draft = letter(project, applicant, state=state, subject="Not yet decided")
    assert "Not yet decided" not in client.get(at("letters", project)).content.decode()
    assert client.get(at("letter", project, draft.uid)).status_code == 404


def test_letter_is_noted_as_opened_by_its_recipient_once(client, project, applicant):
    mine = letter(project, applicant, body="Dear <b>you</b>")
    page = client.get(at("letter", project, mine.uid)).content.decode()
    assert "<b>you</b>" not in page
    first = Message.objects.get(pk=mine.pk).opened_at
    client.get(at("letter", project, mine.uid))
    assert Message.objects.get(pk=mine.pk).opened_at == first is not None


def test_letter_to_a_colleague_is_read_by_who_manages_and_not_noted(client, project):
    theirs = letter(project, CollaboratorFactory(project=project).user)
    assert client.get(at("letter", project, theirs.uid)).status_code == 200
    assert Message.objects.get(pk=theirs.pk).opened_at is None


def test_letters_to_others_are_not_for_viewers(client, project, applicant):
    theirs = letter(project, applicant)
    client.force_login(CollaboratorFactory(project=project, level="view").user)
    assert client.get(at("letters", project)).context["letters"] == []
    assert client.get(at("letter", project, theirs.uid)).status_code == 404


def test_letter_of_another_proposal_is_not_found(client, project, applicant):
    other = letter(ProjectFactory(submitted=True), applicant)
    assert client.get(at("letter", project, other.uid)).status_code == 404


def test_talk_shows_nothing_of_what_staff_say_among_themselves(client, project, officer):
    for audience in (Audience.STAFF, Audience.PRIVATE):
        talking.say(project, by=officer, by_staff=True, text=SECRET, audience=audience, key=uuid.uuid4())
    secret = Comment.objects.filter(audience=Audience.STAFF).get()
    pages = [at("talk", project), at("proposal", project), at("letters", project), reverse("apply:dashboard")]
    pages.append(f"{at('talk', project)}?to={secret.uid}")
    for page in pages:
        text = client.get(page).content.decode()
        assert SECRET not in text
        assert str(secret.uid) not in text.replace(f"to={secret.uid}", "").replace(f"to%3D{secret.uid}", "")
    assert client.get(at("talk_entry", project, secret.uid)).status_code == 404
    assert client.post(at("talk_draft", project, secret.uid), {"audience": "applicants"}).status_code == 404


def test_talk_reply_to_a_hidden_comment_names_nothing(client, project, officer):
    secret = talking.say(
        project, by=officer, by_staff=True, text=SECRET, audience=Audience.STAFF, key=uuid.uuid4()
    )
    said = {"text": "Hi", "audience": "applicants", "key": uuid.uuid4(), "answers": secret.uid}
    assert client.post(at("talk", project), said).status_code == 302
    assert Comment.objects.get(text="Hi").answers is None


def test_talk_shows_text_as_typed(client, project, applicant):
    said = {"text": "<script>alert(1)</script>\nhttps://example.org", "audience": "applicants"}
    assert client.post(at("talk", project), {**said, "key": uuid.uuid4()}).status_code == 302
    page = client.get(at("talk", project)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "change", [{"text": ""}, {"text": "\x00"}, {"audience": "staff"}, {"key": "x"}, {"answers": "x"}]
)
def test_talk_shows_mistakes_and_keeps_what_was_typed(client, project, change):
    said = {"text": "Words that took a while", "audience": "applicants", "key": uuid.uuid4(), **change}
    answer = client.post(at("talk", project), said)
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def refused(project, applicant, **left):
    change = StateChange.objects.create(
        project=project, step="refuse", source=State.ELIGIBLE, target=State.NOT_APPROVED, by=None
    )
    until = timezone.now() + timedelta(**left)
    letter(project, applicant, act=f"decision:{change.pk}", objection_until=until)
    return change


def test_objection_is_saved_while_it_is_written_and_submitted(client, project, applicant):
    change = refused(project, applicant, days=5)
    assert "You may object to the decision" in client.get(at("letters", project)).content.decode()
    draft = client.post(at("objection_draft", project, change.pk), {"text": "We think", "seen": 0})
    assert draft.json() == {"seen": 1}
    stale = client.post(at("objection_draft", project, change.pk), {"text": "Other", "seen": 0})
    assert stale.status_code == 409
    page = at("objection", project, change.pk)
    assert "We think" in client.get(page).content.decode()
    assert client.post(page, {"text": "We think otherwise", "seen": 1}).status_code == 302
    assert Appeal.objects.submitted().get().text == "We think otherwise"
    assert "data-draft=" not in client.get(page).content.decode()


def test_objection_takes_files_that_go_with_their_check_and_can_be_removed(client, project, applicant):
    change = refused(project, applicant, days=3)
    page = at("objection", project, change.pk)
    for name in ("one.pdf", "two.pdf"):
        saved = {"text": "See", "seen": Appeal.objects.count(), "save": "yes", "key": uuid.uuid4()}
        sent = client.post(page, {**saved, "file": SimpleUploadedFile(name, pdf())})
        assert sent.status_code == 302
    one, two = Appeal.objects.get().files.order_by("pk")
    assert client.post(page, {"text": "See now", "seen": 1, "remove": str(one.uid)}).status_code == 302
    shown = client.get(page).content.decode()
    assert ("See now" in shown, "one.pdf" in shown, "two.pdf" in shown) == (True, False, True)
    file = at("objection_file", project, two.uid)
    assert client.get(file).status_code == 409
    Attachment.objects.filter(pk=two.pk).update(state="clean", content_type="application/pdf")
    got = client.get(file)
    assert (got.status_code, got.headers["Content-Disposition"]) == (200, 'attachment; filename="two.pdf"')
    assert client.get(at("objection_file", ProjectFactory(created_by=applicant), two.uid)).status_code == 404
    staff = StaffRoleFactory(
        user=UserFactory(), programme=project.call.programme_period.programme, role=Role.MANAGER
    ).user
    client.force_login(staff)
    appeal = Appeal.objects.get()
    theirs = reverse("secretariat:appeal_file", args=[appeal.uid, two.uid])
    assert client.get(theirs).status_code == 404
    client.force_login(applicant)
    assert client.post(page, {"text": "See now", "seen": appeal.revision}).status_code == 302
    client.force_login(staff)
    assert b"two.pdf" in client.get(reverse("secretariat:appeal", args=[appeal.uid])).content
    assert client.get(theirs).status_code == 200


def test_objection_with_a_file_that_is_no_document_is_refused_and_keeps_the_text(client, project, applicant):
    page = at("objection", project, refused(project, applicant, days=3).pk)
    file = SimpleUploadedFile("run.exe", EXE)
    answer = client.post(page, {"text": "My reason", "seen": 0, "file": file, "key": uuid.uuid4()})
    assert answer.status_code == 422
    assert "My reason" in answer.content.decode()
    assert Appeal.objects.get().submitted_at is None
    assert Attachment.objects.count() == 0


def test_objection_that_is_late_says_so_and_keeps_the_text(client, project, applicant):
    change = refused(project, applicant, seconds=-1)
    answer = client.post(at("objection", project, change.pk), {"text": "Too late, but long", "seen": 0})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "The time to object ended on" in text
    assert "Too late, but long" in text
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"seen": "x"}, {"seen": "-1"}, {"seen": "9" * 40}, {"text": "\x00", "seen": 0}]
)
def test_objection_takes_any_nonsense_without_breaking(client, project, applicant, data):
    change = refused(project, applicant, days=5)
    assert client.post(at("objection", project, change.pk), data).status_code == 422
    assert client.post(at("objection_draft", project, change.pk), data).status_code == 409
    assert not Appeal.objects.exists()
