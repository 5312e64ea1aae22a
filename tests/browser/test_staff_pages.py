"""Contracts, exports and the trail in a real browser: axe finds nothing; sums do not overlap."""

import pytest
from django.urls import reverse

from tests.browsing import found_on, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = "/en/secretariat/exports/"


def of(project, *names):
    return [reverse(f"secretariat:{name}", args=[project.uid]) for name in names]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_staff_pages_have_no_faults(new_page, world, width, scheme):
    world.submitted  # noqa: B018 - so that there is more than one proposal
    project = world.contracted
    asked = project.modifications.get()
    page = new_page(width=width, scheme=scheme)
    sign_in(page, world.officer, START)
    addresses = [
        START,
        *[reverse(f"secretariat:{name}") for name in ("export_new", "export_dossiers")],
        reverse("secretariat:contracting"),
        *of(project, "contract", "modifications", "trail"),
        reverse("secretariat:modification", args=[project.uid, asked.uid]),
    ]
    assert found_on(page, addresses) == {}


def test_sums_of_assignments_stand_under_their_words(new_page, world):
    world.assessment  # noqa: B018 - so that there is something to add up
    page = new_page()
    start = reverse("secretariat:assignments", args=[world.call.code])
    sign_in(page, world.officer, start)
    pairs = page.locator(".sums > div")
    assert pairs.count() == 6
    for pair in pairs.all():
        words, number = pair.locator("dt").bounding_box(), pair.locator("dd").bounding_box()
        assert words["y"] + words["height"] <= number["y"]
        assert number["width"] > 40


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_is_folded_on_a_phone_and_always_there_on_a_desk(new_page, world, scripts):
    world.submitted  # noqa: B018 - so that there is a proposal
    page = new_page(width=320, scripts=scripts)
    sign_in(page, world.officer, START)
    ranking = page.locator(".sub-nav a[href$='/ranking/']")
    assert not ranking.is_visible()
    page.locator(".sub-nav summary").press("Enter")
    assert ranking.is_visible()
    page.goto(page.url)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert ranking.is_visible()
    assert not page.locator(".sub-nav summary").is_visible()
