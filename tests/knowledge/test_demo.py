"""The learning platform of the demo world: every state filled, all of it marked as demo, loaded once."""

import pytest
from django.conf import settings as base

from core.errors import DomainError
from knowledge import demo, reference
from knowledge.models import Expert, GoodPractice, Member, PublishedPractice, PublishedVersion, Transfer
from tests.factories.programmes import ProgrammeFactory, RegionFactory

FILES = base.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db


def test_demo_fills_every_state_once(settings):
    settings.DEMO = True
    ProgrammeFactory(code="IE")
    for code in ("BE", "BE25", "FR", "FRE1", "PL", "PL21"):
        RegionFactory(code=code)
    reference.load(FILES / "reference")
    demo.load(FILES / "demo")
    states = sorted(GoodPractice.objects.values_list("state", flat=True))
    assert states == ["draft", "in_review", "published", "published", "published", "returned"]
    assert PublishedPractice.objects.filter(is_demo=True).count() == 3
    assert PublishedVersion.objects.count() == 4
    assert (Member.objects.filter(is_demo=True).count(), Expert.objects.filter(is_demo=True).count()) == (
        3,
        2,
    )
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["confirmed", "told"]
    assert not demo.load(FILES / "demo").changes_anything


def test_demo_is_refused_where_it_is_off(settings):
    settings.DEMO = False
    with pytest.raises(DomainError):
        demo.load(FILES / "demo")
