"""The data of a contract: each side its part, nothing overwritten, days that can be."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.models import ProgrammePeriod
from programmes.states import Role
from projects import contracting
from projects.contracting import Person, StaleContract
from projects.models import Contract, Project
from projects.states import Level, State
from tests.factories.projects import ContractFactory, ProjectFactory
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db

START, END = date(2027, 1, 1), date(2028, 12, 31)


@pytest.fixture
def project():
    return ProjectFactory(submitted=True, state=State.APPROVED, start_date=START, end_date=END)


def test_contract_proposes_the_days_of_the_form(project):
    contract = contracting.contract_of(project)
    assert (contract.pk, contract.starts_on, contract.ends_on) == (None, START, END)


def test_fill_keeps_days_and_people_and_says_so_in_the_trail(project):
    writer = with_level(project)
    people = [Person("project", "", user=str(writer.uid)), Person("finance", " Jo  Doe ", "jo@example.org")]
    contracting.fill(project, by=writer, revision=0, values={"starts_on": START}, people=people)
    contract = Contract.objects.get()
    assert (contract.revision, contract.saved_by, contract.starts_on) == (1, writer, START)
    assert list(contract.people.values_list("kind", "user", "name", "email")) == [
        ("project", writer.pk, str(writer), writer.email),
        ("finance", None, "Jo Doe", "jo@example.org"),
    ]
    entry = TrailEntry.objects.get(chain=project.chain)
    assert (entry.action, entry.new["people"]["finance"]["name"]) == ("change contract", "Jo Doe")


def test_saving_the_same_again_changes_nothing_whatever_the_revision(project):
    writer = with_level(project)
    values = {"starts_on": START, "website": "https://example.org"}
    contracting.fill(project, by=writer, revision=0, values=values)
    contracting.fill(project, by=writer, revision=0, values=values)
    assert (Contract.objects.get().revision, TrailEntry.objects.count()) == (1, 1)


def test_stale_save_is_refused_with_what_is_stored(project):
    first, second = with_level(project), with_level(project)
    contracting.fill(project, by=first, revision=0, values={"website": "https://one.example.org"})
    with pytest.raises(StaleContract) as refusal:
        contracting.fill(project, by=second, revision=0, values={"website": "https://two.example.org"})
    assert refusal.value.current.website == "https://one.example.org"
    assert str(first) in str(refusal.value.text)
    contracting.fill(project, by=second, revision=1, values={"website": "https://two.example.org"})
    assert Contract.objects.get().website == "https://two.example.org"


def test_sides_keep_to_their_part(project):
    with pytest.raises(NotAllowed):
        contracting.fill(project, by=with_level(project), revision=0, values={"number": "1"})
    with pytest.raises(NotAllowed):
        contracting.fill(
            project, by=with_role(project, Role.OFFICER), revision=0, values={"website": "https://x.org"}
        )
    with pytest.raises(NotAllowed):
        contracting.fill(project, by=with_level(project, Level.VIEW), revision=0, values={"starts_on": START})
    for role in (Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR):
        with pytest.raises(NotAllowed):
            contracting.fill(project, by=with_role(project, role), revision=0, values={"number": "1"})
    contracting.fill(project, by=with_role(project, Role.OFFICER), revision=0, values={"number": " C  1 "})
    assert Contract.objects.get().number == "C 1"


def days(**given):
    return {"starts_on": START, "ends_on": END, **given}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (days(ends_on=date(2026, 12, 31)), "before it starts"),
        (days(starts_on=date(2020, 12, 31)), "cannot start before"),
        (days(ends_on=date(2030, 1, 1)), "cannot end after"),
        (days(agreement_signed_on=timezone.localdate() + timedelta(days=2)), "in the future"),
        ({"website": "javascript:alert(1)"}, "https://"),
        ({"website": "https://x.org/\x00"}, "cannot be stored"),
    ],
)
def test_fill_refuses_days_that_cannot_be(project, values, text):
    ProgrammePeriod.objects.update(eligible_from=date(2021, 1, 1), eligible_until=date(2029, 12, 31))
    with pytest.raises(DomainError, match=text):
        contracting.fill(project, by=with_level(project), revision=0, values=values)
    assert not Contract.objects.exists()


@pytest.mark.parametrize("bad", [Person("project", "A", "no mail"), Person("project", "", phone="1")])
def test_fill_refuses_people_that_cannot_be_reached(project, bad):
    with pytest.raises(DomainError):
        contracting.fill(project, by=with_level(project), revision=0, values={}, people=[bad])


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ELIGIBLE, State.CLOSED, State.WITHDRAWN])
def test_fill_only_while_there_is_a_contract_to_prepare(project, state):
    writer = with_level(project)
    Project.objects.filter(pk=project.pk).update(state=state)
    with pytest.raises(DomainError):
        contracting.fill(project, by=writer, revision=0, values={"starts_on": START})


def test_a_stranger_as_person_is_not_tied_to_an_account(project):
    stranger = with_level(ContractFactory().project)
    people = [Person("project", "Somebody", "s@example.org", user=str(stranger.uid))]
    contract = contracting.fill(project, by=with_level(project), revision=0, values={}, people=people)
    assert contract.people.get().user is None
