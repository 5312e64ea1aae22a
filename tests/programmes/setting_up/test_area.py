"""The area of a programme: what the boxes of a page mean, and who may change it."""

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.setting_up.area import picked, set_area, tree_of
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammePeriodFactory, RegionFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    for code in ("BE", "BE23", "BE231", "BE232", "BE24", "BE241"):
        RegionFactory(code=code)
    return ProgrammePeriodFactory()


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


def test_tree_tells_what_lies_in_the_area(edition, django_assert_num_queries):
    edition.area.add("BE231", "BE241")
    with django_assert_num_queries(2):
        branches = tree_of(edition, "BE")
    told = [(branch.region.code, branch.count, len(branch.leaves), branch.is_whole) for branch in branches]
    assert told == [("BE23", 1, 2, False), ("BE24", 1, 1, True)]


@pytest.mark.parametrize(
    ("before", "whole", "leaves", "meant"),
    [
        ((), ["BE23"], [], {"BE231", "BE232"}),
        (("BE231",), ["BE23"], ["BE231"], {"BE231", "BE232"}),
        (("BE231", "BE232"), ["BE23"], ["BE231"], {"BE231"}),
        (("BE231", "BE232"), [], ["BE231", "BE232"], set()),
        (("BE231", "BE232"), [], ["BE232"], {"BE232"}),
        ((), [], ["BE241", "FR101"], {"BE241"}),
    ],
)
def test_changed_box_of_a_whole_region_counts_before_those_below(edition, before, whole, leaves, meant):
    edition.area.add(*before)
    assert picked(tree_of(edition, "BE"), whole, leaves, level=3) == meant


def test_set_area_changes_one_country_and_says_what(edition, manager):
    edition.area.add("BE231", RegionFactory(code="FR101"))
    set_area(edition, "BE", ["BE232"], by=manager, seen=["BE231"])
    assert set(edition.area.values_list("code", flat=True)) == {"BE232", "FR101"}
    entry = TrailEntry.objects.get(chain=f"edition:{edition.pk}")
    assert (entry.action, entry.note, entry.old, entry.new) == ("change area", "BE", ["BE231"], ["BE232"])
    set_area(edition, "BE", ["BE232"], by=manager, seen=[])
    assert TrailEntry.objects.filter(chain=f"edition:{edition.pk}").count() == 1


def test_set_area_refuses_strangers_stale_pages_and_unknown_regions(edition, manager):
    with pytest.raises(NotAllowed):
        set_area(edition, "BE", ["BE231"], by=UserFactory(), seen=[])
    with pytest.raises(DomainError, match="Somebody else"):
        set_area(edition, "BE", ["BE231"], by=manager, seen=["BE241"])
    with pytest.raises(DomainError, match="not known"):
        set_area(edition, "BE", ["BE999"], by=manager, seen=[])
    assert not edition.area.exists()
