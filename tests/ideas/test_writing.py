"""Cards are drafts until their writer agrees, lose no text, are withdrawn when wanted, end with the call."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from core.texts import Text
from ideas import boards, writing
from ideas.content import Content, Unfit
from ideas.models import Card
from ideas.states import CardState
from programmes.states import Role as StaffRole
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.ideas import CardFactory, searching
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


def content(call, **changes):
    said = {
        "title": Text(en="Cleaner water"),
        "text": Text(en="Sensors."),
        "organisation": "Town",
        "country": "BE",
        "roles": ("partner",),
        "objectives": (call.objectives.get().code,),
    }
    return Content(**{**said, **changes})


def test_same_key_makes_one_card():
    call, person, key = searching(), UserFactory(), uuid4()
    first = writing.begin(call, by=person, kind="idea", content=content(call), key=key)
    again = writing.begin(call, by=person, kind="idea", content=content(call), key=key)
    assert (again.pk, Card.objects.count()) == (first.pk, 1)
    with pytest.raises(NotAllowed):
        writing.begin(call, by=UserFactory(), kind="idea", content=content(call), key=key)


def test_call_without_a_search_takes_no_cards():
    call = CallFactory()
    with pytest.raises(DomainError, match="no partner search"):
        writing.begin(call, by=UserFactory(), kind="idea", content=content(call), key=uuid4())


def test_draft_may_lack_everything_and_publishing_says_what():
    call, person = searching(), UserFactory()
    card = writing.begin(call, by=person, kind="idea", content=Content(), key=uuid4())
    with pytest.raises(Unfit) as refusal:
        writing.publish(card, by=person, agrees=True)
    assert [name for name, _fault in refusal.value.faults] == [
        *("title", "text", "organisation", "country", "roles", "objectives")
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("objectives", ("NOPE",)),
        ("themes", ("NOPE",)),
        ("regions", ("XX",)),
        ("roles", ("king",)),
        ("country", "US"),
        ("region", "FRE11"),
        ("organisation", "a\x00b"),
        ("title", Text(en="\ud800")),
        ("text", Text(en="x" * 1501)),
        ("title", Text(xx="x")),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(field, value):
    call = searching()
    with pytest.raises(Unfit) as refusal:
        writing.begin(
            call, by=UserFactory(), kind="idea", content=content(call, **{field: value}), key=uuid4()
        )
    assert {name for name, _fault in refusal.value.faults} == {field}


def test_stale_change_is_refused_and_overwrites_nothing():
    card = CardFactory()
    mine = content(card.call, title=Text(en="Mine"))
    writing.change(card, by=card.owner, content=mine, seen=1)
    with pytest.raises(writing.Stale) as stale:
        writing.change(card, by=card.owner, content=content(card.call, title=Text(en="Old")), seen=1)
    assert (str(stale.value.card), stale.value.card.revision) == ("Mine", 2)
    writing.change(card, by=card.owner, content=mine, seen=1)  # sent twice: nothing to save
    assert Card.objects.get().revision == 2


def test_published_card_stays_whole():
    card = CardFactory()
    with pytest.raises(Unfit, match="Give the card a title"):
        writing.change(card, by=card.owner, content=content(card.call, title=Text()), seen=1)


def test_consent_and_its_withdrawal_stand_in_the_trail():
    card = CardFactory(state="draft", published_at=None)
    with pytest.raises(DomainError, match="Agree that everybody"):
        writing.publish(card, by=card.owner, agrees=False)
    writing.publish(card, by=card.owner, agrees=True)
    assert list(Card.objects.shown()) == [card]
    writing.withdraw(card, by=card.owner)
    assert list(Card.objects.shown()) == []
    given, taken = TrailEntry.objects.filter(chain=card.chain).order_by("sequence")
    assert (given.new["agreed"], given.new["shown to"], "organisation" in given.new["shown"]) == (
        *(True, "everybody"),
        True,
    )
    assert (taken.action, taken.old) == ("withdraw card", {"shown to": "everybody"})


def test_nobody_else_changes_a_card():
    card, other = CardFactory(), UserFactory()
    for act in (
        lambda: writing.change(card, by=other, content=content(card.call), seen=1),
        lambda: writing.withdraw(card, by=other),
        lambda: writing.publish(card, by=other, agrees=True),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_card_is_hidden_at_once_when_its_time_or_its_call_is_over():
    past = timezone.now() - timedelta(days=1)
    over = CardFactory(until=past.date())
    closed = CardFactory()
    open_one = CardFactory(until=timezone.localdate())
    type(closed.call).objects.filter(pk=closed.call_id).update(closes_at=past)
    assert list(Card.objects.shown()) == [open_one]
    assert writing.end_over() == 2
    assert writing.end_over() == 0
    assert set(Card.objects.filter(state=CardState.ENDED)) == {over, closed}


def test_manager_switches_the_search_of_a_call_and_nobody_else():
    card = CardFactory()
    programme = card.call.programme_period.programme
    manager, officer = UserFactory(), UserFactory()
    StaffRoleFactory(user=manager, programme=programme, role=StaffRole.MANAGER)
    StaffRoleFactory(user=officer, programme=programme, role=StaffRole.OFFICER)
    with pytest.raises(NotAllowed):
        boards.switch(card.call, by=officer, is_on=False)
    boards.switch(card.call, by=manager, is_on=False)
    assert list(Card.objects.shown()) == []
    boards.switch(card.call, by=manager, is_on=True)
    assert list(Card.objects.shown()) == [card]
