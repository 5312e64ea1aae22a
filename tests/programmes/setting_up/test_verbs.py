"""Setting up a programme: who may, what is refused, what the trail keeps."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.models import (
    Fund,
    Indicator,
    KnownStrategy,
    LumpSum,
    Priority,
    ProgrammeIndicator,
    SpecificObjective,
    Strategy,
)
from programmes.setting_up.checks import Wrong
from programmes.setting_up.choice_parts import LEGAL_STATUSES, STATE_AID, STRATEGIES
from programmes.setting_up.facts import facts_of
from programmes.setting_up.money_parts import FUNDS, LUMP_SUMS, UNIT_COSTS
from programmes.setting_up.registry import BASICS
from programmes.setting_up.strategy_parts import INDICATORS, OBJECTIVES, PRIORITIES, THEMES
from programmes.setting_up.verbs import Stale, change, create, remove, retire
from programmes.states import CostCategory, Phase, Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    FundFactory,
    LegalStatusOptionFactory,
    LumpSumFactory,
    PriorityFactory,
    ProgrammeFundFactory,
    ProgrammeIndicatorFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
    ThemeFactory,
)
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
LUMP = {
    "name": {"en": "Preparation"},
    "description": {},
    "amount": Decimal("5000.00"),
    "phase": Phase.PREPARATION,
    "is_splittable": False,
    "is_fast_track": False,
    "categories": [CostCategory.STAFF, CostCategory.TRAVEL],
}


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


@pytest.fixture
def lump_sum(edition):
    return LumpSumFactory(programme_period=edition)


def acts(edition):
    return list(TrailEntry.objects.filter(chain=f"edition:{edition.pk}").values_list("action", flat=True))


def test_create_adds_a_row_and_says_so_in_the_trail(edition, manager):
    row = create(LUMP_SUMS, edition, LUMP, by=manager)
    entry = TrailEntry.objects.get(chain=f"edition:{edition.pk}")
    assert (entry.action, entry.actor, entry.new["amount"]) == ("add lump-sums", manager, "5000.00")
    assert LumpSum.objects.get().pk == row.pk
    edition.refresh_from_db()
    assert edition.set_up_since is not None


def test_create_with_the_same_key_adds_once(edition, manager):
    key = uuid4()
    first = create(LUMP_SUMS, edition, LUMP, by=manager, key=key)
    assert create(LUMP_SUMS, edition, LUMP, by=manager, key=key) == first
    assert LumpSum.objects.count() == 1
    remove(first, LUMP_SUMS, by=manager)
    with pytest.raises(DomainError, match="sent before"):
        create(LUMP_SUMS, edition, LUMP, by=manager, key=key)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_only_a_manager_of_the_programme_changes_anything(edition, lump_sum, role):
    other = StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=role).user
    StaffRoleFactory(user=other, programme=ProgrammePeriodFactory().programme, role=Role.MANAGER)
    acting = (
        lambda: create(LUMP_SUMS, edition, LUMP, by=other),
        lambda: change(lump_sum, LUMP_SUMS, {"name": {"en": "x"}}, by=other, seen={}),
        lambda: retire(lump_sum, LUMP_SUMS, by=other),
        lambda: remove(lump_sum, LUMP_SUMS, by=other),
    )
    for act in acting:
        with pytest.raises(NotAllowed):
            act()
    assert acts(edition) == []


def test_change_records_only_what_changed(edition, manager, lump_sum):
    seen = facts_of(lump_sum, LUMP_SUMS)
    values = {**LUMP, "name": lump_sum.name, "amount": Decimal("7500.00")}
    change(lump_sum, LUMP_SUMS, values, by=manager, seen=seen)
    entry = TrailEntry.objects.get(action="change lump-sums")
    assert (entry.old, entry.new) == ({"amount": "5000.00"}, {"amount": "7500.00"})


def test_change_to_what_stands_there_changes_nothing(edition, manager, lump_sum):
    change(lump_sum, LUMP_SUMS, {"amount": Decimal(5000)}, by=manager, seen={})
    assert acts(edition) == []
    edition.refresh_from_db()
    assert edition.set_up_since is None


def test_stale_page_changes_nothing_and_names_the_field(edition, manager, lump_sum):
    seen = facts_of(lump_sum, LUMP_SUMS)
    change(lump_sum, LUMP_SUMS, {"amount": Decimal(6000)}, by=manager, seen=seen)
    with pytest.raises(Stale) as refusal:
        change(lump_sum, LUMP_SUMS, {"amount": Decimal(7000)}, by=manager, seen=seen)
    assert refusal.value.fields == ("amount",)
    assert refusal.value.now["amount"] == "6000.00"
    assert LumpSum.objects.get().amount == Decimal(6000)
    # Another field of the same row, which nobody touched, can be saved.
    change(lump_sum, LUMP_SUMS, {"name": {"en": "New"}}, by=manager, seen=seen)


def test_removed_row_refuses_change_with_words(edition, manager, lump_sum):
    remove(lump_sum, LUMP_SUMS, by=manager)
    with pytest.raises(DomainError, match="removed this"):
        change(lump_sum, LUMP_SUMS, {"amount": Decimal(1)}, by=manager, seen={})


def test_retire_and_offer_again(edition, manager, lump_sum):
    retire(lump_sum, LUMP_SUMS, by=manager)
    assert not LumpSum.objects.offered().exists()
    retire(lump_sum, LUMP_SUMS, by=manager)
    retire(lump_sum, LUMP_SUMS, by=manager, retired=False)
    assert LumpSum.objects.offered().exists()
    assert acts(edition) == ["retire lump-sums", "offer again lump-sums"]


def test_objective_of_a_retired_priority_is_not_offered(edition, manager):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    assert SpecificObjective.objects.offered().exists()
    retire(objective.priority, PRIORITIES, by=manager)
    assert not SpecificObjective.objects.offered().exists()


def test_published_call_holds_figures_fast_but_not_words(edition, manager):
    status = LegalStatusOptionFactory(programme_period=edition)
    call = CallFactory(programme_period=edition, title={"en": "Spring call"})
    seen = facts_of(status, LEGAL_STATUSES)
    change(status, LEGAL_STATUSES, {"description": {"en": "Public body"}}, by=manager, seen=seen)
    with pytest.raises(DomainError, match="Kind can't change any more: the published call “Spring call”"):
        change(status, LEGAL_STATUSES, {"kind": "private"}, by=manager, seen=seen)
    call.state = "draft"
    call.save()
    change(status, LEGAL_STATUSES, {"kind": "private"}, by=manager, seen=seen)


def test_fund_of_a_published_call_keeps_its_rate(edition, manager):
    held = ProgrammeFundFactory(programme_period=edition)
    CallFactory(programme_period=edition)
    with pytest.raises(DomainError, match="Highest co-financing rate"):
        change(held, FUNDS, {"max_rate": Decimal(50)}, by=manager, seen=facts_of(held, FUNDS))
    with pytest.raises(DomainError, match="in use by"):
        remove(held, FUNDS, by=manager)


def test_what_a_call_uses_is_retired_not_removed(edition, manager):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    CallFactory(programme_period=edition, objectives=[objective], title={"en": "Spring call"}, state="draft")
    for row, part in ((objective, OBJECTIVES), (objective.priority, PRIORITIES)):
        with pytest.raises(DomainError, match="“Spring call”"):
            remove(row, part, by=manager)
    retire(objective, OBJECTIVES, by=manager)


def test_database_refuses_to_remove_what_a_proposal_uses(manager, edition):
    theme = ThemeFactory(programme_period=edition)
    ProjectFactory(call__programme_period=ProgrammePeriodFactory(), theme=theme)
    with pytest.raises(DomainError, match="proposals use it"):
        remove(theme, THEMES, by=manager)
    theme.refresh_from_db()


def test_priority_with_objectives_is_not_removed(manager, edition):
    priority = PriorityFactory(programme_period=edition)
    objective = SpecificObjectiveFactory(priority=priority)
    with pytest.raises(DomainError, match="other parts"):
        remove(priority, PRIORITIES, by=manager)
    remove(objective, OBJECTIVES, by=manager)
    remove(priority, PRIORITIES, by=manager)
    assert not Priority.objects.filter(programme_period=edition).exists()


def test_removing_an_indicator_loosens_its_links(manager, edition):
    output = ProgrammeIndicatorFactory(objective__priority__programme_period=edition)
    result = ProgrammeIndicatorFactory(objective=output.objective, kind="result")
    output.results.add(result)
    remove(result, INDICATORS, by=manager)
    assert list(output.results.all()) == []
    remove(output, INDICATORS, by=manager)
    assert not ProgrammeIndicator.objects.exists()


def test_part_holds_no_more_than_its_most(manager, edition):
    LegalStatusOptionFactory.create_batch(50, programme_period=edition)
    with pytest.raises(DomainError, match="room for 50"):
        create(LEGAL_STATUSES, edition, {"description": {"en": "One more"}, "kind": "other"}, by=manager)


def test_results_and_outputs_are_counted_apart(manager, edition):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    ProgrammeIndicatorFactory.create_batch(50, objective=objective, kind="result")
    values = {"objective": objective, "name": {"en": "More"}, "identifier": "X1"}
    with pytest.raises(DomainError, match="room for 50"):
        create(INDICATORS, edition, {**values, "kind": "result"}, by=manager)
    assert create(INDICATORS, edition, {**values, "kind": "output"}, by=manager).pk


@pytest.mark.parametrize(
    ("part", "values", "field"),
    [
        (LUMP_SUMS, {**LUMP, "amount": Decimal(0)}, "amount"),
        (LUMP_SUMS, {**LUMP, "amount": Decimal("1.001")}, "amount"),
        (LUMP_SUMS, {**LUMP, "amount": Decimal(10**9)}, "amount"),
        (LUMP_SUMS, {**LUMP, "categories": ["staff", "staff"]}, "categories"),
        (LUMP_SUMS, {**LUMP, "name": {}}, "name"),
        (LUMP_SUMS, {**LUMP, "name": {"nl": "x" * 51}}, "name"),
        (LUMP_SUMS, {**LUMP, "name": {"en": "a\x00"}}, "name"),
        (LUMP_SUMS, {**LUMP, "name": {"en": "a\ud800"}}, "name"),
        (LUMP_SUMS, {**LUMP, "name": {"de": "Vorbereitung"}}, "name"),
        (
            UNIT_COSTS,
            {"name": {"en": "Hour"}, "unit": {"en": "h"}, "price": 1, "categories": ["office"]},
            "categories",
        ),
        (STRATEGIES, {"code": "own-idea", "title": {"en": "Own"}}, "code"),
        (PRIORITIES, {"number": 1, "title": {"en": "One"}, "letter": "A\ud800"}, "letter"),
        (
            STATE_AID,
            {"name": {"en": "A"}, "measure": "other", "max_intensity": Decimal(101)},
            "max_intensity",
        ),
        (PRIORITIES, {"number": 21, "title": {"en": "One"}}, "number"),
        (PRIORITIES, {"number": 99999, "title": {"en": "One"}}, "number"),
    ],
)
def test_wrong_value_is_refused_with_its_field(manager, edition, part, values, field):
    with pytest.raises(Wrong) as refusal:
        create(part, edition, values, by=manager)
    assert [name for name, _text in refusal.value.problems] == [field]
    assert acts(edition) == []


def test_objective_code_is_unique_in_the_programme(manager, edition):
    there = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition), code="RSO1.1")
    other = PriorityFactory(programme_period=edition)
    elsewhere = PriorityFactory()
    values = {"priority": other, "title": {"en": "Again"}}
    with pytest.raises(Wrong, match="has this code"):
        create(OBJECTIVES, edition, {**values, "code": there.code}, by=manager)
    with pytest.raises(Wrong, match="of this programme"):
        create(OBJECTIVES, edition, {**values, "priority": elsewhere, "code": "RSO1.2"}, by=manager)


def test_output_leads_to_results_of_its_own_objective_only(manager, edition):
    output = ProgrammeIndicatorFactory(objective__priority__programme_period=edition)
    near = ProgrammeIndicatorFactory(objective=output.objective, kind="result")
    far = ProgrammeIndicatorFactory(objective__priority__programme_period=edition, kind="result")
    seen = facts_of(output, INDICATORS)
    change(output, INDICATORS, {"results": [near]}, by=manager, seen=seen)
    with pytest.raises(Wrong, match="same specific objective"):
        change(output, INDICATORS, {"results": [far]}, by=manager, seen=facts_of(output, INDICATORS))
    with pytest.raises(Wrong, match="Only an output"):
        change(near, INDICATORS, {"results": [near]}, by=manager, seen=facts_of(near, INDICATORS))
    assert list(output.results.all()) == [near]


def test_common_indicator_must_be_of_the_same_kind(manager, edition):
    common = Indicator.objects.create(code="RCR79", kind="result", name={"en": "Taken up"})
    output = ProgrammeIndicatorFactory(objective__priority__programme_period=edition)
    with pytest.raises(Wrong, match="other kind"):
        change(output, INDICATORS, {"common": common}, by=manager, seen=facts_of(output, INDICATORS))


def test_basic_data_of_an_edition_change_with_their_source(manager, edition):
    edition.provenance = {"*": "public", "eu_budget": "memory", "name.fr": "translation"}
    edition.save()
    values = {"eu_budget": Decimal("1000000.00"), "name": {"fr": "Édition"}}
    change(edition, BASICS, values, by=manager, seen=facts_of(edition, BASICS))
    edition.refresh_from_db()
    stated = "seed: set in the portal by the programme"
    assert edition.provenance == {"*": "public", "eu_budget": stated, "name": stated}
    assert acts(edition) == ["change basics"]


def test_fund_stands_once_in_an_edition(manager, edition):
    ProgrammeFundFactory(programme_period=edition)
    with pytest.raises(Wrong, match="has this fund already"):
        create(FUNDS, edition, {"fund": FundFactory()}, by=manager)


def test_a_programme_names_a_fund_of_its_own(manager, edition):
    values = {"fund": None, "own_name": {"en": "Province"}, "own_description": {}, "max_rate": None}
    row = create(FUNDS, edition, values, by=manager)
    fund = row.fund
    assert (str(fund), str(fund.name), fund.is_eu, fund.owner) == ("Province", "Province", False, edition)
    assert re.fullmatch("OTHER_[A-Z]{8}", fund.code)
    described = {"own_description": {"en": "Money of a province"}}
    change(row, FUNDS, described, by=manager, seen=facts_of(row, FUNDS))
    fund.refresh_from_db()
    assert (str(fund), str(fund.name)) == ("Province", "Money of a province")
    others = ProgrammePeriodFactory()
    assert (fund in Fund.objects.open_to(edition), fund in Fund.objects.open_to(others)) == (True, False)


def test_a_fund_is_either_chosen_or_named(manager, edition):
    with pytest.raises(Wrong, match="Choose a fund, or name one of your own"):
        create(FUNDS, edition, {"fund": None}, by=manager)
    with pytest.raises(Wrong, match="not both"):
        create(FUNDS, edition, {"fund": FundFactory(), "own_name": {"en": "Province"}}, by=manager)
    with pytest.raises(Wrong, match="can't be stored"):
        create(FUNDS, edition, {"fund": None, "own_name": {"en": "\ud800"}}, by=manager)
    assert not Fund.objects.exclude(owner=None).exists()


def test_the_fund_that_another_programme_named_is_refused(manager, edition):
    theirs = FundFactory(is_eu=False, owner=ProgrammePeriodFactory())
    with pytest.raises(Wrong, match="Another programme named this fund"):
        create(FUNDS, edition, {"fund": theirs, "own_name": {"en": "Ours"}}, by=manager)


def test_strategy_is_taken_up_from_the_fixed_list(manager, edition):
    KnownStrategy.objects.create(code="green-deal", kind="policy", title={"en": "European Green Deal"})
    create(STRATEGIES, edition, {"code": "green-deal", "title": {"en": "European Green Deal"}}, by=manager)
    assert Strategy.objects.get().code == "green-deal"
