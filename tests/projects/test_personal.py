"""What projects hold of a person: handed over, in the way of deletion, forgotten."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from accounts import people
from core.errors import DomainError
from projects import collaboration
from projects.models import Collaborator, Invitation, PolicyKind, PolicyReport
from projects.personal import OVER, Proposals
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.contractors import contracted_project, named_contractor, person
from tests.factories.projects import CollaboratorFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def test_export_names_projects_and_invitations():
    held = CollaboratorFactory()
    user = UserFactory(email="ann@example.org")
    collaboration.invite(held.project, by=held.user, email="Ann@example.org", level="view")
    CollaboratorFactory(user=user, project__acronym="MINE", level=Level.EDIT)
    data = Proposals().export(user)
    assert [one["project"] for one in data["writes"]] == ["MINE"]
    assert [one["to"] for one in data["invitations"]] == ["ann@example.org"]


def test_export_holds_what_the_person_reported_of_policy_instruments():
    held = CollaboratorFactory(project__acronym="MINE")
    at = datetime(2027, 2, 1, 9, tzinfo=UTC)
    facts = {
        "project": held.project,
        "instrument": uuid4(),
        "language": "en",
        "happened_on": date(2027, 1, 31),
    }
    plan = {"kind": PolicyKind.ACTION_PLAN, "title": "A plan", "text": "What we do", "reported_at": at}
    PolicyReport.objects.create(
        creation_key=uuid4(), reported_by=held.user, evidence="https://example.org/plan", **facts, **plan
    )
    PolicyReport.objects.create(creation_key=uuid4(), reported_by=UserFactory(), **facts, **plan)
    assert Proposals().export(held.user)["reported"] == [
        {
            "project": "MINE",
            "at": "2027-02-01T09:00:00+00:00",
            "kind": "action_plan",
            "title": "A plan",
            "text": "What we do",
            "evidence": "https://example.org/plan",
        }
    ]


def test_export_holds_the_contractors_that_the_person_named_without_names_of_other_people():
    project = contracted_project()
    named_contractor(project)
    named_contractor(project, person(project))
    told = Proposals().export(project.created_by)["contractors"]
    assert [one["contractor"] for one in told] == ["Bouw bv", "Vertalingen"]
    assert Proposals().export(UserFactory())["contractors"] == []


def test_the_only_manager_of_a_moving_project_stays():
    held = CollaboratorFactory(project__acronym="MOVING")
    CollaboratorFactory(project=held.project, level=Level.EDIT)
    CollaboratorFactory(project=held.project, level=Level.MANAGE, user__is_active=False)
    with pytest.raises(DomainError, match="Only you manage MOVING"):
        people.erase_person(held.user, by=held.user)


def test_with_a_second_manager_the_first_may_go():
    held = CollaboratorFactory()
    CollaboratorFactory(project=held.project)
    people.erase_person(held.user, by=held.user)
    assert not Collaborator.objects.filter(user=held.user).exists()


@pytest.mark.parametrize("state", sorted(OVER))
def test_a_project_that_is_over_holds_nobody(state):
    held = CollaboratorFactory(project=ProjectFactory(submitted=True, state=State(state)))
    assert Proposals().objections(held.user) == []


def test_forget_takes_the_address_out_of_invitations():
    held = CollaboratorFactory()
    user = UserFactory(email="ann@example.org")
    collaboration.invite(held.project, by=held.user, email=user.email, level="view")
    people.erase_person(user, by=None)
    assert not Invitation.objects.filter(email__icontains="ann@").exists()
