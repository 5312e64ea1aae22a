"""The codes of Annex I that a programme gives to its specific objectives."""

import pytest
from django.test import Client
from django.urls import reverse

from programmes.models import SpecificObjective
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import PriorityFactory, SpecificObjectiveFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective():
    return SpecificObjectiveFactory(priority=PriorityFactory())


@pytest.fixture
def desk(objective):
    client = Client()
    programme = objective.priority.programme_period.programme
    client.force_login(StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user)
    return client


def saved(desk, objective, **codes):
    where = {"code": objective.priority.programme_period_id, "key": "objectives", "pk": objective.pk}
    address = reverse("secretariat:setup_item", kwargs=where)
    form = desk.get(address).context["form"]
    now = {name: form[name].value() for name in form.fields}
    posted = {name: "" if value is None else value for name, value in now.items()}
    return desk.post(address, {**posted, **codes})


def test_codes_are_kept_in_the_order_in_which_they_were_typed(desk, objective):
    assert (
        saved(desk, objective, intervention_fields="182, 001", sea_basin_strategies="11").status_code == 302
    )
    row = SpecificObjective.objects.get(pk=objective.pk)
    assert (row.intervention_fields, row.sea_basin_strategies, row.gender_equality) == (
        ["182", "001"],
        ["11"],
        [],
    )


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("intervention_fields", "183", "“183” is not in this list: its codes go from 001 to 182."),
        ("intervention_fields", "1", "“1” is not in this list: its codes go from 001 to 182."),
        ("support_forms", "07", "“07” is not in this list: its codes go from 01 to 06."),
        ("gender_equality", "01,01", "The code 01 appears there twice."),
        ("economic_activities", "<b>", "“<b>” is not in this list: its codes go from 01 to 26."),
    ],
)
def test_a_code_that_is_not_in_the_list_is_told_beside_the_field(desk, objective, name, typed, told):
    response = saved(desk, objective, **{name: typed})
    assert response.status_code == 400
    assert response.context["form"].errors[name] == [told]
    assert response.context["form"][name].value() == typed
    assert getattr(SpecificObjective.objects.get(pk=objective.pk), name) == []
