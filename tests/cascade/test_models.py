"""What the tables of schemes and sub-grants refuse by themselves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cascade.models import SubGrant
from publications import editions
from tests.factories.cascade import SchemeFactory, SubGranteeFactory, SubGrantFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"grant": Decimal("0.00")}, "sub_grant_positive"),
        ({"grant": Decimal("200000.01")}, "sub_grant_within_eligible_cost"),
        ({"end_date": date(2025, 12, 31)}, "sub_grant_ends_after_start"),
        ({"acronym": ""}, "sub_grant_has_acronym"),
        ({"first_published_at": None}, "sub_grant_knows_first_publication"),
    ],
)
def test_sub_grant_refuses(changed: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SubGrantFactory(**changed)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"rate": Decimal("100.01")}, "scheme_rate_to_100"),
        ({"total_budget": Decimal(0)}, "scheme_has_money"),
        ({"max_grant": Decimal(0)}, "scheme_max_grant_positive"),
        ({"max_months": 0}, "scheme_1_to_999_months"),
        ({"kind": "lottery"}, "scheme_kind_known"),
    ],
)
def test_scheme_refuses(changed: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SchemeFactory(**changed)


def test_rate_of_sub_grant_is_cut_to_cents_of_a_percent() -> None:
    assert SubGrant(grant=Decimal("100.00"), eligible_cost=Decimal("300.00")).rate == Decimal("33.33")


def test_sub_grant_makes_a_new_edition_of_the_public_data() -> None:
    before = editions.newest().word
    SubGranteeFactory()
    assert editions.newest().word != before
