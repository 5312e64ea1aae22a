"""The talk about a proposal: who reads what at which door, and what never reaches applicants."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import Role
from projects import talking
from projects.models import Audience, Comment, Interest
from projects.thread import thread
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory

pytestmark = pytest.mark.django_db

SECRET = "We think that this proposal is a weak one"


@pytest.fixture
def project():
    return ProjectFactory(submitted=True)


def staff_of(project, role=Role.OFFICER):
    programme = project.call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user


@pytest.fixture
def officer(project):
    return staff_of(project)


@pytest.fixture
def applicant(project):
    return CollaboratorFactory(project=project).user


def say(project, by, *, by_staff, text="Hello", audience=Audience.APPLICANTS, **more):
    key = more.pop("key", None) or uuid.uuid4()
    return talking.say(project, by=by, by_staff=by_staff, text=text, audience=audience, key=key, **more)


def texts(project, user, by_staff):
    return [
        one.comment.text
        for entry in thread(project, by=user, by_staff=by_staff, since=None)
        for one in (entry, *entry.replies)
    ]


def test_what_staff_say_among_themselves_never_reaches_applicants(project, officer, applicant):
    say(project, officer, by_staff=True, text=SECRET, audience=Audience.STAFF)
    say(project, officer, by_staff=True, text="My draft", audience=Audience.PRIVATE)
    assert texts(project, applicant, False) == []
    assert talking.unread(project, by=applicant, by_staff=False) == 0
    assert [m for m in Message.objects.all() if m.recipient_id == applicant.pk] == []
    assert SECRET not in str(list(TrailEntry.objects.values_list("new", "note")))
    assert texts(project, staff_of(project), True) == [SECRET]


def test_a_draft_is_read_by_its_author_only(project, officer, applicant):
    say(project, applicant, by_staff=False, text="Unsure", audience=Audience.PRIVATE)
    assert texts(project, applicant, False) == ["Unsure"]
    assert texts(project, CollaboratorFactory(project=project).user, False) == []
    assert texts(project, officer, True) == []
    assert talking.unread(project, by=officer, by_staff=True) == 0


@pytest.mark.parametrize("audience", [Audience.STAFF, "everybody", ""])
def test_applicants_write_for_no_other_audience(project, applicant, audience):
    with pytest.raises(NotAllowed):
        say(project, applicant, by_staff=False, audience=audience)
    with pytest.raises(NotAllowed):
        say(project, applicant, by_staff=True)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.OFFICER, {Audience.APPLICANTS, Audience.STAFF, Audience.PRIVATE}),
        (Role.MANAGER, {Audience.APPLICANTS, Audience.STAFF, Audience.PRIVATE}),
        (Role.COMMITTEE, {Audience.STAFF, Audience.PRIVATE}),
        (Role.AUDITOR, set()),
        (Role.ASSESSOR, None),
    ],
)
def test_each_role_has_its_place(project, role, allowed):
    person = staff_of(project, role)
    Interest.objects.create(project=project, person=person, has_conflict=False)
    place = talking.place_of(person, project, by_staff=True)
    assert (set(place.audiences) if place else None) == allowed


def test_committee_members_declare_their_interests_before_they_read_the_talk(project):
    assert talking.place_of(staff_of(project, Role.COMMITTEE), project, by_staff=True) is None


def test_staff_who_write_the_proposal_stand_at_the_applicants_door(project, officer):
    CollaboratorFactory(project=project, user=officer)
    assert talking.place_of(officer, project, by_staff=True) is None
    assert talking.colleagues(project, of=staff_of(project)) == []


def test_a_conflict_of_interest_shuts_the_talk(project, officer):
    Interest.objects.create(project=project, person=officer, has_conflict=True, note="cousin")
    assert talking.place_of(officer, project, by_staff=True) is None
    with pytest.raises(NotAllowed):
        say(project, officer, by_staff=True)
    assert officer not in talking.colleagues(project, of=staff_of(project))


def test_staff_of_another_programme_have_no_place(project):
    stranger = staff_of(ProjectFactory(submitted=True))
    assert talking.place_of(stranger, project, by_staff=True) is None
    assert talking.place_of(stranger, project, by_staff=False) is None


def test_a_reply_to_staff_stays_among_staff(project, officer):
    first = say(project, officer, by_staff=True, audience=Audience.STAFF)
    with pytest.raises(DomainError, match="stays among staff"):
        say(project, officer, by_staff=True, answers=first)
    draft = say(project, officer, by_staff=True, audience=Audience.PRIVATE, answers=first)
    with pytest.raises(DomainError, match="stays among staff"):
        talking.publish(draft, by=officer, audience=Audience.APPLICANTS)


def test_say_twice_with_one_key_says_it_once(project, officer):
    key = uuid.uuid4()
    say(project, officer, by_staff=True, key=key), say(project, officer, by_staff=True, key=key)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 10_001])
def test_say_refuses_nothing_and_too_much(project, officer, text):
    with pytest.raises(DomainError):
        say(project, officer, by_staff=True, text=text)


def test_edit_keeps_what_it_said_and_ends_after_15_minutes(project, officer, applicant):
    comment = say(project, officer, by_staff=True, text="Frist")
    comment = talking.edit(comment, by=officer, text="First")
    assert comment.edited_at is not None
    assert [one.text for one in comment.revisions.all()] == ["Frist"]
    with pytest.raises(NotAllowed):
        talking.edit(comment, by=applicant, text="Mine")
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert talking.may_edit(comment, officer) is False
        with pytest.raises(DomainError, match="15 minutes"):
            talking.edit(comment, by=officer, text="Too late")


def test_a_draft_is_published_or_thrown_away(project, officer, applicant):
    draft = say(project, officer, by_staff=True, text="Later", audience=Audience.PRIVATE)
    talking.publish(draft, by=officer, audience=Audience.APPLICANTS)
    assert texts(project, applicant, False) == ["Later"]
    with pytest.raises(DomainError):
        talking.discard(Comment.objects.get(), by=officer)
    other = say(project, officer, by_staff=True, audience=Audience.PRIVATE)
    talking.discard(other, by=officer)
    assert Comment.objects.count() == 1


def test_unread_counts_what_others_said_since_the_last_visit(project, officer, applicant):
    say(project, officer, by_staff=True)
    assert talking.unread(project, by=applicant, by_staff=False) == 1
    assert talking.unread(project, by=officer, by_staff=True) == 0
    talking.read(project, by=applicant)
    assert talking.unread(project, by=applicant, by_staff=False) == 0


def test_mails_say_that_there_is_something_and_never_what(project, officer, applicant):
    say(project, officer, by_staff=True, text="Please mend the budget", audience=Audience.APPLICANTS)
    told = Message.objects.get(recipient=applicant)
    assert "Please mend" not in told.subject + told.body
    assert f"/en/apply/{project.uid}/talk/" in told.body


def test_mails_are_throttled_until_the_talk_is_read(project, officer, applicant):
    for _ in range(3):
        say(project, officer, by_staff=True)
    assert Message.objects.filter(recipient=applicant).count() == 1
    talking.read(project, by=applicant)
    say(project, officer, by_staff=True)
    assert Message.objects.filter(recipient=applicant).count() == 1  # within the hour
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        say(project, officer, by_staff=True)
    assert Message.objects.filter(recipient=applicant).count() == 2


def test_applicants_reach_the_secretariat_and_nobody_with_an_interest(project, officer, applicant):
    closed = staff_of(project)
    Interest.objects.create(project=project, person=closed, has_conflict=True, note="cousin")
    staff_of(project, Role.COMMITTEE), staff_of(project, Role.ASSESSOR)
    say(project, applicant, by_staff=False)
    assert [m.recipient for m in Message.objects.filter(kind="talk")] == [officer]


def test_mention_reaches_colleagues_who_see_the_proposal_only(project, officer):
    colleague, assessor = staff_of(project), staff_of(project, Role.ASSESSOR)
    say(
        project,
        officer,
        by_staff=True,
        text=SECRET,
        audience=Audience.STAFF,
        tell=[colleague, assessor, UserFactory(), officer],
    )
    (told,) = Message.objects.filter(kind="talk")
    assert told.recipient == colleague
    assert SECRET not in told.body
    assert mail.outbox == []


def test_thread_asks_as_many_queries_for_many_as_for_one(project, officer, django_assert_num_queries):
    first = say(project, officer, by_staff=True)
    with django_assert_num_queries(2):
        texts(project, officer, True)
    for _ in range(3):
        say(project, officer, by_staff=True, answers=first)
    with django_assert_num_queries(2):
        assert len(texts(project, officer, True)) == 4
