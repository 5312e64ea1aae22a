"""The list of guests as PDF: what it says, who may ask, and when it goes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import NotAllowed
from documents.models import Document
from documents.states import DocumentState
from events import forgetting, guest_list
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    found = EventFactory(places=2)
    RegistrationFactory(event=found, name="zoë Last", organisation="City")
    RegistrationFactory(event=found, name="Ann First", organisation="")
    RegistrationFactory(
        event=found, name="Wim Waits", state="waiting", confirmed_at=timezone.now() - timedelta(hours=1)
    )
    RegistrationFactory(event=found, name="Early Waits", state="waiting", confirmed_at="2026-01-01T00:00:00Z")
    RegistrationFactory(event=found, name="Carl Cancelled", state="cancelled", cancelled_at=timezone.now())
    return found


@pytest.fixture
def officer(event):
    return StaffRoleFactory(user=UserFactory(), programme=event.programme, role=Role.OFFICER).user


def test_list_names_guests_in_order_and_who_waits_and_nobody_else(event):
    facts = guest_list.facts_of(event)
    assert facts["guests"] == [["Ann First", ""], ["zoë Last", "City"]]
    assert [name for name, _organisation in facts["waiting"]] == ["Early Waits", "Wim Waits"]
    assert "@" not in str(facts["guests"] + facts["waiting"])


def test_list_is_asked_for_by_those_who_keep_the_event_and_noted(event, officer):
    document = guest_list.request(event, "nl", by=officer)
    assert (document.kind, document.language, document.programme) == ("guest_list", "nl", event.programme_id)
    assert TrailEntry.objects.filter(chain=event.chain, action="export guests").count() == 1
    with pytest.raises(NotAllowed):
        guest_list.request(event, "nl", by=UserFactory())


def test_page_asks_for_the_list_and_shows_how_far_it_is(client, event, officer):
    client.force_login(officer)
    page = reverse("secretariat:event_guest_list", args=[event.uid])
    assert page in client.get(reverse("secretariat:event_guests", args=[event.uid])).content.decode()
    assert client.post(page).status_code == 302
    assert Document.objects.get().state == DocumentState.QUEUED
    assert client.get(page).status_code == 200


def test_lists_go_with_the_guests(event, officer):
    guest_list.request(event, "en", by=officer)
    type(event).objects.filter(pk=event.pk).update(
        starts_at=timezone.now() - timedelta(days=400), ends_at=timezone.now() - timedelta(days=399)
    )
    forgetting.forget_old()
    document = Document.objects.get()
    assert (document.state, document.data) == (DocumentState.WITHDRAWN, {})
    assert guest_list.current(event, "en") is None
