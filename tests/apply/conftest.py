"""A proposal in which nothing is missing, and browsers of the people around it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, complete_project


def signed_in(person):
    """A browser without scripts, signed in as this person."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def project(db):
    return complete_project()


@pytest.fixture
def manager(project):
    return signed_in(project.created_by)


@pytest.fixture
def colleague(project):
    """May edit."""
    return signed_in(CollaboratorFactory(project=project, level=Level.EDIT).user)


@pytest.fixture
def viewer(project):
    return signed_in(CollaboratorFactory(project=project, level=Level.VIEW).user)


@pytest.fixture
def stranger(db):
    return signed_in(UserFactory())


@pytest.fixture
def url(project):
    """The address of a page of the proposal."""

    def address(name, *args):
        return reverse(f"apply:{name}", args=[project.uid, *args])

    return address


@pytest.fixture
def ask_count():
    """Asks for a page and tells how many SQL statements that took."""

    def count(client, address):
        client.get(address)  # the first request of a session writes its own rows
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count
