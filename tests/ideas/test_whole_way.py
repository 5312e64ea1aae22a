"""The whole way of an idea without a browser: written, published, asked about, turned into a draft."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from correspondence.models import Message
from ideas.models import Card, Contact
from projects.models import Answer, Invitation, Partnership, Project
from tests.factories.accounts import UserFactory
from tests.factories.ideas import searching

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def acts(chain):
    return list(TrailEntry.objects.filter(chain=chain).order_by("sequence").values_list("action", flat=True))


def test_idea_becomes_a_draft_with_its_partner():  # noqa: PLR0915 - one journey
    call = searching()
    objective = call.objectives.get()
    owner, asker = UserFactory(name="Ann Owner"), UserFactory(name="Bob Asker")
    mine, theirs, anybody = signed_in(owner), signed_in(asker), Client()

    written = mine.post(
        reverse("apply:idea_new", args=[call.code, "idea"]),
        {
            "title_nl": "Schoner water",
            "text_nl": "Sensoren voor rivieren.",
            "title_en": "Cleaner water",
            "text_en": "Sensors for rivers.",
            "organisation": "Stad Gent",
            "country": "BE",
            "objectives": [objective.code],
            "roles": ["partner"],
            "regions": ["FR"],
            "revision": "1",
            "creation_key": str(uuid4()),
        },
    )
    card = Card.objects.get()
    assert (written.status_code, written["Location"]) == (302, reverse("apply:idea", args=[card.uid]))
    public = reverse("catalogue:idea", args=[call.code, card.uid])
    assert anybody.get(public).status_code == 404

    refused = mine.post(reverse("apply:idea", args=[card.uid]), {})
    assert refused.status_code == 422
    mine.post(reverse("apply:idea", args=[card.uid]), {"agrees": "on"})
    page = anybody.get(public).content.decode()
    assert "Cleaner water" in page
    assert owner.email not in page
    assert "Ann Owner" not in page
    assert "1 idea or offer" in anybody.get(reverse("catalogue:call", args=[call.code])).content.decode()

    asked = theirs.post(
        reverse("apply:idea_ask", args=[card.uid]),
        {
            "organisation": "Université de Lille",
            "country": "FR",
            "role": "partner",
            "text": "We build sensors.",
            "agrees": "on",
            "key": str(uuid4()),
        },
    )
    contact = Contact.objects.get()
    talk = reverse("apply:idea_contact", args=[contact.uid])
    assert asked["Location"] == talk
    mail = Message.objects.get(recipient=owner)
    assert "We build sensors" not in mail.body
    assert asker.email not in mail.body
    mine.post(talk, {"text": "Welcome.", "key": str(uuid4())})
    assert "Welcome." in theirs.get(talk).content.decode()
    for client, other in ((mine, asker), (theirs, owner)):
        assert other.email not in client.get(talk).content.decode()

    for client in (mine, theirs):
        client.post(reverse("apply:idea_share", args=[contact.uid]), {"agrees": "yes"})
    assert asker.email in mine.get(talk).content.decode()
    assert owner.email in theirs.get(talk).content.decode()

    turned = mine.post(
        reverse("apply:idea_draft", args=[card.uid]),
        {"acronym": "WATER", "invited": [str(contact.uid)], "key": str(uuid4())},
    )
    project = Project.objects.get()
    assert turned["Location"] == reverse("apply:proposal", args=[project.uid])
    assert (project.acronym, project.created_by, project.objective) == ("WATER", owner, objective)
    assert dict(Answer.objects.filter(project=project).values_list("field", "text")) == {
        "title": "Schoner water",
        "summary": "Sensoren voor rivieren.",
    }
    partners = Partnership.objects.filter(project=project).order_by("position")
    assert [(one.organisation.name, one.role) for one in partners] == [
        ("Stad Gent", "lead"),
        ("Université de Lille", "partner"),
    ]
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.partnership) == (asker.email, partners[1])
    assert acts(card.chain) == ["begin card", "publish card", "turn card into draft"]
    assert acts(contact.chain) == ["ask about card", "agree to show address", "agree to show address"]
