"""Two people, or one impatient person, adding the same organisation in the same moment."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import TrailEntry
from core.errors import DomainError
from partners.models import Organisation
from partners.register import create_organisation
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(acts):
    """What each act gave, or the text with which it was refused."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=120)
            return act()
        except DomainError as refusal:
            return str(refusal.text)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_number_taken_by_four_people_at_once_makes_one_organisation():
    people = [UserFactory() for _ in range(4)]

    def add(number, person):
        return lambda: create_organisation(
            by=person, name=f"Stad {number}", country="BE", identifiers={"be_company": "0403.019.261"}
        )

    given = all_at_once([add(number, person) for number, person in enumerate(people)])

    made = Organisation.objects.get()
    assert [result for result in given if isinstance(result, Organisation)] == [made]
    refusal = f"{made.name} already has this number; choose it instead of adding it again."
    assert [result for result in given if isinstance(result, str)] == [refusal] * 3
    assert TrailEntry.objects.filter(action="create", chain=made.chain).count() == 1


def test_one_form_posted_four_times_at_once_makes_one_organisation():
    person, key = UserFactory(), uuid.uuid4()

    def add():
        return create_organisation(by=person, name="LIOF", country="NL", creation_key=key)

    given = all_at_once([add] * 4)

    made = Organisation.objects.get()
    assert given == [made] * 4
    assert TrailEntry.objects.filter(chain=made.chain).count() == 1
