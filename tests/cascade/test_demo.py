"""The demo sub-grants: marked as demo, loaded once, within their ceilings, refused elsewhere."""

from decimal import Decimal

import pytest
from django.conf import settings as django_settings
from django.test import Client

from calls.models import Call
from calls.states import CallKind
from cascade import demo, rolling_up
from cascade.models import Scheme, SubGrant
from core.errors import DomainError
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammeFundFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
FILES = django_settings.BASE_DIR / "fixtures" / "demo"


@pytest.fixture
def operation(settings):
    """The demo project that passes money on, with the demo manager of its programme."""
    settings.DEMO = True
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="VLNED", countries=["BE", "NL"]))
    ProgrammeFundFactory(programme_period=edition, max_rate=Decimal("60.00"))
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    StaffRoleFactory(user=UserFactory(is_demo=True), programme=edition.programme, role=Role.MANAGER)
    return PublicationFactory(programme_period=edition, acronym="ZonDelen", code="sun", is_demo=True)


def test_demo_is_loaded_once_and_marked(operation):
    assert demo.load(FILES).changes_anything
    assert not demo.load(FILES).changes_anything
    call = Call.objects.get()
    assert (call.kind, call.is_demo, call.is_open, call.phase) == (CallKind.CASCADE, True, False, "closed")
    assert Scheme.objects.get().is_demo
    assert list(SubGrant.objects.values_list("is_demo", "theme__code").order_by("code")) == [
        (True, "storage"),
        (True, "steering"),
        (True, "steering"),
    ]


def test_demo_rolls_up_to_its_operation_with_each_company_once(operation):
    demo.load(FILES)
    (rolled,) = rolling_up.read(rolling_up.summed(Scheme.objects.filter(operation=operation)))
    assert (rolled.grant, rolled.projects, rolled.companies) == (Decimal("132000.00"), 3, 6)
    page = Client().get("/nl/sub-grants/?operation=sun").content.decode()
    assert page.count("tag-demo") >= 3
    assert "/nl/calls/vlned-demo-sun/" in page
    assert Client().get("/en/calls/vlned-demo-sun/").status_code == 200


def test_demo_without_its_project_loads_nothing(settings):
    settings.DEMO = True
    assert not demo.load(FILES).changes_anything
    assert not Scheme.objects.exists()


def test_demo_is_refused_where_it_is_off(operation, settings):
    settings.DEMO = False
    with pytest.raises(DomainError):
        demo.load(FILES)
    assert not Scheme.objects.exists()
