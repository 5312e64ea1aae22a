"""The set-up of a call in a real browser: axe finds nothing, narrow or wide, light or dark."""

import pytest
from django.urls import reverse

from calls.models import Call
from calls.states import CallState
from programmes.states import Role
from secretariat.call_forms import PARTS
from tests.browsing import faults, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import (
    CallAnnexFactory,
    CallFactory,
    CallFlatRateFactory,
    CallRuleFactory,
    CriterionFactory,
)
from tests.factories.programmes import ProgrammeFundFactory, StaffRoleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    earlier = CallFactory(code="earlier")
    edition = earlier.programme_period
    call = CallFactory(code="spring", state=CallState.DRAFT, programme_period=edition, copied_from=earlier)
    ProgrammeFundFactory(programme_period=edition, fund=call.funds.get().fund)
    CallRuleFactory(call=call)
    CriterionFactory(call=call)
    CallFlatRateFactory(call=call)
    CallAnnexFactory(call=call)
    return call


@pytest.fixture
def manager(call):
    programme = call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user


def at(name, **more):
    return reverse(f"secretariat:{name}", kwargs={"code": "spring", **more})


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_a_call_have_no_faults(new_page, call, manager, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, manager, reverse("secretariat:calls"))
    addresses = [
        reverse("secretariat:calls"),
        reverse("secretariat:call_new", kwargs={"edition": call.programme_period_id}),
        *(at(name) for name in ("call", "call_publish", "call_copy", "call_annexes", "call_annex_new")),
        *(at(name) for name in ("call_mails", "call_late")),
        at("call_mail", kind="receipt"),
        *(at("call_part", key=key) for key in PARTS),
    ]

    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_call_is_set_up_and_published_without_scripts(new_page, call, manager):
    page = new_page(scripts=False)
    sign_in(page, manager, at("call_part", key="basics"))
    page.goto(at("call_part", key="basics"))
    for name in ("title", "introduction"):
        for code in ("nl", "fr", "en"):
            page.locator(f"#id_{name}_{code}").fill(f"Spring {code}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(at("call_publish"))
    page.get_by_label("I have looked at everything").check()
    page.get_by_role("button", name="Publish", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == "Spring en"
    assert Call.objects.get(code="spring").state == CallState.PUBLISHED
