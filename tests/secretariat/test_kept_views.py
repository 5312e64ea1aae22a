"""Saved views of the inbox: own and shared, as tabs, one to start with."""

import pytest

from accounts.models import SavedView
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db

INBOX, PAGE = "/en/secretariat/", "/en/secretariat/views/"
LIST = "state=eligible&sort=-asked&col=code&col=asked"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def saved(client, name, **given):
    return client.post(PAGE, {"name": name, "query": LIST, **given})


def names(client):
    return [tab.view.name for tab in client.get(f"{INBOX}?view=all").context["tabs"]]


def test_a_view_keeps_filters_order_and_columns(client, officer):
    answer = saved(client, "Eligible")
    view = SavedView.objects.get()
    assert (view.owner, view.query, view.columns) == (
        officer,
        "state=eligible&sort=-asked",
        ["code", "asked"],
    )
    assert answer.url == f"{INBOX}?{LIST}&view={view.pk}"
    listing = client.get(answer.url).context["listing"]
    assert [column.key for column in listing.columns] == ["code", "acronym", "asked"]
    (tab,) = client.get(answer.url).context["tabs"]
    assert (tab.is_open, tab.is_changed) == (True, False)


def test_what_a_view_shows_can_be_changed(client, officer):
    saved(client, "Eligible")
    view = SavedView.objects.get()
    (tab,) = client.get(f"{INBOX}?state=submitted&view={view.pk}").context["tabs"]
    assert (tab.is_open, tab.is_changed) == (True, True)
    client.post(f"{PAGE}{view.pk}/show/", {"query": "state=submitted&col=total&page=3&evil=1"})
    view.refresh_from_db()
    assert (view.query, view.columns) == ("state=submitted", ["total"])


def test_a_shared_view_is_seen_by_the_staff_of_its_programme_only(client, call, officer):
    programme = call.programme_period.programme_id
    saved(client, "Ours", programme=programme)
    saved(client, "Mine")
    colleague = staff_of(ProjectFactory.build(call=call), Role.AUDITOR)
    client.force_login(colleague)
    assert names(client) == ["Ours"]
    view = SavedView.objects.get(name="Ours")
    for way in ("", "delete/", "show/"):
        assert client.post(f"{PAGE}{view.pk}/{way}", {"name": "Theirs", "query": ""}).status_code == 404
    client.force_login(staff_of(ProjectFactory.build(call=CallFactory()), Role.OFFICER))
    assert names(client) == []


def test_a_view_is_not_shared_with_a_programme_of_others(client, officer):
    other = CallFactory().programme_period.programme_id
    assert saved(client, "Theirs", programme=other).status_code == 400
    assert not SavedView.objects.exists()


def test_the_inbox_opens_with_the_view_that_was_chosen(client, officer):
    saved(client, "Eligible", is_default="on")
    view = SavedView.objects.get()
    assert client.get(INBOX).url == f"{INBOX}?{LIST}&view={view.pk}"
    assert client.get(f"{INBOX}?view=all").status_code == 200
    client.post(f"{PAGE}start/", {"view": "all"})
    assert client.get(INBOX).status_code == 200


def test_views_are_renamed_and_deleted(client, officer):
    saved(client, "Eligible")
    view = SavedView.objects.get()
    client.post(f"{PAGE}{view.pk}/", {"name": "Ready", "programme": ""})
    assert names(client) == ["Ready"]
    client.post(f"{PAGE}{view.pk}/delete/")
    assert names(client) == []


def test_a_name_is_taken_once(client, officer):
    saved(client, "Eligible")
    answer = saved(client, "Eligible")
    assert answer.status_code == 409
    assert "Choose another name" in answer.content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_hostile_names_are_refused(client, officer, name):
    assert client.post(PAGE, {"name": name, "query": "x" * 9000}).status_code == 400


def test_a_view_of_somebody_else_is_not_chosen(client, officer):
    view = SavedView.objects.create(owner=UserFactory(), page="inbox", name="Private")
    client.post(f"{PAGE}start/", {"view": str(view.pk)})
    assert not view.default_for.exists()
