"""Test mails of an issue are tried again like other mails."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from correspondence.models import Message
from correspondence.states import MessageState
from correspondence.tasks import deliver
from editorial.newsletters import editing, tasks
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.newsletters import IssueFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """A test mail whose first message was lost."""
    issue = IssueFactory()
    by = StaffRoleFactory(user=UserFactory(), programme=issue.programme, role=Role.EDITOR).user
    editing.send_test(issue, by=by, language="en", key=uuid4())
    return Message.objects.get(kind=editing.TEST)


def test_test_mail_that_was_lost_is_taken_up(waiting, django_capture_on_commit_callbacks):
    assert editing.tests_due() == []
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert editing.tests_due() == [waiting.pk]
    assert tasks.sweep() == 1
    deliver(waiting.pk)
    assert [sent.to for sent in mail.outbox] == [[waiting.to_email]]
    assert editing.tests_due() == []


def test_test_mail_that_failed_waits_for_its_next_attempt(waiting):
    later = timezone.now() + timedelta(minutes=5)
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=1), next_attempt_at=later)
    assert editing.tests_due() == []
    Message.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    assert editing.tests_due() == [waiting.pk]
    Message.objects.update(state=MessageState.SENT)
    assert editing.tests_due() == []
