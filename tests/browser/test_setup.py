"""The set-up of a programme in a real browser: axe finds nothing, narrow or wide, light or dark."""

import pytest
from django.urls import reverse

from programmes.models import KnownStrategy
from programmes.setting_up.registry import PARTS
from programmes.states import Role
from tests.browsing import found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    LumpSumFactory,
    ProgrammeFactory,
    ProgrammeIndicatorFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    StaffRoleFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def edition():
    programme = ProgrammeFactory(code="HERE", languages=["nl", "fr"])
    made = ProgrammePeriodFactory(code="HERE-VI", programme=programme)
    for code in ("BE", "BE23", "BE231"):
        RegionFactory(code=code)
    made.area.add("BE231")
    output = ProgrammeIndicatorFactory(objective__priority__programme_period=made)
    output.results.add(ProgrammeIndicatorFactory(objective=output.objective, kind="result"))
    LumpSumFactory(programme_period=made, is_demo=True)
    KnownStrategy.objects.create(code="green-deal", kind="policy", title={"en": "European Green Deal"})
    return made


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


def at(name, **more):
    return reverse(f"secretariat:{name}", kwargs={"code": "HERE-VI", **more})


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_the_set_up_have_no_faults(new_page, edition, manager, width, scheme):
    lump_sum = edition.lump_sums.get()
    page = new_page(width=width, scheme=scheme)
    sign_in(page, manager, reverse("secretariat:setup"))
    addresses = [
        *(
            at(name)
            for name in ("setup_edition", "setup_basics", "setup_texts", "setup_history", "setup_area")
        ),
        at("setup_country", country="BE"),
        *(at("setup_part", key=key) for key in ("indicators", "lump-sums", "themes")),
        at("setup_new", key="indicators"),
        at("setup_import"),
        at("setup_strategies"),
        at("setup_item", key="lump-sums", pk=lump_sum.pk),
        at("setup_act", key="lump-sums", pk=lump_sum.pk, act="remove"),
    ]
    assert found_on(page, addresses) == {}


def test_manager_adds_a_lump_sum_without_scripts(new_page, edition, manager):
    page = new_page(scripts=False, tolerates="status of 400")
    sign_in(page, manager, at("setup_part", key="lump-sums"))
    page.get_by_role("link", name="Add a lump sum").click()
    page.get_by_label("Name (Dutch)").fill("Voorbereiding")
    page.get_by_label("Amount in EUR").fill("12000")
    page.get_by_label("Phase").select_option("preparation")
    page.get_by_label("Staff costs").check()
    page.get_by_role("button", name="Add").click()
    assert "A lump sum covers at least two cost categories" in page.locator(".error-summary").inner_text()
    page.get_by_label("Travel and accommodation").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Voorbereiding").click()
    assert page.get_by_label("Name (Dutch)").input_value() == "Voorbereiding"
    assert page.locator(".missing-mark").first.inner_text() == "Missing"
    assert PARTS["lump-sums"].rows(edition).count() == 2
