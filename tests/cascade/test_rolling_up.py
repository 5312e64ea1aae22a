"""What sub-grants add up to: each company once, only published ones, not in the operation's own sums."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cascade import rolling_up
from cascade.models import Scheme
from publications.models import KeptFigure, Publication
from tests.factories.cascade import SchemeFactory, SubCallFactory, SubGranteeFactory, SubGrantFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def awarded(sub_call, *grantees, **more):
    made = SubGrantFactory(sub_call=sub_call, **more)
    for position, grantee in enumerate(grantees, 1):
        SubGranteeFactory(sub_grant=made, position=position, **grantee)
    return made


def firm(name="Firm", identifier="", **more):
    return {"name": name, "identifier": identifier, "size_class": "small", "country": "BE", **more}


@pytest.fixture
def sub_call():
    return SubCallFactory(
        scheme=SchemeFactory(total_budget=Decimal("1000.00"), target_projects=4, target_companies=8)
    )


def of_operation(publication):
    return rolling_up.read(rolling_up.summed(Scheme.objects.filter(operation=publication)))


def rolled(sub_call):
    (one,) = of_operation(sub_call.scheme.operation_id)
    return one


def test_a_scheme_without_sub_grants_stands_at_zero(sub_call):
    one = rolled(sub_call)

    assert (one.projects, one.companies, one.recipients) == (0, 0, 0)
    assert (one.grant, one.eligible_cost) == (Decimal("0.00"), Decimal("0.00"))
    assert [(goal.key, goal.share) for goal in one.goals] == [
        ("money", Decimal("0.00")),
        ("projects", Decimal("0.00")),
        ("companies", Decimal("0.00")),
    ]


def test_money_and_projects_are_summed_over_all_sub_calls(sub_call):
    other = SubCallFactory(scheme=sub_call.scheme)
    awarded(sub_call, firm("One"), eligible_cost=Decimal("500.00"), grant=Decimal("250.00"))
    awarded(other, firm("Two"), eligible_cost=Decimal("400.50"), grant=Decimal("200.25"))

    one = rolled(sub_call)

    assert (one.projects, one.grant, one.eligible_cost) == (2, Decimal("450.25"), Decimal("900.50"))
    assert [(goal.key, goal.share) for goal in one.goals] == [
        ("money", Decimal("45.02")),
        ("projects", Decimal("50.00")),
        ("companies", Decimal("25.00")),
    ]


def test_a_company_counts_once_by_number_else_by_name_and_country(sub_call):
    awarded(sub_call, firm("Alpha nv", "BE 0123.456.789"), firm("Beta bv"))
    awarded(sub_call, firm("Alpha", "be0123456789"), firm(" BETA bv"), firm("Beta bv", country="NL"))

    assert (rolled(sub_call).companies, rolled(sub_call).recipients) == (3, 3)


def test_who_is_no_company_counts_as_recipient_only(sub_call):
    awarded(sub_call, firm(), firm("School", size_class="unknown"))

    assert (rolled(sub_call).companies, rolled(sub_call).recipients) == (1, 2)


def test_natural_persons_count_by_row_also_when_their_names_are_gone(sub_call):
    person = {"is_natural_person": True, "size_class": "micro"}
    gone = {**person, "name": "", "forgotten_at": timezone.now()}
    awarded(sub_call, {"name": "A. Person", **person}, gone, gone)

    assert rolled(sub_call).companies == 3


def test_what_is_not_public_is_left_out(sub_call):
    SubGranteeFactory(
        sub_grant=SubGrantFactory(sub_call=sub_call, published_at=None, first_published_at=None), **firm()
    )

    assert (rolled(sub_call).projects, rolled(sub_call).companies) == (0, 0)


def test_more_than_the_target_fills_the_bar_and_keeps_its_figure(sub_call):
    awarded(sub_call, *(firm(f"Firm {number}") for number in range(9)))
    companies = rolled(sub_call).goals[2]

    assert (companies.reached, companies.filled, companies.share) == (9, 8, Decimal("112.50"))


def test_a_roll_up_takes_one_statement_for_any_number(sub_call, django_assert_num_queries):
    awarded(sub_call, firm())
    SubCallFactory(scheme=SchemeFactory(operation=sub_call.scheme.operation))
    with django_assert_num_queries(1):
        assert len(of_operation(sub_call.scheme.operation_id)) == 2


def test_an_operation_that_passes_nothing_on_has_no_roll_up():
    assert of_operation(PublicationFactory()) == []


def test_the_operation_and_its_kept_sums_are_the_same_before_and_after(sub_call):
    def record():
        kept = KeptFigure.objects.order_by("edition", "dimension", "key").values(
            "edition", "dimension", "key", "projects", "eu_funding", "total_budget", "partners"
        )
        return Publication.objects.filter(pk=sub_call.scheme.operation_id).values().get(), list(kept)

    Publication.objects.update(eu_funding=Decimal("900.00"), total_budget=Decimal("1800.00"))
    before = record()
    assert sum(row["eu_funding"] for row in before[1] if row["dimension"] == "all") == Decimal("900.00")
    awarded(sub_call, firm(), grant=Decimal("250.00"))

    assert record() == before
