"""Pages of the partner search: few statements however many cards, nonsense breaks nothing, no names."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from correspondence.models import Message
from ideas import notices
from ideas.models import Card
from ideas.personal import PartnerSearch
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CardFactory, ContactFactory, searching

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """An idea and an offer that fits it, in one call."""
    call = searching()
    idea = CardFactory(call=call, regions=["FR"])
    offer = CardFactory(
        call=call, kind="offer", country="FR", title={"fr": "Capteurs"}, text={"fr": "Un laboratoire."}
    )
    return idea, offer


@pytest.mark.parametrize("more", [0, 30])
def test_public_pages_ask_at_most_four_statements(pair, more, client, django_assert_max_num_queries):
    idea, _offer = pair
    for _number in range(more):
        CardFactory(call=idea.call)
    for path in (
        reverse("catalogue:ideas", args=[idea.call.code]),
        reverse("catalogue:idea", args=[idea.call.code, idea.uid]),
        reverse("catalogue:ideas_data", args=[idea.call.code]),
        reverse("catalogue:ideas_feed", args=[idea.call.code]),
    ):
        with django_assert_max_num_queries(4):
            assert client.get(path).status_code == 200


def test_own_pages_ask_as_much_for_three_cards_as_for_one(pair, django_assert_max_num_queries):
    idea, _offer = pair
    client = Client()
    client.force_login(idea.owner)
    ContactFactory(card=idea)
    path = reverse("apply:ideas")
    for _more in range(2):
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200
        ContactFactory(card=CardFactory(call=idea.call, owner=idea.owner))


def test_filters_in_the_address_narrow_the_cards(pair, client):
    idea, offer = pair
    path = reverse("catalogue:ideas_data", args=[idea.call.code])

    def found(query):
        return {one["id"] for one in client.get(f"{path}?{query}").json()["cards"]}

    everything, one, other = {str(idea.uid), str(offer.uid)}, {str(idea.uid)}, {str(offer.uid)}
    assert found("") == everything
    assert found("q=WATER") == one
    assert found("q=laboratoire") == other
    assert found("kind=offer") == other
    assert found(f"objective={idea.objectives[0]}") == everything
    assert found("country=FR") == everything  # lies there, or looks there
    assert found("role=lead") == set()


@pytest.mark.parametrize(
    "query", ["page=99999", "page=-1", "q=%ED%A0%80", "sort=x&kind=y&objective=z&country=%27", "q=%25_%5C"]
)
def test_nonsense_in_the_address_breaks_nothing(pair, query, client):
    code = pair[0].call.code
    for name in ("ideas", "ideas_data", "ideas_feed"):
        assert client.get(reverse(f"catalogue:{name}", args=[code]) + f"?{query}").status_code == 200


def test_public_card_says_why_another_fits_and_names_nobody(pair, client):
    idea, offer = pair
    page = client.get(reverse("catalogue:idea", args=[idea.call.code, idea.uid])).content.decode()
    assert f"Same objective: {idea.objectives[0]}" in page
    assert "is where the idea looks for partners: France" in page
    assert "Why it fits (70 of 110 points)" in page
    for person in (idea.owner, offer.owner):
        assert person.email not in page
        assert person.name not in page


def test_call_without_a_search_has_no_page_and_no_link(client):
    card = CardFactory()
    card.call.partner_search.delete()
    assert client.get(reverse("catalogue:ideas", args=[card.call.code])).status_code == 404
    assert (
        "Partner search" not in client.get(reverse("catalogue:call", args=[card.call.code])).content.decode()
    )


def test_stale_form_shows_both_texts_and_saves_on_the_second_try():
    card = CardFactory(revision=3)
    client = Client()
    client.force_login(card.owner)
    path = reverse("apply:idea_edit", args=[card.uid])
    typed = {
        "title_en": "What I typed",
        "text_en": "Mine.",
        "organisation": "Town",
        "country": "BE",
        "roles": ["partner"],
        "objectives": card.objectives,
        "revision": "2",
        "creation_key": str(uuid4()),
    }
    page = client.post(path, typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert "What I typed" in text
    assert "Cleaner water" in text
    assert 'name="revision" value="3"' in text
    assert client.post(path, {**typed, "revision": "3"}).status_code == 302
    assert str(Card.objects.get()) == "What I typed"


def test_new_matches_are_told_once_and_stopped_by_one_click(pair, client):
    idea, _offer = pair
    owner = idea.owner
    Card.objects.filter(pk=idea.pk).update(
        wants_notices=True, notified_until=timezone.now() - timedelta(days=2)
    )
    noon = timezone.localtime().replace(hour=12)
    assert notices.send_due(noon) == 1
    assert notices.send_due(noon) == 0
    mail = Message.objects.get(to_email=owner.email)
    assert "Same objective" in mail.body
    assert mail.unsubscribe_url == notices.stop_link(owner)
    path = mail.unsubscribe_url[mail.unsubscribe_url.index("/en/") :]
    assert client.get(path).status_code == 200
    assert Card.objects.get(pk=idea.pk).wants_notices is True
    Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert Card.objects.get(pk=idea.pk).wants_notices is False


def test_person_is_handed_what_is_held_and_forgotten(pair):
    idea, offer = pair
    person = idea.owner
    asked = ContactFactory(card=offer, asker=person)
    held = PartnerSearch().export(person)
    assert [one["title"] for one in held["cards"]] == [{"en": "Cleaner water"}]
    assert [one["i_asked"] for one in held["conversations"]] == [True]
    PartnerSearch().forget(person)
    assert list(Card.objects.all()) == [offer]
    assert not offer.contacts.filter(pk=asked.pk).exists()
    assert PartnerSearch().export(UserFactory())["cards"] == []
