"""The demo world's requests: each as far as its file says, all marked, and never twice."""

import pytest
from django.conf import settings as portal
from django.core.management import call_command

from accounts.models import User
from core.errors import DomainError
from knowledge.models import Expert, Member, Platform, PublishedService, ServiceRequest
from knowledge.services import demo
from tests.factories.accounts import UserFactory

DIRECTORY = portal.BASE_DIR / "fixtures" / "demo"


@pytest.fixture
def community(db, settings):
    """The people whom the demo world has before: an officer, two experts, two members."""
    settings.DEMO = True
    call_command("load_reference", verbosity=0)
    platform = Platform.objects.get(pk="IE")
    names = ("officer1", "expert1", "expert2", "member1", "member2")
    people = {name: UserFactory(email=f"{name}.ie@demo.example", is_demo=True) for name in names}
    people["officer1"].staff_roles.create(programme_id="IE", role="officer")
    for name in ("expert1", "expert2"):
        Expert.objects.create(platform=platform, user=people[name])
    for name in ("member1", "member2"):
        Member.objects.create(platform=platform, user=people[name], visibility="members", takes_messages=True)
    return people


def test_demo_requests_stand_where_the_file_says_and_stay(community):
    assert [len(kind.added) for kind in demo.load(DIRECTORY).kinds] == [6]
    rows = ServiceRequest.objects.order_by("pk").values_list(
        "service__kind", "state", "is_demo", "published__is_demo"
    )
    assert list(rows) == [
        ("peer_review", "closed", True, True),
        ("peer_review", "preparing", True, None),
        ("matchmaking", "fixed", True, None),
        ("helpdesk", "closed", True, True),
        ("helpdesk", "assigned", True, None),
        ("helpdesk", "asked", True, None),
    ]
    assert PublishedService.objects.count() == 2
    assert all("Demo" in row.text for row in ServiceRequest.objects.all())
    assert [kind.unchanged for kind in demo.load(DIRECTORY).kinds] == [6]
    assert User.objects.count() == len(community)


def test_demo_requests_are_refused_where_demo_is_off(db, settings):
    settings.DEMO = False
    with pytest.raises(DomainError, match="only where the setting DEMO is on"):
        demo.load(DIRECTORY)
