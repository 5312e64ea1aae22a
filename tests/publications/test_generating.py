from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.models import Project, Version
from publications import finding
from publications.models import Publication, PublishedPartner
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    SpecificObjectiveFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    made = ProgrammePeriodFactory()
    made.area.set([RegionFactory(code="BE234"), RegionFactory(code="FRE11")])
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=made), code="RSO1.1")
    return made


def generate(**numbers):
    out = StringIO()
    call_command("generate_world", stdout=out, **numbers)
    return out.getvalue()


def content():
    rows = Publication.objects.order_by("code").values_list(
        "code", "acronym", "title", "summary", "eu_funding"
    )
    return list(rows), list(
        PublishedPartner.objects.order_by("publication__code", "position").values_list("name")
    )


def test_generate_world_makes_records_that_are_found(edition):
    assert generate(publications=60).startswith("60 public records in ")
    assert Publication.objects.filter(is_demo=True).count() == 60
    record = Publication.objects.first()
    assert record.partner_count == record.partners.count() > 1
    assert record.lead == record.partners.get(role="lead").name
    assert finding.records(finding.query({"q": "water"})).count() > 3
    assert record in finding.records(finding.query({"q": record.acronym}))


def test_generate_world_is_the_same_for_the_same_seed(edition):
    generate(publications=20, seed=5)
    first = content()
    Publication.objects.all().delete()
    generate(publications=20, seed=5)
    assert content() == first
    generate(publications=5, seed=5)
    assert Publication.objects.count() == 25


def test_generate_world_makes_proposals_with_versions(edition):
    CallFactory(programme_period=edition, is_demo=True)
    generate(proposals=12)
    submitted = Project.objects.exclude(state="draft")
    assert Project.objects.count() == 12
    assert Version.objects.count() == submitted.count()
    version = Version.objects.first()
    assert version.data["code"] == version.project.code
    assert version.data["acronym"] == version.project.acronym


@pytest.mark.parametrize("real", [UserFactory, CallFactory, PublicationFactory])
def test_generate_world_refuses_a_database_with_real_rows(edition, real):
    real(is_demo=False)
    with pytest.raises(CommandError, match="not marked as demo"):
        generate(publications=1)


def test_generate_world_refuses_where_demo_is_off(edition, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        generate(publications=1)
