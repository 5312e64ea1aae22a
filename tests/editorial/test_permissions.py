"""Editors: what they may do without being officers, and what stays shut to them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowed
from editorial import writing
from editorial.models import Piece
from editorial.permissions import pieces_of
from editorial.states import PieceKind
from events import setting_up
from programmes.permissions import require_editor
from programmes.states import Role
from projects.models import Project
from publications.subscribing import newsletters
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.events import EventFactory
from tests.factories.newsletters import IssueFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory, StaffRoleFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="VLNED")


@pytest.fixture
def editor(programme):
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.EDITOR).user


@pytest.fixture
def submitted(programme):
    call = CallFactory(programme_period=ProgrammePeriodFactory(programme=programme))
    return ProjectFactory(call=call, submitted=True, first_submitted_at=timezone.now(), acronym="HIDDEN")


def test_editor_writes_pieces_events_and_issues_of_the_own_programme(editor, programme):
    piece = writing.create(
        programme, kind=PieceKind.NEWS, by=editor, key="1" * 32, title="News", language="en"
    )
    assert list(pieces_of(editor)) == [piece]
    event = EventFactory(programme=programme, state="draft")
    setting_up.publish(event, by=editor)
    event.refresh_from_db()
    assert event.state == "published"
    issue = IssueFactory(programme=programme, state="draft")
    require_editor(editor, issue.programme_id)


def test_editor_writes_nothing_of_another_programme(editor):
    other = ProgrammeFactory(code="FWVL")
    with pytest.raises(NotAllowed):
        writing.create(other, kind=PieceKind.NEWS, by=editor, key="2" * 32, title="News", language="en")
    with pytest.raises(NotAllowed):
        setting_up.publish(EventFactory(programme=other, state="draft"), by=editor)
    with pytest.raises(NotAllowed):
        require_editor(editor, other.pk)
    assert not Piece.objects.exists()


def test_editor_reads_no_addresses_of_readers(editor, programme):
    with pytest.raises(NotAllowed):
        newsletters.hand_out(programme.pk, by=editor)


def test_editor_sees_nothing_of_proposals(client, editor, submitted):
    assert not Project.objects.visible_to(editor).exists()
    client.force_login(editor)
    assert client.get(reverse("secretariat:project", args=[submitted.uid])).status_code == 404
    tasks = client.get(reverse("secretariat:tasks")).content.decode()
    assert "HIDDEN" not in tasks
    assert reverse("secretariat:outbox") not in tasks
    assert reverse("secretariat:events") in tasks


def test_editor_arrives_at_the_pages_to_write(client, editor):
    client.force_login(editor)
    answer = client.get(reverse("secretariat:inbox"), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("secretariat:pieces")
