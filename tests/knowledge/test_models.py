"""What the tables of learning platforms refuse, and who sees which member."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from knowledge.models import Member, PracticeVersion, Review
from knowledge.states import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    ExpertFactory,
    GoodPracticeFactory,
    MemberFactory,
    PlatformFactory,
)

pytestmark = pytest.mark.django_db


def test_member_is_seen_by_nobody_else_at_first():
    member = MemberFactory()
    other = MemberFactory(platform=member.platform)
    assert member.visibility == Visibility.HIDDEN
    assert set(Member.objects.visible_to(member.user)) == {member}
    assert set(Member.objects.visible_to(other.user)) == {other}
    assert set(Member.objects.visible_to(AnonymousUser())) == set()


def test_members_see_each_other_within_their_platform_only():
    open_one = MemberFactory(visibility=Visibility.MEMBERS)
    inside = MemberFactory(platform=open_one.platform)
    outside = MemberFactory()
    public = MemberFactory(visibility=Visibility.EVERYBODY)
    assert set(Member.objects.visible_to(inside.user)) == {open_one, inside, public}
    assert set(Member.objects.visible_to(outside.user)) == {outside, public}
    assert set(Member.objects.visible_to(UserFactory())) == {public}
    assert set(Member.objects.visible_to(AnonymousUser())) == {public}


def test_member_who_left_cannot_keep_a_text():
    member = MemberFactory(offers="A text")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(left_at=timezone.now(), user=None)


def test_version_is_frozen():
    practice = GoodPracticeFactory()
    version = PracticeVersion.objects.create(
        practice=practice, number=1, content={}, hash="x", submitted_by=UserFactory()
    )
    with pytest.raises(Exception, match="update"), transaction.atomic():
        PracticeVersion.objects.filter(pk=version.pk).update(content={"title.en": "Other"})


def test_review_is_of_an_expert_once_and_ends_with_reasons():
    expert = ExpertFactory(platform=PlatformFactory())
    practice = GoodPracticeFactory(platform=expert.platform)
    version = PracticeVersion.objects.create(
        practice=practice, number=1, content={}, hash="x", submitted_by=UserFactory()
    )
    review = Review.objects.create(version=version, expert=expert, due_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(version=version, expert=expert, due_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="done", finished_at=timezone.now())
