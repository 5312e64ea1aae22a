"""Who writes one partner's part saves the fields of that partner, and no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import NotAllowed
from projects import fields
from projects.states import Level
from tests.factories.projects import CollaboratorFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project()


@pytest.fixture
def own(project):
    return project.partnerships.get(position=2)


@pytest.fixture
def other(project):
    return project.partnerships.get(position=1)


@pytest.fixture
def bound(project, own):
    return CollaboratorFactory(project=project, level=Level.EDIT, partnership=own).user


def keys_of(partner):
    return {
        f"partner.{partner.uid}.abbreviation": "NEW",
        f"budget.{partner.uid}.travel": "12.00",
        f"rate.{partner.uid}.{partner.co_financing.get().fund_id}": "50.00",
        f"contribution.{partner.contributions.get().pk}.amount": "7.00",
    }


def save(project, key, value, by):
    return fields.save(project, key, value, base=fields.tokens(project)[key].token, by=by)


def test_fields_of_the_own_part_are_saved(project, own, bound):
    for key, value in keys_of(own).items():
        assert save(project, key, value, bound).value == value


def test_fields_of_others_and_of_the_whole_are_refused(project, other, bound):
    before = fields.tokens(project)
    whole = {"title.nl": "Titel", "acronym": "X", "summary.nl": "Tekst", "start_date": "2026-02-01"}
    for key, value in {**keys_of(other), **whole}.items():
        with pytest.raises(NotAllowed, match="another partner"):
            save(project, key, value, bound)
    assert fields.tokens(project) == before


def test_page_posted_as_a_whole_is_judged_field_by_field(project, own, other, bound):
    stored = fields.tokens(project)

    def typed(partner):
        return {key: (value, stored[key].token) for key, value in keys_of(partner).items()}

    outcomes = fields.save_section(project, typed(own), by=bound)
    assert {type(one) for one in outcomes.values()} == {fields.Saved}
    with pytest.raises(NotAllowed):
        fields.save_section(project, {**typed(other)}, by=bound)
    key = f"budget.{other.uid}.travel"
    assert fields.tokens(project)[key] == stored[key]


def test_viewer_of_a_part_saves_nothing(project, own):
    viewer = CollaboratorFactory(project=project, level=Level.VIEW, partnership=own).user
    for key, value in keys_of(own).items():
        with pytest.raises(NotAllowed):
            save(project, key, value, viewer)
    with pytest.raises(NotAllowed):
        fields.save_section(project, {}, by=viewer)


def test_own_part_costs_no_more_statements(project, own, bound):
    for key, value in keys_of(own).items():
        base = fields.tokens(project)[key].token
        with CaptureQueriesContext(connection) as asked:
            fields.save(project, key, value, base=base, by=bound)
        assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 6, key
