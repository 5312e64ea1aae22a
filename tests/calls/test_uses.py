"""Which calls use what a programme has set up, and what that protects."""

import pytest

from calls.uses import calls_using
from core.errors import DomainError
from programmes.setting_up.choice_parts import STATE_AID, STRATEGIES
from programmes.setting_up.facts import facts_of
from programmes.setting_up.money_parts import LUMP_SUMS, UNIT_COSTS
from programmes.setting_up.verbs import change, remove
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    LumpSumFactory,
    PriorityFactory,
    ProgrammeFundFactory,
    ProgrammeIndicatorFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
    StateAidSchemeFactory,
    StrategyFactory,
    ThemeFactory,
    UnitCostFactory,
)

pytestmark = pytest.mark.django_db

LISTED = [
    (LumpSumFactory, LUMP_SUMS, "lump_sums", {"amount": 1}),
    (UnitCostFactory, UNIT_COSTS, "unit_costs", {"price": 1}),
    (StrategyFactory, STRATEGIES, "strategies", {"code": "other"}),
    (StateAidSchemeFactory, STATE_AID, "state_aid_schemes", {"threshold": 1}),
]


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


@pytest.mark.parametrize(("factory", "part", "name", "figure"), LISTED)
def test_listed_by_a_published_call_its_figures_are_held_fast(edition, manager, factory, part, name, figure):
    row = factory(programme_period=edition)
    call = CallFactory(programme_period=edition, title={"en": "Spring call"})
    CallFactory(programme_period=edition)
    assert calls_using(row) == []
    getattr(call, name).add(row)
    assert [(use.call, use.is_published) for use in calls_using(row)] == [("Spring call", True)]
    with pytest.raises(DomainError, match="published call “Spring call”"):
        change(row, part, figure, by=manager, seen=facts_of(row, part))
    with pytest.raises(DomainError, match="in use by “Spring call”"):
        remove(row, part, by=manager)
    row.refresh_from_db()


def test_database_refuses_what_a_call_lists_even_unasked(edition, manager, settings):
    """Whoever lists it in the same moment is safe: the deletion itself fails."""
    settings.PROGRAMME_USES = []
    row = LumpSumFactory(programme_period=edition)
    CallFactory(programme_period=edition).lump_sums.add(row)
    with pytest.raises(DomainError, match="Retire it instead"):
        remove(row, LUMP_SUMS, by=manager)
    row.refresh_from_db()


def test_what_a_call_offers_without_a_list_is_in_use(edition):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    call = CallFactory(programme_period=edition, objectives=[objective], state="draft")
    call.refresh_from_db()
    used = [
        objective,
        objective.priority,
        ProgrammeIndicatorFactory(objective=objective),
        ProgrammeFundFactory(programme_period=edition),
        ThemeFactory(programme_period=edition),
    ]
    for row in used:
        assert [(use.call, use.is_published) for use in calls_using(row)] == [(str(call), False)], row
    others = [ThemeFactory(), ProgrammeFundFactory(), ProgrammeIndicatorFactory(), PriorityFactory()]
    for row in others:
        assert calls_using(row) == []
