"""Correcting a session before it opens, also when two do so at once."""

import pytest
from django.urls import reverse

from assessments.models import Session
from programmes.states import Role
from tests.factories.assessments import eligible_project
from tests.factories.committee import SessionFactory, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(client):
    programme = eligible_project().call.programme_period.programme
    client.force_login(person_with(programme, Role.OFFICER))
    return SessionFactory(programme=programme, place="Gent")


def page_of(session):
    return reverse("secretariat:session_edit", args=[session.uid])


def filled(client, session, **typed):
    """What the page of this session posts when some fields are typed anew."""
    form = client.get(page_of(session)).context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    dates = {name: f"{shown[name]:%Y-%m-%dT%H:%M}" for name in ("starts_at", "deadline") if shown.get(name)}
    return {**shown, **dates, **typed}


def test_session_is_corrected_before_it_opens(client, planned):
    answer = client.post(page_of(planned), filled(client, planned, place="Brugge"))
    assert answer.status_code == 302
    planned.refresh_from_db()
    assert planned.place == "Brugge"


def test_session_that_somebody_else_changed_meanwhile_shows_both_and_takes_the_second_save(client, planned):
    mine = filled(client, planned, place="Brugge")
    Session.objects.update(place="Lille", is_online=not planned.is_online)
    refused = client.post(page_of(planned), mine)
    assert refused.status_code == 409
    form = refused.context["form"]
    assert form["place"].value() == "Brugge"
    assert str(form["place"].help_text) == "Stored now: Lille"
    assert str(form["is_online"].help_text).startswith("Stored now: ")
    assert "Somebody changed this session meanwhile." in str(form.non_field_errors())
    planned.refresh_from_db()
    assert planned.place == "Lille"

    again = client.post(page_of(planned), {**mine, "seen": form["seen"].value()})
    assert again.status_code == 302
    planned.refresh_from_db()
    assert planned.place == "Brugge"


def test_session_posted_without_what_was_seen_is_not_overwritten(client, planned):
    mine = filled(client, planned, place="Brugge")
    del mine["seen"]
    assert client.post(page_of(planned), mine).status_code == 409
    planned.refresh_from_db()
    assert planned.place == "Gent"
