"""A manager changes a scheme by keyboard alone, with scripts and without, in each language."""

from decimal import Decimal

import pytest

from cascade.models import Scheme
from programmes.states import Role
from tests.browsing import NewPage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory
from tests.factories.programmes import StaffRoleFactory
from tests.journeys.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_STEPS = 150  # of the Tab key, from the top of a page to its end


def reach(walker: Walker, selector: str) -> None:
    """Step forward with the Tab key until the focus is there."""
    for _step in range(MOST_STEPS):
        walker.page.keyboard.press("Tab")
        if walker.page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"{selector} is not reached by keyboard")


def retype(walker: Walker, name: str, value: str) -> None:
    """Reach the field and type over what stands there."""
    reach(walker, f"main [name='{name}']")
    walker.page.keyboard.press("Control+A")
    walker.page.keyboard.type(value)


@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("en", True)])
def test_scheme_is_changed_by_keyboard(new_page: NewPage, language: str, scripts: bool) -> None:
    scheme = SchemeFactory(code="roads")
    for code in ("energy", "health"):
        SchemeThemeFactory(scheme=scheme, code=code, title={"en": code.title()})
    SubCallFactory(scheme=scheme)
    manager = UserFactory()
    programme = scheme.operation.programme_period.programme
    StaffRoleFactory(user=manager, programme=programme, role=Role.MANAGER)
    walker = Walker(new_page, manager.email, language, scripts=scripts, password=PASSWORD, tolerates="400")

    walker.go("secretariat/schemes/roads/")
    reach(walker, "main a[href$='/schemes/roads/change/']")
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.look("the page of changes")
    retype(walker, "rate", "101")
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    assert walker.page.locator("main [name=rate][aria-invalid=true]").count() == 1
    walker.look("a mistake")
    retype(walker, "rate", "40")
    retype(walker, "theme.health.place", "1")
    reach(walker, "main button.btn-primary")
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    assert walker.page.url.endswith(f"/{language}/secretariat/schemes/roads/")
    walker.look("the changed scheme")
    scheme = Scheme.objects.get()
    assert scheme.rate == Decimal("40.00")
    assert list(scheme.themes.values_list("code", flat=True)) == ["health", "energy"]
    assert walker.found == {}
