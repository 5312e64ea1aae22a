"""One idea becomes one draft, whoever tries at once; only people who agreed are invited."""

from uuid import uuid4

import pytest
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from ideas import talking, turning
from ideas.models import Card
from projects.models import Invitation, Partnership, Project
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CardFactory, ContactFactory


def agreed(card, **fields):
    now = timezone.now()
    return ContactFactory(card=card, owner_shares_at=now, asker_shares_at=now, **fields)


@pytest.mark.django_db
def test_person_who_did_not_agree_is_not_invited():
    card = CardFactory()
    contact = ContactFactory(card=card, owner_shares_at=timezone.now())
    with pytest.raises(DomainError, match="agreed to show"):
        turning.turn(card, by=card.owner, acronym="A", key=uuid4(), invited=[contact.uid])
    assert Project.objects.count() == 0


@pytest.mark.django_db
def test_form_sent_twice_makes_one_draft_and_another_form_is_told():
    card, key = CardFactory(), uuid4()
    first = turning.turn(card, by=card.owner, acronym="WATER", key=key)
    assert turning.turn(card, by=card.owner, acronym="WATER", key=key) == first
    with pytest.raises(DomainError, match="draft WATER already"):
        turning.turn(card, by=card.owner, acronym="OTHER", key=uuid4())


@pytest.mark.django_db
def test_respondent_leads_when_the_writer_lets_and_the_writer_is_invited():
    card = CardFactory(organisation="Town")
    contact = agreed(card, organisation="University")
    with pytest.raises(NotAllowed):
        turning.turn(card, by=contact.asker, acronym="WATER", key=uuid4())
    talking.let_lead(contact, by=card.owner, agrees=True)
    project = turning.turn(card, by=contact.asker, acronym="WATER", key=uuid4())
    partners = Partnership.objects.filter(project=project).order_by("position")
    assert [(one.organisation.name, one.role) for one in partners] == [
        ("University", "lead"),
        ("Town", "partner"),
    ]
    assert Invitation.objects.get().email == card.owner.email


@pytest.mark.django_db
def test_text_in_no_language_of_the_call_is_not_lost():
    card = CardFactory()  # in English; the call asks for Dutch and French
    project = turning.turn(card, by=card.owner, acronym="WATER", key=uuid4())
    assert set(project.answers.values_list("field", "language", "text")) == {
        ("title", "nl", "Cleaner water"),
        ("summary", "nl", "Sensors for rivers."),
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_turn_an_idea_at_once_one_wins():
    card = CardFactory()
    contact = agreed(card, asker=UserFactory(name="Bob"))
    talking.let_lead(contact, by=card.owner, agrees=True)
    people = [card.owner, contact.asker]

    def act(turn):
        turning.turn(Card.objects.get(pk=card.pk), by=people[turn % 2], acronym=f"TRY{turn}", key=uuid4())

    won, told = at_once(act, threads=6, tries=1)
    assert (won, Project.objects.count()) == (1, 1)
    assert len(told) == 5
    assert all("already" in text or "was faster" in text for text in told)
