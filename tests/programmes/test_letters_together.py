"""Letters in the outbox in one file: those that the person may take out, as they left or marked as drafts."""

import uuid

import pytest
from django.utils import timezone

from core.errors import DomainError
from correspondence.models import Message
from correspondence.states import MessageState
from documents.batches import handing
from documents.models import Document
from programmes import letters_together, papers
from programmes.states import Role
from tests.batching import PLAIN, make
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import InterestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.DOCUMENT_RENDERER = PLAIN


@pytest.fixture
def project():
    return submitted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def letter(project, who="Ann Peeters", **facts):
    facts = {"letter": "decision_approved", "values": {"code": project.code}} | facts
    person = UserFactory(name=who, language="nl")
    return MessageFactory(about=project.chain, programme=project.programme_code, recipient=person, **facts)


def ask(officer, form="zip"):
    every = Message.objects.all()
    return letters_together.ask(every, by=officer, key=uuid.uuid4(), form=form, title="Letters")


def test_letters_come_under_their_number_and_reader(project, officer):
    letter(project, "Ann Peeters")
    letter(project, "Bob / Müller", state=MessageState.SENT, confirmed_at=timezone.now())
    letter(project, state=MessageState.CANCELLED)
    letter(project, letter="", subject="A mail, no letter")
    letter(project, is_secret=True)
    files, table = make(ask(officer))
    assert sorted(files) == [f"{project.code}-Ann Peeters.pdf", f"{project.code}-Bob - Müller.pdf"]
    assert len(table) == 3
    papers_made = Document.objects.filter(kind="letter").values_list("data", flat=True)
    drafts = {data["recipient"]: data["is_draft"] for data in papers_made}
    assert drafts == {"Ann Peeters": True, "Bob / Müller": False}


def test_the_paper_that_went_with_a_letter_is_taken(project, officer):
    sent = letter(project, state=MessageState.SENT, confirmed_at=timezone.now(), as_pdf=True)
    sent.attachment = papers.request(sent)
    sent.save()
    batch = ask(officer)
    make(batch)
    assert batch.items.get().document == sent.attachment
    assert Document.objects.filter(kind="letter").count() == 1


def test_draft_is_the_same_document_when_asked_again(project, officer):
    letter(project)
    make(ask(officer))
    make(ask(officer))
    assert Document.objects.get(kind="letter").attempts == 1


def test_a_portion_of_letters_is_read_in_few_statements(project, officer, django_assert_max_num_queries):
    for number in (1, 3):
        for _turn in range(number):
            letter(project)
        items = list(ask(officer).items.all())
        with django_assert_max_num_queries(3):
            assert len(letters_together.Letters().wanted(items, by=officer)) == len(items)


def test_only_who_takes_data_of_the_programme_gets_its_letters(project, officer):
    letter(project)
    stranger = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user
    for person in (stranger, staff_of(project, Role.COMMITTEE), staff_of(project, Role.ASSESSOR)):
        with pytest.raises(DomainError, match="no document"):
            ask(person)
    assert ask(staff_of(project, Role.AUDITOR)).total == 1
    with pytest.raises(DomainError, match="kind of file"):
        ask(officer, form="exe")


def test_interest_declared_later_keeps_letters_out_and_the_file_back(project, officer):
    letter(project)
    other = submitted_project(0, call=project.call)
    letter(other)
    batch = ask(officer)
    files, _table = make(batch)
    assert len(files) == 2
    InterestFactory(project=other, person=officer, has_conflict=True, note="My employer.")
    with pytest.raises(DomainError, match="may not see any more"):
        handing.require_all_allowed(batch)
    files, table = make(ask(officer))
    assert list(files) == [f"{project.code}-Ann Peeters.pdf"]
    assert len(table) == 2


def test_few_letters_fit_into_one_pdf(project, officer, monkeypatch):
    letter(project)
    monkeypatch.setattr(letters_together, "MOST_PRINTED", 0)
    with pytest.raises(DomainError, match="At most 0 letters"):
        ask(officer, form="pdf")
    assert ask(officer)
