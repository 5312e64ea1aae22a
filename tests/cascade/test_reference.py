"""The stated ceilings of CrossRoads, loaded once however often."""

from decimal import Decimal

import pytest
from django.conf import settings

from cascade import reference
from cascade.models import Scheme
from tests.factories.cascade import SchemeFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

DIRECTORY = settings.BASE_DIR / "fixtures" / "reference"


def test_crossroads_has_its_stated_ceilings_targets_and_themes():
    operation = PublicationFactory(code="vlned-crossroads-vi")
    other = SchemeFactory()
    for _time in range(2):
        report = reference.load(DIRECTORY)
    assert [(kind.added, kind.changed, kind.gone) for kind in report.kinds] == [([], {}, {}), ([], {}, {})]
    scheme = Scheme.objects.exclude(pk=other.pk).get()
    assert (scheme.operation, scheme.total_budget, scheme.max_grant, scheme.rate, scheme.max_months) == (
        operation,
        Decimal("10000000.00"),
        Decimal("250000.00"),
        Decimal("50.00"),
        24,
    )
    assert (scheme.target_projects, scheme.target_companies, scheme.themes.count()) == (50, 125, 4)
    assert (bool(scheme.source), scheme.is_demo) == (True, False)


def test_scheme_of_a_project_that_is_not_there_is_left_out():
    reference.load(DIRECTORY)
    assert not Scheme.objects.exists()
