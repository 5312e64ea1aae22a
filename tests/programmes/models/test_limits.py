"""What the database itself refuses, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from programmes.models import (
    LegalStatusOption,
    LumpSum,
    ProgrammeIndicator,
    StateAidScheme,
    Strategy,
    UnitCost,
)
from tests.factories.programmes import (
    LegalStatusOptionFactory,
    LumpSumFactory,
    ProgrammeIndicatorFactory,
    StateAidSchemeFactory,
    StrategyFactory,
    UnitCostFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    ProgrammeIndicator: ProgrammeIndicatorFactory,
    LumpSum: LumpSumFactory,
    UnitCost: UnitCostFactory,
    Strategy: StrategyFactory,
    StateAidScheme: StateAidSchemeFactory,
    LegalStatusOption: LegalStatusOptionFactory,
}


@pytest.mark.parametrize(
    ("model", "field", "most"),
    [
        (ProgrammeIndicator, "name", 255),
        (ProgrammeIndicator, "unit", 255),
        (ProgrammeIndicator, "source", 1000),
        (LumpSum, "name", 50),
        (LumpSum, "description", 255),
        (UnitCost, "name", 50),
        (UnitCost, "description", 255),
        (UnitCost, "unit", 25),
        (Strategy, "title", 255),
        (StateAidScheme, "name", 250),
        (StateAidScheme, "short_name", 50),
        (StateAidScheme, "comments", 500),
        (LegalStatusOption, "description", 50),
    ],
)
def test_text_has_its_limit_in_each_language(model: type[Model], field: str, most: int) -> None:
    row = FACTORIES[model](**{field: {"nl": "é" * most, "fr": "é" * most, "en": "é" * most}})
    for language in ("nl", "fr", "en"):
        with pytest.raises(IntegrityError, match="within"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(
                **{field: {"en": "x", language: "é" * (most + 1)}}
            )


@pytest.mark.parametrize(
    ("factory", "values", "constraint"),
    [
        (LumpSumFactory, {"amount": 0}, "lump_sum_amount_positive"),
        (LumpSumFactory, {"categories": ["staff"]}, "lump_sum_covers_two_categories"),
        (LumpSumFactory, {"categories": ["staff", "gifts"]}, "lump_sum_covers_two_categories"),
        (LumpSumFactory, {"phase": "later"}, "lump_sum_phase_known"),
        (LumpSumFactory, {"name": {}}, "lump_sum_named"),
        (UnitCostFactory, {"price": 0}, "unit_cost_price_positive"),
        (UnitCostFactory, {"categories": []}, "unit_cost_covers_known_categories"),
        (UnitCostFactory, {"categories": ["office"]}, "unit_cost_covers_known_categories"),
        (UnitCostFactory, {"foreign_price": 10}, "unit_cost_foreign_price_with_currency"),
        (ProgrammeIndicatorFactory, {"baseline": -1}, "indicator_baseline_not_negative"),
        (ProgrammeIndicatorFactory, {"kind": "result", "milestone": 1}, "indicator_milestone_of_output"),
        (ProgrammeIndicatorFactory, {"identifier": ""}, "indicator_identified"),
        (StateAidSchemeFactory, {"max_intensity": 101}, "state_aid_intensity_0_to_100"),
        (StateAidSchemeFactory, {"threshold": -1}, "state_aid_threshold_not_negative"),
        (LegalStatusOptionFactory, {"kind": "mixed"}, "legal_status_kind_known"),
    ],
)
def test_value_outside_its_limits_is_refused(factory: type, values: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        factory(**values)


def test_unit_cost_may_cover_office_with_another_category() -> None:
    assert UnitCostFactory(categories=["office", "travel"]).pk


def test_identifier_of_an_indicator_is_unique_within_the_edition() -> None:
    first = ProgrammeIndicatorFactory(identifier="R1")
    ProgrammeIndicatorFactory(identifier="R1")  # of another edition
    with pytest.raises(IntegrityError, match="indicator_once"):
        ProgrammeIndicatorFactory(identifier="R1", objective=first.objective)
