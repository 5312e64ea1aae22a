"""Who is signed in is read as Django reads it: sessions that ended and people who left are nobody."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory()


@pytest.fixture
def client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def who(client: Client) -> object:
    """Whom a new request with the cookie of this browser is from."""
    request = HttpRequest()
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return get_user(request)


def test_person_is_read_in_two_statements(client: Client, person: User) -> None:
    assert who(client) == person
    with CaptureQueriesContext(connection) as asked:
        assert who(client) == person
    assert len(asked) == 2


def test_two_people_are_told_apart(client: Client, person: User) -> None:
    other = Client()
    other.force_login(UserFactory())
    assert [who(client), who(other), who(client)] == [
        person,
        User.objects.exclude(pk=person.pk).get(),
        person,
    ]


def test_session_that_ran_out_or_was_ended_is_nobody(client: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not who(client).is_authenticated
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    assert who(client).is_authenticated
    Session.objects.all().delete()
    assert not who(client).is_authenticated


def test_person_who_may_not_come_in_any_more_or_is_gone_is_nobody(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not who(client).is_authenticated
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert who(client) == person
    person.set_password("another one of many words")
    person.save()
    assert not who(client).is_authenticated
