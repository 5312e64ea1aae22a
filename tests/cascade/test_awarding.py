"""Approving a proposal of a sub-call awards its sub-grant, under every ceiling, or nothing happens at all."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from assessments import conditions, decisions
from assessments.conditions import Term
from assessments.models import Condition, Decision
from assessments.states import ConditionState, Outcome
from calls.models import Call, CallTheme
from calls.states import CallKind
from cascade import ceilings
from cascade.models import SubGrant, SubGrantee
from core.errors import DomainError
from correspondence.models import Message
from interreg_portal.celery import app
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Seen
from projects.models import Project
from projects.states import State
from publications import publishing
from publications.models import Publication
from tests.at_once import at_once
from tests.factories.assessments import (
    QualityConclusionFactory,
    declared_eligible,
    eligible_project,
    staff_of,
)
from tests.factories.cascade import (
    SchemeFactory,
    SchemeThemeFactory,
    SubCallFactory,
    SubGrantFactory,
)
from tests.factories.projects import (
    AnswerFactory,
    ProjectFactory,
    VersionFactory,
    complete_call,
    complete_project,
    show_fields,
)
from tests.factories.publications import PublicationFactory

DAY = date(2026, 1, 15)
NOWHERE = "redis://127.0.0.1:1/0"
one_transaction = pytest.mark.django_db


@pytest.fixture
def no_broker(settings):
    """Work waits in its rows: a process makes one document at a time, never many in its threads."""
    settings.REDIS_URL = NOWHERE
    before = app.conf.task_always_eager
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = before


def sub_call(**ceilings):
    """A complete call of a scheme; proposals ask for 120,000.00 of 200,000.00 over 24 months."""
    call = complete_call()
    operation = PublicationFactory(programme_period=call.programme_period)
    made = SubCallFactory(
        call=call, scheme=SchemeFactory(operation=operation, **{"rate": Decimal("60.00"), **ceilings})
    )
    Call.objects.filter(pk=call.pk).update(kind=CallKind.CASCADE)
    made.call.refresh_from_db()
    return made


def approve(project, by, **said):
    return decisions.decide(
        Project.objects.get(pk=project.pk),
        by=by,
        seen=Seen.of(project),
        decided_on=DAY,
        **{"outcome": Outcome.APPROVED, "reason": "Strong.", **said},
    )


@one_transaction
def test_approval_awards_the_sub_grant_with_its_beneficiaries_and_letter():
    made = sub_call()
    project = eligible_project(call=made.call)
    approve(project, staff_of(project, Role.MANAGER))
    awarded = SubGrant.objects.get()
    assert (awarded.sub_call, awarded.project, awarded.code) == (made, project, project.code)
    assert (awarded.grant, awarded.eligible_cost, awarded.rate) == (
        Decimal("120000.00"),
        Decimal("200000.00"),
        Decimal("60.00"),
    )
    assert (awarded.decided_on, awarded.published_at == awarded.first_published_at) == (DAY, True)
    shares = list(SubGrantee.objects.values_list("position", "country", "grant"))
    assert shares == [(1, "BE", Decimal("60000.00")), (2, "FR", Decimal("60000.00"))]
    assert Message.objects.filter(kind="decision").count() == 1
    told = TrailEntry.objects.filter(action="award sub-grant").values_list("chain", flat=True)
    assert sorted(told) == sorted([project.chain, made.scheme.chain])
    assert verify_chain(made.scheme.chain) == []
    assert not Publication.objects.filter(code=project.code).exists()


@one_transaction
def test_sub_grant_keeps_the_theme_that_the_applicant_chose():
    made = sub_call()
    themes = {code: SchemeThemeFactory(scheme=made.scheme, code=code) for code in ("energy", "health")}
    show_fields(made.call, "call_theme", use="required")
    for position, (code, theme) in enumerate(themes.items(), 1):
        CallTheme.objects.create(call=made.call, code=code, position=position, title=theme.title)
    project = complete_project(call=made.call)
    AnswerFactory(project=project, field="call_theme", language="", text="health")
    project = declared_eligible(project)
    approve(project, staff_of(project, Role.MANAGER))
    assert SubGrant.objects.get().theme == themes["health"]


@one_transaction
def test_shares_of_a_cut_grant_stay_unknown():
    project = eligible_project(call=sub_call().call)
    approve(project, staff_of(project, Role.MANAGER), granted=Decimal("90000.00"))
    assert SubGrant.objects.get().grant == Decimal("90000.00")
    assert set(SubGrantee.objects.values_list("grant", flat=True)) == {None}


@one_transaction
@pytest.mark.parametrize(
    ("ceilings", "words"),
    [
        ({"max_grant": Decimal("119999.99")}, "One sub-grant is at most"),
        ({"rate": Decimal("59.99")}, r"at most 59\.99% of the eligible cost"),
        ({"max_months": 23}, "lasts at most 23 months"),
        ({"total_budget": Decimal("119999.99")}, r"€119,999\.99 left"),
    ],
)
def test_ceiling_refuses_the_decision_whole(ceilings, words):
    project = eligible_project(call=sub_call(**ceilings).call)
    with pytest.raises(DomainError, match=words):
        approve(project, staff_of(project, Role.MANAGER))
    assert Project.objects.get(pk=project.pk).state == State.ELIGIBLE
    assert (Decision.objects.count(), SubGrant.objects.count()) == (0, 0)
    assert Message.objects.filter(kind="decision").count() == 0


@one_transaction
def test_money_of_the_sub_call_is_a_ceiling_too():
    made = sub_call()
    Call.objects.filter(pk=made.call_id).update(budget=Decimal("119999.99"))
    project = eligible_project(call=made.call)
    with pytest.raises(DomainError, match="left; this sub-grant would be"):
        approve(project, staff_of(project, Role.MANAGER))


@one_transaction
def test_sub_grants_of_other_sub_calls_of_the_scheme_count():
    made = sub_call(total_budget=Decimal("200000.00"))
    SubGrantFactory(sub_call=SubCallFactory(scheme=made.scheme), grant=Decimal("80000.01"))
    project = eligible_project(call=made.call)
    with pytest.raises(DomainError, match=r"€119,999\.99 left"):
        approve(project, staff_of(project, Role.MANAGER))


@one_transaction
def test_undone_decision_frees_the_money():
    made = sub_call(total_budget=Decimal("120000.00"))
    project = eligible_project(call=made.call)
    manager = staff_of(project, Role.MANAGER)
    approve(project, manager)
    project.refresh_from_db()
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Wrong day.")
    assert SubGrant.objects.count() == 0
    project.refresh_from_db()
    approve(project, manager)
    first = TrailEntry.objects.filter(action="publish sub-grant").order_by("sequence").first()
    assert SubGrant.objects.get().first_published_at == first.at


def conditional(made, **said):
    """A proposal approved on one condition, which is settled."""
    project = eligible_project(call=made.call)
    terms = {"outcome": Outcome.APPROVED_WITH_CONDITIONS, "conditions": [Term("Name a deputy.")]}
    approve(project, staff_of(project, Role.MANAGER), **terms, **said)
    row = Condition.objects.select_related("decision__project").get()
    conditions.settle(row, by=staff_of(project, Role.OFFICER), state=ConditionState.MET)
    return Project.objects.get(pk=project.pk)


@one_transaction
def test_sub_grant_with_conditions_holds_its_money_and_is_public_once_they_are_met():
    made = sub_call(total_budget=Decimal("120000.00"))
    project = conditional(made)
    assert (SubGrant.objects.get().published_at, ceilings.left_in(made.scheme)) == (None, Decimal("0.00"))
    approve(project, staff_of(project, Role.MANAGER))
    awarded = SubGrant.objects.get()
    assert (awarded.published_at is not None, awarded.grant) == (True, Decimal("120000.00"))
    assert ceilings.left_in(made.scheme) == Decimal("0.00")
    assert TrailEntry.objects.filter(chain=project.chain, action="publish sub-grant").count() == 1
    assert verify_chain(made.scheme.chain) == []


@one_transaction
def test_cut_grant_stays_cut_when_its_conditions_are_met():
    project = conditional(sub_call(), granted=Decimal("90000.00"))
    approve(project, staff_of(project, Role.MANAGER))
    assert SubGrant.objects.get().grant == Decimal("90000.00")
    assert set(SubGrantee.objects.values_list("grant", flat=True)) == {None}


@one_transaction
def test_undone_last_approval_leaves_what_the_one_with_conditions_holds():
    made = sub_call()
    project = conditional(made)
    manager = staff_of(project, Role.MANAGER)
    approve(project, manager)
    project.refresh_from_db()
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Too early.")
    awarded = SubGrant.objects.get()
    assert (awarded.published_at, awarded.grant) == (None, Decimal("120000.00"))


@one_transaction
def test_refusal_awards_nothing():
    project = eligible_project(call=sub_call().call)
    approve(project, staff_of(project, Role.MANAGER), outcome=Outcome.NOT_APPROVED)
    assert SubGrant.objects.count() == 0


@one_transaction
def test_sub_grant_is_never_published_as_a_project_nor_modified():
    project = eligible_project(call=sub_call().call)
    manager = staff_of(project, Role.MANAGER)
    approve(project, manager)
    project.refresh_from_db()
    assert not publishing.may_publish(manager, project)
    with pytest.raises(DomainError):
        publishing.publish(project, by=manager)
    with pytest.raises(DomainError, match="A sub-grant cannot be modified"):
        lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Longer.")


@one_transaction
def test_call_of_a_funded_project_without_scheme_awards_nothing():
    call = complete_call()
    Call.objects.filter(pk=call.pk).update(kind=CallKind.CASCADE)
    call.refresh_from_db()
    project = eligible_project(call=call)
    with pytest.raises(DomainError, match="belongs to no scheme"):
        approve(project, staff_of(project, Role.MANAGER))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_fifty_awards_at_once_only_those_within_the_ceiling_win(no_broker):
    made = sub_call(total_budget=Decimal("840000.00"))
    first = eligible_project(call=made.call)
    data = first.versions.get().data
    officer = staff_of(first, Role.OFFICER)
    projects = [first]
    for _number in range(49):
        other = ProjectFactory(call=made.call, submitted=True, state=State.ELIGIBLE)
        version = VersionFactory(project=other, data=data)
        QualityConclusionFactory(version=version, concluded_by=officer)
        projects.append(other)
    manager = staff_of(first, Role.MANAGER)
    won, told = at_once(lambda number: approve(projects[number], manager), threads=25, tries=2)
    assert (won, len(told)) == (7, 43)
    assert all("has €0.00 left" in words for words in told)
    assert sum(SubGrant.objects.values_list("grant", flat=True)) == Decimal("840000.00")
    assert Project.objects.filter(state=State.APPROVED).count() == 7
    assert verify_chain(made.scheme.chain) == []


@one_transaction
def test_record_of_an_operation_stays_as_long_as_its_scheme():
    project = ProjectFactory(submitted=True, state=State.APPROVED)
    operation = PublicationFactory(code=project.code, programme_period=project.call.programme_period)
    SchemeFactory(operation=operation)
    with pytest.raises(DomainError, match="its record stays as long as its scheme"):
        publishing.withdraw(project, by=staff_of(project, Role.OFFICER), note="By mistake.")
    assert Publication.objects.filter(pk=operation.pk).exists()
