"""From preparation to the public: what is missing is said, and there is no way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from calls import setting_up
from calls.models import Call
from calls.readiness import missing, readiness
from calls.setting_up import Stale
from calls.setting_up.publishing import digest_of_all
from calls.states import CallState
from core.errors import DomainError, NotAllowed
from core.texts import Text
from tests.factories.accounts import UserFactory
from tests.factories.calls import CriterionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(call):
    call.title = call.introduction = Text(nl="Oproep", fr="Appel", en="Call")
    call.save()
    CriterionFactory(call=call)
    return call


def test_ready_call_is_published_with_its_moment(ready, manager):
    before = timezone.now()

    setting_up.publish(ready, by=manager, seen=digest_of_all(ready))

    found = Call.objects.get(pk=ready.pk)
    assert found.state == CallState.PUBLISHED
    assert found.published_at >= before
    assert TrailEntry.objects.get(chain=ready.chain).action == "publish call"
    with pytest.raises(DomainError, match="published already"):
        setting_up.publish(ready, by=manager)


def test_what_is_missing_is_named_with_its_page(call, manager):
    call.funds.all().delete()
    call.objectives.clear()

    parts = {item.part for item in missing(call)}

    assert parts == {"basics", "objectives", "money", "criteria"}
    with pytest.raises(DomainError, match="At least one fund"):
        setting_up.publish(call, by=manager)
    assert Call.objects.get(pk=call.pk).state == CallState.DRAFT


def test_rate_above_the_programmes_highest_keeps_a_call_back(ready):
    assert missing(ready) == []
    ready.funds.update(rate=81)

    assert [str(item.text) for item in missing(ready)] == ["No rate above the programme's highest."]


def test_call_that_has_closed_is_not_published(ready):
    ready.opens_at, ready.closes_at = (timezone.now() - timedelta(days=days) for days in (9, 1))
    ready.save()

    assert [item.part for item in missing(ready)] == ["basics"]


def test_recommendations_do_not_keep_a_call_back(ready):
    undone = [item.part for item in readiness(ready) if not item.is_done]
    assert undone == ["costs", "rules", "scale", "criteria", "criteria"]


def test_publishing_is_refused_when_the_page_showed_something_else(ready, manager):
    seen = digest_of_all(ready)
    setting_up.change(ready, {"title": Text(nl="A", fr="A", en="A")}, by=manager)

    with pytest.raises(Stale):
        setting_up.publish(ready, by=manager, seen=seen)


def test_planned_call_is_announced_and_taken_back(call, manager):
    setting_up.announce(call, by=manager)
    assert list(Call.objects.announced()) == [call]
    with pytest.raises(DomainError, match="another state"):
        setting_up.announce(call, by=manager)
    setting_up.withdraw_announcement(call, by=manager)

    assert Call.objects.get(pk=call.pk).state == CallState.DRAFT


def test_call_in_preparation_is_deleted_and_the_trail_stays(call, manager):
    setting_up.delete(call, by=manager)

    assert not Call.objects.exists()
    assert TrailEntry.objects.get(chain=call.chain).old["number"] == call.number


def test_published_call_stays(ready, manager):
    setting_up.publish(ready, by=manager)

    with pytest.raises(DomainError, match="in preparation"):
        setting_up.delete(ready, by=manager)


def test_only_managers_move_a_call(ready):
    for verb in (setting_up.publish, setting_up.announce, setting_up.delete):
        with pytest.raises(NotAllowed):
            verb(ready, by=UserFactory())
