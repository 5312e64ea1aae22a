"""People of an operation ask for a sub-call; it opens once a manager of the programme has confirmed it."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from calls.models import Call
from calls.setting_up import Wrong
from calls.states import CallKind, CallState
from cascade import asking
from cascade.models import Scheme, SubCall
from core.errors import DomainError, NotAllowed
from core.texts import Text
from correspondence.models import Message
from programmes.states import Role
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.calls import CriterionFactory
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.programmes import ProgrammeFundFactory
from tests.factories.projects import CollaboratorFactory, complete_call, complete_partner, complete_project
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """A funded project, public, that may hand on EUR 1 million."""
    made = complete_project(call=complete_call(), state=State.CONTRACTED, submitted=True)
    edition = made.call.programme_period
    ProgrammeFundFactory(programme_period=edition, fund_id="ERDF", max_rate=Decimal("60.00"))
    operation = PublicationFactory(code=made.code, programme_period=edition, acronym=made.acronym)
    scheme = SchemeFactory(operation=operation, code="roads-companies", total_budget=Decimal("1000000.00"))
    SchemeThemeFactory(scheme=scheme, code="energy")
    return made


@pytest.fixture
def scheme(project):
    found = Scheme.objects.select_related("operation__programme_period__programme")
    return found.get(code="roads-companies")


def values(**more):
    now = timezone.now()
    return {
        "title": Text(nl="Eerste oproep", fr="Premier appel"),
        "introduction": Text(nl="Voor bedrijven", fr="Pour les entreprises"),
        "opens_at": now + timedelta(days=1),
        "closes_at": now + timedelta(days=60),
        "time_zone": "Europe/Brussels",
        "budget": Decimal("400000.00"),
        "languages": ["nl"],
        **more,
    }


def confirmable(sub_call):
    """What a manager of the programme adds: criteria."""
    CriterionFactory(call=sub_call.call)
    return Call.objects.get(pk=sub_call.call_id)


def test_lead_partner_asks_and_gets_a_call_in_preparation_under_the_rules_of_the_scheme(project, scheme):
    key = uuid.uuid4()
    made = asking.ask(scheme, values(), by=project.created_by, key=key)
    assert asking.ask(scheme, values(), by=project.created_by, key=key) == made
    call = made.call
    assert (call.code, call.kind, call.state) == ("roads-companies-1", CallKind.CASCADE, CallState.DRAFT)
    assert (made.waits, made.created_by) == (True, project.created_by)
    assert call.rules.get(kind="grant").parameters == {"maximum": "250000.00"}
    assert list(call.themes.values_list("code", flat=True)) == ["energy"]
    assert asking.ask(scheme, values(), by=project.created_by).call.code == "roads-companies-2"
    assert verify_chain(scheme.chain) == []


def test_only_who_manages_the_whole_running_project_asks(project, scheme):
    viewer, stranger, part = UserFactory(), UserFactory(), UserFactory()
    CollaboratorFactory(project=project, user=viewer, level=Level.EDIT)
    lead = project.partnerships.first() or complete_partner(project, 1)
    CollaboratorFactory(project=project, user=part, level=Level.MANAGE, partnership=lead)
    for person in (viewer, stranger, part, staff_of(project, Role.OFFICER)):
        with pytest.raises(NotAllowed):
            asking.ask(scheme, values(), by=person)
    type(project).objects.filter(pk=project.pk).update(state=State.CLOSED)
    with pytest.raises(NotAllowed):
        asking.ask(scheme, values(), by=project.created_by)
    assert not SubCall.objects.exists()


def test_operation_known_from_elsewhere_has_nobody_who_asks(scheme, project):
    elsewhere = SchemeFactory(operation=PublicationFactory(programme_period=project.call.programme_period))
    with pytest.raises(NotAllowed):
        asking.ask(elsewhere, values(), by=project.created_by)


def test_call_beyond_what_is_left_is_refused(project, scheme):
    closed = SubCallFactory(scheme=scheme, call__closes_at=timezone.now() - timedelta(days=1))
    SubGrantFactory(sub_call=closed, grant=Decimal("100000.00"))
    with pytest.raises(DomainError, match=r"At most €900,000\.00"):
        asking.ask(scheme, values(budget=Decimal("900000.01")), by=project.created_by)
    assert asking.ask(scheme, values(budget=Decimal("900000.00")), by=project.created_by).waits


def test_calls_get_numbers_that_none_has(project, scheme):
    Call.objects.filter(pk=project.call_id).update(number=asking.LAST_REAL)
    made = [asking.ask(scheme, values(), by=project.created_by).call for _ in range(2)]
    assert {call.programme_period_id for call in made} == {project.call.programme_period_id}
    assert [call.number for call in made] == [asking.LAST_REAL + 1, asking.LAST_REAL + 2]


def test_few_calls_of_a_scheme_wait_at_once(project, scheme):
    for _number in range(asking.MOST_WAITING):
        asking.ask(scheme, values(), by=project.created_by)
    with pytest.raises(DomainError, match="wait for the programme already"):
        asking.ask(scheme, values(), by=project.created_by)


def test_who_asked_cannot_open_the_call_but_take_it_back(project, scheme):
    made = asking.ask(scheme, values(), by=project.created_by)
    with pytest.raises(NotAllowed):
        asking.publish(confirmable(made), by=project.created_by)
    with pytest.raises(NotAllowed):
        asking.take_back(made, by=UserFactory())
    asking.take_back(made, by=project.created_by)
    assert not Call.objects.filter(code="roads-companies-1").exists()
    told = TrailEntry.objects.filter(chain=scheme.chain).order_by("sequence")
    assert list(told.values_list("action", flat=True)) == ["ask for sub-call", "take back sub-call"]


def test_manager_of_the_programme_confirms_and_the_project_is_told(project, scheme):
    made = asking.ask(scheme, values(), by=project.created_by)
    manager = staff_of(project, Role.MANAGER)
    assert asking.publish(confirmable(made), by=manager).state == CallState.PUBLISHED
    made.refresh_from_db()
    assert (made.waits, made.confirmed_at is not None) == (False, True)
    letter = Message.objects.get(kind="sub_call_confirmed")
    assert letter.to_email == project.created_by.email
    assert f"/apply/{project.uid}/schemes/" in letter.body
    with pytest.raises(DomainError, match="has confirmed this call"):
        asking.take_back(made, by=project.created_by)


def test_call_of_a_scheme_never_grows_beyond_it(project, scheme):
    made = asking.ask(scheme, values(), by=project.created_by)
    manager = staff_of(project, Role.MANAGER)
    with pytest.raises(Wrong, match="the rest is awarded, or held by other calls") as refused:
        asking.change(made.call, {"budget": scheme.total_budget + 1}, by=manager)
    assert refused.value.name == "budget"
    changed = asking.change(Call.objects.get(pk=made.call_id), {"budget": scheme.total_budget}, by=manager)
    assert changed.budget == scheme.total_budget
    beyond = scheme.total_budget + project.call.budget
    assert asking.change(project.call, {"budget": beyond}, by=manager).budget == beyond  # has no scheme


def test_calls_together_never_promise_more_than_their_scheme_has(project, scheme):
    first, second = (
        asking.ask(scheme, values(budget=Decimal("600000.00")), by=project.created_by) for _call in range(2)
    )
    manager = staff_of(project, Role.MANAGER)
    running = asking.publish(confirmable(first), by=manager)
    with pytest.raises(Wrong, match=r"At most €400,000\.00: the rest is awarded, or held by other calls"):
        asking.publish(confirmable(second), by=manager)
    smaller = asking.change(Call.objects.get(pk=second.call_id), {"budget": Decimal("400000.00")}, by=manager)
    asking.publish(smaller, by=manager)
    with pytest.raises(Wrong, match=r"At most €600,000\.00"):
        asking.change(running, {"budget": Decimal("600000.01")}, by=manager)


def test_call_that_the_programme_started_is_published_without_a_confirmation(project, scheme):
    made = SubCallFactory(scheme=scheme, call=complete_call(programme_period=project.call.programme_period))
    Call.objects.filter(pk=made.call_id).update(
        state=CallState.DRAFT,
        kind=CallKind.CASCADE,
        title=Text(nl="Oproep", fr="Appel"),
        introduction=Text(nl="Ja", fr="Oui"),
    )
    manager, call = staff_of(project, Role.MANAGER), confirmable(made)
    Scheme.objects.filter(pk=scheme.pk).update(total_budget=call.budget - 1)
    with pytest.raises(DomainError, match="the rest is awarded, or held by other calls"):
        asking.publish(call, by=manager)
    Scheme.objects.filter(pk=scheme.pk).update(total_budget=call.budget)
    asking.publish(call, by=manager)
    made.refresh_from_db()
    assert made.confirmed_at is None
    assert not Message.objects.filter(kind="sub_call_confirmed").exists()
