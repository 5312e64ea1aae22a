"""The overview of a programme's set-up, its texts, its area."""

import pytest
from django.test import Client
from django.urls import reverse

from programmes.models import ProgrammePeriod
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    LumpSumFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    StaffRoleFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    programme = ProgrammeFactory(code="HERE", languages=["nl", "fr"])
    return ProgrammePeriodFactory(code="HERE-VI", programme=programme, name={"nl": "Hier", "fr": "Ici"})


@pytest.fixture
def desk(edition):
    user = StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def belgium():
    RegionFactory(code="BE", name="Belgium")
    for code in ("BE23", "BE24"):
        RegionFactory(code=code)
    return [RegionFactory(code=code) for code in ("BE231", "BE232", "BE241")]


def at(name, **more):
    return reverse(f"secretariat:{name}", kwargs={"code": "HERE-VI", **more})


def test_setup_lists_my_editions_only(desk, edition):
    ProgrammePeriodFactory()
    assert list(desk.get(reverse("secretariat:setup")).context["editions"]) == [edition]


def test_overview_counts_and_names_what_lacks(desk, edition):
    LumpSumFactory(programme_period=edition, name={"nl": "Voorbereiding", "fr": "Préparation"})
    LumpSumFactory(programme_period=edition, name={"nl": "Alleen"}, retired=True)
    response = desk.get(at("setup_edition"))
    count = {one.part.key: one for one in response.context["counts"]}["lump-sums"]
    assert (count.offered, count.retired, count.lacking) == (1, 1, 1)
    lacking = [(str(text.row), text.field.name, text.missing) for text in response.context["lacking"]]
    assert lacking == [("Alleen", "name", ("fr",))]


def test_overview_has_constant_queries(
    desk, edition, django_assert_max_num_queries, django_assert_num_queries
):
    LumpSumFactory(programme_period=edition)
    desk.get(at("setup_edition"))  # the first visit after signing in also writes the session
    with django_assert_max_num_queries(25) as first:
        desk.get(at("setup_edition"))
    LumpSumFactory.create_batch(3, programme_period=edition)
    ThemeFactory.create_batch(3, programme_period=edition)
    with django_assert_num_queries(len(first)):
        desk.get(at("setup_edition"))


def test_texts_stand_side_by_side_with_marks(desk, edition):
    LumpSumFactory(programme_period=edition, name={"nl": "Alleen"})
    LumpSumFactory(programme_period=edition, name={"nl": "Beide", "fr": "Les deux"})
    all_texts = desk.get(at("setup_texts"))
    lacking = desk.get(at("setup_texts"), {"missing": "1"})
    assert "Les deux" in all_texts.content.decode()
    assert [str(text.row) for text in lacking.context["page"] if text.field.name == "name"] == ["Alleen"]
    assert "Les deux" not in lacking.content.decode()


def test_area_is_chosen_by_boxes(desk, edition, belgium):
    page = at("setup_country", country="BE")
    assert desk.post(page, {"whole": ["BE23"], "seen": ""}).status_code == 302
    assert codes(edition) == ["BE231", "BE232"]
    # One box below is emptied while that of the whole still stands ticked: the boxes below count.
    desk.post(page, {"region": ["BE231", "BE241"], "whole": ["BE23"], "seen": "BE231 BE232"})
    assert codes(edition) == ["BE231", "BE241"]
    # The box of a whole region is emptied: none of it.
    desk.post(page, {"region": ["BE231", "BE241"], "seen": "BE231 BE241"})
    assert codes(edition) == ["BE231"]
    assert str(ProgrammePeriod.objects.get().set_up_since)


def codes(edition):
    return sorted(edition.area.values_list("code", flat=True))


def test_area_of_a_stale_page_is_refused(desk, edition, belgium):
    page = at("setup_country", country="BE")
    desk.post(page, {"region": ["BE231"], "seen": ""})
    response = desk.post(page, {"region": ["BE241"], "seen": ""})
    assert response.status_code == 409
    assert codes(edition) == ["BE231"]
    assert 'name="seen" value="BE231"' in response.content.decode()


def test_area_refuses_what_is_no_region_of_the_country(desk, edition, belgium):
    RegionFactory(code="FR101")
    page = at("setup_country", country="BE")
    desk.post(page, {"region": ["FR101", "x", "\x00"], "whole": ["FR10"], "seen": "\x00"})
    assert codes(edition) == []
    assert desk.get(at("setup_country", country="XX")).status_code == 404


def test_edition_by_nuts_2_keeps_that_level(desk, edition, belgium):
    edition.area.add("BE24")
    desk.post(at("setup_country", country="BE"), {"whole": ["BE23", "BE24"], "seen": "BE24"})
    assert codes(edition) == ["BE23", "BE24"]


def test_area_is_drawn(desk, edition, belgium):
    edition.area.add("BE231")
    response = desk.get(at("setup_area"))
    assert "<svg" in response.content.decode()
    assert response.context["countries"] == [{"code": "BE", "name": "Belgium", "chosen": 1}]
