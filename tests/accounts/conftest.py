"""What the tests of accounts share: a client that signs in by the form, and the mails that left."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.factories.accounts import PASSWORD

LOGIN = "/en/account/login/"


@pytest.fixture(autouse=True)
def landing(settings):
    """A page that exists whatever front doors are there."""
    settings.LANDING_PAGE = "tests.accounts.conftest.profile_page"


def profile_page(user):
    return "/en/account/profile/"


@pytest.fixture
def sign_in(django_capture_on_commit_callbacks):
    """`sign_in(email, password, client=…, address=…)` posts the form and gives the answer."""

    def post(email, password=PASSWORD, *, client=None, address="192.0.2.1", path=LOGIN, **headers):
        client = client or Client()
        return client.post(path, {"login": email, "password": password}, REMOTE_ADDR=address, headers=headers)

    return post


@pytest.fixture
def post(db, django_capture_on_commit_callbacks):
    """Post a form and let what it enqueued happen: `post(client, path, data)`.

    Limits that a test with real transactions used up are forgotten: the table of the cache outlives it.
    """
    cache.clear()

    def send(client, path, data, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(path, data, **more)

    return send


def link_in(message, pattern):
    """The first address in a mail that holds `pattern`."""
    found = re.search(rf"https?://\S*{pattern}\S*", message.body)
    assert found, message.body
    return found[0]


def last_mail():
    return mail.outbox[-1]
