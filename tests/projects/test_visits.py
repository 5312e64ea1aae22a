"""What others changed since a person last had a section open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects import entries, fields, partnership, visits
from projects.form import GROUPS
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import CollaboratorFactory, complete_project, show_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project(created_by=UserFactory(name="Anna Peeters"))


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob Martin")).user


def write(project, by, key, value):
    fields.save(project, key, value, base=fields.tokens(project)[key].token, by=by)


def changes(project, reader, since):
    return [(one.section, one.key, one.who) for one in visits.changes(project, since=since, seen_by=reader)]


def test_changes_name_section_field_and_person_newest_first(project, bob):
    before = timezone.now()
    partner = project.partnerships.first()
    write(project, bob, "title.nl", "Andere titel")
    write(project, bob, f"budget.{partner.uid}.travel", "10")
    write(project, bob, "title.nl", "Nog een andere titel")
    partnership.add_partner(project, OrganisationFactory(), by=bob, abbreviation="NEW", role="partner")
    assert changes(project, project.created_by, before) == [
        ("partners", "", "Bob Martin"),
        ("identification", "title.nl", "Bob Martin"),
        ("budget", f"budget.{partner.uid}.travel", "Bob Martin"),
    ]


def test_own_changes_and_those_before_are_no_news(project, bob):
    write(project, bob, "title.nl", "Van Bob")
    write(project, bob, "acronym", "VAN BOB")
    after = timezone.now()
    write(project, project.created_by, "summary.nl", "Van Anna")
    write(project, project.created_by, "title.nl", "Van Anna")
    assert changes(project, project.created_by, after) == []
    assert {one[1] for one in changes(project, bob, after)} == {"summary.nl", "title.nl"}


def test_changes_are_read_in_one_query(project, bob, django_assert_num_queries):
    before = timezone.now()
    for count in range(1, 4):
        write(project, bob, "acronym", f"NAME {count}")
        with django_assert_num_queries(1):
            visits.changes(project, since=before, seen_by=project.created_by)


def test_visit_is_noted_in_one_statement_and_moves_on(project, bob, django_assert_num_queries):
    moment = timezone.now()
    visits.visit(project, bob, "summary", at=moment - timedelta(hours=1))
    with django_assert_num_queries(1):
        visits.visit(project, bob, "summary", at=moment)
    assert visits.visits(project, bob) == {"summary": moment}
    assert visits.visits(project, project.created_by) == {}


def test_rows_added_or_removed_are_news_of_their_section(project, bob):
    show_fields(project.call, "work_package.title", "target_group.description")
    before = timezone.now()
    added = entries.add(project, "work_package", by=bob)
    entries.remove(added, by=bob)
    target = entries.add(project, "target_group", by=bob)
    found = changes(project, project.created_by, before)
    assert [one for one in found if not one[1]] == [
        (GROUPS["target_group"].section, "", "Bob Martin"),
        (GROUPS["work_package"].section, "", "Bob Martin"),
    ]
    assert target.kind == "target_group"
